"""What a page says about its use: recorded as said, decided on elsewhere."""

from collections.abc import Iterator
from typing import Any

from standoff.captures import headers_named
from standoff.readers.jsonld import texts_in
from standoff.readers.page import Page

__all__ = ["rights_of"]

_METAS = ("tdm-reservation", "tdm-policy", "article:content_tier", "copyright", "dcterms.rights", "dc.rights")
_ROBOTS = ("noarchive", "noai", "noimageai", "nosnippet", "noindex", "unavailable_after", "notranslate")
_HEADERS = ("tdm-reservation", "tdm-policy", "x-robots-tag", "content-signal")
_CRAWLERS = ("robots", "googlebot", "ccbot", "gptbot", "bingbot")


def _robots(page: Page) -> Iterator[tuple[str, str]]:
    values = [(name, value) for name in _CRAWLERS for value in page.metas.get(name, [])]
    values += [("header", value) for value in headers_named(page.headers, "x-robots-tag")]
    for name, value in values:
        for rule in _ROBOTS:
            if rule in value.lower():
                yield rule, f"{'x-robots-tag' if name == 'header' else f'meta:{name}'}: {value[:200]}"


def _free(value: Any) -> bool | None:
    """Return whether a value of ``isAccessibleForFree`` means free; the string "False" is a no."""
    if isinstance(value, bool):
        return value
    text = str(value).rpartition("/")[2].strip().lower() if isinstance(value, str) else ""
    return {"true": True, "yes": True, "false": False, "no": False}.get(text)


def rights_of(page: Page) -> dict[str, str]:
    """Return the rights signals by name, each with the words of the page.

    Names are ``noarchive`` and its like, ``tdm-reservation``, ``tdm-policy``, ``content_tier``, ``paywall`` ("yes" or
    "no"), ``paywall_selector``, ``license``, ``copyright``.
    """
    found: dict[str, str] = {}
    for rule, words in _robots(page):
        found.setdefault(rule, words)
    for name in _METAS:
        if value := page.meta(name):
            found.setdefault(name.rpartition(":")[2], value[:300])
    for name in _HEADERS:
        for value in headers_named(page.headers, name):
            found.setdefault(name, value[:300])
    for node in page.nodes:
        if (free := _free(node.get("isAccessibleForFree"))) is not None:
            found.setdefault("paywall", "no" if free else "yes")
        for part in node.get("hasPart", []) if isinstance(node.get("hasPart"), list) else [node.get("hasPart")]:
            if isinstance(part, dict) and isinstance(part.get("cssSelector"), str):
                found.setdefault("paywall_selector", part["cssSelector"][:200])
        for text in texts_in(node.get("license"))[:1]:
            found.setdefault("license", text[:300])
    return found
