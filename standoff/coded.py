"""Content codings undone, with an end: 800 bytes of brotli unpack to a gigabyte."""

import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

from standoff.errors import CaptureError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["uncoded"]

#: Bytes that are unpacked at a time.
PART = 1 << 20


def uncoded(body: bytes, codings: str, limit: int) -> bytes:
    """Return *body* with the codings of a Content-Encoding header undone; a body that is not so coded, as it is.

    Some crawlers undo the coding and leave the header, so a body that does not even begin as the header says is whole.
    Codings that nobody knows are left. Raises CaptureError for one that is cut off, is broken further on, or unpacks
    to more than *limit* bytes.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",")]):
        if parts := _CODINGS.get(coding):
            body = _whole(parts(body), body, coding, limit)
    return body


def _whole(parts: Iterator[bytes], body: bytes, coding: str, limit: int) -> bytes:
    found, size = [], 0
    try:
        for part in parts:
            found.append(part)
            size += len(part)
            if size > limit:
                raise CaptureError(f"unpacks to more than {limit >> 20} MiB")
    except (zlib.error, zstd.ZstdError, brotli.error) as error:
        if not size:
            return body
        raise CaptureError(f"its {coding} cannot be undone ({error})") from error
    return b"".join(found)


def _gzip(body: bytes) -> Iterator[bytes]:
    while body[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(wbits=31)
        yield from _zlib(unpacker, body)
        body = unpacker.unused_data
        if not body:
            return
    raise zlib.error("does not begin as gzip does")


def _deflate(body: bytes) -> Iterator[bytes]:
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:  # what the standard calls deflate has a zlib header; some servers leave it out
        yield from _zlib(zlib.decompressobj(wbits=-15), body)
    else:
        yield from _zlib(zlib.decompressobj(), body)


def _zlib(unpacker: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not unpacker.eof:
        part = unpacker.decompress(body, PART)
        body = unpacker.unconsumed_tail
        if not part and not body and not unpacker.eof:
            raise CaptureError("its content coding is cut off")
        yield part


def _brotli(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    yield unpacker.process(body, output_buffer_limit=PART)
    while not unpacker.is_finished():
        if not (part := unpacker.process(b"", output_buffer_limit=PART)):
            raise CaptureError("its content coding is cut off")
        yield part


def _zstd(body: bytes) -> Iterator[bytes]:
    unpacker = zstd.ZstdDecompressor()
    yield unpacker.decompress(body, PART)
    while not unpacker.eof:
        if unpacker.needs_input:
            raise CaptureError("its content coding is cut off")
        yield unpacker.decompress(b"", PART)


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
