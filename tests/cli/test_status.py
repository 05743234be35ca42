"""`standoff status`: what a person is told of the health of an archive."""

from pathlib import Path

import pytest

from pipelines.database import Database
from standoff.cli import main

OUTLET = {"id": "harbour", "name": "Harbour", "kind": "newspaper", "languages": '["en"]', "enabled": 1}
CRAWL = {"id": 1, "started_at": "2026-03-02T09:00:00Z", "outcome": "finished", "outlets": "[]", "version": "0"}


def test_status_names_a_channel_that_went_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database(tmp_path / "archive.db") as db:
        db.insert("outlets", OUTLET | {"homepage": "https://harbour.example/"})
        db.insert("crawls", CRAWL)
        for url, counts in {"https://harbour.example/feed": (7, 0), "https://harbour.example/news.xml": (0, 5)}.items():
            for hour, links in enumerate(counts):
                row = {"crawl_id": 1, "outlet": "harbour", "url": url, "at": f"2026-03-02T0{hour}:00:00Z"}
                db.insert("channel_counts", row | {"links": links})
    with pytest.raises(SystemExit) as ended:
        main(["status", "--archive", str(tmp_path / "archive.db")])
    assert ended.value.code == 0
    told = capsys.readouterr().out.split("Channels that went silent")[1].split("Last runs")[0]
    assert "harbour.example/feed" in told
    assert "news.xml" not in told


def test_status_counts_what_one_channel_lists_and_another_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Database(tmp_path / "archive.db") as db:
        db.insert("outlets", OUTLET | {"homepage": "https://harbour.example/"})
        db.insert("crawls", CRAWL)
        pair = {"crawl_id": 1, "outlet": "harbour", "since": "2026-03-01T09:00:00Z", "listed": 40}
        for missing in (9, 17):
            db.insert(
                "channel_gaps", {**pair, "url": "https://harbour.example/news.xml", "other": "F", "missing": missing}
            )
        db.insert("channel_gaps", {**pair, "url": "F", "other": "https://harbour.example/news.xml", "missing": 0})
    with pytest.raises(SystemExit) as ended:
        main(["status", "--archive", str(tmp_path / "archive.db")])
    assert ended.value.code == 0
    told = capsys.readouterr().out.split("Listed in one channel and not in another")[1].split("Last runs")[0]
    assert told.count("harbour.example") == 1
    assert "17" in told
