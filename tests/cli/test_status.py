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
