"""An invented press: outlets, pages and what was read in them, put into an archive without a network."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.run import Run, write_outlet
from pipelines.settle import Settled, settle
from pipelines.store import store
from standoff.captures import digest_of
from standoff.model import Article, Capture, Event, Link, Outlet, Quote, Reading, Record, Relevance

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)

WIRE = """Maltovia's media council ordered internet providers on Monday to slow down Chirrup, a network with two \
million users in the country, because it had left a satirical account about the harbour minister online.

The order takes effect at midnight and holds for ninety days, the council wrote on its website. Providers that ignore \
it face fines of up to forty thousand crowns a day, under rules that were tightened last autumn.

"We gave them eleven weeks and received four form letters," council chief Odra Venn told reporters.

Shipping agents in the port of Selm said their group chats had stopped loading pictures before noon. A union of \
dockers called for a day of leaflets, printed on paper, as its members no longer knew which shifts were open.

Chirrup has no office in Maltovia and pays no tax there. Its lawyers appealed to the administrative court in Selm, \
which has thirty days to set a first hearing."""


@dataclass
class Press:
    """Outlets by name, and one archive. ``run`` stores a page and returns the number of its article."""

    db: Database
    crawl: int
    outlets: dict[str, Outlet] = field(default_factory=dict)
    count: int = 0

    def outlet(self, name: str, kind: str = "newspaper") -> Outlet:
        if name not in self.outlets:
            self.outlets[name] = Outlet(
                id=name.lower(), name=name, kind=kind, homepage=f"https://{name.lower()}.example/", languages=("en",)
            )
            with self.db.atomic():
                write_outlet(self.db, self.outlets[name])
        return self.outlets[name]

    def run(
        self,
        outlet: str,
        text: str = WIRE,
        on: str | None = "2026-03-02T10:00",
        *,
        kind: str = "newspaper",
        page: str | None = None,
        html: str = "",
        parties: Iterable[tuple[str, str]] = (),
        quotes: Iterable[dict[str, Any]] = (),
        events: Iterable[dict[str, Any]] = (),
        **fields: Any,
    ) -> int:
        self.count += 1
        paper = self.outlet(outlet, kind)
        url = f"{paper.homepage}{page or f'story-{self.count}'}"
        body = f"<html>{self.count}{html}".encode()
        capture = Capture(
            url=url, final_url=url, fetched_at=NOW, status=200, headers=(), body=body, digest=digest_of(body)
        )
        pairs = tuple(parties)
        record = Record(
            outlet=paper,
            link=Link(url=url, channel="test"),
            capture=keep_capture(self.db, capture, paper.id, self.crawl),
            article=Article(
                url=url,
                page_type="article",
                text=text,
                extractor="test/1",
                published_at=datetime.fromisoformat(on).replace(tzinfo=UTC) if on else None,
                **{"language": "en", "headline": f"Page {self.count}", **fields},
            ),
            reading=Reading(
                relevance=Relevance(
                    relevant=bool(pairs),
                    score=float(bool(pairs)),
                    platforms=tuple(dict.fromkeys(platform for platform, _ in pairs)),
                    countries=tuple(dict.fromkeys(country for _, country in pairs)),
                ),
                quotes=tuple(self.quote(text, **quote) for quote in quotes),
                events=tuple(Event(**{**EVENT, **event}) for event in events),
            ),
        )
        with self.db.atomic():
            store(self.db, record)
        return int(self.db.value("select id from articles where url = ?", [url]))

    @staticmethod
    def quote(text: str, said: str, **fields: Any) -> Quote:
        start = text.index(said)
        values = {"kind": "indirect", "rule": "test", **fields}
        return Quote(start=start, end=start + len(said), text=said, **values)

    def settle(self, **options: Any) -> Settled:
        return settle(self.db, NOW, **options)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.db.rows(sql)]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        return {table: self.rows(f"select * from {table}") for table in TABLES}


EVENT: dict[str, Any] = {"side": "government", "actor": None, "start": 0, "end": 5, "rule": "test"}

TABLES = (
    "fingerprints sketches shared_texts syndications stories story_articles story_terms terms article_parties disputes"
    " dispute_articles dispute_events statements statement_quotes claim_answers group_changes dispute_rulings"
    " unsettled loosened"
).split()


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with Database(tmp_path / "archive.db") as db:
        yield Press(db=db, crawl=Run(db, []).id)


@pytest.fixture
def wire() -> str:
    return WIRE


@pytest.fixture
def reworded() -> Callable[[str, int], str]:
    """Rewords every n-th sentence of a text, so that the others are shared."""

    def change(text: str, every: int) -> str:
        parts = text.split(". ")
        return ". ".join(
            f"Sentence {at} now reads in quite another way than what the agency had sent out to its many clients"
            if at % every == 0
            else part
            for at, part in enumerate(parts)
        )

    return change
