"""The source files of the newsroom: a site is a folder, a page version is one TOML file in it.

A body is plain text in blocks that a blank line parts. A block is a paragraph unless it begins with a mark:

``## words``          a subhead
``@photo words``      a picture with its caption
``@also /path words`` a box that points to another page
``@post words``       an embedded social media post
``@credit words``     a closing line that names an agency, in a paragraph
``@creditbox words``  the same in a division, where readers of paragraphs lose it
``@note words``       a correction note

``[words](/path)`` inside a paragraph is a link. Paragraphs and subheads are the text of the page, the rest is not.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

HOSTS = Path(__file__).parent / "hosts"

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")

#: Page types that print a body.
TEXT_PAGES = frozenset({"article", "live"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body. ``kind`` is paragraph, subhead, photo, also, post, credit, creditbox or note."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One version of one page, as its source file gives it. Times carry the offset that the site prints."""

    path: str
    page_type: str = "article"
    language: str = ""
    headline: str = ""
    standfirst: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    bio: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    dateline: str = ""
    dateline_printed: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    cover: str = ""
    body_form: str = "paragraphs"
    jsonld: str = "plain"
    signoff: str = ""
    body: str = ""
    gold: Mapping[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The digits of the address, or the last part of a path that has none of its own."""
        found = re.search(r"(\d{6,})", self.path)
        return found.group(1) if found else self.path.strip("/").rsplit("/", 1)[-1]

    @property
    def changed(self) -> datetime:
        """When this version was last touched, in UTC."""
        moment = self.modified or self.published or datetime(2025, 1, 1, tzinfo=UTC)
        return moment.astimezone(UTC)

    @property
    def listed(self) -> bool:
        """Whether sitemaps and feeds name this page with a headline."""
        return bool(self.headline)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the body in order."""
        for raw in re.split(r"\n\s*\n", self.body.strip()):
            words = " ".join(raw.split())
            if not words:
                continue
            mark = re.match(r"(##|@[a-z]+) ", words)
            if mark is None:
                yield Block("paragraph", words)
            else:
                kind = mark.group(1).lstrip("@")
                yield Block("subhead" if kind == "##" else kind, words[mark.end() :])

    def text(self) -> str:
        """The right text of this page: paragraphs and subheads, joined by a blank line."""
        kept = (block.words for block in self.blocks() if block.kind in {"paragraph", "subhead"})
        return "\n\n".join(LINK.sub(r"\1", words) for words in kept)

    def captions(self) -> list[str]:
        """The right captions: the cover picture, then those inside the body."""
        inside = [block.words for block in self.blocks() if block.kind == "photo"]
        return [self.cover, *inside] if self.cover else inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One news site. ``pages`` holds, for each address, its versions in order of service."""

    id: str
    host: str
    name: str
    language: str
    template: str
    country: str
    number: int
    words: Mapping[str, str]
    robots: str
    pages: tuple[tuple[Page, ...], ...]

    def at(self, versions: tuple[Page, ...], turn: int) -> Page:
        """The version that is served in round *turn*, counted from one."""
        return versions[min(turn, len(versions)) - 1]

    def current(self, turn: int) -> list[Page]:
        """The version of every page in round *turn*, newest publication first."""
        served = [self.at(versions, turn) for versions in self.pages]
        return sorted(served, key=lambda page: page.published or page.changed, reverse=True)


@cache
def load_sites(folder: Path = HOSTS) -> tuple[Site, ...]:
    """Return all sites under *folder*, in order of their names.

    Raises TypeError when a page file has a key that :class:`Page` does not know, ValueError when it is no TOML.
    """
    return tuple(_load_site(path) for path in sorted(folder.iterdir()) if (path / "site.toml").is_file())


def _load_site(folder: Path) -> Site:
    fields = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    groups: dict[str, list[Page]] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == "site.toml":
            continue
        stem = path.name.removesuffix(".toml").removesuffix(".v2")
        groups.setdefault(stem, []).append(_load_page(path, fields["language"]))
    robots = (folder / "robots.txt").read_text(encoding="utf-8")
    pages = tuple(tuple(versions) for versions in groups.values())
    return Site(id=folder.name, robots=robots, pages=pages, **fields)


def _load_page(path: Path, language: str) -> Page:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    gold = raw.pop("gold", {})
    for key in ("authors", "tags"):
        raw[key] = tuple(raw.get(key, ()))
    return Page(gold=gold, **{"language": language} | raw)
