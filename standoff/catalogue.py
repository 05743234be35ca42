"""The catalogue: one TOML file an outlet. The file's stem is the outlet's id and its spider's name.

A file that is not right is refused with the name of the key and what would be right; nothing is guessed.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from standoff.errors import CatalogueError
from standoff.model import Discover, Expect, Outlet, Policy
from standoff.policy import ACTIONS
from standoff.readers.layouts import load_systems
from standoff.tables import Reader, read_table
from standoff.urls import fold_url, host_of, is_web_address

__all__ = ["KINDS", "SHIPPED", "load_catalogue", "load_outlet", "outlet_of", "shard_of"]

#: The outlet files that come with the package.
SHIPPED = Path(__file__).parent / "outlets"

KINDS = ("agency", "blog", "broadcaster", "newspaper", "wire")

#: Which pages of an outlet are read in full.
READINGS = ("all", "relevant")

OUTLET_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
#: What stands for keys that are missing or wrong, so that the others can be looked at.
_NOTHING: Mapping[str, Any] = {"name": "", "kind": "", "homepage": "", "languages": ()}

TABLES: Mapping[str, type] = {"discover": Discover, "expect": Expect, "policy": Policy}


def load_catalogue(folder: Path | None = None) -> dict[str, Outlet]:
    """Return the outlets of *folder* (the shipped ones by default) by id, in the order of their names.

    Raises CatalogueError that lists every broken file, or says that there is none to read.
    """
    folder = SHIPPED if folder is None else Path(folder)
    if not folder.is_dir():
        raise CatalogueError(f"{folder}: there is no such folder of outlet files")
    catalogue, broken = {}, []
    for file in sorted(folder.glob("*.toml")):
        try:
            catalogue[file.stem] = load_outlet(file)
        except CatalogueError as error:
            broken.append(str(error))
    if broken:
        raise CatalogueError("\n".join(broken))
    if not catalogue:
        raise CatalogueError(f"{folder}: the folder holds no outlet file (NAME.toml)")
    return catalogue


def load_outlet(file: Path) -> Outlet:
    """Return the outlet that *file* describes. Raises CatalogueError naming the file and every wrong key at once."""
    faults: list[str] = []
    if not OUTLET_ID.fullmatch(file.stem):
        faults.append(f"the file's name {file.stem!r} is the outlet's id: lower-case letters, digits, '.', '_', '-'")
    raw = _parsed(file)
    values = _checked(Outlet, {key: value for key, value in raw.items() if key not in TABLES}, "", faults)
    for name, table in TABLES.items():
        part = raw.get(name, {})
        if not isinstance(part, dict):
            faults.append(f"{name}: must be a table ([{name}])")
            part = {}
        values[name] = table(**_checked(table, part, f"{name}.", faults))
    outlet = Outlet(id=file.stem, **{**_NOTHING, **values})
    named = {fault.partition(":")[0] for fault in faults}
    faults += [fault for fault in _sense(outlet) if not _follows(fault, named)]
    if faults:
        raise CatalogueError("\n".join(f"{file}: {fault}" for fault in faults))
    return outlet


def _follows(fault: str, named: Collection[str]) -> bool:
    """Whether a fault may be there only because of a key that is *named* already, or is the same one."""
    key = fault.partition(":")[0]
    return any(name == key or name.startswith(f"{key}.") or ("." in name and name in fault) for name in named)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{file}: cannot be read as TOML: {error}") from error


def _checked(kind: type, raw: Mapping[str, Any], prefix: str, faults: list[str]) -> dict[str, Any]:
    keys = {item.name: item.name for item in fields(kind) if item.name not in ("id", *TABLES)}
    return read_table(kind, raw, keys, _reader, prefix, faults, others=TABLES if kind is Outlet else ())


def _reader(hint: Any) -> Reader:
    """Return how the wanted type is called and a function that takes a TOML value or raises TypeError."""
    kinds = set(get_args(hint)) or {hint}
    if str in kinds and hint != tuple[str, ...]:
        return "a string", _taker(str)
    if bool in kinds:
        return "true or false", _taker(bool)
    if int in kinds:
        return "a whole number", _taker(int)
    if float in kinds:
        return "a number", lambda value: float(_taker(int, float)(value))
    return "a list of strings", _strings


def _taker(*kinds: type) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        # bool is an int to isinstance; in an outlet file it never is
        if type(value) not in kinds:
            raise TypeError
        return value

    return take


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError
    return tuple(value)


def _sense(outlet: Outlet) -> list[str]:
    """Return what is wrong with an outlet whose keys and types are right."""
    faults = []
    if outlet.kind not in KINDS:
        faults.append(f"kind: must be one of {', '.join(KINDS)}, not {outlet.kind!r}")
    if outlet.country is not None and not re.fullmatch(r"[A-Z]{2}", outlet.country):
        faults.append(f"country: must be two capital letters (ISO 3166-1), not {outlet.country!r}")
    if not outlet.languages:
        faults.append("languages: must name at least one language")
    if outlet.cms is not None and outlet.cms not in (systems := load_systems()):
        faults.append(f"cms: must be one of {', '.join(systems)} or left out, not {outlet.cms!r}")
    if not is_web_address(outlet.homepage):
        faults.append(f"homepage: must be an http or https address, not {outlet.homepage!r}")
    faults += _sense_of_channels(outlet)
    for item in fields(Policy):
        if (action := getattr(outlet.policy, item.name)) not in ACTIONS:
            faults.append(f"policy.{item.name}: must be one of {', '.join(ACTIONS)}, not {action!r}")
    if not outlet.enabled and not outlet.note:
        faults.append("note: must give the reason where enabled = false")
    return faults


def _sense_of_channels(outlet: Outlet) -> list[str]:
    found = outlet.discover
    faults: list[str] = []
    for key in ("news_sitemaps", "sitemaps", "feeds", "sections", "backfill"):
        faults += [
            f"discover.{key}: must be an http or https address, not {url!r}"
            for url in getattr(found, key)
            if not is_web_address(url)
        ]
    try:
        re.compile(found.article)
    except re.error as error:
        faults.append(f"discover.article: is no regular expression ({error}): {found.article!r}")
    if not 0 <= found.delay <= 3600:
        faults.append(f"discover.delay: must be seconds between 0 and 3600, not {found.delay}")
    if found.read not in READINGS:
        faults.append(f"discover.read: must be one of {', '.join(READINGS)}, not {found.read!r}")
    if found.sections and not found.article:
        faults.append("discover.sections: want discover.article, which says what of their links are articles")
    if outlet.enabled and not any((found.news_sitemaps, found.sitemaps, found.feeds, found.sections, found.backfill)):
        told = "discover: names no news_sitemaps, sitemaps, feeds, sections or backfill, and enabled is not false"
        faults.append(told)
    return faults


def outlet_of(url: str, catalogue: Mapping[str, Outlet]) -> Outlet | None:
    """Return the outlet whose site *url* is on, or None: its homepage's host or an alias of it."""
    for outlet in catalogue.values():
        if host_of(url) and host_of(fold_url(url, outlet)) == host_of(outlet.homepage):
            return outlet
    return None


def shard_of(outlet: Outlet, count: int) -> int:
    """Return the shard, from 1 to *count*, that *outlet* belongs to: the same on every machine and in every version.

    The host of the homepage decides, so that outlets of one host are never asked from two processes at once.
    """
    return int.from_bytes(sha256(host_of(outlet.homepage).encode()).digest()[:8], "big") % count + 1
