"""Quotes: every attributed statement of an article, with who said it, how, where and when.

Plain rules over words and marks, no model: the cues and roles are in ``lexicon/cues.*.toml`` and ``roles.*.toml``.
"""

from standoff.model import Article, Quote
from standoff.quotes.page import read_page

__all__ = ["read_quotes"]


def read_quotes(article: Article) -> tuple[Quote, ...]:
    """Return the attributed statements of *article* in the order of its text.

    ``article.text[quote.start:quote.end]`` is the quote, always. A quote that its tag interrupts, and every paragraph
    of a speech, is an entry of its own. ``speaker`` is None where the page does not say who spoke.
    """
    return tuple(read_page(article))
