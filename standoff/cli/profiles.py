"""For whom the reading room is served: whoever sits at this machine, the public, or analysts with a password."""

import importlib.util
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from standoff.errors import PublishError

#: ``local`` is what ``standoff serve`` does when nothing is said.
PROFILES = ("local", "public", "analyst")

#: Where the hash of the analysts' password is looked for; Datasette reads it itself, so it stands in no file.
PASSWORD = "STANDOFF_PASSWORD_HASH"

#: The name that analysts log in with.
ANALYST = "analyst"

_HASH = re.compile(r"pbkdf2_sha256\$\d+\$[^$]+\$[A-Za-z0-9+/=]{20,}")

_HOW = f"""--profile analyst needs the hash of a password in {PASSWORD}, and {{what}}. Make one with
  datasette hash-password
and hand it over between single quotes, since it holds dollar signs:
  export {PASSWORD}='pbkdf2_sha256$...'
Analysts log in at /-/login as "{ANALYST}"."""


def check_profile(profile: str, environment: Mapping[str, str] = os.environ) -> None:
    """Say what is missing for *profile*. Raises PublishError."""
    if profile != "analyst":
        return
    if importlib.util.find_spec("datasette_auth_passwords") is None:
        raise PublishError("--profile analyst needs datasette-auth-passwords: pip install 'standoff[analyst]'")
    held = environment.get(PASSWORD, "").strip()
    if not held:
        raise PublishError(_HOW.format(what="it is not set"))
    if not _HASH.fullmatch(held):
        raise PublishError(_HOW.format(what="what it holds is no hash"))


def settings_for(room: Path, profile: str) -> dict[str, str]:
    """Datasette's settings by name: those of every profile, and over them those of *profile*."""
    settings: dict[str, Any] = json.loads((room / "settings.json").read_text("utf-8"))
    if profile != "local":
        settings |= json.loads((room / "profiles" / f"{profile}.json").read_text("utf-8"))
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in settings.items()}


def with_profile(metadata: Mapping[str, Any], profile: str) -> dict[str, Any]:
    """*metadata* with what tells Datasette and our plugins of *profile*."""
    plugins = dict(metadata.get("plugins") or {}) | {"standoff": {"profile": profile}}
    if profile != "analyst":
        return {**metadata, "plugins": plugins}
    account = {f"{ANALYST}_password_hash": {"$env": PASSWORD}, "actors": {ANALYST: {"id": ANALYST}}}
    return {**metadata, "plugins": plugins | {"datasette-auth-passwords": account}, "allow": {"id": ANALYST}}


def environment_for(profile: str, proxies: Iterable[str] = ()) -> dict[str, str]:
    """The environment of the server, which believes what *proxies* say of whom they pass on, and nobody else.

    Beyond this machine no plugin is loaded that merely happens to be installed.
    """
    loaded = {"public": "", "analyst": "datasette-auth-passwords"}
    plugins = {"DATASETTE_LOAD_PLUGINS": loaded[profile]} if profile in loaded else {}
    return {**os.environ, **plugins, "FORWARDED_ALLOW_IPS": ",".join(proxies)}
