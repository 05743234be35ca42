"""A day on which nothing changes: a conditional question a channel, and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

#: What a run adds or renews whatever it finds: its own row, the time it looked.
ALWAYS = {"crawls", "channels", "links"}


def rows(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(archive)) as db:
        kinds = db.execute("pragma table_list").fetchall()
        names = [row[1] for row in kinds if row[2] == "table" and not row[1].startswith(("_", "sqlite_"))]
        return {name: db.execute(f"select * from {name}").fetchall() for name in names if name not in ALWAYS}


def test_second_crawl_asks_for_no_page_and_adds_no_row(tmp_path: Path, site: Any) -> None:
    archive = tmp_path / "archive.db"
    assert site.run(archive) == (0, "")
    before = rows(archive)
    with closing(sqlite3.connect(archive)) as db:
        bodies = db.execute("select url, count(*) from captures where kind = 'channel' group by url").fetchall()
        assert bodies == db.execute("select url, 1 from channels order by url").fetchall()  # each channel's, once
    pages = {hit.path for hit in site.newsroom.requests if hit.status == 200 and not hit.path.endswith((".gz", ".xml"))}
    site.newsroom.requests.clear()
    assert site.run(archive) == (0, "")
    assert rows(archive) == before
    asked = [hit for hit in site.newsroom.requests if hit.path != "/robots.txt"]
    assert asked
    assert "/.well-known/tdmrep.json" not in {hit.path for hit in asked}
    whole = [hit.path for hit in asked if hit.status != 304]
    assert all("index" in path for path in whole), whole  # an index says nothing of its children, so it is read
    assert not pages & {hit.path for hit in asked if hit.status == 200} - set(whole)
    with closing(sqlite3.connect(archive)) as db:
        assert db.execute("select discovered, fetched, stored, failed from crawls where id = 2").fetchone() == (
            0,
            0,
            0,
            0,
        )


def test_changed_page_is_asked_for_alone_and_becomes_one_version(tmp_path: Path, site: Any) -> None:
    archive = tmp_path / "archive.db"
    assert site.run(archive) == (0, "")
    site.newsroom.round = 2
    assert site.run(archive) == (0, "")
    with closing(sqlite3.connect(archive)) as db:
        assert db.execute("select fetched, stored from crawls where id = 2").fetchone() == (1, 1)
        changes = db.execute(
            "select change from revisions where id > (select count(*) from articles where revision_id is not null)"
        ).fetchall()
        assert changes == [("correction",)]
