"""A disk that fills, and one that cannot be written."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

STANDOFF = Path(sys.executable).with_name("standoff")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a tmpfs of a size; called again, it gives the disk another size."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")

    def resize(options: str) -> Path:
        remount = "remount," if folder.is_mount() else ""
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", remount + options, "tmpfs", str(folder)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"no tmpfs here: {done.stderr.decode().strip()}")
        return folder

    yield resize
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("size", ["size=700k", "size=900k", "size=1200k", "size=1300k", "size=2m"])
def test_full_disk_ends_the_run_and_the_next_one_heals(
    tmp_path: Path, site: Any, look: Any, small_disk: Callable[[str], Path], size: str
) -> None:
    archive = small_disk(size) / "archive.db"
    code, told = site.run(archive)
    assert code in (1, 2)
    assert "archive.db: " in told
    assert "full" in told
    assert "Traceback" not in told
    small_disk("size=64m")
    if look.is_begun(archive):
        assert look.faults(archive) == []
    assert site.run(archive) == (0, "")
    assert look.faults(archive) == []
    whole = tmp_path / "whole.db"
    assert site.run(whole) == (0, "")
    assert look.pages(archive) == look.pages(whole)


def test_read_only_disk_is_refused_before_anything_is_fetched(
    tmp_path: Path, site: Any, small_disk: Callable[[str], Path]
) -> None:
    archive = small_disk("size=8m") / "archive.db"
    small_disk("ro,size=8m")
    code, told = site.run(archive)
    assert code == 2
    assert "archive.db: cannot be written here" in told
    assert site.newsroom.requests == []


def test_verify_and_others_read_an_archive_on_a_read_only_disk(
    tmp_path: Path, site: Any, small_disk: Callable[[str], Path]
) -> None:
    """As evidence is kept: the file alone; and as a run that was killed leaves it, with a log beside it."""
    archive = small_disk("size=64m") / "archive.db"
    assert site.run(archive) == (0, "")
    archive.with_name("archive.db.lock").unlink()
    before = archive.read_bytes()
    small_disk("ro,size=64m")
    assert site.verify(archive) == (0, "")
    for verb in (["status"], ["export", "warc", "--to", str(tmp_path / "pages.warc.gz")]):
        done = subprocess.run([str(STANDOFF), *verb, "--archive", str(archive)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert archive.read_bytes() == before
    assert list(archive.parent.iterdir()) == [archive]
    small_disk("rw,size=64m")
    with sqlite3.connect(archive) as conn:
        conn.execute("update captures set status = 404 where id = 3")
        conn.commit()
        copy = archive.with_name("killed.db")
        copy.write_bytes(archive.read_bytes())
        copy.with_name("killed.db-wal").write_bytes(archive.with_name("archive.db-wal").read_bytes())
    conn.close()
    small_disk("ro,size=64m")
    code, told = site.verify(archive)
    assert (code, told.startswith("capture 3: does not fit the hash chain")) == (1, True)
    code, told = site.verify(copy)
    assert (code, "copy both to a folder that can be written" in told) == (2, True)


def test_second_run_goes_away_at_once(tmp_path: Path, site: Any) -> None:
    from filelock import FileLock

    archive = tmp_path / "archive.db"
    with FileLock(f"{archive}.lock"):
        code, told = site.run(archive)
    assert code == 75
    assert "another run holds the archive" in told
    assert site.newsroom.requests == []
