"""Pack the bytes of a response into the archive, and take them out again unchanged."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from pipelines.database import Database, Row, Value
from pipelines.press import pack_alone, unpack
from pipelines.query import query
from pipelines.run import now_text
from standoff.captures import digest_of
from standoff.model import Capture

#: The columns that the hash chain covers. ``page_type`` is ours, not the server's, and may be found out later.
CHAINED = ("id", "url", "final_url", "outlet", "fetched_at", "status", "headers", "digest", "run_id", "flaw")


def keep_capture(db: Database, capture: Capture, outlet: str, run: int) -> Capture:
    """Store the bytes once and the response itself, chained to the one before; returns the capture with its id."""
    body = pack_alone(capture.body)
    payload: dict[str, Value] = {"digest": capture.digest, "body": body, "encoding": "zstd", "size": len(capture.body)}
    db.insert("payloads", payload, ignore=True)
    if capture.body:
        db.conn.execute(query("payload_restore"), payload)
    row: dict[str, Value] = {
        "url": capture.url,
        "final_url": capture.final_url,
        "outlet": outlet,
        "fetched_at": now_text(capture.fetched_at),
        "status": capture.status,
        "headers": json.dumps(capture.headers, ensure_ascii=False),
        "digest": capture.digest,
        "run_id": run,
        "flaw": capture.flaw,
        "kind": capture.kind,
    }
    last = db.row("select id, chain from captures order by id desc limit 1")
    row["id"] = last["id"] + 1 if last else 1
    row["chain"] = chain_of(last["chain"] if last else "", row)
    return replace(capture, id=db.insert("captures", row))


def chain_of(before: str, row: Row | Mapping[str, Value]) -> str:
    """The link of the hash chain for a row of ``captures``: it covers the row and, through *before*, all earlier ones.

    ``sha256:`` and the hex digest of the JSON array (UTF-8, no spaces) of *before* and the columns of ``CHAINED``; the
    kind follows where it is not ``page``, so that chains which are older than kinds hold.
    """
    kind = _kind(row)
    covered = [before, *(row[name] for name in CHAINED), *([] if kind == "page" else [kind])]
    told = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
    return digest_of(told.encode("utf-8", "surrogatepass"))


def _kind(row: Row | Mapping[str, Value]) -> str:
    """What kind of answer a row of ``captures`` is; an archive that is looked at as found may know of pages alone."""
    return str(row["kind"]) if "kind" in row.keys() else "page"  # noqa: SIM118 - a row of SQLite has no `in` for names


def open_capture(db: Database, row: Row) -> Capture:
    """The capture in a row of ``captures`` joined with its payload.

    Raises CaptureError when the bytes are not those that were kept.
    """
    return bare_capture(row, unpack(db, row["digest"], row["body"], row["encoding"]))


def bare_capture(row: Row, body: bytes = b"") -> Capture:
    """The capture in a row of ``captures``, with *body* for its bytes."""
    return Capture(
        id=row["id"],
        url=row["url"],
        final_url=row["final_url"],
        fetched_at=datetime.fromisoformat(row["fetched_at"]).astimezone(UTC),
        status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])),
        body=body,
        digest=row["digest"],
        flaw=row["flaw"],
        kind=_kind(row),
    )
