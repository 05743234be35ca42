"""Everything a site serves, keyed by path: pages, robots.txt, sitemaps and feeds, made anew for a port and a round."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from string import Template

from newsroom.pages import Page, Site
from newsroom.render import render, render_home

XML = "application/xml; charset=utf-8"
SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
VIDEO = 'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'

#: The zone names that the newspaper's feed prints; readers that know only GMT take them for it.
ZONES = {timedelta(hours=2): "EET", timedelta(hours=3): "EEST"}


@dataclass(frozen=True, slots=True)
class Resource:
    """What stands under one path: bytes, or another address to which it has moved.

    ``changed`` is None where the server gives neither ETag nor date.
    """

    body: bytes
    content_type: str
    changed: datetime | None = None
    location: str = ""


def site_resources(site: Site, port: int, turn: int) -> dict[str, Resource]:
    """Return all that *site* serves in round *turn*, by path without query."""
    base = f"http://{site.host}:{port}"
    shelf = {page.path: _page(site, page, base) for page in site.current(turn)}
    shelf["/"] = Resource(render_home(site, site.current(turn), base).encode(), "text/html; charset=utf-8")
    robots = Template(site.robots).substitute(base=base)
    shelf["/robots.txt"] = Resource(robots.encode(), "text/plain; charset=utf-8")
    channels = {"pangea": _pangea, "wire": _wire, "newspaper": _newspaper}[site.template]
    return shelf | channels(site, base, turn)


def _page(site: Site, page: Page, base: str) -> Resource:
    return Resource(render(site, page, base).encode(), "text/html; charset=utf-8", page.changed)


def _moved(address: str) -> Resource:
    return Resource(b"", "text/html; charset=utf-8", location=address)


def _pangea(site: Site, base: str, turn: int) -> dict[str, Resource]:
    """The sitemaps of Pangea: gzip files of one line; the numbered part is a month behind, so it never moves."""
    pages, old, number = site.current(turn), site.current(1), site.number
    newest = max(page.changed for page in pages)
    part = f"/sitemap_{number}_1.xml.gz"
    names = [part, *(f"/sitemap_{number}_{name}.xml.gz" for name in ("latest", "news", "sections", "videos"))]
    news = [page for page in pages if page.listed] if site.words.get("news") == "all" else []
    shelf = {
        "/sitemap.xml": _xml(_index(base, names, {part: f"{old[-1].changed:%Y-%m-%dT%H:%M:%S}.4598287Z"}), newest),
        names[0]: _packed(_urlset(base, old), newest),
        names[1]: _packed(_urlset(base, pages), newest),
        names[2]: _packed(_news(site, base, news), newest),
        names[3]: _packed(f"<urlset {SITEMAPS}><url><loc>{base}/</loc></url></urlset>", newest),
        names[4]: _packed(_videos(base, [page for page in pages if page.page_type == "video"]), newest),
    }
    # Without its slug an address of Pangea is still known, and moved.
    shelf |= {f"/a/{page.number}.html": _moved(base + page.path) for page in pages if page.path.count("/") > 2}
    # A wrong feed code answers 200 with eleven bytes on Pangea; this one is wrong on purpose.
    shelf["/api/zwrong-code"] = Resource(b"<html></ht>", "text/xml")
    return shelf


def _wire(site: Site, base: str, turn: int) -> dict[str, Resource]:
    pages = site.current(turn)
    newest = max(page.changed for page in pages)
    news = [page for page in pages if page.listed]
    root = "/arc/outboundfeeds"
    index = _index(base, [f"{root}/news-sitemap/?outputType=xml"], {})
    return {
        f"{root}/news-sitemap-index/": _xml(index, newest),
        f"{root}/news-sitemap/": _xml(_news(site, base, news), newest),
        f"{root}/sitemap/": _xml(_urlset(base, pages), newest),
        f"{root}/video-sitemap/": _xml("<urlset/>", newest),
        f"{root}/rss/": _rss(site, base, news, format_datetime),
    }


def _newspaper(site: Site, base: str, turn: int) -> dict[str, Resource]:
    pages = site.current(turn)
    newest = max(page.changed for page in pages)
    return {
        "/sitemap_index.xml": _xml(_index(base, ["/post-sitemap.xml", "/news-sitemap.xml"], {}), newest),
        "/post-sitemap.xml": _xml(_urlset(base, pages), newest),
        "/news-sitemap.xml": _xml(_news(site, base, [page for page in pages if page.listed]), newest),
        "/feed/": _rss(site, base, pages, _zoned),
    }


def _zoned(moment: datetime) -> str:
    """An RFC 822 date with a named zone: ``Wed, 17 Sep 2025 19:20:00 EEST``."""
    offset = moment.utcoffset() or timedelta()
    return f"{format_datetime(moment).rsplit(' ', 1)[0]} {ZONES.get(offset, 'GMT')}"


def _xml(text: str, changed: datetime) -> Resource:
    return Resource(f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode(), XML, changed)


def _packed(text: str, changed: datetime) -> Resource:
    """A gzip file whose bytes depend on *text* alone, so that its ETag is steady."""
    plain = f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode()
    return Resource(gzip.compress(plain, mtime=0), "application/x-gzip", changed)


def _index(base: str, paths: list[str], lastmods: dict[str, str]) -> str:
    rows = (
        f"<sitemap><loc>{escape(base + path)}</loc>"
        + (f"<lastmod>{lastmods[path]}</lastmod>" if path in lastmods else "")
        + "</sitemap>"
        for path in paths
    )
    return f"<sitemapindex {SITEMAPS}>{''.join(rows)}</sitemapindex>"


def _urlset(base: str, pages: list[Page]) -> str:
    rows = (
        f"<url><loc>{base}{page.path}</loc><lastmod>{page.changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>"
        "<changefreq>hourly</changefreq><priority>0.8</priority></url>"
        for page in pages
    )
    return f"<urlset {SITEMAPS}>{''.join(rows)}</urlset>"


def _news(site: Site, base: str, pages: list[Page]) -> str:
    """A news sitemap of all *pages*; titles end in a space, as they may. Empty is legal."""
    if not pages:
        return "<urlset/>"
    rows = (
        f"<url><loc>{base}{page.path}</loc><news:news><news:publication><news:name>{escape(site.name)}</news:name>"
        f"<news:language>{site.language}</news:language></news:publication>"
        f"<news:publication_date>{_utc(page):%Y-%m-%dT%H:%M:%SZ}</news:publication_date>"
        f"<news:title>{escape(page.headline)} </news:title></news:news></url>"
        for page in pages
    )
    return f"<urlset {NEWS} {SITEMAPS}>{''.join(rows)}</urlset>"


def _videos(base: str, pages: list[Page]) -> str:
    rows = (
        f"<url><loc>{base}{page.path}</loc><video:video><video:title>{escape(page.headline)}</video:title>"
        f"<video:description>{escape(page.standfirst)}</video:description><video:live>no</video:live>"
        "</video:video></url>"
        for page in pages
    )
    return f"<urlset {VIDEO} {SITEMAPS}>{''.join(rows)}</urlset>"


def _rss(site: Site, base: str, pages: list[Page], printed: Callable[[datetime], str]) -> Resource:
    items = (
        f"<item><title>{escape(page.headline)}</title><link>{base}{page.path}</link>"
        f'<guid isPermaLink="true">{base}{page.path}</guid>'
        f"<pubDate>{printed(page.published or page.changed)}</pubDate>"
        f"<description>{escape(page.summary)}</description></item>"
        for page in pages
        if page.listed
    )
    head = f"<title>{escape(site.name)}</title><link>{base}/</link><language>{site.language}</language><ttl>60</ttl>"
    text = f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    newest = max(page.changed for page in pages)
    plain = f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
    return Resource(plain, "application/rss+xml; charset=UTF-8", newest)


def _utc(page: Page) -> datetime:
    return (page.published or page.changed).astimezone(UTC)
