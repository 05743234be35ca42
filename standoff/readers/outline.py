"""Where the lines of a body stand on the page: the container that holds them, and what surrounds each."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from standoff.readers.blocks import Block, blocks_of
from standoff.readers.page import Page
from standoff.text import fold

__all__ = ["Outline", "outline_of"]

_SHARE = 0.85  # of the running text that the container must hold
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # GetAppPromo names the same thing as get-app-promo
_LONGEST_NAME = 200  # characters; longer names are made from headlines
_RUNNING = 80  # characters from which a line counts as running text
_MOST = 20  # places of one text that are looked at: a page may say the same line ten thousand times
_LINKED = 0.4  # share of link text above which it does not


@dataclass
class Outline:
    """The page's own blocks by their folded text, and the container of the body."""

    blocks: list[Block]
    places: dict[str, list[int]]
    container: HtmlElement | None
    names: dict[HtmlElement, str] = field(default_factory=dict)
    chains: dict[HtmlElement, str] = field(default_factory=dict)

    def block(self, text: str) -> Block | None:
        """Return the page's block with the same letters as *text*: one inside the container where there are several."""
        hits = [self.blocks[at] for at in self.places.get(fold(text), ())[:_MOST]]
        return next((hit for hit in hits if self.inside(hit)), hits[0] if hits else None)

    def inside(self, block: Block) -> bool:
        """Tell whether *block* stands inside the container; everything does where there is none."""
        return self.container is None or block.owner is self.container or self.container in _parents(block.owner)

    def marks(self, block: Block) -> str:
        """Return classes and ids of the elements from *block* up to the container, in lower case, parted by spaces."""
        if block.owner is None:
            return ""
        if block.owner not in self.chains:
            self.chains[block.owner] = self._chain(block.owner)
        return self.chains[block.owner]

    def _chain(self, element: HtmlElement | None) -> str:
        found = []
        while element is not None and element is not self.container and element.tag not in {"body", "html"}:
            if element not in self.names:
                names = (element.get("class") or "", element.get("id") or "", element.get("data-testid") or "")
                short = " ".join(name for name in names if len(name) < _LONGEST_NAME)
                self.names[element] = f"{element.tag} {_HUMP.sub('-', short).lower()}"
            found.append(self.names[element])
            element = element.getparent()
        return " ".join(found)


def _parents(element: HtmlElement | None) -> Iterable[HtmlElement]:
    return element.iterancestors() if element is not None else ()


def _container(lines: list[Block]) -> HtmlElement | None:
    """Return the deepest element that holds most of the running text of *lines*, or None where none does."""
    weights: dict[HtmlElement, int] = defaultdict(int)
    depths: dict[HtmlElement, int] = {}
    total = 0
    for line in lines:
        if line.owner is None or len(line.text) < _RUNNING or line.linked > _LINKED * len(line.text):
            continue
        total += len(line.text)
        chain = list(_parents(line.owner))
        for depth, parent in enumerate(reversed(chain)):
            weights[parent] += len(line.text)
            depths[parent] = depth
    fitting = [
        element
        for element, weight in weights.items()
        if weight >= _SHARE * total and element.tag not in {"body", "html"}
    ]
    return max(fitting, key=depths.__getitem__, default=None)


def outline_of(page: Page, lines: list[Block]) -> Outline:
    """Return the outline of *page* whose body is *lines*."""
    root = page.tree.find(".//body")
    blocks = blocks_of(root if root is not None else page.tree)
    places: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        places[fold(block.text)].append(at)
    placed = [blocks[places[key][0]] for key in (fold(line.text) for line in lines) if places.get(key)]
    return Outline(blocks, places, _container(placed))
