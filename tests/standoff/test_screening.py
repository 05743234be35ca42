"""Screening lets go of most pages, and of none that full reading would call relevant."""

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.texts import load_texts
from newsroom import load_sites
from newsroom.render import render
from pipelines.enrich import read_text
from standoff.articles import read_article
from standoff.captures import digest_of
from standoff.errors import ExtractionError
from standoff.model import Capture, Screening
from standoff.screening import screen

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
MENU = (
    "<nav><ul><li><a href=/>Home</a><li><a>Share on Facebook</a><li><a>WhatsApp</a><li>YouTube</ul></nav>"
    "<p>Follow us on Telegram for the news of the evening.</p>"
)
WEATHER = (
    "<p>The government said on Monday that snow would block the roads around the harbour until the end of March.</p>"
)
BLOCKED = "<p>The communications regulator has blocked Telegram across Latvia, the ministry said.</p>"
FINED = "<p>A court in Riga fined Telegram 4 million euros on Friday for refusing to remove channels.</p>"

NODE = json.dumps(
    {
        "@type": "NewsArticle",
        "headline": "x",
        "articleBody": "A court in Riga fined Telegram 4 million euros. Telegram refuses to remove channels.",
    }
)


def capture(html: str, url: str = "https://paper.example/a/1.html") -> Capture:
    body = html.encode()
    return Capture(
        url=url,
        final_url=url,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=body,
        digest=digest_of(body),
    )


def page(body: str, title: str = "News of the day", language: str = "en", head: str = "") -> Capture:
    return capture(f'<html lang="{language}"><head><title>{title}</title>{head}</head><body>{MENU}{body}</body></html>')


def is_relevant(of: Capture) -> bool:
    try:
        return read_text(read_article(of)).relevance.relevant
    except ExtractionError:
        return False


def lost(pages: list[Capture]) -> tuple[int, list[tuple[str, Screening]]]:
    """How many of *pages* full reading calls relevant, and those of them that screening lets go of."""
    relevant = [one for one in pages if is_relevant(one)]
    return len(relevant), [(one.url, found) for one in relevant if not (found := screen(one)).kept]


def test_newsroom_loses_nothing_that_full_reading_keeps() -> None:
    pages = [
        capture(render(site, one, "https://paper.example"), f"https://paper.example/{one.number}")
        for site in load_sites()
        for versions in site.pages
        for one in versions
    ]
    count, gone = lost(pages)
    assert count > 15
    assert gone == []


@pytest.mark.parametrize("part", ["dev", "more"])
def test_texts_lose_nothing_that_full_reading_keeps(part: str) -> None:
    pages = [
        page(
            f"<h1>{row['headline']}</h1>" + "".join(f"<p>{line}</p>" for line in row["text"].split("\n\n")),
            row["headline"],
            row["language"],
        )
        for row in load_texts(part)
    ]
    count, gone = lost(pages)
    assert count > 15
    assert gone == []


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="no ../shared/data/pages")
def test_real_pages_are_mostly_let_go_of() -> None:
    rows = (SHARED / "pages" / "gold.jsonl").read_text("utf-8").splitlines()[::40]
    bodies = [gzip.decompress((SHARED / "pages" / json.loads(row)["file"]).read_bytes()) for row in rows]
    pages = [capture(body.decode("utf-8", "replace"), f"https://paper.example/{at}") for at, body in enumerate(bodies)]
    assert lost(pages)[1] == []
    assert sum(screen(one).kept for one in pages) < len(pages) / 3


def test_share_buttons_and_notices_do_not_keep_a_page() -> None:
    assert screen(page(WEATHER * 5)) == Screening(kept=False, reasons=("no platform named",))


def test_platform_beside_which_nothing_is_done_is_let_go_of_with_its_reason() -> None:
    found = screen(
        page(f"<p>The new phone of Samsung runs YouTube and Netflix quicker than the old one did.</p>{WEATHER}")
    )
    assert not found.kept
    assert found.reasons[0].startswith("names YouTube, and too little is done")


@pytest.mark.parametrize(
    "of",
    [
        page(BLOCKED + FINED + WEATHER),
        page(BLOCKED.replace("Telegram", "<a href=/t><b>Tele</b>gram</a>") + WEATHER * 3),
        page(WEATHER, title="Latvia Fines TikTok Over Election Videos"),
        page(WEATHER, head='<meta property="og:title" content="Latvia Fines TikTok Over Election Videos">'),
        page("", head=f'<script type="application/ld+json">{NODE}</script>'),
        page("<div>" * 3 + "Latvia blocked Telegram.<br>Telegram will sue the regulator.<br>" + "</div>" * 3),
        page("<p>Суд в Риге оштрафовал Telegram на 4 млн евро за отказ удалить каналы.</p>", "Новости", "ru"),
    ],
    ids=["paragraphs", "name in links", "title", "og:title", "json-ld body", "breaks", "russian"],
)  # fmt: skip
def test_page_about_a_dispute_is_kept_wherever_it_says_so(of: Capture) -> None:
    found = screen(of)
    assert found.kept
    assert found.reasons


def test_language_without_acts_is_kept_where_a_platform_is_named() -> None:
    german = "Die Behörde hat den Zugang zu {} im ganzen Land gesperrt, teilte das Ministerium am Freitag in Riga mit. "
    found = screen(page(f"<p>{german.format('Telegram') * 4}</p>", "Nachrichten", "de"))
    assert found.kept
    assert "no acts in de" in found.reasons[0]
    assert not screen(page(f"<p>{german.format('dem Hafen') * 4}</p>", "Nachrichten", "de")).kept


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (capture(""), "no text"),
        (capture("<html><body><div id=app></div><script>start()</script></body></html>"), "no text"),
        (capture(f"<html><body><p>{'حجبت الهيئة التطبيق في البلاد يوم الجمعة. ' * 9}</p></body></html>"), "script"),
        (page("<b>" * 30_000), "too large"),
        (page(f"<p>{'A long day at the harbour. ' * 15_000}</p>"), "too large"),
    ],
    ids=["empty", "nothing but scripts", "arabic", "many tags", "very long"],
)
def test_what_cannot_be_judged_is_kept(of: Capture, reason: str) -> None:
    found = screen(of)
    assert found.kept
    assert reason in found.reasons[0]


HOSTILE: dict[str, Any] = {
    "nested": "<div>" * 9_900 + "Telegram" + "</div>" * 9_900,
    "opened": "<p" * 200_000,
    "long attribute": f'<p title="{"<p>" * 100_000}">Telegram was blocked.</p>',
    "nested json": f'<script type="application/ld+json">{"[" * 100_000}</script><p>Telegram</p>',
    "many names": f"<p>{'Telegram X Signal ' * 10_000}</p>",
    "separators": "\x1e" * 100_000 + "\x00\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_page_is_judged_in_time(html: str) -> None:
    began = time.process_time()
    assert screen(page(html)).reasons
    assert time.process_time() - began < 2.0  # the limit of full reading
