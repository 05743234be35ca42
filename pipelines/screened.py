"""The result files of `standoff screen`: a Parquet file a part, a row a response, written whole or not at all."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.run import now_text
from pipelines.split import Part
from pipelines.warc import Fault, Found
from standoff import __version__
from standoff.articles import EXTRACTOR
from standoff.captures import digest_of
from standoff.errors import CaptureError
from standoff.model import Capture

#: What becomes of a record: kept, let go of unread, read in full and let go of, no page at all, or damaged.
KEPT, OUT, IRRELEVANT, NO_HTML, ERROR = "kept", "screened out", "irrelevant", "no HTML", "error"

_LIST = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("warc", "fate", "reason", "kind")),
        *((name, pa.string()) for name in ("url", "final_url", "outlet", "media_type")),
        ("byte", pa.int64()),
        ("fetched_at", pa.timestamp("us", tz="UTC")),
        ("status", pa.int32()),
        *((name, pa.string()) for name in ("headers", "digest")),
        ("size", pa.int64()),
        ("body", pa.binary()),
        *((name, pa.string()) for name in ("error", "page_type", "language", "headline")),
        ("published_at", pa.timestamp("us", tz="UTC")),
        ("text", pa.string()),
        ("relevant", pa.bool_()),
        ("score", pa.float64()),
        *((name, _LIST) for name in ("reasons", "platforms", "countries", "bodies")),
        *((name, pa.string()) for name in ("quotes", "events")),
    ]
)

Row = dict[str, Any]


def _about(file: Path) -> dict[str, Any] | None:
    """What a result file says of itself; None where there is none that is whole."""
    try:
        found: dict[str, Any] = json.loads(pq.read_metadata(file).metadata[b"standoff"])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return found if found.keys() >= {"begun", "counts"} else None


def counts_of(file: Path) -> Counter[str] | None:
    """The counts in a result file; None where there is none that is whole."""
    about = _about(file)
    return None if about is None else Counter(about["counts"])


def begin_of_result(file: Path) -> str:
    """When the first response in a result file was fetched, or an empty text. Raises CaptureError for another file."""
    about = _about(file)
    if about is None:
        raise CaptureError(f"{file}: is no result file of standoff screen, or is damaged")
    return str(about["begun"])


def read_screened(file: Path) -> Iterator[Found]:
    """Read what screening kept from a result file: each capture with the outlet that it names, and what was damaged.

    Raises CaptureError when the file is not one of screening's, or is damaged itself.
    """
    begin_of_result(file)
    names = "fate reason kind url final_url outlet fetched_at status headers digest body".split()
    wanted = (pc.field("fate") == KEPT) | (pc.field("fate") == ERROR)
    try:
        with pq.ParquetFile(file) as source:
            for batch in source.iter_batches(batch_size=64, columns=names):
                for row in batch.filter(wanted).to_pylist():
                    yield _kept(row)
    except (OSError, pa.ArrowException) as error:
        raise CaptureError(f"{file}: {error}") from error


def _kept(row: Row) -> Found:
    if row["fate"] == ERROR:
        return Fault(row["url"], row["reason"])
    if digest_of(row["body"]) != row["digest"]:
        return Fault(row["url"], "the bytes in the result file are not what their digest says")
    capture = Capture(
        url=row["url"],
        final_url=row["final_url"],
        fetched_at=row["fetched_at"].astimezone(UTC),
        status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])),
        body=row["body"],
        digest=row["digest"],
        kind=row["kind"],
    )
    return capture, row["outlet"]


def fault_row(fault: Fault) -> Row:
    """The row of a record that cannot be read."""
    return {"fate": ERROR, "reason": fault.reason, "url": fault.place}


def write_result(file: Path, rows: list[Row], part: Part, counts: Mapping[str, int]) -> None:
    """Write the result file of a part; it has its name only once it is whole and on the disk."""
    begun = min((now_text(row["fetched_at"]) for row in rows if row.get("fetched_at")), default="")
    about = {"part": asdict(part), "begun": begun, "counts": counts, "version": __version__, "extractor": EXTRACTOR}
    schema = SCHEMA.with_metadata({b"standoff": json.dumps(about).encode()})
    under_way = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with under_way.open("wb") as out:
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
            out.flush()
            os.fsync(out.fileno())
        under_way.replace(file)
    finally:
        under_way.unlink(missing_ok=True)
