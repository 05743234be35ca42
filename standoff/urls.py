"""Addresses: the canonical form, the address to fetch, and the identity of an article.

Three forms, each idempotent and each made from the one before::

    canonical_url   fragment, tracking parameters, default port and credentials off; the path is left as it is
    fold_url        aliases of a host (bare, www., m., the outlet's own list) become the homepage's host; AMP becomes
                    the article: the address to ask for
    identity        what names the article: on RFE/RL's network the number alone, elsewhere the folded address
"""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote_plus, urlsplit

import ada_url

from standoff.model import Outlet

__all__ = ["absolute_url", "canonical_url", "fold_url", "host_of", "hosts_of", "identity", "is_web_address", "site_of"]

#: Parameters that say where a reader came from, never which page is shown.
TRACKING = frozenset(
    [
        "_ga",
        "_openstat",
        "cmpid",
        "dclid",
        "fbclid",
        "gclid",
        "igshid",
        "maca",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "msclkid",
        "origin",
        "ref_src",
        "twclid",
        "wbraid",
        "xtor",
        "yclid",
    ]
)
TRACKING_PREFIXES = ("at_", "utm_")

#: Names that RFE/RL's and other sites put before the host of the same pages.
ALIAS_PREFIXES = ("www.", "m.", "www1.", "staging.", "amp.")

# The slug is decoration; ids begin at 5 digits in the oldest sitemaps (1056619 is of 2008).
PANGEA_ARTICLE = re.compile(r"/(?:a|amp|content)/(?:[^/]+/)?(?P<id>\d{4,})\.html")
PANGEA_AMP = re.compile(r"/amp/(?P<page>(?:[^/]+/)?\d{4,}\.html)")

# What ada-url gives back is in one form, so that it can be taken apart by a pattern: 2 us, where reading the parts
# from its own object takes 25.
PARTS = re.compile(r"(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)\??([^#]*)")


class _Parts(NamedTuple):
    scheme: str
    host: str
    port: str | None
    path: str
    query: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}{f':{self.port}' if self.port else ''}"

    @property
    def address(self) -> str:
        return f"{self.origin}{self.path}{f'?{self.query}' if self.query else ''}"


class _Home(NamedTuple):
    parts: _Parts
    aliases: frozenset[str]


def _parsed(url: str) -> _Parts | None:
    try:
        found = PARTS.match(ada_url.normalize_url(url.strip()))
    except ValueError:
        return None
    if not found or not found[2]:
        return None
    parts = _Parts(*found.groups())
    if not parts.host.endswith(".") or not parts.host.strip("."):
        return parts
    # once more, since "0x7f.." without its dots is another address
    return _parsed(parts._replace(host=parts.host[:-1]).address)


def is_web_address(url: str) -> bool:
    """Whether *url* is an absolute http or https address."""
    return _parsed(url) is not None


def absolute_url(address: str, base: str) -> str:
    """Return *address* as seen from *base*; as it is where the two give none."""
    try:
        return str(ada_url.join_url(base, address))
    except ValueError:
        return address


def host_of(url: str) -> str:
    """Return the host of *url* in lower case and without port or trailing dot; "" when it has none."""
    parts = _parsed(url)
    return parts.host if parts else ""


def site_of(url: str) -> str:
    """Return scheme, host and port of *url* in lower case: what a robots.txt or tdmrep.json speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def hosts_of(outlet: Outlet) -> frozenset[str]:
    """Return the hosts that belong to *outlet*: the homepage's with its aliases, and those of its channels."""
    found = outlet.discover
    channels = (*found.news_sitemaps, *found.sitemaps, *found.feeds, *found.sections, *found.backfill)
    home = _home(outlet.homepage, outlet.hosts)
    return frozenset({*map(host_of, channels), *(home.aliases if home else ())})


def canonical_url(url: str) -> str:
    """Return *url* without what does not tell pages apart.

    Off go the fragment, tracking parameters, a default port, credentials and a dot after the host; the scheme and
    the host are in lower case. Paths keep their case, hyphens and percent-encoding, and the other parameters their
    order. What is no web address comes back stripped of blanks, otherwise as it was.
    """
    parts = _parsed(url)
    return _cleaned(parts).address if parts else url.strip()


def fold_url(url: str, outlet: Outlet) -> str:
    """Return the address under which *outlet* shows the page at *url*: canonical, on the homepage's host, not AMP.

    A port is kept. Where neither address has one, the homepage's scheme is taken as well.
    """
    parts = _folded(url, outlet)
    return parts.address if parts else url.strip()


def identity(url: str, outlet: Outlet) -> str:
    """Return the address that names the article at *url*, the same for all forms that *outlet* serves it under.

    On the Pangea CMS the number is the identity: slug, AMP, ``/content/`` and parameters go.
    """
    parts = _folded(url, outlet)
    if parts is None:
        return url.strip()
    if outlet.cms == "pangea" and (article := PANGEA_ARTICLE.fullmatch(parts.path)):
        return f"{parts.origin}/a/{article['id']}.html"
    return parts.address


def _cleaned(parts: _Parts) -> _Parts:
    if not parts.query:
        return parts
    return parts._replace(query="&".join(part for part in parts.query.split("&") if part and not _is_tracking(part)))


def _is_tracking(parameter: str) -> bool:
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _folded(url: str, outlet: Outlet) -> _Parts | None:
    parts = _parsed(url)
    if parts is None:
        return None
    parts = _cleaned(parts)
    home = _home(outlet.homepage, outlet.hosts)
    if home and parts.host in home.aliases:
        ports = parts.port or home.parts.port
        parts = parts._replace(host=home.parts.host, scheme=parts.scheme if ports else home.parts.scheme)
    if outlet.cms == "pangea" and (page := PANGEA_AMP.fullmatch(parts.path)):
        parts = parts._replace(path=f"/a/{page['page']}")
    return parts


@cache
def _home(homepage: str, hosts: tuple[str, ...]) -> _Home | None:
    parts = _parsed(homepage)
    if parts is None:
        return None
    bare = parts.host
    for prefix in ALIAS_PREFIXES:
        bare = bare.removeprefix(prefix) if bare.count(".") > 1 else bare
    named = {parts.host, bare, *(prefix + bare for prefix in ALIAS_PREFIXES), *(alias.lower() for alias in hosts)}
    return _Home(parts, frozenset(named))
