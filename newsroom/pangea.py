"""The Pangea layout: where headline, lead, dateline, body, pictures and credits stand on such a page."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from typing import Any

from newsroom.markup import MONTHS_EN, MONTHS_RU, inline, script, when
from newsroom.pages import Block, Page, Site


def fill(site: Site, page: Page, base: str) -> dict[str, str]:
    """The parts that ``templates/pangea.html`` asks for."""
    published, _ = when(page)
    address = base + page.path
    slug = page.path.removeprefix("/a/").rpartition("/")[0]
    return {
        **fill_home(site, base),
        "address": address,
        "amp": f"{base}/amp/{slug + '/' if slug else ''}{page.number}.html",
        "headline": escape(page.headline),
        "summary": escape(page.summary or page.standfirst),
        "keywords": escape(", ".join(page.tags)),
        "author": escape(page.authors[0] if page.authors else ""),
        "section": escape(page.section),
        "number": page.number,
        "body_class": {"video": "pg-media pg-video", "gallery": "pg-gallery"}.get(page.page_type, "pg-article"),
        "jsonld": _scripts(site, page, base),
        "utag": _utag(site, page, address),
        "datetime": published.isoformat().replace("+", "&#x2B;"),
        "printed_date": _printed(site, published),
        "byline": _byline(site, page),
        "cover": _player(page) if page.page_type == "video" else _cover(page),
        "intro": f'<div class="intro m-t-md" >\n<p >{escape(page.standfirst)}</p>\n</div>' if page.standfirst else "",
        "body": _body(site, page, base),
        "bio": _bio(page),
    }


def fill_home(site: Site, base: str) -> dict[str, str]:
    """The parts of the frame around a page, and all that the home page asks for."""
    return {
        **{key: escape(value) for key, value in site.words.items()},
        "base": base,
        "host": site.host,
        "site": escape(site.name),
        "language": site.language,
    }


def _scripts(site: Site, page: Page, base: str) -> str:
    """The JSON-LD of a page; some pages carry a broken block before it."""
    broken = '<script type="application/ld+json">{"@type": "BreadcrumbList", "name": </script>\n'
    return (broken if page.jsonld == "broken_first" else "") + script(_jsonld(site, page, base))


def _jsonld(site: Site, page: Page, base: str) -> dict[str, Any]:
    published, modified = when(page)
    kind = {"video": "VideoObject", "live": "LiveBlogPosting", "gallery": "ImageGallery"}
    author = page.authors[0] if page.authors else site.name
    return {
        "articleSection": page.section,
        "isAccessibleForFree": True,
        "headline": page.headline,
        "inLanguage": site.words["culture"],
        "keywords": ", ".join(page.tags),
        "author": {"@type": "Person", "url": f"{base}/author/x/{page.number[:4]}", "description": "", "name": author},
        "datePublished": f"{published.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}",
        "dateModified": f"{modified.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}",
        "publisher": {"@type": "NewsMediaOrganization", "url": base, "name": site.name, "alternateName": ""},
        "@context": "https://schema.org",
        "@type": kind.get(page.page_type, "NewsArticle"),
        "mainEntityOfPage": base + page.path,
        "url": base + page.path,
        "description": page.summary or page.standfirst,
        "name": page.headline,
    }


def _utag(site: Site, page: Page, address: str) -> str:
    """The analytics literal: JavaScript, not JSON, with the publication time in UTC."""
    published = when(page)[0].astimezone(UTC)
    fields = {
        "entity": "FWV",
        "language": site.words["language_name"],
        "language_service": f"{site.name} {site.words['language_name']}",
        "page_title": page.headline,
        "content_type": page.page_type,
        "url": address,
        "pub_year": f"{published:%Y}",
        "pub_month": f"{published:%m}",
        "pub_day": f"{published:%d}",
        "pub_hour": f"{published:%H}",
        "pub_minute": f"{published:%M}",
        "dateline": page.dateline,
        "byline": ", ".join(page.authors),
        "categories": page.section.lower(),
        "article_uid": page.number,
    }
    pairs = (f"{key}:{json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    return "{" + ",".join(pairs) + "}"


def _printed(site: Site, moment: datetime) -> str:
    if site.language == "ru":
        return f"{moment.day} {MONTHS_RU[moment.month - 1]} {moment.year}, {moment:%H:%M}"
    return f"{MONTHS_EN[moment.month - 1]} {moment.day}, {moment.year} {moment:%H:%M}"


def _byline(site: Site, page: Page) -> str:
    """The list of authors. A service that signs only below the body stands in its author box alone."""
    names = [name for name in page.authors if not (page.bio and page.bio.startswith(name))]
    rows = (
        f'<li class="links__item">\n{site.words["by"]} '
        f'<a class="links__item-link" href="/author/{index}" title="{escape(name)}">{escape(name)}</a>\n</li>'
        for index, name in enumerate(names)
    )
    return f'<div class="links"><ul class="links__list links__list--column">{"".join(rows)}</ul></div>' if names else ""


def _picture(page: Page, caption: str) -> str:
    mark = sha256(f"{page.number} {caption}".encode()).hexdigest()[:32]
    words = escape(caption)
    return (
        '<figure class="media-image js-media-expand">\n<div class="img-wrap"><div class="thumb thumb16_9">\n'
        f'<img alt="{words}" src="/gdb/{mark}_w250_r1_s.jpg" />\n</div></div>\n'
        f'<figcaption>\n<span class="caption">{words}</span>\n</figcaption>\n</figure>'
    )


def _cover(page: Page) -> str:
    return f'<div class="cover-media">\n{_picture(page, page.cover)}\n</div>' if page.cover else ""


def _player(page: Page) -> str:
    return (
        f'<div class="c-mmp c-mmp--enabled c-mmp--video" id="player-{page.number}" '
        'data-sources="[{&quot;Src&quot;:&quot;/video/clip.mp4&quot;,&quot;Type&quot;:&quot;video/mp4&quot;}]">\n'
        '<p class="ta-c">No media source currently available</p>\n'
        '<div class="c-mmp__overlays"><span class="c-mmp__timer">0:00 0:02:11</span> Embed Share</div>\n'
        f'<h3 class="c-mmp__title">{escape(page.headline)}</h3>\n</div>'
    )


def _body(site: Site, page: Page, base: str) -> str:
    blocks = [_block(site, page, block, base) for block in page.blocks()]
    lead = (
        f'<span class="dateline">{escape(page.dateline_printed or page.dateline)} --&nbsp;</span>\n'
        if page.dateline
        else ""
    )
    if page.body_form == "breaks":
        # Bodies of some years are bare text parted by <br>, without a single paragraph element.
        return f'<div class="wsw">\n{lead}{"<br /><br />".join(blocks)}\n</div>'
    return f'<div class="wsw">\n{lead}{chr(10).join(blocks)}\n</div>' if blocks else ""


def _block(site: Site, page: Page, block: Block, base: str) -> str:
    words = inline(block.words)
    if block.kind == "paragraph":
        return words if page.body_form == "breaks" else f"<p>{words}</p>"
    if block.kind == "photo":
        return f'<div class="wsw__embed">\n{_picture(page, block.words)}\n</div>'
    if block.kind == "also":
        path, _, title = block.words.partition(" ")
        return (
            '<div class="wsw__embed wsw__embed--small"><div class="media-block also-read" >\n'
            f'<a href="{path}" title="{escape(title)}"><span class="label label--media">{site.words["also"]}</span>\n'
            f'<h4 class="media-block__title also-read__text p-0">{escape(title)}</h4></a>\n</div></div>'
        )
    shapes = {
        "subhead": f'<h2 class="wsw__h2">{words}</h2>',
        "post": f'<div class="wsw__embed"><blockquote class="twitter-tweet"><p>{words}</p></blockquote></div>',
        "credit": f"<p><em>{words}</em></p>",
        "creditbox": f'<div class="wsw__credit"><em>{words}</em></div>',
        "note": f'<p class="wsw__correction"><em>{words}</em></p>',
    }
    return shapes[block.kind]


def _bio(page: Page) -> str:
    """The author box: the alternative text of its picture and a short biography follow the body."""
    if not page.bio:
        return ""
    name = escape(page.authors[-1])
    return (
        '<ul>\n<li>\n<div class="c-author c-author--hlight">\n<div class="media-block">\n'
        '<a href="/author/box/1" class="img-wrap"><img alt="16x9 Image" src="/gdb/author.png" class="avatar" /></a>\n'
        f'<div class="c-author__content"><h4 class="media-block__title"><a href="/author/box/1">{name}</a></h4>\n'
        f'<div class="wsw wsw--bio"><p>{escape(page.bio)}</p></div></div>\n</div>\n</div>\n</li>\n</ul>'
    )
