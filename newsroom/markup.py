"""Small pieces of HTML that all three kinds of site share."""

import json
from datetime import datetime
from html import escape
from typing import Any

from newsroom.pages import LINK, Block, Page

MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def inline(words: str, base: str = "") -> str:
    """Escape a paragraph and turn ``[words](/path)`` into a link."""
    return LINK.sub(rf'<a class="wsw__a" href="{base}\2">\1</a>', escape(words))


def script(fields: dict[str, Any]) -> str:
    """A JSON-LD block; ``<`` is written as an escape so that no text can end the script."""
    plain = json.dumps(fields, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{plain}</script>'


def when(page: Page) -> tuple[datetime, datetime]:
    """Publication and last change; a listed page has both."""
    published = page.published or page.changed
    return published, page.modified or published


def of_kind(page: Page, kind: str) -> list[Block]:
    """The blocks of one kind, in order."""
    return [block for block in page.blocks() if block.kind == kind]
