"""WARC files (ISO 28500): captures out, one response record each, and captures in, damage noticed."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.run import now_text
from standoff import __version__
from standoff.captures import digest_of, header
from standoff.coded import uncoded
from standoff.errors import CaptureError
from standoff.model import CAPTURE_KINDS, Capture

#: A record's body may have this many bytes: CC-NEWS cuts at 5 MiB, our own captures end at 20 MiB.
LARGEST = 64 << 20

#: Headers that speak of the bytes on the wire. The record holds them under another name, since its body has the
#: content coding undone and would otherwise be misread.
_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"

#: What was asked for, where a redirect answered from elsewhere.
_ASKED = "WARC-Standoff-Requested-URI"
_OUTLET = "WARC-Standoff-Outlet"

#: What kind of answer it is, where it is no page.
_KIND = "WARC-Standoff-Kind"
_DATE = re.compile(rb"^WARC-Date:\s*([0-9TZ:.+-]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that cannot be read: where it stands, and why."""

    place: str
    reason: str


#: What reading a record gives: a capture and the outlet that the record names, if any; or what is wrong with it.
Found = tuple[Capture, str | None] | Fault


@dataclass(frozen=True, slots=True)
class Written:
    """Where the record of a capture stands in a WARC; ``capture`` has no body any more."""

    capture: Capture
    offset: int
    length: int
    payload_digest: str


def write_warc(captures: Iterable[tuple[Capture, str]], out: IO[bytes], name: str) -> Iterator[Written]:
    """Write captures, each with its outlet's id, to a gzipped WARC; yields where each record stands."""
    writer = WARCWriter(out, gzip=True)
    info = {"software": f"standoff/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    for capture, outlet in captures:
        offset, record = out.tell(), _record(writer, capture, outlet)
        writer.write_record(record)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        yield Written(replace(capture, body=b""), offset, out.tell() - offset, digest)


def _record(writer: WARCWriter, capture: Capture, outlet: str) -> Any:
    headers = [(_ORIGINAL + name if name.lower() in _WIRE else name, value) for name, value in capture.headers]
    headers.append(("Content-Length", str(len(capture.body))))
    about = {"WARC-Date": now_text(capture.fetched_at), _OUTLET: outlet}
    if capture.url != capture.final_url:
        about[_ASKED] = capture.url
    if capture.kind != "page":
        about[_KIND] = capture.kind
    return writer.create_warc_record(
        capture.final_url,
        "response",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        http_headers=StatusAndHeaders(f"{capture.status} Archived", headers, protocol="HTTP/1.1"),
        warc_headers_dict=about,
    )


def begin_of(path: Path) -> str:
    """Look at the first bytes: when the first record of a WARC was written, as it says, or an empty text.

    Raises CaptureError when the file cannot be opened or is no WARC or ARC.
    """
    try:
        with path.open("rb") as handle:
            start = handle.read(4096)
    except OSError as error:
        raise CaptureError(f"{path}: {error.strerror or error}") from error
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 4096)
        except zlib.error as error:
            raise CaptureError(f"{path}: is no WARC file ({error})") from error
    if not start.lstrip().startswith((b"WARC/", b"filedesc:")):
        raise CaptureError(f"{path}: is no WARC file (it does not begin with a record)")
    found = _DATE.search(start)
    return found[1].decode("ascii", "replace") if found else ""


#: Kinds of records that may hold a page, or say that it was as before, and are not taken.
_PASSED = ("revisit", "resource", "conversion", "continuation")


def read_warc(path: Path) -> Iterator[Found]:
    """Read the response records of a WARC file, plain or gzipped: each with the outlet's id where one is named.

    A record that is damaged, or larger than ``LARGEST``, is a Fault; so is a file that is cut off, and one Fault counts
    the records of pages that are no responses. Raises CaptureError when the file cannot be opened or is no WARC.
    """
    try:
        handle = path.open("rb")
    except OSError as error:
        raise CaptureError(f"{path}: {error.strerror or error}") from error
    with handle:
        gzipped = handle.read(2) == b"\x1f\x8b"
        handle.seek(0)
        source = _Members(handle) if gzipped else handle
        count = 0
        passed: Counter[str] = Counter()
        try:
            for record in ArchiveIterator(source, check_digests=True):
                count += 1
                passed[record.rec_type] += 1
                if record.rec_type == "response":
                    yield _capture(record, f"{path}, record {count}")
        except (ArchiveLoadFailed, CaptureError, zlib.error, ValueError, EOFError) as error:
            if not count:
                raise CaptureError(f"{path}: is no WARC file ({error})") from error
            yield Fault(f"{path}, after record {count}", str(error))
        if not count:
            raise CaptureError(f"{path}: is no WARC file (it holds no record)")
        if told := [f"{passed[kind]:,} {kind}" for kind in _PASSED if passed[kind]]:
            yield Fault(str(path), f"holds records that are no responses and are not taken: {', '.join(told)}")


def _body(record: Any) -> bytes:
    """The body as it was sent, up to a byte more than is allowed.

    warcio's own reader of codings unpacks without a limit, cuts short in silence what is broken, and fails on br.
    """
    http = record.http_headers
    is_chunked = http is not None and (http.get_header("transfer-encoding") or "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    return bytes(stream.read(LARGEST + 1))


def _capture(record: Any, place: str) -> Found:
    body, http = _body(record), record.http_headers
    if record.digest_checker is not None and record.digest_checker.passed is False and len(body) <= LARGEST:
        return Fault(place, "; ".join(record.digest_checker.problems))
    if http is None:
        return Fault(place, "no HTTP headers or no address")
    return capture_of(place, record.rec_headers.get_header, http.get_statuscode(), http.headers, body)


def capture_of(
    place: str,
    about: Callable[[str], str | None],
    status: str | int | None,
    headers: Iterable[tuple[str, str]],
    body: bytes,
) -> Found:
    """The capture in a response record, with the outlet that it names.

    *about* gives the record's own headers; *body* is without transfer coding, its content coding still on.
    """
    if len(body) > LARGEST:
        return Fault(place, f"a body of more than {LARGEST >> 20} MiB")
    url, outlet, listed = about("WARC-Target-URI") or "", about(_OUTLET), list(headers)
    if not url:
        return Fault(place, "no HTTP headers or no address")
    try:
        body = uncoded(body, header(listed, "content-encoding") or "", LARGEST)
    except CaptureError as error:
        return Fault(place, str(error))
    try:
        fetched_at = datetime.fromisoformat(about("WARC-Date") or "").astimezone(UTC)
        code = int(status or "")
    except (TypeError, ValueError) as error:
        return Fault(place, f"no date or no status ({error})")
    capture = Capture(
        url=about(_ASKED) or url,
        final_url=url,
        fetched_at=fetched_at,
        status=code,
        headers=tuple(_true_headers(listed, ours=outlet is not None)),
        body=body,
        digest=digest_of(body),
        kind=_kind(about(_KIND)),
    )
    return capture, outlet


def _kind(told: str | None) -> str:
    return told if told in CAPTURE_KINDS else "page"


def _true_headers(headers: Iterable[tuple[str, str]], ours: bool) -> Iterator[tuple[str, str]]:
    """The headers as the server sent them: what :func:`_record` did to them undone."""
    for name, value in headers:
        if ours and name.startswith(_ORIGINAL):
            yield name.removeprefix(_ORIGINAL), value
        elif not (ours and name.lower() in _WIRE):
            yield name, value


class _Members(RawIOBase):
    """The plain bytes of a gzip file of many members. A file that ends inside one is an error, not an end."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._unpacker = zlib.decompressobj(wbits=31)
        self._raw = b""
        self._begun = False

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer*; 0 at the end. Raises CaptureError when the file is cut off."""
        while True:
            if not self._raw:
                self._raw = self._source.read(1 << 16)
            if not self._raw:
                if self._begun:
                    raise CaptureError("the gzip is cut off")
                return 0
            self._begun = True
            piece = self._unpacker.decompress(self._raw, len(buffer))
            self._raw = self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                self._raw = self._unpacker.unused_data
                self._unpacker, self._begun = zlib.decompressobj(wbits=31), False
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
