"""A TOML table and the dataclass that it is to become: each wrong key is named, with what would be right."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from typing import Any, get_type_hints

__all__ = ["Reader", "hint_for", "read_table"]

#: How a type is called, and a function that takes a value of TOML or raises TypeError.
Reader = tuple[str, Callable[[Any], Any]]


def read_table(
    kind: type,
    raw: Mapping[str, Any],
    keys: Mapping[str, str],
    reader: Callable[[Any], Reader],
    prefix: str,
    faults: list[str],
    others: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what of *raw* is right, by the fields of *kind*; the rest is put into *faults*, each under *prefix*.

    *keys* gives for each key of the table its field, *reader* for the type of a field what it takes; *others* are keys
    that are known and read elsewhere.
    """
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in keys:
            faults.append(f"{prefix}{key}: unknown key; {hint_for(key, (*keys, *others))}")
            continue
        wanted, take = reader(hints[keys[key]])
        try:
            values[keys[key]] = take(value)
        except TypeError:
            faults.append(f"{prefix}{key}: must be {wanted}, not {value!r}")
    items = {item.name: item for item in fields(kind)}
    for key, name in keys.items():
        if key not in raw and items[name].default is MISSING and items[name].default_factory is MISSING:
            faults.append(f"{prefix}{key}: is missing")
    return values


def hint_for(key: str, known: Iterable[str]) -> str:
    """Return what an unknown *key* may have been meant to be."""
    names = tuple(known)
    close = get_close_matches(key, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(names)}"
