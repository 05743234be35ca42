"""WARC files that are bombs, broken or cut off, through the command; and an import that is killed."""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

STANDOFF = str(Path(sys.executable).with_name("standoff"))
HOME = "http://harbour.localhost:1"


def write(file: Path, records: dict[str, tuple[bytes, str]], date: str = "2026-03-02T09:00:00Z") -> Path:
    """A gzipped WARC as other crawlers write them: path, body as sent, and its Content-Encoding."""
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number, (path, (body, coding)) in enumerate(records.items()):
            headers = [("Content-Type", "text/html"), *([("Content-Encoding", coding)] if coding else [])]
            record = writer.create_warc_record(
                path if "://" in path else f"{HOME}/a/{path}",
                "response",
                payload=BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": date.replace(":00Z", f":{number % 60:02}Z")},
            )
            writer.write_record(record)
    return file


def command(archive: Path, *arguments: Any) -> list[str]:
    outlets = str(archive.with_name("outlets"))
    return [STANDOFF, "import", "warc", *map(str, arguments), "--archive", str(archive), "--outlets", outlets]


def take(archive: Path, *arguments: Any) -> tuple[int, str, int]:
    """The code of an import, what it said, and the most memory that it took in MiB."""
    with archive.with_name("told").open("w+") as told:
        process = subprocess.Popen(command(archive, *arguments), stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        return process.returncode, told.read(), used.ru_maxrss >> 10


def captures(archive: Path) -> list[str]:
    with closing(sqlite3.connect(archive)) as db:
        return [url.rpartition("/")[2] for (url,) in db.execute("select url from captures order by id")]


@pytest.fixture
def archive(tmp_path: Path, web: Any) -> Path:
    """Where an archive is to be, beside the outlet that the files are of."""
    web.write_outlet(tmp_path / "outlets", "harbour", 1, sitemaps=["sitemap.xml"])
    return tmp_path / "archive.db"


def test_bad_records_are_named_and_the_others_taken(archive: Path, tmp_path: Path, web: Any, look: Any) -> None:
    blanks = bytes(200 << 20)
    page = web.article
    good = {
        "plain": (page("plain"), ""),
        "gzip": (gzip.compress(page("gzip")), "gzip"),
        "br": (brotli.compress(page("br")), "br"),
        "bare": (page("bare"), "gzip"),  # as CC-NEWS writes some: the coding is undone, its header still there
    }
    bad = {
        "gzip-bomb": (gzip.compress(blanks, 1), "gzip"),
        "br-bomb": (brotli.compress(blanks, quality=1), "br"),
        "huge": (blanks[: 70 << 20], ""),
        "cut": (gzip.compress(page("cut") + os.urandom(5000))[:-900], "gzip"),
    }
    mixed = {**bad, **good, "https://elsewhere.example/a/1": (page("elsewhere"), "")}
    whole = write(tmp_path / "whole.warc.gz", mixed)
    late = write(tmp_path / "late.warc.gz", {"late": (page("late"), "")}, "2126-03-02T09:00:00Z")
    last = write(tmp_path / "last.warc.gz", {"first": (page("first"), ""), "last": (page("last"), "")})
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(last.read_bytes()[:-40])
    code, told, memory = take(archive, whole, late, torn)
    assert code == 1
    assert "Traceback" not in told
    assert memory < 600
    assert sorted(captures(archive)) == sorted([*good, "first"])
    with closing(sqlite3.connect(archive)) as db:
        failures = [f"{url} {error}" for url, error in db.execute("select url, error from failures order by id")]
    for number, words in enumerate(["more than 64 MiB"] * 3 + ["cut off"], 1):
        assert [line for line in failures if line.startswith(f"{whole}, record {number} ") and words in line], failures
    assert [line for line in failures if f"{torn}, after record" in line and "cut off" in line]
    assert [line for line in failures if "/a/late" in line and "which is to come" in line]
    assert len(failures) == 6
    assert look.faults(archive) == []
    assert take(archive, last)[0] == 0, "the whole file heals"
    assert sorted(captures(archive)) == sorted([*good, "first", "last"])
    assert web.articles(archive) == sorted(f"harbour/a/{name}" for name in [*good, "first", "last"])
    assert look.faults(archive) == []


def test_newest_file_comes_first_and_since_leaves_older_ones(archive: Path, tmp_path: Path, web: Any) -> None:
    files = [
        write(tmp_path / f"{name}.warc.gz", {name: (web.article(name), "")}, f"{year}-03-02T09:00:00Z")
        for name, year in (("middle", 2025), ("newest", 2026), ("oldest", 2019))
    ]
    code, told, _ = take(archive, "--since", "2025-01-01", *files)
    assert (code, told) == (0, "2 first, 1 older\n")
    assert captures(archive) == ["newest", "middle"]
    assert take(archive, *files)[:2] == (0, "1 first, 2 known\n")


def test_a_killed_import_goes_on_with_the_same_files(archive: Path, tmp_path: Path, web: Any, look: Any) -> None:
    names = [f"ship{number}" for number in range(40)]
    file = write(tmp_path / "many.warc.gz", {name: (web.article(name), "") for name in names})
    process = subprocess.Popen(command(archive, file), stdout=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 60
    while time.monotonic() < until and (not archive.exists() or not kept(archive)):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < len(captures(archive)) < len(names), "it was to be killed half-way"
    assert look.faults(archive) == []
    assert take(archive, file)[0] == 0
    assert captures(archive) == names
    assert web.articles(archive) == sorted(f"harbour/a/{name}" for name in names)
    assert look.faults(archive) == []


def kept(archive: Path) -> int:
    with closing(sqlite3.connect(archive)) as db:
        if not db.execute("select 1 from sqlite_master where name = 'captures'").fetchone():
            return 0
        return int(db.execute("select count(*) from captures").fetchone()[0])
