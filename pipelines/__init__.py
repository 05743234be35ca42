"""Pipelines touch the disk: the rooms that a record goes through, and the archive they fill."""
