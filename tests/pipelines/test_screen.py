"""WARC files in parts, screened, and what was kept taken into the archive as if it had come from the WARC itself."""

import gzip
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.database import Database
from pipelines.run import Run
from pipelines.screen import DEATHS, screen_part, write_fault
from pipelines.screened import KEPT, OUT, counts_of, read_screened
from pipelines.split import Part, read_part, split_warc
from pipelines.take import take
from pipelines.warc import Fault, read_warc
from pipelines.work import Workers
from standoff.errors import CaptureError
from standoff.model import Outlet

pytest.importorskip("fastwarc", reason="without the extra cluster")

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")
DULL = (
    b"<html lang=en><title>Weather</title><p>Snow fell on the harbour all day, and the ferries did not sail.</p></html>"
)
BLOCKED = (
    "<html lang=en><title>Latvia Blocks Telegram</title><h1>Latvia Blocks Telegram</h1>"
    "<p>The communications regulator has blocked Telegram across Latvia, the ministry said on Monday.</p>"
    "<p>A court in Riga fined Telegram 4 million euros for refusing to remove channels number {}.</p></html>"
)

Answer = tuple[str, int, list[tuple[str, str]], bytes]


def answers(count: int = 12) -> list[Answer]:
    """Pages of the newsroom, and answers that are none."""
    pages = [
        (f"https://harbour.example/news/{number}", 200, [HTML], BLOCKED.format(number).encode())
        for number in range(count)
    ]
    coded = gzip.compress(BLOCKED.format("coded").encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(coded), coded)
    return [
        *pages,
        ("https://harbour.example/dull", 200, [HTML], DULL),
        ("https://harbour.example/gone", 404, [HTML], b"<p>gone</p>"),
        ("https://harbour.example/logo.png", 200, [("Content-Type", "image/png")], b"\x89PNG"),
        ("https://harbour.example/news/900", 200, [HTML, ("Content-Encoding", "gzip")], coded),
        (
            "https://harbour.example/news/901",
            200,
            [HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
            chunked,
        ),
        ("https://elsewhere.example/a", 200, [HTML], BLOCKED.format("elsewhere").encode()),
    ]


def write(path: Path, listed: list[Answer]) -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for number, (url, status, headers, body) in enumerate(listed):
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=BytesIO(body),
                    length=len(body),
                    http_headers=StatusAndHeaders(f"{status} OK", headers, protocol="HTTP/1.1"),
                    warc_headers_dict={"WARC-Date": (START + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")},
                )
            )
    return path


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return write(tmp_path / "harbour.warc.gz", answers())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "screened"
    made.mkdir()
    return made


def screened(warc: Path, folder: Path, size: int = 1 << 20) -> list[Path]:
    for part in split_warc(warc, size):
        screen_part(part, folder, {})
    return sorted(folder.glob("*.parquet"))


def rows(files: list[Path]) -> list[dict[str, Any]]:
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def total(files: list[Path]) -> Counter[str]:
    return sum((counts_of(file) or Counter() for file in files), Counter[str]())


def spoil(warc: Path, number: int) -> None:
    """Flip a bit in the middle of a record."""
    found = [one[0] for one in read_part(split_warc(warc)[0]) if not isinstance(one, Fault)]
    body = bytearray(warc.read_bytes())
    body[(found[number] + found[number + 1]) // 2] ^= 4
    warc.write_bytes(bytes(body))


def test_every_response_is_a_row_and_the_counts_add_up(warc: Path, folder: Path) -> None:
    spoil(warc, 3)
    files = screened(warc, folder, 900)
    found, counts = rows(files), total(files)
    assert len(files) > 3
    assert counts["records"] == len(answers()) + 1 == counts["others"] + len(found)
    fates = {row["url"].rpartition("/")[2]: (row["fate"], row["reason"]) for row in found}
    assert fates["dull"] == (OUT, "no platform named")
    assert fates["gone"] == (OUT, "HTTP status 404")
    assert fates["logo.png"] == ("no HTML", "image/png is no HTML")
    assert [row["fate"] for row in found if "byte" in row["url"]] == ["error"]
    assert {fate: sum(row["fate"] == fate for row in found) for fate in (KEPT, OUT, "no HTML", "error")} == {
        fate: counts[fate] for fate in (KEPT, OUT, "no HTML", "error")
    }
    assert all((row["body"] is not None) == (row["fate"] == KEPT) for row in found)
    assert counts["relevant"] == counts[KEPT] == 14


def test_captures_are_those_that_a_reader_of_warcs_finds(warc: Path, folder: Path) -> None:
    kept = list(read_screened(screened(warc, folder)[0]))
    assert len(kept) == 15
    known = {found[0].url: found for found in read_warc(warc) if not isinstance(found, Fault)}
    assert [found for found in kept if isinstance(found, Fault) or found != known[found[0].url]] == []


def outcome(db: Database) -> list[list[Any]]:
    """What an archive holds of its articles, without numbers and times of its own."""
    asked = (
        "select articles.url, articles.headline, language, relevant, text, digest, fetched_at, headers"
        " from articles join revisions on revisions.id = articles.revision_id"
        " join captures on captures.id = revisions.capture_id order by articles.url"
    )
    return [list(row) for row in db.conn.execute(asked)]


def _take_screened(
    db: Database, run: Run, catalogue: dict[str, Outlet], workers: Workers, files: list[Path]
) -> Counter[str]:
    return sum((take(db, run, catalogue, workers, file, read_screened(file), now=START) for file in files), Counter())


def test_import_equals_that_of_the_warc_and_adds_nothing_twice(
    tmp_path: Path, warc: Path, folder: Path, outlet: Outlet
) -> None:
    files, catalogue = screened(warc, folder, 900), {outlet.id: outlet}
    with Database(tmp_path / "one.db") as one, Database(tmp_path / "two.db") as two, Workers(1) as workers:
        run = Run(one, [outlet])
        assert sum(
            (take(one, run, catalogue, workers, file, read_screened(file), now=START) for file in files), Counter()
        ) == {
            "other hosts": 1,
            "first": 14,
        }
        again = sum(
            (take(one, run, catalogue, workers, file, read_screened(file), now=START) for file in files), Counter()
        )
        assert again == {"other hosts": 1, "known": 14}
        take(two, Run(two, [outlet]), catalogue, workers, warc, read_warc(warc), now=START)
        found = outcome(one)
        assert len(found) == 14
        assert found == [row for row in outcome(two) if row[0] != "https://harbour.example/dull"]


def test_damage_is_a_failure_at_import(
    warc: Path, folder: Path, db: Database, run: Run, outlet: Outlet, tmp_path: Path
) -> None:
    spoil(warc, 3)
    write_fault(tmp_path / "broken.warc.gz", folder, "is no WARC file")
    files = screened(warc, folder)
    with Workers(1) as workers:
        counts = sum(
            (take(db, run, {outlet.id: outlet}, workers, file, read_screened(file), now=START) for file in files),
            Counter(),
        )
    assert counts["failed"] == 2
    errors = [row["error"] for row in db.rows("select error from failures order by id")]
    assert any("gzip is damaged" in error for error in errors)
    assert any("is no WARC file" in error for error in errors)


def test_result_file_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    other = tmp_path / "other.parquet"
    other.write_bytes(b"PAR1 and no more")
    with pytest.raises(CaptureError, match=r"other\.parquet"):
        list(read_screened(other))


def test_finished_parts_are_not_read_again(warc: Path, folder: Path) -> None:
    files = screened(warc, folder, 900)
    before = {file: file.stat().st_mtime_ns for file in files}
    files[1].write_bytes(files[1].read_bytes()[:-9])
    counts = total(files)
    screened(warc, folder, 900)
    after = {file: file.stat().st_mtime_ns for file in files}
    assert [file for file in files if before[file] != after[file]] == [files[1]]
    assert total(files) != counts
    assert total(files)["records"] == len(answers()) + 1
    assert [file.name for file in folder.iterdir() if file.name.startswith(".")] == []


def test_record_that_workers_die_of_is_passed_over_and_named(warc: Path, folder: Path) -> None:
    (part,) = split_warc(warc)
    offsets = [found[0] for found in read_part(part) if not isinstance(found, Fault)]
    deadly = offsets[5]
    (folder / f".{part.name}.deaths").write_text(f"{deadly}\n" * (DEATHS - 1) + f"{offsets[6]}\n")
    (folder / f".{part.name}.at").write_text(f"{deadly:020}")
    screen_part(part, folder, {})
    (named,) = [row for row in rows([folder / f"{part.name}.parquet"]) if row["fate"] == "error"]
    assert named["byte"] == deadly
    assert "workers died of this record" in named["reason"]


def test_strict_screening_keeps_relevant_pages_alone(tmp_path: Path, folder: Path) -> None:
    german = "Die Behörde hat den Zugang zu Telegram im ganzen Land gesperrt, teilte das Ministerium am Freitag mit."
    body = f"<html lang=de><title>Nachrichten</title><p>{german}</p><p>{german * 3}</p></html>".encode()
    page = ("https://harbour.example/maybe", 200, [HTML], body)
    warc = write(tmp_path / "both.warc.gz", [page, *answers(2)])
    (part,) = split_warc(warc)
    all_counts, counts = screen_part(part, folder, {}), screen_part(part, folder, {}, strict=True)
    assert all_counts[KEPT] == counts[KEPT] + 1
    assert counts["irrelevant"] == 1
    (row,) = [row for row in rows([folder / f"{part.name}-relevant.parquet"]) if row["fate"] == "irrelevant"]
    assert (row["url"], row["body"], row["text"], row["relevant"]) == (
        "https://harbour.example/maybe",
        None,
        None,
        False,
    )
    assert len(list(read_screened(folder / f"{part.name}-relevant.parquet"))) == counts[KEPT]


def test_part_of_a_file_that_is_gone_raises(tmp_path: Path, folder: Path) -> None:
    gone = Part(path=str(tmp_path / "gone.warc.gz"), digest="sha256:0", start=0, end=9)
    with pytest.raises(CaptureError, match="gone"):
        screen_part(gone, folder, {})
    assert list(folder.glob("*.parquet")) == []
