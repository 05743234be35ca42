"""The layout of the newspaper: a WordPress theme with a sidebar, a newsletter box and comments."""

from html import escape

from newsroom.markup import MONTHS_EN, inline, script, when
from newsroom.pages import Block, Page, Site


def fill(site: Site, page: Page, base: str) -> dict[str, str]:
    """The parts that ``templates/newspaper.html`` asks for."""
    published, modified = when(page)
    address = base + page.path
    article = {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "author": {"name": page.authors[0]},
        "headline": page.headline,
        "datePublished": published.isoformat(),
        "dateModified": modified.isoformat(),
        "mainEntityOfPage": {"@id": address},
        "keywords": list(page.tags),
        "articleSection": [page.section],
        "inLanguage": "en-GB",
    }
    return {
        "base": base,
        "site": escape(site.name),
        "address": address,
        "headline": escape(page.headline),
        "summary": escape(page.summary),
        "section": escape(page.section),
        "author": escape(page.authors[0]),
        "published": published.isoformat(),
        "modified": modified.isoformat(),
        "printed_date": f"{published.day} {MONTHS_EN[published.month - 1]} {published.year}",
        "jsonld": script({"@context": "https://schema.org", "@graph": [article]}),
        "picture": _picture(page.cover) if page.cover else "",
        "body": _body(page, base),
        "tags": ", ".join(f'<a href="/tag/{tag.lower()}/" rel="tag">{escape(tag)}</a>' for tag in page.tags),
        "comment": escape(site.words["comment"]),
    }


def _picture(caption: str) -> str:
    words = escape(caption)
    return (
        f'<figure class="wp-caption alignnone post-thumbnail"><img width="1024" height="683" alt="{words}" '
        f'src="/wp-content/uploads/picture.jpg" /><figcaption class="wp-caption-text">{words}</figcaption></figure>'
    )


def _body(page: Page, base: str) -> str:
    rows = [_block(block, base) for block in page.blocks()]
    if rows and page.dateline_printed:
        rows[0] = rows[0].replace("<p>", f"<p>{escape(page.dateline_printed)}", 1)
    return "\n".join(rows)


def _block(block: Block, base: str) -> str:
    words = inline(block.words, base)
    if block.kind == "also":
        path, _, title = block.words.partition(" ")
        return f'<p class="read-more-inline"><strong><a href="{path}">Read more: {escape(title)}</a></strong></p>'
    shapes = {
        "paragraph": f"<p>{words}</p>",
        "subhead": f'<h2 class="wp-block-heading">{words}</h2>',
        "photo": _picture(block.words),
        "post": f'<figure class="wp-block-embed"><blockquote><p>{words}</p></blockquote></figure>',
        "credit": f'<p class="wire-credit"><em>{words}</em></p>',
        "note": f'<p class="correction"><em>{words}</em></p>',
    }
    return shapes[block.kind]
