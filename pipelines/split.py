"""Cut a WARC file into parts that can be read alone: each owns the records that begin in its range of bytes."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipelines.warc import LARGEST, Fault, begin_of
from standoff.errors import CaptureError

#: Bytes of a gzipped file in one part: some 700 records of CC-NEWS, ten seconds of work.
PART = 16 << 20

_MEMBER = b"\x1f\x8b\x08"
_WINDOW = 1 << 20
_HEADER = 1 << 16  # bytes that the headers of a record may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The records of *path* that begin from byte *start* and before *end*; *digest* names the whole file."""

    path: str
    digest: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """A name that is the same wherever and whenever this part is read, and no other's."""
        return f"{self.digest.removeprefix('sha256:')[:16]}-{self.start:013}-{self.end:013}"

    def place(self, offset: int) -> str:
        """How a record is named to people."""
        return f"{self.path}, byte {offset:,}"


def split_warc(path: Path, size: int = PART) -> list[Part]:
    """Return the parts of a WARC file. Raises CaptureError when it cannot be opened or is no WARC.

    Only a file that is gzipped record by record, as they all should be, has more than one.
    """
    begin_of(path)
    try:
        with path.open("rb") as handle:
            digest = "sha256:" + hashlib.file_digest(handle, "sha256").hexdigest()
            end = handle.seek(0, 2)
            cut = list(range(0, end, size)) if _by_record(handle) else [0]
    except OSError as error:
        raise CaptureError(f"{path}: {error.strerror or error}") from error
    ends = [*cut[1:], end]
    where = str(path.resolve())
    return [Part(path=where, digest=digest, start=start, end=stop) for start, stop in zip(cut, ends, strict=True)]


def read_part(part: Part) -> Iterator[tuple[int, bytes] | Fault]:
    """Yield each record of a part with its offset in the file, unpacked but not looked into; damage is a Fault.

    Behind damage reading goes on with the next record that can be found. Raises CaptureError when the file cannot be
    opened.
    """
    try:
        handle = Path(part.path).open("rb")  # noqa: SIM115  a generator closes it below
    except OSError as error:
        raise CaptureError(f"{part.path}: {error.strerror or error}") from error
    with handle:
        if handle.read(2) != _MEMBER[:2]:
            yield from _plain(part, handle)
        elif part.start or part.end < handle.seek(0, 2) or _by_record(handle):
            yield from _members(part, handle)
        else:
            with gzip.open(part.path) as unpacked:
                yield from _plain(part, unpacked)


def _by_record(handle: IO[bytes]) -> bool:
    """Whether each record is a gzip member of its own, as far as the first tells."""
    handle.seek(0)
    if handle.read(2) != _MEMBER[:2]:
        return False
    try:
        raw, _ = _unpack(handle, 0)
    except CaptureError:
        return _next_member(handle, 1) is not None
    head = raw[:_HEADER]
    length = _length(head)
    return length is not None and head.find(b"\r\n\r\n") + 4 + length + 4 == len(raw)


def _length(head: bytes) -> int | None:
    """The length of the block of the record that begins with *head*, None for what is no record."""
    lines = head.partition(b"\r\n\r\n")[0].split(b"\r\n")
    named = [line.partition(b":")[2].strip() for line in lines if line.lower().startswith(b"content-length:")]
    whole = lines[0].startswith(b"WARC/") and b"\r\n\r\n" in head and len(named) == 1 and named[0].isdigit()
    return int(named[0]) if whole else None


def _members(part: Part, handle: IO[bytes]) -> Iterator[tuple[int, bytes] | Fault]:
    size = handle.seek(0, 2)
    offset = _next_member(handle, part.start) if part.start else 0
    while offset is not None and offset < part.end:
        try:
            raw, after = _unpack(handle, offset)
        except CaptureError as error:
            following = _next_member(handle, offset + 1)
            yield Fault(part.place(offset), f"{error}; {(following or size) - offset:,} bytes were passed over")
            offset = following
            continue
        yield offset, raw
        offset = after if after < size else None
    # the next part begins with what it can find: bytes before that belong to nobody else
    if offset is not None and (found := _next_member(handle, part.end) or size) != offset:
        yield Fault(part.place(offset), f"no record begins here; {found - offset:,} bytes were passed over")


def _is_member(handle: IO[bytes], offset: int) -> bool:
    handle.seek(offset)
    try:
        start = zlib.decompressobj(wbits=31).decompress(handle.read(4096), 16)
    except zlib.error:
        return False
    return start.startswith(b"WARC/")


def _next_member(handle: IO[bytes], at: int) -> int | None:
    """The offset from *at* on of the next gzip member that holds a record."""
    while True:
        handle.seek(at)
        window = handle.read(_WINDOW)
        found = window.find(_MEMBER)
        while found >= 0:
            if _is_member(handle, at + found):
                return at + found
            found = window.find(_MEMBER, found + 1)
        if len(window) < _WINDOW:
            return None
        at += _WINDOW - len(_MEMBER) + 1


def _unpack(handle: IO[bytes], offset: int) -> tuple[bytes, int]:
    """The plain bytes of the member at *offset*, and the offset behind it. Raises CaptureError for damage."""
    handle.seek(offset)
    unpacker = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    taken = read = 0
    raw = b""
    while not unpacker.eof:
        if not raw:
            raw = handle.read(1 << 16)
            read += len(raw)
        if not raw:
            raise CaptureError("the gzip is cut off")
        try:
            piece = unpacker.decompress(raw, 1 << 20)
        except zlib.error as error:
            raise CaptureError(f"the gzip is damaged ({error})") from error
        raw = unpacker.unconsumed_tail
        taken += len(piece)
        if taken > LARGEST + _HEADER:
            raise CaptureError(f"a record of more than {LARGEST >> 20} MiB")
        pieces.append(piece)
    return b"".join(pieces), offset + read - len(unpacker.unused_data)


def _plain(part: Part, source: IO[bytes] | gzip.GzipFile) -> Iterator[tuple[int, bytes] | Fault]:
    """The records of plain bytes. What comes behind damage is not read, since nothing says where a record begins."""
    source.seek(0)
    offset, rest = 0, b""
    while True:
        try:
            head = rest + source.read(_HEADER - len(rest))
            if not head.strip():
                return
            length = _length(head)
            if length is None or length > LARGEST:
                yield Fault(part.place(offset), "no record begins here, or one too large; the rest was not read")
                return
            whole = head.find(b"\r\n\r\n") + 4 + length + 4
            raw = head + source.read(max(0, whole - len(head)))
        except (OSError, EOFError, zlib.error) as error:
            yield Fault(part.place(offset), f"{error}; the rest was not read")
            return
        if len(raw) < whole:
            yield Fault(part.place(offset), "the record is cut off")
            return
        yield offset, raw[:whole]
        offset, rest = offset + whole, raw[whole:]
