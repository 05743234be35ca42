"""XPaths that give elements or strings, and nothing else."""

from lxml import etree
from lxml.html import HtmlElement

__all__ = ["elements_at", "hits_at"]


def hits_at(path: etree.XPath, root: HtmlElement) -> list[HtmlElement | str]:
    """Return the elements and strings that *path* finds from *root*, in order."""
    hits = path(root)
    return [hit for hit in hits if isinstance(hit, HtmlElement | str)] if isinstance(hits, list) else []


def elements_at(path: etree.XPath, root: HtmlElement) -> list[HtmlElement]:
    """Return the elements that *path* finds from *root*, in order."""
    return [hit for hit in hits_at(path, root) if isinstance(hit, HtmlElement)]
