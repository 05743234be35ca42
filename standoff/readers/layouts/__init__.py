"""Layouts of content systems, one TOML file each: a new system is data until it cannot be."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree

from standoff.errors import CatalogueError

__all__ = ["Layout", "System", "load_systems"]

_FIELDS = frozenset("headline standfirst dateline published modified authors section tags captions body skip".split())
_KEYS = _FIELDS | {"name", "marks", "until", "kinds"}
_CLASS = re.compile(r"\bclass\(([\w-]+)\)")


@dataclass(frozen=True)
class Layout:
    """How pages of a content system look until a date: compiled XPaths by field, and by page type."""

    name: str
    marks: tuple[etree.XPath, ...]
    until: date | None
    fields: Mapping[str, tuple[etree.XPath, ...]]
    kinds: Mapping[str, tuple[etree.XPath, ...]]


@dataclass(frozen=True)
class System:
    """A content system: what betrays it, and its layouts, the newest first."""

    cms: str
    words: tuple[str, ...]
    source: tuple[str, ...]
    recognise: tuple[etree.XPath, ...]
    layouts: tuple[Layout, ...]


def _compiled(path: Path, key: str, value: object) -> tuple[etree.XPath, ...]:
    if not isinstance(value, list):
        raise CatalogueError(f"{path.name}: {key}: a list of XPaths is wanted")
    try:
        return tuple(
            etree.XPath(_CLASS.sub(r"contains(concat(' ', normalize-space(@class), ' '), ' \1 ')", text))
            for text in value
        )
    except (etree.XPathSyntaxError, TypeError) as error:
        raise CatalogueError(f"{path.name}: {key}: {error}") from error


def _layout(path: Path, raw: dict[str, object]) -> Layout:
    name = str(raw.get("name", "?"))
    if unknown := sorted(raw.keys() - _KEYS):
        raise CatalogueError(f"{path.name}: layout {name}: unknown key {', '.join(unknown)}")
    until, kinds = raw.get("until"), raw.get("kinds", {})
    if not isinstance(kinds, dict):
        raise CatalogueError(f"{path.name}: layout {name}: kinds must be a table")
    return Layout(
        name=name,
        marks=_compiled(path, "marks", raw.get("marks", [])),
        until=date.fromisoformat(str(until)) if until else None,
        fields={key: _compiled(path, key, raw.get(key, [])) for key in sorted(_FIELDS)},
        kinds={str(key): _compiled(path, f"kinds.{key}", value) for key, value in kinds.items()},
    )


def load_system(path: Path) -> System:
    """Return the content system in the file *path*. Raises CatalogueError, naming file and key, if it is wrong."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    if unknown := sorted(raw.keys() - {"cms", "words", "source", "recognise", "layout"}):
        raise CatalogueError(f"{path.name}: unknown key {', '.join(unknown)}")
    return System(
        cms=str(raw.get("cms", path.stem)),
        words=tuple(map(str, raw.get("words", ("",)))),
        source=tuple(map(str, raw.get("source", ()))),
        recognise=_compiled(path, "recognise", raw.get("recognise", [])),
        layouts=tuple(_layout(path, layout) for layout in raw.get("layout", [])),
    )


@cache
def load_systems(folder: Path = Path(__file__).parent) -> dict[str, System]:
    """Return the content systems in *folder* by name."""
    systems = [load_system(path) for path in sorted(folder.glob("*.toml"))]
    return {system.cms: system for system in systems}
