"""JSON-LD as pages really have it: broken, doubled, nested, wrapped in comments, or enormous."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from standoff.text import squash

__all__ = ["ARTICLE_TYPES", "articles_in", "names_in", "nodes_of", "read_nodes", "texts_in", "types_of"]

MAX_BLOCK = 1_000_000  # characters; the largest useful block measured has 160,000
MAX_NODES = 1000
MAX_DEPTH = 12
ARTICLE_TYPES = frozenset(
    "article newsarticle reportagenewsarticle blogposting liveblogposting analysisnewsarticle opinionnewsarticle"
    " backgroundnewsarticle askpublicnewsarticle reviewnewsarticle satiricalarticle advertisercontentarticle"
    " scholarlyarticle techarticle report socialmediaposting discussionforumposting review".split()
)
_WRAPPERS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STRING_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|name|inLanguage|@type)"\s*:\s*"((?:[^"\\]|\\.){1,600})"'
)


_AUTHOR_FIELD = re.compile(r'"author"\s*:\s*\[?\s*\{[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){2,100})"')


def _load(text: str) -> Any:
    """Return the JSON in *text* after the cheapest repairs that work; raises ValueError where none does."""
    text = _WRAPPERS.sub("", _WRAPPERS.sub("", text)).strip().rstrip(";").strip("\ufeff")
    try:
        return json.loads(text, strict=False)
    except ValueError:
        pass
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
        return value
    except ValueError:
        pass
    return json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)


def _salvage(text: str) -> dict[str, Any]:
    """Return the plain fields of a block that is no JSON, when they stand before any nested name can mislead."""
    if '"datePublished"' not in text:
        return {}
    found: dict[str, Any] = {}
    for match in _STRING_FIELD.finditer(text[:100_000]):
        key = match.group(1)
        if key in {"@type", "name"}:
            continue
        found.setdefault(key, unescape(match.group(2).replace('\\"', '"').replace("\\/", "/")))
    if author := _AUTHOR_FIELD.search(text[:100_000]):
        found["author"] = unescape(author.group(1).replace('\\"', '"').replace("\\/", "/"))
    return {**found, "@type": "Article", "standoff:salvaged": True} if found else {}


def _walk(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects in *value*: lists and graphs opened, and what a page is about."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:MAX_NODES]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
            if isinstance(value.get(key), dict | list):
                yield from _walk(value[key], depth + 1)


def read_nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    """Return the objects of every JSON-LD block below *tree*, flat, in order. Never raises.

    A block over a million characters is passed over; of a broken one the plain fields are saved.
    """
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    return nodes_of(script.text or "" for script in scripts)


def nodes_of(blocks: Iterable[str]) -> list[dict[str, Any]]:
    """Return the objects of JSON-LD *blocks*, as :func:`read_nodes` does."""
    nodes: list[dict[str, Any]] = []
    for text in blocks:
        if not text.strip() or len(text) > MAX_BLOCK:
            continue
        try:
            found = _load(text)
        except (ValueError, RecursionError):
            found = _salvage(text)
        for node in _walk(found):
            if node:
                nodes.append(node)
            if len(nodes) >= MAX_NODES:
                return nodes
    return nodes


def types_of(node: dict[str, Any]) -> set[str]:
    """Return the types of *node* in lower case, without a vocabulary's address."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return {item.rpartition("/")[2].rpartition(":")[2].lower() for item in values if isinstance(item, str)}


def articles_in(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the nodes that describe an article and say more than a reference to one."""
    return [
        node
        for node in nodes
        if types_of(node) & ARTICLE_TYPES and any(key in node for key in ("headline", "datePublished", "articleBody"))
    ]


def texts_in(value: Any) -> list[str]:
    """Return the strings in a value that may be a string, a list or an object with a name; entities undone."""
    values = value if isinstance(value, list) else [value]
    found = []
    for item in values[:100]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value")
        if isinstance(item, list):
            item = next((part for part in item if isinstance(part, str)), None)
        if isinstance(item, str) and squash(item):
            # twice: content systems escape a title for HTML and once more for JSON
            found.append(squash(unescape(unescape(item))))
    return found


def names_in(value: Any, nodes: list[dict[str, Any]]) -> list[str]:
    """Return the names of persons and organisations in *value*; a bare ``@id`` is looked up among *nodes*."""
    values = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in values[:50]:
        if isinstance(item, list):
            found += names_in(item, nodes)
            continue
        if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
            item = next((node for node in nodes if node.get("@id") == item["@id"] and "name" in node), item)
        found += texts_in(item)
    return found
