"""Bodies as blocks: paragraphs in elements, bare text, and text parted by line breaks."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

from standoff.text import squash

__all__ = ["Block", "blocks_of"]

_SKIP = {
    "script", "style", "noscript", "template", "svg", "iframe", "form", "button", "figure", "figcaption", "nav",
    "aside",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "rt", "rp", "rb", "img", "nobr", "label",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its text, how many of its characters stand in links, and the block element that holds it."""

    text: str
    linked: int = 0
    tag: str = "p"
    owner: HtmlElement | None = None


class _Gather:
    """Collects inline text until a block boundary closes the paragraph."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self.links = 0
        self.owners: list[HtmlElement] = []
        self.pieces: list[str] = []
        self._linked = 0
        self._owner: HtmlElement | None = None

    def add(self, text: str) -> None:
        """Take *text*, which stands in the innermost open block."""
        self.pieces.append(text)
        if text.isspace():
            return
        if self.links:
            self._linked += len(squash(text))
        if self._owner is None:
            self._owner = self.owners[-1]

    def close(self) -> None:
        """End the paragraph, if there is one."""
        if self._owner is not None and (text := squash("".join(self.pieces))):
            self.done.append(Block(text, self._linked, str(self._owner.tag), self._owner))
        self.pieces, self._linked, self._owner = [], 0, None

    def enter(self, node: HtmlElement, tag: str) -> None:
        """Open an element: a block ends the paragraph before it."""
        if tag not in _INLINE:
            if self.pieces:
                self.close()
            self.owners.append(node)
        elif tag == "a":
            self.links += 1
        if text := node.text:
            self.add(text)

    def leave(self, node: HtmlElement, tag: str) -> None:
        """Close an element: a block ends the paragraph within it."""
        if tag not in _INLINE:
            if self.pieces:
                self.close()
            self.owners.pop()
        elif tag == "a":
            self.links -= 1


def blocks_of(root: HtmlElement, skip: Callable[[HtmlElement], bool] | None = None) -> list[Block]:
    """Return the paragraphs below *root* in order; what *skip* accepts is left out, its tail kept.

    A ``p`` is a paragraph and so is bare text between blocks; a ``br`` parts paragraphs as a block does.
    """
    gather = _Gather()
    gather.owners.append(root)
    if text := root.text:
        gather.add(text)
    stack: list[tuple[HtmlElement, bool]] = [(child, True) for child in reversed(root)]
    while stack:
        node, entering = stack.pop()
        tag = node.tag
        if not entering:
            gather.leave(node, tag)
        elif not isinstance(tag, str) or tag in _SKIP or (skip is not None and skip(node)):
            if isinstance(tag, str) and tag not in _INLINE:
                gather.close()
        else:
            gather.enter(node, tag)
            if len(node):
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(node))
                continue
            gather.leave(node, tag)
        if text := node.tail:
            gather.add(text)
    gather.close()
    return gather.done
