"""Bombs as page, feed and sitemap: the run ends in bounds, a row names each, and the next run heals."""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: 64 MiB of remarks that say nothing: three times what a page may unpack to, more than a sitemap may.
REMARKS = (b"<!--" + b" " * (1 << 20) + b"-->") * 64

CODED = {
    "gzip": gzip.compress(REMARKS, 1),
    "br": brotli.compress(REMARKS, quality=1),
    "zstd": zstd.compress(REMARKS, 1),
}

#: What each channel is, and a word of the row that names it.
CHANNELS = {
    "gzip.xml": "during decompression",
    "br.xml": "during decompression",
    "zstd.xml": "during decompression",
    "packed.xml.gz": "bytes unpacked; not read further",
    "laughs.xml": "declares entities",
    "outside.xml": "declares entities",
    "utf16.xml": "declares entities",
}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


class Bomber:
    """What the server says, and what it was asked for. ``over`` is the day after: everything is well."""

    port = 0
    over = False

    def __init__(self) -> None:
        self.asked: list[str] = []

    def channel(self, kind: str, name: str) -> tuple[bytes, dict[str, str]]:
        root = {"feeds": "rss", "sitemaps": "urlset"}[kind]
        coding = name.partition(".")[0]
        if self.over:
            return f"<{root}></{root}>".encode(), {}
        if coding in CODED:
            return CODED[coding], {"Content-Encoding": coding}
        if coding == "packed":
            return gzip.compress(f"<{root}>".encode() + REMARKS, 1), {"Content-Type": "application/gzip"}
        outside = f'<!ENTITY l9 SYSTEM "http://bombs.localhost:{self.port}/secret">'
        subset = outside if coding == "outside" else LAUGHS
        document = f"<!DOCTYPE x [{subset}]><{root}><title>&l9;</title></{root}>"
        return document.encode("utf-16" if coding == "utf16" else "utf-8"), {}


@pytest.fixture(scope="module")
def bomber(web: Any) -> Iterator[Bomber]:
    said = Bomber()

    class Answers(web.Answers):  # type: ignore[misc]
        def answer(self) -> None:
            said.asked.append(self.path)
            kind, _, name = self.path[1:].partition("/")
            if kind in ("feeds", "sitemaps"):
                self.say(*said.channel(kind, name))
            elif kind == "sitemap.xml":
                self.say(web.sitemap(f"http://bombs.localhost:{said.port}/a/{page}" for page in [*CODED, "fine"]))
            elif kind == "robots.txt":
                self.say(b"", status=404)
            elif name in CODED and not said.over:
                self.say(CODED[name], {"Content-Encoding": name})
            else:
                self.say(web.article(name))

    with web.serving(Answers) as said.port:
        yield said


@pytest.fixture(scope="module")
def archive(bomber: Bomber, web: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("bombs")
    channels = {kind: [f"{kind}/{name}" for name in CHANNELS] for kind in ("sitemaps", "feeds")}
    channels["sitemaps"].append("sitemap.xml")
    web.write_outlet(folder / "outlets", "bombs", bomber.port, **channels)
    return folder / "archive.db"


@pytest.fixture(scope="module")
def ended(archive: Path, web: Any) -> Any:
    return web.crawl(archive)


def test_run_ends_in_time_and_in_bounds(ended: Any) -> None:
    assert (ended.code, ended.told) == (1, "")
    assert ended.seconds < 90
    assert ended.memory < 700, "nine bombs of 64 MiB at once would have taken more"


def test_every_bomb_is_named_and_nothing_else(ended: Any, archive: Path, web: Any) -> None:
    named = web.failures(archive)
    wanted = {f"bombs/{kind}/{name}": told for kind in ("sitemaps", "feeds") for name, told in CHANNELS.items()}
    wanted |= {f"bombs/a/{name}": "during decompression" for name in CODED}
    assert named.keys() == wanted.keys()
    assert {path: told for path, told in wanted.items() if told not in named[path]} == {}


def test_no_entity_is_followed(ended: Any, bomber: Bomber) -> None:
    assert "/feeds/outside.xml" in bomber.asked
    assert "/secret" not in bomber.asked


def test_next_run_heals(ended: Any, archive: Path, bomber: Bomber, web: Any, look: Any) -> None:
    assert look.faults(archive) == []
    assert web.articles(archive) == ["bombs/a/fine"]
    bomber.over = True
    web.let_a_day_go_by(archive)
    again = web.crawl(archive)
    assert (again.code, again.told) == (0, "")
    assert web.articles(archive) == sorted(f"bombs/a/{name}" for name in [*CODED, "fine"])
    assert look.faults(archive) == []
