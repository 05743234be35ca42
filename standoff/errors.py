"""The one error tree. Every error names the file, key or address it is about.

StandoffError
├── CatalogueError    an outlet or lexicon file is wrong
├── FeedError         a sitemap or feed is not what it claims to be
├── CaptureError      bytes that cannot be taken or read back
├── ExtractionError   a page that cannot be read
├── StoreError        an archive that cannot be opened or written
│   └── ArchiveBusyError   another run holds the archive
├── PublishError      a copy that cannot be made or does not add up
├── WatchError        a file of watches is wrong
├── DeliveryError     an alert that a channel did not take
└── StampError        a time stamp that was not given or does not hold
"""

__all__ = [
    "ArchiveBusyError",
    "CaptureError",
    "CatalogueError",
    "DeliveryError",
    "ExtractionError",
    "FeedError",
    "PublishError",
    "StampError",
    "StandoffError",
    "StoreError",
    "WatchError",
]


class StandoffError(Exception):
    """Anything that this project raises on purpose."""


class CatalogueError(StandoffError):
    """An outlet or lexicon file is wrong; the message names the file and the key."""


class FeedError(StandoffError):
    """A sitemap or feed is not what it claims to be; the message names the address."""


class CaptureError(StandoffError):
    """Bytes that cannot be taken or read back; the message names the address or digest."""


class ExtractionError(StandoffError):
    """A page that cannot be read; the message names the address."""


class StoreError(StandoffError):
    """An archive that cannot be opened or written; the message names the file."""


class ArchiveBusyError(StoreError):
    """Another run holds the archive."""


class PublishError(StandoffError):
    """A copy that cannot be made or does not add up; the message names the copy."""


class WatchError(StandoffError):
    """A file of watches is wrong; the message names the file and the key."""


class DeliveryError(StandoffError):
    """An alert that a channel did not take; the message says why."""


class StampError(StandoffError):
    """A time stamp that was not given or does not hold; the message says why."""
