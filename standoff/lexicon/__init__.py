"""The words that the nouns look for, as TOML beside this file: names in ``bodies.toml``, acts in ``actions.*.toml``.

A new spelling goes into a file, never into an ``if``.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from standoff.errors import CatalogueError

__all__ = ["load_lexicon", "require", "words"]

HOME = Path(__file__).parent


@lru_cache(maxsize=64)
def load_lexicon(name: str, folder: Path = HOME) -> dict[str, Any]:
    """Return the lexicon file *name* (without ``.toml``) as the tables it holds; every file is read once.

    The returned tables are shared: treat them as read-only. Raises CatalogueError, naming the file, when it is
    missing or no TOML.
    """
    path = folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueError(f"{path.name}: no such lexicon file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def require(name: str, key: str, entry: object, known: frozenset[str], needed: frozenset[str]) -> Mapping[str, Any]:
    """Return *entry*, which stands under *key* in the lexicon file *name*, once its own keys are right.

    Raises CatalogueError, naming file and key, for something that is no table, for an unknown key and for a missing
    one.
    """
    if not isinstance(entry, dict):
        raise CatalogueError(f"{name}.toml: {key}: a table is wanted, not {type(entry).__name__}")
    if unknown := sorted(entry.keys() - known):
        raise CatalogueError(f"{name}.toml: {key}: unknown key {', '.join(unknown)}")
    if missing := sorted(needed - entry.keys()):
        raise CatalogueError(f"{name}.toml: {key}: missing {', '.join(missing)}")
    return entry


def words(name: str, key: str, value: object) -> tuple[str, ...]:
    """Return *value*, a list of strings under *key* of the lexicon file *name*, as a tuple.

    Raises CatalogueError, naming file and key, for anything else and for empty strings.
    """
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise CatalogueError(f"{name}.toml: {key}: a list of words is wanted")
    return tuple(value)
