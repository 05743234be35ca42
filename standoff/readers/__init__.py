"""Readers: what turns one parsed page into the fields of an article."""
