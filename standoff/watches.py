"""A file of watches: what is looked for in the archive, and through which channels a find is sent.

A file that is not right is refused with its name and the key; nothing is guessed. Passwords and secrets stand in the
environment: the file holds the names of their variables.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import UnionType
from typing import Any, get_args
from urllib.parse import urlsplit

from standoff.errors import WatchError
from standoff.tables import Reader, hint_for, read_table

__all__ = ["CONDITIONS", "AtomFile", "Channel", "Mailbox", "Watch", "Watches", "Webhook", "load_watches"]

#: What can be waited for besides a saved search.
CONDITIONS = ("new_dispute", "first_denial", "quote_edited", "article_gone", "outlet_silent")

NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9A-Fa-f:]+\]?")
ADDRESS = re.compile(r"[!#-'*+\-/-9=?A-Z^-~.]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFile:
    """A feed in a file. ``host`` is the name in its ``tag:`` ids, ``entries`` how many of the newest it holds."""

    name: str
    file: str
    host: str = "localhost"
    entries: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that alerts are posted to; ``secret_env`` names the variable with the key of the signature."""

    name: str
    url: str
    secret_env: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where alerts are mailed; ``tls`` is ``starttls``, ``tls`` or, without a password, ``none``."""

    name: str
    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    tls: str = "starttls"
    user: str | None = None
    password_env: str | None = None


Channel = AtomFile | Webhook | Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One thing to look for: a saved search (an FTS5 query) or a condition, within an outlet, platform or country."""

    name: str
    channels: tuple[str, ...]
    search: str | None = None
    condition: str | None = None
    outlet: str | None = None
    platform: str | None = None
    country: str | None = None
    days: int = 3

    @property
    def kind(self) -> str:
        """The condition, or ``search``."""
        return self.condition or "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watches:
    """What a file holds, both by name in its order."""

    watches: Mapping[str, Watch]
    channels: Mapping[str, Channel]


KINDS: Mapping[str, type[AtomFile] | type[Webhook] | type[Mailbox]] = {
    "atom": AtomFile,
    "webhook": Webhook,
    "email": Mailbox,
}

#: Keys that are words of Python, or would hide one.
SPELT = {"from": "sender"}


def load_watches(file: Path) -> Watches:
    """Return the watches and channels in *file*. Raises WatchError naming the file and every wrong key."""
    faults: list[str] = []
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WatchError(f"{file}: cannot be read as TOML: {error}") from error
    faults += [f"{key}: unknown key; {hint_for(key, ('channels', 'watches'))}" for key in raw.keys() - _TABLES]
    channels: dict[str, Channel] = {}
    for name, part in _tables(raw, "channels", faults):
        part = dict(part)
        kind = part.pop("kind", None)
        if not isinstance(kind, str) or kind not in KINDS:
            faults.append(f"channels.{name}.kind: must be one of {', '.join(KINDS)}, not {kind!r}")
        elif (channel := _made(KINDS[kind], name, part, f"channels.{name}.", faults)) is not None:
            channels[name] = channel
            faults += [f"channels.{name}.{fault}" for fault in _channel_faults(channel)]
    watches: dict[str, Watch] = {}
    for name, part in _tables(raw, "watches", faults):
        if (watch := _made(Watch, name, part, f"watches.{name}.", faults)) is not None:
            watches[name] = watch
            faults += [f"watches.{name}.{fault}" for fault in _watch_faults(watch, raw.get("channels", {}))]
    if not watches and not faults:
        faults.append("watches: the file has none ([watches.NAME])")
    if faults:
        raise WatchError("\n".join(f"{file}: {fault}" for fault in faults))
    return Watches(watches=watches, channels=channels)


_TABLES = {"channels", "watches"}


def _tables(raw: Mapping[str, Any], key: str, faults: list[str]) -> list[tuple[str, Mapping[str, Any]]]:
    found = raw.get(key, {})
    if not isinstance(found, dict):
        faults.append(f"{key}: must hold tables ([{key}.NAME])")
        return []
    for name, part in found.items():
        if not NAME.fullmatch(name):
            faults.append(f"{key}.{name}: a name is lower-case letters, digits, '.', '_', '-'")
        if not isinstance(part, dict):
            faults.append(f"{key}.{name}: must be a table ([{key}.{name}])")
    return [(name, part) for name, part in found.items() if isinstance(part, dict)]


def _made(kind: type[Any], name: str, part: Mapping[str, Any], prefix: str, faults: list[str]) -> Any:
    """One value of *kind* from its table, or None when something is wrong with it."""
    before = len(faults)
    spelt = {field: key for key, field in SPELT.items()}
    keys = {spelt.get(item.name, item.name): item.name for item in fields(kind) if item.name != "name"}
    values = read_table(kind, part, keys, _reader, prefix, faults)
    return kind(name=name, **values) if len(faults) == before else None


def _reader(hint: Any) -> Reader:
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if hint is int:
        return "a whole number of 1 or more", _taker(lambda value: type(value) is int and value > 0)
    if hint is str:
        return "a string with something in it", _taker(_is_word)
    return "a list of strings", lambda value: tuple(_taker(_are_words)(value))


def _taker(fits: Callable[[Any], bool]) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        if not fits(value):
            raise TypeError
        return value

    return take


def _are_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_word, value))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _watch_faults(watch: Watch, channels: Mapping[str, Any]) -> list[str]:
    faults = [f"channels: no channel is called {name!r}" for name in watch.channels if name not in channels]
    if (watch.search is None) == (watch.condition is None):
        faults.append("search: a watch has either search or condition")
    if watch.condition is not None and watch.condition not in CONDITIONS:
        faults.append(f"condition: must be one of {', '.join(CONDITIONS)}, not {watch.condition!r}")
    if watch.condition == "outlet_silent":
        faults += [f"{key}: says nothing of a silent outlet" for key in ("platform", "country") if getattr(watch, key)]
    elif watch.days != 3:
        faults.append("days: is for outlet_silent alone")
    return faults


def _channel_faults(channel: Channel) -> list[str]:
    match channel:
        case AtomFile():
            return [] if HOST.fullmatch(channel.host) else [f"host: must be a host's name, not {channel.host!r}"]
        case Webhook():
            return _url_faults(channel.url) + _variable_faults("secret_env", channel.secret_env)
        case Mailbox():
            return _mailbox_faults(channel)


def _url_faults(url: str) -> list[str]:
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return [f"url: is no address: {url!r}"]
    if not port_is_right or not HOST.fullmatch(parts.hostname or "") or parts.username is not None or not url.isascii():
        return [f"url: must be an https address without a user's name, not {url!r}"]
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        return [f"url: must be an https address, not {url!r}"]
    return []


def _mailbox_faults(channel: Mailbox) -> list[str]:
    faults = [] if HOST.fullmatch(channel.host) else [f"host: must be a host's name, not {channel.host!r}"]
    if channel.port > 65535:
        faults.append(f"port: must be at most 65535, not {channel.port}")
    if not ADDRESS.fullmatch(channel.sender):
        faults.append(f"from: must be one bare address (NAME@HOST), not {channel.sender!r}")
    faults += [f"to: must be bare addresses (NAME@HOST), not {to!r}" for to in channel.to if not ADDRESS.fullmatch(to)]
    if channel.tls not in ("starttls", "tls", "none"):
        faults.append(f"tls: must be one of starttls, tls, none, not {channel.tls!r}")
    if (channel.user is None) != (channel.password_env is None):
        faults.append("user: goes with password_env, and password_env with user")
    if channel.user is not None and channel.tls == "none":
        faults.append("tls: a password is never sent in the clear")
    return faults + _variable_faults("password_env", channel.password_env or "X")


def _variable_faults(key: str, name: str) -> list[str]:
    return [] if VARIABLE.fullmatch(name) else [f"{key}: must be the name of an environment variable, not {name!r}"]
