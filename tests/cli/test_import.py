"""`standoff import warc`: newest files first, from a day on, and on from where it was killed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.run import Run
from pipelines.warc import write_warc
from standoff.captures import digest_of
from standoff.catalogue import load_catalogue
from standoff.cli import main
from standoff.model import Capture

OUTLET = """
name = "Harbour"
kind = "newspaper"
languages = ["en"]
homepage = "https://harbour.example/"
[discover]
feeds = ["https://harbour.example/feed"]
article = '/news/'
"""
WORDS = "The regulator ordered providers on Monday to block Telegram, which had refused to hand over its keys to it. "


def page(day: int) -> Capture:
    url = f"https://harbour.example/news/{day}"
    text = f"<html lang=en><title>Page {day}</title><article><h1>Page of day {day}</h1><p>{WORDS * 3}</p></article>"
    return Capture(
        url=url,
        final_url=url,
        fetched_at=datetime(2026, 3, day, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=text.encode(),
        digest=digest_of(text.encode()),
    )


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "harbour.toml").write_text(OUTLET)
    made = []
    for day in (4, 6, 5, 7):
        file = tmp_path / f"CC-NEWS-202603{day:02}000000-0000{9 - day}.warc.gz"
        with file.open("wb") as out:
            list(write_warc([(page(day), "harbour")], out, file.name))
        made.append(str(file))
    return made


def test_newest_files_first_from_a_day_on_and_on_after_a_kill(
    tmp_path: Path, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "archive.db"
    catalogue = load_catalogue(tmp_path / "outlets")
    with Database(archive) as db, db.atomic():  # as a killed import leaves it: kept, and not read
        keep_capture(db, page(6), "harbour", Run(db, catalogue.values()).id)
    common = ["--archive", str(archive), "--outlets", str(tmp_path / "outlets")]
    with pytest.raises(SystemExit) as ended:
        main(["import", "warc", *files, "--since", "2026-03-05", *common])
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip() == "3 first, 1 known, 1 older"  # one of them was kept before
    with Database(archive, write=False) as db:
        assert [row["url"][-1] for row in db.rows("select url from articles order by id")] == ["6", "7", "5"]
    with pytest.raises(SystemExit):
        main(["import", "warc", *files, *common])
    with Database(archive, write=False) as db:
        assert [row["url"][-1] for row in db.rows("select url from captures order by id")] == ["6", "7", "5", "4"]
