"""Annotated quotes as gold, and quotes as predictions in the form of their scorers."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from standoff.model import Article, Quote
from standoff.quotes import read_quotes

Row = dict[str, Any]

CORRECTIONS = Path(__file__).with_name("gum_corrections.jsonl")

#: Rules under which a direct quote goes on with the one before it: these sets count both as one.
GOES_ON = frozenset({"interrupted", "goes-on", "next-paragraph"})


def read_rows(path: Path) -> list[Row]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# Gold.


def corrected(rows: Sequence[Row], corrections: Iterable[Row]) -> list[Row]:
    """Return *rows* with the corrections applied; each is offsets into the text of its document, and a reason."""
    by_id = {row["id"]: {**row, "quotes": [dict(quote) for quote in row["quotes"]]} for row in rows}
    gone: set[tuple[str, int]] = set()
    for change in corrections:
        row = by_id.get(change["document"])
        if row is None:
            continue
        if change["op"] == "remove":
            gone.add((row["id"], change["quote"]))
        elif change["op"] == "change":
            row["quotes"][change["quote"]].update(_fields(row["text"], change))
        else:
            row["quotes"].append({"speaker": "", "cue": "", **_fields(row["text"], change)})
    for row in by_id.values():
        kept = [quote for number, quote in enumerate(row["quotes"]) if (row["id"], number) not in gone]
        row["quotes"] = sorted(kept, key=lambda quote: quote["spans"][0])
    return list(by_id.values())


def _fields(text: str, change: Row) -> Row:
    found: Row = {}
    if "spans" in change:
        found["spans"] = [list(span) for span in change["spans"]]
    if "type" in change:
        found["type"] = change["type"]
    for key, name in (("speaker", "speaker"), ("resolved", "speaker_resolved"), ("cue", "cue")):
        if key in change:
            span = change[key]
            found[name] = "" if span is None else text[span[0] : span[1]]
    return found


# Predictions.


def article_of(row: Row) -> Article:
    """Return the text of a gold document as an article."""
    stamp = row.get("published_at") or (f"{row['date']}T12:00:00Z" if len(row.get("date") or "") == 10 else None)
    return Article(
        url=row.get("url") or "",
        page_type="article",
        text=row["text"],
        language=row.get("language") or row.get("lang"),
        headline=row.get("headline") or row.get("title"),
        published_at=datetime.fromisoformat(stamp.replace("Z", "+00:00")) if stamp else None,
    )


def as_attributions(quotes: Iterable[Quote], *, apart: bool = False) -> list[Row]:
    """Return *quotes* as these sets count them: an interrupted one is one, "no comment" none; *apart*: as they are."""
    found: list[Row] = []
    before = ""
    for quote in quotes:
        if quote.kind == "indirect" and quote.stance == "declines_to_comment" and not apart:
            continue
        if found and found[-1]["spans"][-1] == [quote.start, quote.end]:
            continue  # said by two, and one attribution here
        rule = quote.rule.split("/")[0]
        joins = (
            not apart
            and bool(found)
            and found[-1]["kind"] == quote.kind == "direct"
            and (rule in GOES_ON or before == "opens-speech")
        )
        row: Row = {"speaker": quote.speaker, "speaker_mention": quote.mention, "cue": quote.cue, "kind": quote.kind}
        if joins:
            found[-1]["spans"].append([quote.start, quote.end])
            if before == "opens-speech":
                found[-1].update(row)
        else:
            found.append({"spans": [[quote.start, quote.end]], **row})
        before = rule
    return found


def ours(rows: Sequence[Row], *, apart: bool = False) -> list[Row]:
    """Return our predictions for *rows*."""
    return [{"id": row["id"], "quotes": as_attributions(read_quotes(article_of(row)), apart=apart)} for row in rows]


_NAIVE = re.compile(
    r"[\"“«](?P<said>[^\"”»\n]{2,800})[\"”»][,\s—–-]*"
    r"(?:(?P<one>(?:[A-Z][\w’'-]+\s){1,4}|he |she )?(?P<cue>said|says|told|added|wrote|warned)\b"
    r"(?P<two>(?:\s[A-Z][\w’'-]+){1,4})?)?"
)


def naive(rows: Sequence[Row]) -> list[Row]:
    """Return the predictions of one regular expression: marks, the nearest verb, a capitalised name."""
    found = []
    for row in rows:
        quotes = [
            {
                "start": match.start("said"),
                "end": match.end("said"),
                "speaker": (match["one"] or match["two"] or "").strip(),
                "cue": match["cue"] or "",
            }
            for match in _NAIVE.finditer(row["text"])
            if match["cue"]
        ]
        found.append({"id": row["id"], "quotes": quotes})
    return found
