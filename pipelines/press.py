"""Press the bytes of a page against earlier ones, and take them out again unchanged.

Pages of one outlet share most of their markup. zstd is given some of them as a raw prefix (Zstandard, RFC 8878, with
its reference implementation's prefix mode) and writes down only what is new; whoever unpacks needs the same prefix.
"""

import sys
from collections import OrderedDict
from weakref import WeakKeyDictionary

from pipelines.database import Database
from standoff.captures import digest_of
from standoff.errors import CaptureError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: For a payload by itself: 3 costs 1.2 ms a page and gains 5.8 times; 10 costs 6.8 ms for 6.5 times.
ALONE = 3

#: 9 costs about 6 ms a page and writes a tenth less than 3; nobody waits for it.
LEVEL = 9

#: How many prefixes of an archive are remembered while it is open; each is a few megabytes.
REMEMBERED = 4

_PAGES = """
select digest, body, encoding from prefix_pages left join payloads using (digest)
where prefix_id = ? order by position"""

_remembered: "WeakKeyDictionary[Database, OrderedDict[int, bytes]]" = WeakKeyDictionary()


def pack_alone(body: bytes) -> bytes:
    """*body* compressed by itself, as a crawl does it."""
    return zstd.compress(body, ALONE)


def press(body: bytes, prefix: bytes) -> bytes:
    """*body* compressed behind *prefix*, with a checksum of its own, as one zstd frame."""
    parameter = zstd.CompressionParameter
    options: dict[int, int] = {
        parameter.compression_level: LEVEL,
        parameter.checksum_flag: 1,
        # The window must reach over the prefix, or its beginning is not seen.
        parameter.window_log: min(max((len(prefix) + len(body)).bit_length(), 20), 27),
    }
    raw = zstd.ZstdDict(prefix, is_raw=True)
    compressor = zstd.ZstdCompressor(options=options, zstd_dict=raw.as_prefix)
    return compressor.compress(body) + compressor.flush()


def unpress(packed: bytes, prefix: bytes) -> bytes:
    """What :func:`press` was given. Raises ZstdError or EOFError where *packed* or *prefix* is not what it was."""
    raw = zstd.ZstdDict(prefix, is_raw=True)
    return zstd.decompress(packed, zstd_dict=raw.as_prefix)


def unpack(db: Database, digest: str, packed: bytes, encoding: str) -> bytes:
    """The bytes of a payload. Raises CaptureError, naming it, when these are not those that were kept."""
    body = packed if encoding == "identity" else _unpacked(db, digest, packed)
    if digest_of(body) != digest:
        raise CaptureError(f"{digest}: the payload is damaged")
    return body


def _unpacked(db: Database, digest: str, packed: bytes) -> bytes:
    against = db.row("select prefix_id, predecessor from prefixed where digest = ?", [digest]) if _has(db) else None
    try:
        if against is None:
            return zstd.decompress(packed)
        return unpress(packed, prefix_for(db, against["prefix_id"], against["predecessor"]))
    except (zstd.ZstdError, EOFError, MemoryError) as error:
        raise CaptureError(f"{digest}: the payload cannot be unpacked ({error})") from error


def prefix_for(db: Database, prefix: int | None, predecessor: str | None) -> bytes:
    """What stands before a page: the pages of a prefix in their order, then its predecessor. Raises CaptureError."""
    pages = b"" if prefix is None else _pages(db, prefix)
    if predecessor is None:
        return pages
    row = db.row("select digest, body, encoding from payloads where digest = ?", [predecessor])
    if row is None:
        raise CaptureError(f"{predecessor}: is gone, and other payloads are kept against it")
    return pages + unpack(db, predecessor, row["body"], row["encoding"])


def _pages(db: Database, prefix: int) -> bytes:
    held = _remembered.setdefault(db, OrderedDict())
    if prefix in held:
        held.move_to_end(prefix)
        return held[prefix]
    parts = []
    for row in db.rows(_PAGES, [prefix]):
        if row["body"] is None:
            raise CaptureError(f"{row['digest']}: is gone, and other payloads are kept against it")
        parts.append(unpack(db, row["digest"], row["body"], row["encoding"]))
    held[prefix] = b"".join(parts)
    if len(held) > REMEMBERED:
        held.popitem(last=False)
    return held[prefix]


def _has(db: Database) -> bool:
    """Whether the archive knows of prefixes; one that is looked at as found may be older."""
    return db in _remembered or db.value("select 1 from sqlite_master where name = 'prefixed'") is not None
