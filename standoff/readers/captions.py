"""Captions of the pictures that belong to a page, as printed, photo credit included."""

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from standoff.readers.page import Page, text_of
from standoff.text import fold, squash

__all__ = ["caption_keys", "captions_of", "far_from_story", "is_aside", "of_article"]

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|captions|figcaption|wp-caption-text|caption-text|image-caption|photo-caption|media-caption|"
    r"picture-caption|imgcaption|image__caption|figure__caption|lead-media-caption|image-description"
    r"|(?:photo|pic|picture|img|image|foto)[-_]?(?:desc|description|sign|signature|text|podpis)|foto|podpis|spip_doc_titre)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PART = re.compile("aption|desc|sign|text|odpis|foto|Desc|Sign|_doc_")  # of every name above: quick to look for
_FAR = re.compile(
    r"(?:^|[\s_-])(?:related|teasers?|recommend\w*|comments?|sidebar|most-?read|promo|promos|footer|lightbox|overlay|modal|"
    r"popular|trending|newsletter|also-read|read-?more|menu|nav|swiper|carousel)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SALE = re.compile(
    r"licens|purchase|buy |kaufen|acheter|zoom|enlarge|expand|vergrößern|full ?screen|opens? in", re.IGNORECASE
)
_NO_CAPTION = re.compile(
    r"(?:advertisement|sponsored|reklama\b|реклама\b|anzeige\b|more on:|related:"
    r"|forgot your|sign in|log in|subscribe\b)"
    r"|(?-i:[a-zß-ÿ\u0100-\u017f]+$)",  # one word in small letters is a label
    re.IGNORECASE,
)
_CREDIT = re.compile(r"[\s(|]*\b(?:foto|photo|bild|фото|zdjęcie|fot|credit|image)\s?[:.]\s?\S.{0,80}$", re.IGNORECASE)
_ASIDE = frozenset({"aside", "footer", "nav"})
_LONGEST = 1200
_PICTURE = re.compile(r"(?:^|[\s_-])(?:pic|photo|picture|image|img|foto)(?:$|[\s_-])", re.IGNORECASE)
_PERSON = re.compile(r"author|byline|avatar|profile|bio\b", re.IGNORECASE)  # whose picture has a name beside it
_NEAR = 200  # elements below the headline in which a picture without a marked caption is looked for
_SHORTEST, _SHORT = 20, 300  # characters of its words


def is_aside(element: HtmlElement) -> bool:
    """Tell whether what stands in *element* speaks of other pages."""
    if element.tag in _ASIDE:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in {"body", "html", "main", "article"} and len(names) < 300 and bool(_FAR.search(names))


def far_from_story(page: Page, element: HtmlElement) -> bool:
    """Tell whether *element* stands in a part of *page* that speaks of other pages.

    A part that holds the headline is none, whatever it is called: an overlay, or a menu that was never closed.
    """
    if not page.far and page.h1s:
        page.far.update(dict.fromkeys(page.h1s[0].iterancestors(), False))
    chain = []
    parent = element.getparent()
    while parent is not None and parent not in page.far:
        chain.append(parent)
        parent = parent.getparent()
    far = parent is not None and page.far[parent]
    for parent in reversed(chain):
        far = page.far[parent] = far or is_aside(parent)
    return far


def of_article(page: Page, element: HtmlElement) -> bool:
    """Tell whether *element* is a property, in microdata, of the article whose headline is the page's."""
    if element.get("itemprop") is None or not page.h1s:
        return False
    scope = next((parent for parent in element.iterancestors() if parent.get("itemscope") is not None), None)
    return scope is not None and "Article" in (scope.get("itemtype") or "") and scope in page.h1s[0].iterancestors()


def _is_caption(element: HtmlElement) -> bool:
    names = element.get("class")
    return bool(names and _captions_by(names)) or element.tag == "figcaption"


@lru_cache(maxsize=8192)
def _captions_by(names: str) -> bool:
    """Tell whether the class *names* is that of captions: a page says the same of hundreds of elements."""
    return bool(_PART.search(names) and _CAPTION.search(names))


def _text(element: HtmlElement) -> str:
    """Return the caption in *element* without links that sell or enlarge the picture."""
    text = text_of(element)
    for link in element.iter("a", "button"):
        words = text_of(link)
        if words and _SALE.search(words):
            text = squash(text.replace(words, " "))
    return text.strip(" |·•")


def captions_of(page: Page) -> tuple[str, ...]:
    """Return the captions on *page*, in order, each once, without those of teasers for other pages."""
    if page.absurd:
        return ()
    found: dict[str, str] = {}
    taken: set[HtmlElement] = set()
    for element in islice(filter(_is_caption, page.elements), 2000):
        if any(parent in taken for parent in element.iterancestors()) or far_from_story(page, element):
            continue
        taken.add(element)
        text = _text(element)
        if 3 < len(text) <= _LONGEST and not _NO_CAPTION.match(text):
            found.setdefault(fold(text), text)
        if len(found) >= 200:
            break
    return tuple(found.values()) or _beside_pictures(page)


def _beside_pictures(page: Page) -> tuple[str, ...]:
    """Return the words that stand alone with a picture below the headline, in a part of its own or a small table."""
    at = page.elements.index(page.h1s[0]) if page.h1s else 0
    found: dict[str, str] = {}
    for element in page.elements[at : at + _NEAR]:
        names = element.get("class") or ""
        own = element.tag == "div" and _PICTURE.search(names) and not _PERSON.search(names)
        if not own and not (element.tag == "table" and sum(1 for _ in islice(element.iter("td"), 4)) < 4):
            continue
        if len(list(islice(element.iter("img"), 2))) != 1:
            continue
        if next(element.iter("p", "h2", "h3", "h4", "a", "form"), None) is not None:
            continue
        text = text_of(element)
        told = _SHORTEST <= len(text) <= _SHORT and not text.endswith(":") and not _NO_CAPTION.match(text)
        if told and not far_from_story(page, element):
            found.setdefault(fold(text), text)
    return tuple(found.values())


def caption_keys(page: Page, captions: tuple[str, ...]) -> frozenset[str]:
    """Return what folded lines of a body are captions: whole or without their credit, or a part of a caption element.

    Captions of pictures that open over the page count too: the body may hold them all the same.
    """
    texts = [*captions, *(_CREDIT.sub("", caption) for caption in captions)]
    for element in islice(page.tree.iter("figcaption"), 200):
        texts += [text_of(element), *(text_of(part) for part in element if len(element) > 1)]
    return frozenset(key for key in map(fold, texts) if len(key) > 3)
