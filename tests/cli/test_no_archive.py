"""Files that are not what a command takes them for: one clear line, and a code that says so."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    places = {"PYTHONPATH": str(root), "SCRAPY_SETTINGS_MODULE": "spiders.settings"}
    env = {**os.environ, **places, "STANDOFF_ARCHIVE": str(folder / "archive.db")}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, env=env, capture_output=True, text=True, timeout=60
    )


def test_bare_scrapy_crawl_on_what_is_no_archive_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("A shopping list, and not a short one: bread, salt, lamp oil, rope.")
    done = _run(tmp_path, "scrapy", "crawl", "dw")
    told = [line for line in done.stderr.splitlines() if "is no SQLite archive" in line]
    assert done.returncode != 0
    assert len(told) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("body", [b"Minutes of the harbour board.", gzip.compress(b"Minutes."), b"\x1f\x8bnot", b""])
def test_import_of_what_is_no_warc_exits_2(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "minutes.warc.gz").write_bytes(body)
    done = _run(tmp_path, "standoff.cli", "import", "warc", str(tmp_path / "minutes.warc.gz"))
    assert done.returncode == 2
    assert "minutes.warc.gz: is no WARC file" in done.stderr
    assert not (tmp_path / "archive.db").exists()
