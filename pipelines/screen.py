"""Screen a part of a WARC file: each response is a row of a Parquet file, with its bytes where it may be relevant."""

import json
import os
import signal
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pipelines.enrich import read_text
from pipelines.extract import read_known
from pipelines.room import told
from pipelines.screened import ERROR, IRRELEVANT, KEPT, NO_HTML, OUT, Row, counts_of, fault_row, write_result
from pipelines.split import Part, read_part
from pipelines.warc import LARGEST, Fault, Found, capture_of
from standoff.articles import HTML
from standoff.captures import digest_of, media_type
from standoff.catalogue import outlet_of
from standoff.model import Article, Capture, Outlet, Reading
from standoff.screening import screen

#: CPU seconds that a record may take where it can be stopped. The slowest of 803 real pages takes less than one.
CPU_SECONDS = 5.0
#: Workers that may die of one record before it is passed over.
DEATHS = 2

Catalogue = dict[str, Outlet]


#: What a row loses where only relevant pages are kept and full reading calls it irrelevant.
BULK = ("body", "text", "quotes", "events")


def result_file(part: Part, folder: Path, *, strict: bool) -> Path:
    """The result file of a part; one with only relevant pages has another name."""
    return folder / f"{part.name}{'-relevant' if strict else ''}.parquet"


def screen_part(
    part: Part, folder: Path, catalogue: Catalogue, *, strict: bool = False, limit: float | None = None
) -> Counter[str]:
    """Write the result file of a part, unless it is there, and count what became of its records.

    With *strict* a page that full reading calls irrelevant is let go of as well.

    The file has a row for each response and each damaged record; what it is under is only there once it is whole. The
    process is ended that spends more CPU seconds than *limit* on a record; whoever begins the part again passes over a
    record that ``DEATHS`` have died of, and names it.
    """
    file = result_file(part, folder, strict=strict)
    if (known := counts_of(file)) is not None:
        return known
    _warm()
    with _Trace(folder, file.stem) as trace:
        rows: list[Row] = []
        counts: Counter[str] = Counter()
        for found in read_part(part):
            counts["records"] += 1
            row = fault_row(found) if isinstance(found, Fault) else _traced(part, found, catalogue, trace, limit)
            if row is None:
                counts["others"] += 1
                continue
            if strict and row.get("relevant") is False:
                row = {**row, "fate": IRRELEVANT, **dict.fromkeys(BULK)}
            rows.append({"warc": Path(part.path).name, **row})
            counts[row["fate"]] += 1
            counts["relevant"] += bool(row.get("relevant"))
            counts["unread"] += row["fate"] == KEPT and row.get("error") is not None
        write_result(file, rows, part, counts)
    return counts


def write_fault(path: Path, folder: Path, error: str) -> Counter[str]:
    """Write the result file of a WARC file that cannot be read at all: one row that says why."""
    digest = digest_of(str(path.resolve()).encode())
    part = Part(path=str(path.resolve()), digest=digest, start=0, end=0)
    counts = Counter({"records": 1, ERROR: 1})
    row = fault_row(Fault(str(path), error)) | {"warc": path.name}
    write_result(result_file(part, folder, strict=False), [row], part, counts)
    return counts


def _traced(
    part: Part, found: tuple[int, bytes], catalogue: Catalogue, trace: "_Trace", limit: float | None
) -> Row | None:
    offset, raw = found
    if trace.deaths[offset] >= DEATHS:
        why = f"of memory, or of more than {limit:g} s of CPU time" if limit else "of memory or time"
        fault = Fault(part.place(offset), f"{DEATHS} workers died of this record, {why}")
        return {**fault_row(fault), "byte": offset}
    trace.at(offset)
    if limit:
        # the default action of SIGPROF ends the process even inside C code
        signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        row = _row(part.place(offset), raw, catalogue)
    finally:
        if limit:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return row and {**row, "byte": offset}


def _row(place: str, raw: bytes, catalogue: Catalogue) -> Row | None:
    """What becomes of one record; None for what is no response."""
    try:
        found = _capture(place, raw)
    except Exception as error:
        return fault_row(Fault(place, told(error)))
    if found is None:
        return None
    if isinstance(found, Fault):
        return fault_row(found)
    capture, named = found
    outlet = catalogue.get(named or "") or outlet_of(capture.final_url, catalogue)
    kind = media_type(capture.headers)
    row: Row = {
        "url": capture.url,
        "final_url": capture.final_url,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "headers": json.dumps(capture.headers, ensure_ascii=False),
        "digest": capture.digest,
        "size": len(capture.body),
        "media_type": kind,
        "outlet": outlet.id if outlet else named,
        "kind": capture.kind,
    }
    if capture.kind != "page":
        return {**row, "fate": KEPT, "reason": "a sitemap or feed", "body": capture.body}
    if kind not in HTML:
        return {**row, "fate": NO_HTML, "reason": f"{kind} is no HTML"}
    if not 200 <= capture.status < 300:
        return {**row, "fate": OUT, "reason": f"HTTP status {capture.status}"}
    verdict = screen(capture)
    row |= {"fate": KEPT if verdict.kept else OUT, "reason": "; ".join(verdict.reasons)}
    if not verdict.kept:
        return row
    return {**row, "body": capture.body, **_reading(capture, outlet)}


def _capture(place: str, raw: bytes) -> Found | None:
    """The capture in a record as it stands in the file, None for what is no response."""
    from fastwarc.warc import WarcRecord, WarcRecordType  # an extra

    record = WarcRecord.from_bytes(raw)
    if "WARC-Type" not in record.headers or len(raw) < raw.find(b"\r\n\r\n") + 4 + record.content_length:
        return Fault(place, "no WARC record, or one that is cut off")
    if record.record_type != WarcRecordType.response:
        return None
    record.freeze()
    if "WARC-Block-Digest" in record.headers and not record.verify_block_digest():
        return Fault(place, "the block is not what its digest says")
    if "WARC-Payload-Digest" in record.headers and "WARC-Block-Digest" not in record.headers:
        other = WarcRecord.from_bytes(raw)
        other.parse_http(strict_mode=False)
        if not other.verify_payload_digest():
            return Fault(place, "the payload is not what its digest says")
    record.parse_http(auto_decode="transfer", strict_mode=False)
    if not record.is_http_parsed:
        return Fault(place, "no HTTP headers or no address")
    body, http = record.reader.read(LARGEST + 1), record.http_headers
    headers = [(_decoded(name), _decoded(value)) for name, value in http.items_bytes()]
    return capture_of(place, record.headers.get, http.status_code, headers, body)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _reading(capture: Capture, outlet: Outlet | None) -> Row:
    """What full reading makes of a page, or why it could not be read."""
    try:
        article = read_known(capture, outlet, frozenset())
        return _columns(article, read_text(article))
    except Exception as error:
        return {"error": told(error)}


def _columns(article: Article, reading: Reading) -> Row:
    relevance = reading.relevance
    return {
        "page_type": article.page_type,
        "language": article.language,
        "headline": article.headline,
        "published_at": article.published_at,
        "text": article.text,
        "relevant": relevance.relevant,
        "score": relevance.score,
        "reasons": relevance.reasons,
        "platforms": relevance.platforms,
        "countries": relevance.countries,
        "bodies": relevance.bodies,
        "quotes": json.dumps([asdict(quote) for quote in reading.quotes], ensure_ascii=False),
        "events": json.dumps([asdict(event) for event in reading.events], ensure_ascii=False),
    }


class _Trace:
    """Remembers beside the result file which record is being read, so that a record that kills is known by name."""

    def __init__(self, folder: Path, name: str) -> None:
        self._at, self._died = folder / f".{name}.at", folder / f".{name}.deaths"
        with self._died.open("a") as died:
            if self._at.exists() and (last := self._at.read_text()).strip():
                died.write(f"{int(last)}\n")
        self.deaths = Counter(map(int, self._died.read_text().split()))
        self._file = os.open(self._at, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)

    def at(self, offset: int) -> None:
        """Note that the record at *offset* is next."""
        os.pwrite(self._file, b"%020d" % offset, 0)

    def __enter__(self) -> "_Trace":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        os.close(self._file)
        self._at.unlink(missing_ok=True)
        if kind is None:
            self._died.unlink(missing_ok=True)


@cache
def _warm() -> None:
    """Load what the first page of a process would pay for, outside its limit."""
    body = b"<html lang=en><title>A court blocked Telegram</title><p>A court in Riga blocked Telegram on Monday.</p>"
    capture = Capture(
        url="https://warm.example/", final_url="https://warm.example/", fetched_at=datetime.now(UTC), status=200,
        headers=(), body=body, digest="",
    )  # fmt: skip
    screen(capture)
    _reading(capture, None)
