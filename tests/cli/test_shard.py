"""`standoff crawl --shard 2/8`: every outlet belongs to exactly one shard, the same one on every machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from standoff.catalogue import load_catalogue, shard_of
from standoff.model import Outlet

STANDOFF = [sys.executable, "-m", "standoff.cli"]
SITE = 'name = "{0}"\nkind = "newspaper"\nhomepage = "http://{0}/"\nlanguages = ["en"]\n[discover]\narticle = "/a/"\n'


def catalogue(folder: Path, hosts: list[str]) -> dict[str, Outlet]:
    for number, host in enumerate(hosts):
        text = SITE.format(host) + f'sitemaps = ["http://{host}/sitemap.xml"]\n'
        (folder / f"outlet{number}.toml").write_text(text)
    return load_catalogue(folder)


def test_shards_are_the_same_everywhere_and_none_is_empty(tmp_path: Path) -> None:
    found = catalogue(tmp_path, [f"paper{number}.example" for number in range(64)])
    shards = [shard_of(outlet, 8) for outlet in found.values()]
    assert set(shards) == set(range(1, 9))
    assert [shard_of(found[f"outlet{number}"], 8) for number in range(6)] == SHARDS
    assert {shard_of(outlet, 1) for outlet in found.values()} == {1}


SHARDS = [4, 1, 1, 8, 8, 3]


def test_outlets_of_one_host_stay_together(tmp_path: Path) -> None:
    found = catalogue(tmp_path, ["paper.example", "paper.example", "PAPER.example"])
    assert len({shard_of(outlet, 997) for outlet in found.values()}) == 1


@pytest.mark.parametrize("wrong", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", "1/4/2", "²/4"])
def test_a_wrong_shard_is_wrong_use(wrong: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    ended = subprocess.run(
        [*STANDOFF, "crawl", f"--shard={wrong}", "--archive", str(archive)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "2/8" in ended.stderr
    assert not archive.exists()


def test_a_shard_without_outlets_does_nothing_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "outlets"
    folder.mkdir()
    found = catalogue(folder, ["paper.example"])
    other = shard_of(found["outlet0"], 2) % 2 + 1
    command = [
        *STANDOFF,
        "crawl",
        "--shard",
        f"{other}/2",
        "--outlets",
        str(folder),
        "--archive",
        str(tmp_path / "a.db"),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert f"shard {other}/2 has no outlets" in ended.stderr
