"""Pure nouns of a news archive: they touch neither network nor disk."""

__version__ = "0.1.0"
