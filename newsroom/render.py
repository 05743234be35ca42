"""Put a page into the furniture of its site. The furniture stands in ``templates/``, one file a kind of site."""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from newsroom import newspaper, pangea, wire
from newsroom.pages import Page, Site

TEMPLATES = Path(__file__).parent / "templates"

FILLERS: dict[str, Callable[[Site, Page, str], dict[str, str]]] = {
    "pangea": pangea.fill,
    "wire": wire.fill,
    "newspaper": newspaper.fill,
}


def render(site: Site, page: Page, base: str) -> str:
    """Return *page* as HTML. *base* is the root address of the site without a closing slash."""
    if page.page_type == "block_page":
        return _template("block_page").substitute(path=page.path)
    if page.page_type == "soft_404":
        return _template(f"{site.template}_home").substitute(pangea.fill_home(site, base))
    return _template(site.template).substitute(FILLERS[site.template](site, page, base))


def render_home(site: Site, pages: list[Page], base: str) -> str:
    """Return the front page of *site*: on Pangea its usual frame, elsewhere a plain list of headlines."""
    if site.template == "pangea":
        return _template("pangea_home").substitute(pangea.fill_home(site, base))
    rows = "".join(f'<li><a href="{page.path}">{escape(page.headline)}</a></li>' for page in pages if page.listed)
    return f"<!DOCTYPE html><html><head><title>{escape(site.name)}</title></head><body><ul>{rows}</ul></body></html>"


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))
