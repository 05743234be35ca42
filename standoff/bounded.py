"""One reader for packed bytes from outside: what is unpacked has an end."""

import gzip
import io
import zlib
from typing import Any

from standoff.errors import FeedError

__all__ = ["Bounded"]

GZIP = b"\x1f\x8b"


class Bounded(io.RawIOBase):
    """The unpacked bytes of a body, up to a limit. Reading on raises FeedError."""

    def __init__(self, body: bytes, url: str, limit: int) -> None:
        self.url, self.limit, self.taken = url, limit, 0
        packed = io.BytesIO(body)
        self.source: Any = gzip.GzipFile(fileobj=packed) if body[:2] == GZIP else packed

    def read(self, size: int = -1) -> bytes:
        size = self.limit + 1 if size is None or size < 0 else size
        try:
            part: bytes = self.source.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise FeedError(f"{self.url}: broken gzip: {error}") from error
        self.taken += len(part)
        if self.taken > self.limit:
            raise FeedError(f"{self.url}: more than {self.limit} bytes unpacked; not read further")
        return part
