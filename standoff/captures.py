"""What was received, before it is understood: digest, headers, characters."""

import codecs
import hashlib
import re
from collections.abc import Iterable, Mapping

from charset_normalizer import from_bytes

__all__ = ["decode", "digest_of", "header", "headers_named", "media_type"]

Headers = Iterable[tuple[str, str]] | Mapping[str, str]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# browsers read these labels as the wider code page, and so do the people who wrote them
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_META_WINDOW = 8192  # HTML asks for the first 1,024 bytes; pages with long comments on top need more
_DETECT_WINDOW = 65_536  # detection reads every byte many times
# Of a few bytes beyond ASCII anything can be made, and two of them are more often two letters than one ideograph.
_SCARCE = 100
_SINGLE = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1256", "cp1257", "koi8_r"]
_ASCII = bytes(range(128))
_BROKEN_SHARE = 0.002  # a UTF-8 page with one cut character is still UTF-8


def digest_of(body: bytes) -> str:
    """Return ``sha256:`` and the hex digest of *body*."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def headers_named(headers: Headers, name: str) -> list[str]:
    """Return the values of all headers called *name*, in order; the case of names does not matter."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [value for key, value in pairs if key.lower() == name.lower()]


def header(headers: Headers, name: str) -> str | None:
    """Return the first value of the header *name*, or None."""
    values = headers_named(headers, name)
    return values[0] if values else None


def media_type(headers: Headers) -> str | None:
    """Return the media type that the response claims, in lower case and without parameters, or None."""
    value = header(headers, "content-type")
    return value.partition(";")[0].strip().lower() or None if value else None


def _codec(label: str | None) -> str | None:
    """Return the codec for a charset label as browsers read it, or None for a label that names none."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    try:
        b"".decode(name)
        return name if isinstance("".encode(name), bytes) else None
    except (LookupError, UnicodeError, TypeError):  # rot13 and its like are codecs, but no charsets
        return None


def _declared(body: bytes, headers: Headers) -> list[str]:
    """Return the codecs that the response declares: the header's first, then the page's own."""
    found = _CHARSET.search(header(headers, "content-type") or "")
    labels = [found.group(1)] if found else []
    labels += [match.group(1).decode("ascii", "ignore") for match in _META.finditer(body[:_META_WINDOW])][:2]
    codecs_found = [codec for codec in map(_codec, labels) if codec]
    # a page whose meta could be read as ASCII is no UTF-16, whatever the meta says
    return [codec for codec in codecs_found if not codec.startswith(("utf-16", "utf-32"))] or codecs_found[:0]


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guess(body: bytes) -> tuple[str, str]:
    """Return text and charset of bytes that are not what they say."""
    loose = body.decode("utf-8", "replace")
    if loose.count("\ufffd") <= len(loose) * _BROKEN_SHARE + 1:
        return loose, "utf-8"
    window = body[:_DETECT_WINDOW]
    scarce = len(window.translate(None, _ASCII)) < _SCARCE
    best = from_bytes(window, cp_isolation=_SINGLE if scarce else None).best()
    codec = _codec(best.encoding) if best else None
    return body.decode(codec or "cp1252", "replace"), codec or "cp1252"


def decode(body: bytes, headers: Headers = ()) -> tuple[str, str]:
    """Return the characters of *body* and the charset that was used. Never raises.

    A byte order mark decides; then UTF-8 if every byte fits it and one is beyond ASCII (no other charset does so by
    chance); then the charset of the HTTP header, of the page's ``meta``, a nearly flawless UTF-8, and at last a guess.
    Bytes without a character become U+FFFD.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), codec
    # ISO-2022-JP and UTF-7 hide in ASCII bytes, so only bytes beyond it speak for UTF-8
    if (text := _strict(body, "utf-8")) is not None and not body.isascii():
        return text, "utf-8"
    declared = _declared(body, headers)
    if text is not None and not declared:
        return text, "utf-8"
    for codec in declared:
        if (text := _strict(body, codec)) is not None:
            return text, codec
    return _guess(body)
