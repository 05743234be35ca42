"""An archive of any number of invented articles, to measure the reading room on: words drawn at random, no news.

Per article: one capture, one version of about 3 KB, three quotes, two mentions; one in thirty is about a dispute and
has an act; one in twenty has a second version; one in twenty-five is a copy of a wire story. What is quoted in a
dispute is settled into statements, and every denial answers a claim. Common words are common (drawn by rank, as in real
texts), so that a search for one finds most of the archive.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlite_utils

from pipelines.count import recount
from pipelines.database import Database

__all__ = ["OUTLETS", "SPEAKERS", "add", "fill", "sentence", "take_back", "vocabulary"]

OUTLETS, SPEAKERS, DISPUTES_PER = 40, 5_000, 900  # one dispute for 900 articles: 30 of them are about it
PLATFORMS = ("Telegram", "Facebook", "YouTube", "TikTok", "X", "Signal", "Roblox", "Wikipedia")
COUNTRIES = ("RU", "KZ", "TR", "IN", "BR", "VN", "PK", "KG")
LANGUAGES = ("en", "en", "en", "ru", "kk", "uk")
ACTIONS = ("block", "fine", "threaten", "throttle", "demand_removal", "complies", "refuses", "restore")
STANCES = ("asserts",) * 6 + ("denies", "accuses", "demands", "confirms")
LAST = datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 2_000
SETTLED = Path(__file__).with_name("settled.sql")

Sink = Callable[[str, list[dict[str, Any]]], None]


def vocabulary(seed: int = 1) -> tuple[list[str], list[float]]:
    """Return 40,000 invented words and their cumulative weights, the n-th drawn in proportion to 1/n."""
    draw = random.Random(seed)
    parts = ["ba", "ko", "ri", "ten", "mal", "su", "vo", "lin", "ga", "der", "pi", "nor", "ta", "us", "em", "chi"]
    words = dict.fromkeys("".join(draw.choices(parts, k=draw.choice((1, 2, 2, 3, 3, 4)))) for _ in range(200_000))
    chosen = list(words)[:40_000]
    return chosen, list(itertools.accumulate(1 / (place + 1) for place in range(len(chosen))))


def sentence(draw: random.Random, words: tuple[list[str], list[float]], count: int) -> str:
    """Return a sentence of *count* words."""
    return " ".join(draw.choices(words[0], cum_weights=words[1], k=count)).capitalize() + "."


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _article(number: int, total: int, draw: random.Random, words: tuple[list[str], list[float]]) -> dict[str, Any]:
    """The rows of one article by their table."""
    at = LAST - timedelta(minutes=5 * (total - number))
    outlet, digest = f"outlet{number % OUTLETS}", f"sha256:{number:064x}"
    url = f"https://{outlet}.example/a/{number}.html"
    paragraphs = [sentence(draw, words, 50) for _ in range(10)]
    text, starts = "\n\n".join(paragraphs), itertools.accumulate((len(part) + 2 for part in paragraphs), initial=0)
    relevant = number % 30 == 0
    dispute = number // 30 % max(1, total // DISPUTES_PER) + 1
    platform, country = PLATFORMS[dispute % 8], COUNTRIES[dispute // 8 % 8]
    headline = sentence(draw, words, 9)[:-1]
    versions = 2 if number % 20 == 0 else 1
    rows: dict[str, Any] = {"captures": [], "revisions": [], "quotes": [], "mentions": [], "dispute_events": []}
    for version in range(versions):
        revision = number * 2 - 1 + version
        fetched = _iso(at + timedelta(hours=1 + version))
        rows["captures"].append(
            {"id": revision, "url": url, "final_url": url, "outlet": outlet, "fetched_at": fetched, "status": 200}
            | {"headers": "[]", "digest": digest, "page_type": "article", "run_id": 1, "chain": digest}
        )
        rows["revisions"].append(
            {"id": revision, "article_id": number, "text_digest": digest, "headline": headline, "captured_at": fetched}
            | {"capture_id": revision, "extractor": "invented", "change": ("first", "edit")[version], "words": 500}
            | {"text": text}
        )
    spans = list(zip(starts, paragraphs, strict=False))[:3]
    for place, (start, said) in enumerate(spans):
        speaker = draw.randrange(1, SPEAKERS + 1)
        rows["quotes"].append(
            {"id": number * 3 - 2 + place, "revision_id": revision, "start": start, "end": start + len(said)}
            | {"text": said, "kind": "direct", "speaker_id": speaker, "speaker": f"Speaker {speaker}", "cue": "said"}
            | {"said_on": fetched[:10], "stance": draw.choice(STANCES), "rule": "invented", "confidence": 0.9}
        )
    for place, entity in enumerate((platform, country)):
        rows["mentions"].append({"revision_id": revision, "entity_id": entity, "start": place, "end": place + 1})
    if relevant:
        rows["dispute_events"].append(
            {"id": number, "dispute_id": dispute, "article_id": number, "revision_id": revision, "side": "government"}
            | {"actor": "ministry", "action": draw.choice(ACTIONS), "platform": platform, "country": country}
            | {"date": fetched[:10], "precision": "day", "start": 0, "end": 9, "evidence": text[:9], "rule": "invented"}
        )
        rows["dispute_articles"] = [{"dispute_id": dispute, "article_id": number, "reason": "invented"}]
    if number % 25 < 2 and number > 25:
        head = number - number % 25
        rows["syndications"] = [
            {"group_id": head, "article_id": number, "wire": "Reuters", "overlap": 0.9}
            | {"relation": "original" if number == head else "copy"}
        ]
    rows["payloads"] = [{"digest": digest, "body": b"", "encoding": "identity", "size": 0}]
    rows["articles"] = [
        {"id": number, "outlet": outlet, "identity": url, "url": url, "page_type": "article", "headline": headline}
        | {"status": "changed" if versions > 1 else "live", "language": draw.choice(LANGUAGES), "section": "News"}
        | {"published_at": _iso(at), "first_seen_at": fetched, "last_seen_at": fetched, "relevance": float(relevant)}
        | {"relevant": int(relevant), "platforms": f'["{platform}"]', "countries": f'["{country}"]'}
        | {"wire_credits": '["Reuters"]' if number % 25 == 0 else "[]", "revision_id": revision}
    ]
    return rows


def _standing(total: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows that do not grow with every article."""
    names = [f"outlet{number}" for number in range(OUTLETS)]
    yield (
        "outlets",
        [
            {"id": name, "name": name, "kind": "newspaper", "languages": '["en"]', "enabled": 1}
            | {"homepage": f"https://{name}.example/"}
            for name in names
        ],
    )
    yield "crawls", [{"id": 1, "started_at": _iso(LAST), "outcome": "finished", "outlets": "[]", "version": "0"}]
    yield "speakers", [{"id": n, "key": f"speaker {n}", "name": f"Speaker {n}"} for n in range(1, SPEAKERS + 1)]
    kinds = [("platform", PLATFORMS), ("country", COUNTRIES)]
    yield "entities", [{"id": name, "kind": kind, "name": name} for kind, named in kinds for name in named]
    yield (
        "disputes",
        [
            {"id": n, "slug": f"dispute-{n}", "title": f"Dispute {n}", "platform": PLATFORMS[n % 8]}
            | {"country": COUNTRIES[n // 8 % 8], "opened_on": "2026-01-01", "last_event_on": f"2026-10-{n % 28 + 1:02}"}
            for n in range(1, max(1, total // DISPUTES_PER) + 1)
        ],
    )


def _keep(conn: Any, table: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{key}"' for key in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    conn.executemany(f"insert into {table} ({columns}) values ({marks})", [tuple(row.values()) for row in rows])


def add(conn: Any, number: int, total: int, draw: random.Random, words: tuple[list[str], list[float]]) -> None:
    """Add one more article to an archive of *total*, in the open transaction."""
    for table, rows in _article(number, total, draw, words).items():
        if rows:
            _keep(conn, table, rows)


def take_back(conn: Any, total: int) -> None:
    """Take out what :func:`add` added beyond *total* articles."""
    version = 2 * total
    conn.execute("update articles set revision_id = null where id > ?", [total])
    for table in ("quotes", "mentions", "dispute_events"):
        conn.execute(f"delete from {table} where revision_id > ?", [version])
    for table in ("dispute_articles", "syndications", "unsettled"):
        conn.execute(f"delete from {table} where article_id > ?", [total])
    conn.execute("delete from payloads where digest in (select digest from captures where id > ?)", [version])
    for table, last in (("revisions", version), ("captures", version), ("articles", total)):
        conn.execute(f"delete from {table} where id > ?", [last])


def fill(path: Path, total: int, seed: int = 1) -> None:
    """Write *total* invented articles into a new archive at *path*; the full-text indexes are built at the end."""
    words, draw = vocabulary(seed), random.Random(seed)
    with closing(Database(path)):
        pass
    db = sqlite_utils.Database(path)
    triggers = db.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"drop trigger {name}")
    db.conn.commit()
    db.execute("pragma synchronous = off")

    for table, rows in _standing(total):
        _keep(db.conn, table, rows)
    for first in range(1, total + 1, BATCH):
        batch: dict[str, list[dict[str, Any]]] = {}
        for number in range(first, min(first + BATCH, total + 1)):
            for table, made in _article(number, total, draw, words).items():
                batch.setdefault(table, []).extend(made)
        db.execute("pragma defer_foreign_keys = on")
        for table, rows in batch.items():
            if rows:
                _keep(db.conn, table, rows)
        db.conn.commit()
    for index in ("articles_fts", "quotes_fts"):
        db.execute(f"insert into {index}({index}) values ('rebuild')")
    for _, sql in triggers:
        db.execute(sql)
    db.conn.commit()
    db.conn.executescript(SETTLED.read_text("utf-8"))
    db.execute("analyze")
    db.conn.commit()
    db.close()
    with Database(path) as made:
        recount(made)
        made.checkpoint()
