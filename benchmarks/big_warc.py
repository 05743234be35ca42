"""Make a large WARC of real pages, repeated with an address each: what `standoff screen` is measured on.

    python benchmarks/big_warc.py FILE [--records 100000]

Pages come from ``../shared/data``. No two records are alike, since each has an address and a date of its own; one in a
hundred is no HTML. A page's body is packed once, and joined to the headers of each record in one gzip member, so that
100,000 records (3.6 GB) are written in a minute or two.
"""

import argparse
import gzip
import hashlib
import json
import struct
import zlib
from base64 import b32encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
START = datetime(2026, 1, 1, tzinfo=UTC)
GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
END = b"\r\n\r\n"


class Packed(NamedTuple):
    """A page: its address, its HTTP response, the digest of that, and response and end of the record, packed."""

    url: str
    block: bytes
    digest: str
    deflated: bytes


def pack(row: dict[str, Any], *, image: bool) -> Packed:
    """The page of *row*, as HTML or with the media type of an image."""
    body = gzip.decompress((PAGES / row["file"]).read_bytes())
    kind = "image/png" if image else "text/html"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    deflated = packer.compress(block + END) + packer.flush()
    return Packed(
        row.get("url") or f"https://pages.example/{row['file']}",
        block,
        "sha1:" + b32encode(hashlib.sha1(block).digest()).decode(),
        deflated,
    )


def member(page: Packed, number: int) -> bytes:
    """The gzip member of one record."""
    url = f"{page.url}{'&' if '?' in page.url else '?'}copy={number}"
    head = "\r\n".join(
        (
            "WARC/1.1",
            "WARC-Type: response",
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
            f"WARC-Target-URI: {url}",
            f"WARC-Date: {(START + timedelta(seconds=number)).strftime('%Y-%m-%dT%H:%M:%SZ')}",
            f"WARC-Block-Digest: {page.digest}",
            "Content-Type: application/http; msgtype=response",
            f"Content-Length: {len(page.block)}",
            "\r\n",
        )
    ).encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)  # so that the page's own stream can follow
    whole = zlib.crc32(END, zlib.crc32(page.block, zlib.crc32(head)))
    size = len(head) + len(page.block) + len(END)
    return GZIP + packed + page.deflated + struct.pack("<II", whole, size & 0xFFFFFFFF)


def write(file: Path, records: int, every: int = 1) -> None:
    """Write *records* responses to *file*, from every page or from one in *every*."""
    rows = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()][::every]
    pages = [pack(row, image=False) for row in rows]
    image = pack(rows[0], image=True)
    info = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    with file.open("wb") as out:
        out.write(gzip.compress(info, mtime=0))
        for number in range(records):
            out.write(member(image if number % 100 == 99 else pages[number % len(pages)], number))


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    options = parser.parse_args()
    write(options.file, options.records)
    print(f"{options.file}: {options.records:,} responses, {options.file.stat().st_size / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
