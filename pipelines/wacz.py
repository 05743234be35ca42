"""WACZ 1.1.1: a WARC with its index, its pages and the digest of each part, in one zip that players open."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from pipelines.run import now_text
from pipelines.warc import Written, write_warc
from standoff import __version__
from standoff.captures import header
from standoff.model import Capture


def write_wacz(captures: Iterable[tuple[Capture, str]], titles: dict[str, str], path: Path, *, title: str) -> int:
    """Write captures, each with its outlet's id, as a WACZ to *path*; returns how many there are.

    *titles* gives the headline of an address, for the list of pages.
    """
    with tempfile.TemporaryFile(dir=path.parent) as warc, zipfile.ZipFile(path, "w") as package:
        written = list(write_warc(captures, warc, "data.warc.gz"))
        resources = [
            _copy(package, "archive/data.warc.gz", warc),
            _add(package, "indexes/index.cdx", "".join(sorted(map(_index_line, written)))),
            _add(package, "pages/pages.jsonl", _pages(written, titles)),
        ]
        description = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "software": f"standoff/{__version__}",
            "created": now_text(),
            "resources": resources,
        }
        told = json.dumps(description, ensure_ascii=False, indent=2)
        _add(package, "datapackage.json", told)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"}
        _add(package, "datapackage-digest.json", json.dumps(digest))
    return len(written)


def _add(package: zipfile.ZipFile, name: str, text: str) -> dict[str, Any]:
    body = text.encode()
    package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body)
    return _resource(name, hashlib.sha256(body).hexdigest(), len(body))


def _copy(package: zipfile.ZipFile, name: str, source: IO[bytes]) -> dict[str, Any]:
    """Stored, not deflated: players read single records of the WARC by their offset."""
    digest, size = hashlib.sha256(), source.tell()
    source.seek(0)
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    with package.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            target.write(chunk)
    return _resource(name, digest.hexdigest(), size)


def _resource(path: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": path.rsplit("/", 1)[-1], "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _index_line(record: Written) -> str:
    """A line of CDXJ: sort key, time of 14 digits, and where the record stands."""
    capture = record.capture
    entry = {
        "url": capture.final_url,
        "mime": (header(capture.headers, "content-type") or "unk").partition(";")[0].strip(),
        "status": str(capture.status),
        "digest": record.payload_digest,
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": "data.warc.gz",
    }
    stamp = capture.fetched_at.strftime("%Y%m%d%H%M%S")
    return f"{sort_key(capture.final_url)} {stamp} {json.dumps(entry, ensure_ascii=False)}\n"


def sort_key(url: str) -> str:
    """The address as indexes sort it: host from the right, ``www.`` off, lower case."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}"


def _pages(written: Iterable[Written], titles: dict[str, str]) -> str:
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}]
    pages = (record for record in written if record.capture.kind == "page")
    for number, record in enumerate(pages, 1):
        url = record.capture.final_url
        title = titles.get(record.capture.url) or titles.get(url) or url
        lines.append({"id": str(number), "url": url, "title": title, "ts": now_text(record.capture.fetched_at)})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
