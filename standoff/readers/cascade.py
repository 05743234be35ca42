"""trafilatura's cascade of extractors, each asked only where its answer can count.

trafilatura runs readability beside its own extractor on every page, and takes its body where that is twice as long or
where its own has no paragraphs. On six pages of ten its own holds half of all letters on the page, so that nothing
could be twice as long. What comes out is the body that trafilatura gives, to the letter.
"""

import re
from copy import copy
from functools import cache

from lxml.etree import XPath, _Element
from lxml.html import HtmlElement
from trafilatura.baseline import baseline, html2txt
from trafilatura.core import (
    ESCALATION_ACCEPT_RATIO,
    ESCALATION_JUSTEXT_RATIO,
    ESCALATION_MAX_LENGTH,
    ESCALATION_PAGE_SHARE,
)
from trafilatura.external import SANITIZED_XPATH, compare_extraction, justext_rescue
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.utils import trim
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from standoff.readers.page import TROUBLE

__all__ = ["body_of"]

# what the paths that are pruned first ask of a class or an id
_TEST = re.compile(r"(re:test|contains)\(@\w+, '([^']+)'\)")
_VIDEO = len("VIDEO")  # what readability writes into a frame
_Found = tuple[_Element, str]


def body_of(tree: HtmlElement, url: str) -> _Element | None:
    """Return the body that trafilatura finds in *tree*, without comments, or None; *tree* is left as it is.

    Raises one of TROUBLE on hostile pages.
    """
    options = Extractor(comments=False, url=url)
    names = "\n".join({name for element in tree.iter() for name in (element.get("class"), element.get("id")) if name})
    paths = [path for path in (*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH) if _asked(path).search(names)]
    tree = prune_unwanted_nodes(copy(tree), paths) if paths else tree
    letters = len(trim(tree.text_content())) + sum(_VIDEO for _ in tree.iter("iframe"))
    body, text = _own(tree, options)
    if 2 * len(text) < letters or len(text) < options.min_extracted_size or not _is_whole(body):
        body, text = _compared(tree, options, body, text)
    if len(text) < options.min_extracted_size:
        plain, words, length = baseline(tree)
        body, text = (plain, words) if length > len(text) else (body, text)
    # a space at each edge of an element is the most that a plainer reading of the page has more
    most = letters + 2 * int(tree.xpath("count(.//*)"))
    few = 0 < len(text) < min(ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE * most)
    if few and len(text) < ESCALATION_PAGE_SHARE * len(html2txt(tree)):
        body, text = _wider(tree, options, body, text)
    return body if len(text) >= options.min_output_size else None


@cache
def _asked(path: XPath) -> "re.Pattern[str]":
    """Return a pattern for all that *path* asks of a class or an id: where no name has it the path finds nothing."""
    tests = _TEST.findall(path.path)
    return re.compile("|".join(text if kind == "re:test" else re.escape(text) for kind, text in tests), re.MULTILINE)


def _own(tree: HtmlElement, options: Extractor) -> _Found:
    return extract_content(convert_tags(tree_cleaning(copy(tree), options), options, options.url), options)


def _compared(tree: HtmlElement, options: Extractor, body: _Element, text: str) -> _Found:
    """Return what readability or justext find where it is to be preferred, else *body* and *text*."""
    return compare_extraction(tree_cleaning(copy(tree), options), copy(tree), body, text, options)


def _is_whole(body: _Element) -> bool:
    """Tell whether there is nothing about *body* for which one of half its length would be preferred."""
    if body.xpath(SANITIZED_XPATH) or not body.xpath(".//p//text()"):
        return False
    return len(body.findall(".//table")) <= len(body.findall(".//p"))


def _wider(tree: HtmlElement, options: Extractor, body: _Element, text: str) -> _Found:
    """Return what is found with less care on a page of which little was found, where that is clearly more."""
    careless = copy(options)
    careless.focus = "recall"
    try:
        more, words = _compared(tree, careless, *_own(tree, careless))
    except TROUBLE:
        more, words = body, ""
    try:
        other, others = justext_rescue(copy(tree), options)
    except TROUBLE:
        other, others = body, ""
    if len(others) > len(words) and len(others) > ESCALATION_JUSTEXT_RATIO * len(text):
        return other, others
    if len(words) >= options.min_extracted_size and len(words) > ESCALATION_ACCEPT_RATIO * len(text):
        return more, words
    return body, text
