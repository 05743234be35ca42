"""The layout of the wire agency: paragraphs in marked divisions, a sign-off, metered content."""

from datetime import UTC, datetime
from html import escape

from newsroom.markup import MONTHS_EN, inline, script, when
from newsroom.pages import Page, Site

AD = '<div data-testid="ResponsiveAdSlot"><div data-testid="Text">Advertisement · Scroll to continue</div></div>'


def fill(site: Site, page: Page, base: str) -> dict[str, str]:
    """The parts that ``templates/wire.html`` asks for."""
    published, modified = when(page)
    return {
        "base": base,
        "site": escape(site.name),
        "address": base + page.path,
        "headline": escape(page.headline),
        "summary": escape(page.summary),
        "section": escape(page.section),
        "author": escape(", ".join(page.authors)),
        "published": _millis(published),
        "modified": _millis(modified),
        "printed_date": f"{MONTHS_EN[published.month - 1]} {published.day}, {published.year}",
        "byline": ", ".join(_author(name) for name in page.authors),
        "jsonld": script(
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "@id": base + page.path,
                "headline": page.headline,
                "url": base + page.path,
                "isAccessibleForFree": False,
                "author": [{"@type": "Person", "name": name} for name in page.authors],
                "datePublished": _millis(published),
                "dateModified": _millis(modified),
                "articleSection": page.section,
                "publisher": {"@type": "NewsMediaOrganization", "name": site.name},
            }
        ),
        "picture": _picture(page),
        "body": _body(page, base),
        "signoff": escape(page.signoff),
    }


def _author(name: str) -> str:
    slug = name.lower().replace(" ", "-")
    return f'<a data-testid="AuthorNameLink" href="/authors/{slug}/" rel="author">{escape(name)}</a>'


def _millis(moment: datetime) -> str:
    """UTC with three digits of a second; the digits are made from the minute, so that they stay the same."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.minute * 13 % 1000:03}Z"


def _picture(page: Page) -> str:
    if not page.cover:
        return ""
    words = escape(page.cover)
    return (
        f'<figure data-testid="primary-image-figure"><img alt="{words}" src="/resizer/v2/picture.jpg"/>'
        f'<figcaption data-testid="primary-image-caption"><span data-testid="Body">{words} </span>'
        '<a data-testid="Link" href="/licensing/">Purchase Licensing Rights<span>, opens new tab</span></a>'
        "</figcaption></figure>"
    )


def _body(page: Page, base: str) -> str:
    rows = []
    for index, block in enumerate(page.blocks()):
        words = inline(block.words, base).replace("</a>", '<span class="sr">, opens new tab</span></a>')
        lead = escape(page.dateline_printed) if index == 0 else ""
        rows.append(f'<div data-testid="paragraph-{index}" class="article-body__paragraph__1Qd7z">{lead}{words}</div>')
    rows.insert(2, AD)
    return "\n".join(rows)
