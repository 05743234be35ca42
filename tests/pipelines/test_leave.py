import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.extract import read_or_screen
from pipelines.leave import Unread
from pipelines.pack import keep_capture
from pipelines.query import query
from pipelines.replay import catch_up, read_kept, replay
from pipelines.run import Run
from pipelines.verify import verify
from pipelines.work import Workers
from standoff.captures import digest_of
from standoff.model import Capture, Link, Outlet, Policy, Record
from standoff.policy import Rule

URL = "https://harbour.example/news/1"
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
RAIN = "Rain fell on the harbour all week, and the ferry to the island was late on four mornings out of five."
FINE = "A court in Russia fined Telegram 3 million rubles on Friday because the messenger had not removed 14 channels."


def page(sentence: str) -> bytes:
    """Large enough to be screened: a story of five paragraphs and a page of style."""
    story = "".join(f"<p>{sentence} It was day {number} of it.</p>" for number in range(1, 6))
    style = "<style>" + ".ferry { color: #012345 }\n" * 800 + "</style>"
    head = f'<html lang="en"><head><title>A day</title>{style}</head>'
    return f"{head}<body><article><h1>A day at the harbour</h1>{story}</article></body></html>".encode()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


@pytest.fixture
def relevant(outlet: Outlet) -> Outlet:
    return replace(outlet, discover=replace(outlet.discover, read="relevant"))


def keep(db: Database, run: Run, outlet: Outlet, body: bytes, day: int = 0) -> Record:
    capture = Capture(
        url=URL,
        final_url=URL,
        fetched_at=START + timedelta(days=day),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=body,
        digest=digest_of(body),
    )
    kept = keep_capture(db, capture, outlet.id, run.id)
    return Record(outlet=outlet, link=Link(url=URL, channel="https://harbour.example/map.xml"), capture=kept)


def test_page_that_cannot_be_relevant_is_kept_unread_with_the_reason(
    db: Database, run: Run, relevant: Outlet, workers: Workers
) -> None:
    keep(db, run, relevant, page(RAIN))
    catalogue = {relevant.id: relevant}
    assert catch_up(db, run, catalogue, workers=lambda: workers) == Counter(unread=1)
    assert db.value("select page_type from captures") == "unread"
    assert db.value("select reason from links where state = 'fetched'") == "screening: no platform named"
    assert db.value("select count(*) from articles") == db.value("select count(*) from failures") == 0
    assert catch_up(db, run, catalogue, workers=lambda: workers) == Counter()


def test_page_that_may_be_relevant_is_read(db: Database, run: Run, relevant: Outlet, workers: Workers) -> None:
    keep(db, run, relevant, page(FINE))
    assert catch_up(db, run, {relevant.id: relevant}, workers=lambda: workers) == Counter(first=1)
    assert db.value("select relevant from articles") == 1


def test_all_are_read_unless_the_outlet_says_otherwise(
    db: Database, run: Run, outlet: Outlet, workers: Workers
) -> None:
    assert outlet.discover.read == "all"
    assert read_kept(db, run, workers, keep(db, run, outlet, page(RAIN)), "import") == "first"


def test_small_page_is_read_unscreened(db: Database, run: Run, relevant: Outlet, workers: Workers) -> None:
    wall = b"<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>"
    keep(db, run, relevant, wall)
    catch_up(db, run, {relevant.id: relevant}, workers=lambda: workers)
    assert db.value("select page_type from captures") == "block_page"


def test_what_is_no_page_is_a_failure_and_not_unread(
    db: Database, run: Run, relevant: Outlet, workers: Workers
) -> None:
    record = keep(db, run, relevant, page(RAIN))
    paper = replace(record.capture, headers=(("Content-Type", "application/pdf"),))
    assert read_kept(db, run, workers, replace(record, capture=paper), "import") == "failed"
    assert "no HTML" in db.value("select error from failures")


def test_article_that_is_followed_is_read_whatever_an_edit_leaves_of_it(
    db: Database, run: Run, relevant: Outlet, workers: Workers
) -> None:
    assert read_kept(db, run, workers, keep(db, run, relevant, page(FINE)), "import") == "first"
    assert read_kept(db, run, workers, keep(db, run, relevant, page(RAIN), day=1), "import") == "edit"
    assert db.value("select count(*) from revisions") == 2


def test_replay_reads_what_was_left_once_the_outlet_is_read_whole(
    db: Database, run: Run, outlet: Outlet, relevant: Outlet, workers: Workers
) -> None:
    assert read_kept(db, run, workers, keep(db, run, relevant, page(RAIN)), "import") == "unread"
    assert replay(db, run, {relevant.id: relevant}, workers=workers) == Counter(unread=1)
    assert replay(db, run, {outlet.id: outlet}, workers=workers) == Counter(first=1)
    assert db.value("select page_type from captures") == "article"


@pytest.mark.parametrize(
    ("head", "headers", "policy", "words"),
    [
        ("<meta name='tdm-reservation' content='1'>", (), {}, "tdm-reservation: 1"),
        ("", (("TDM-Reservation", "1"),), {}, "tdm-reservation: 1"),
        ("<meta name='robots' content='NOARCHIVE'>", (), {"noarchive": "skip"}, "meta:robots: NOARCHIVE"),
        ("<meta name='robots' content='noarchive'>", (), {}, None),
        ("<meta name='tdm-reservation' content='0'>", (), {}, None),
    ],
)
def test_page_that_is_left_unread_is_withheld_where_the_policy_says_so(
    db: Database,
    run: Run,
    relevant: Outlet,
    workers: Workers,
    head: str,
    headers: tuple[tuple[str, str], ...],
    policy: dict[str, str],
    words: str | None,
) -> None:
    outlet = replace(relevant, policy=Policy(**policy))
    body = page(RAIN).replace(b"<title>", head.encode() + b"<title>")
    record = keep(db, run, outlet, body)
    record = replace(record, capture=replace(record.capture, headers=(*record.capture.headers, *headers)))
    assert read_kept(db, run, workers, record, "import") == "unread"
    assert db.value("select words from withheld") == words
    assert db.value("select encoding from payloads") == ("removed" if words else "zstd")
    assert db.value(query("status_withheld")) == ("harbour" if words else None)
    assert [fault for fault in verify(db) if "payload" in fault] == []


def test_unread_page_obeys_the_file_of_its_host(relevant: Outlet, db: Database, run: Run) -> None:
    capture = keep(db, run, relevant, page(RAIN)).capture
    rules = (Rule("/news/", reserved=True),)
    found = read_or_screen(capture, relevant, frozenset(), rules, True)
    assert isinstance(found, Unread)
    assert found.withheld
    assert found.withheld.words == "tdm-reservation: 1 (/.well-known/tdmrep.json: /news/)"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_crawl_screens_what_it_fetches(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "news").mkdir(parents=True)
    (site / "news" / "1.html").write_bytes(page(RAIN))
    (site / "news" / "2.html").write_bytes(page(FINE))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        home = f"http://127.0.0.1:{server.server_port}/"
        entries = "".join(f"<url><loc>{home}news/{number}.html</loc></url>" for number in (1, 2))
        (site / "sitemap.xml").write_text(f"<urlset>{entries}</urlset>")
        (tmp_path / "outlets").mkdir()
        (tmp_path / "outlets" / "harbour.toml").write_text(
            f'name = "Harbour"\nkind = "newspaper"\nlanguages = ["en"]\nhomepage = "{home}"\n[discover]\n'
            f'sitemaps = ["{home}sitemap.xml"]\narticle = "/news/"\ndelay = 0\nread = "relevant"\n'
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [sys.executable, "-m", "standoff.cli", "crawl", "-q", "--outlets", str(tmp_path / "outlets")]
        done = subprocess.run(
            [*command, "--archive", str(tmp_path / "archive.db")],
            env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        server.shutdown()
    assert (done.returncode, done.stderr) == (0, "")
    with Database(tmp_path / "archive.db", write=False) as db:
        told = db.rows("select page_type, reason from captures join links using (url) order by url")
        assert [tuple(row) for row in told] == [("unread", "screening: no platform named"), ("article", None)]
        assert [row["url"] for row in db.rows("select url from articles")] == [f"{home}news/2.html"]
        assert db.value("select outcome from crawls") == "ok"
