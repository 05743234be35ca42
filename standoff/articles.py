"""What a page says: one parse, a cascade of readers, and for every field where it came from."""

from importlib.metadata import version

from standoff.captures import decode, media_type
from standoff.errors import ExtractionError
from standoff.languages import language_of
from standoff.model import TEXT_PAGES, Article, Capture, Outlet
from standoff.readers.authors import authors_of, clean_names
from standoff.readers.captions import captions_of
from standoff.readers.credits import agencies_in, agency_named, credits_of
from standoff.readers.dates import modified_candidates, published_candidates, searched_dates
from standoff.readers.draft import Draft, take_site
from standoff.readers.finish import Body, finish
from standoff.readers.general import general_body, json_body, longer_json, plain_cut
from standoff.readers.jsonld import articles_in, texts_in
from standoff.readers.kinds import no_page, type_of
from standoff.readers.page import TROUBLE, Page, parse
from standoff.readers.rights import rights_of
from standoff.readers.sites import Site, site_of
from standoff.readers.titles import headline_of
from standoff.readers.topics import section_of, tags_of
from standoff.text import fold

__all__ = ["EXTRACTOR", "HTML", "is_page", "read_article", "read_rights"]

#: What read a page: a new value makes a replay write revisions of kind ``extractor``.
EXTRACTOR = f"standoff-readers/2 trafilatura/{version('trafilatura')}"

#: Media types that may be a page; None stands for a response that names none.
HTML = frozenset({None, "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"})
_WIRES = frozenset({"agency", "wire"})  # kinds of outlets whose own text goes out to others
_SHORT = 200  # characters; shorter bodies give way to a longer one in JSON-LD


def _page(capture: Capture, outlet: Outlet | None) -> Page:
    """Return the parsed page in *capture*, or raise ExtractionError naming its address."""
    if not 200 <= capture.status < 300:
        raise ExtractionError(f"{capture.url}: HTTP status {capture.status}")
    kind = media_type(capture.headers)
    if kind not in HTML:
        raise ExtractionError(f"{capture.url}: {kind} is no HTML")
    text, _ = decode(capture.body, capture.headers)
    if not text.strip():
        raise ExtractionError(f"{capture.url}: empty body")
    if "<" not in text[:20_000]:
        raise ExtractionError(f"{capture.url}: no markup in the first {min(len(text), 20_000)} characters")
    try:
        return parse(text, capture.final_url or capture.url, capture.headers, outlet)
    except TROUBLE as error:
        raise ExtractionError(f"{capture.url}: no HTML could be parsed ({type(error).__name__})") from error


def is_page(capture: Capture) -> bool:
    """Whether *capture* is a success and says that it is HTML, or says nothing; :func:`read_article` refuses others."""
    return 200 <= capture.status < 300 and media_type(capture.headers) in HTML


def read_article(capture: Capture, outlet: Outlet | None = None) -> Article:
    """Return what the page in *capture* says; page types without text give an article with an empty one.

    *outlet* names the content system and the languages to expect; without it both are seen from the page.
    Raises ExtractionError, naming the address, for a status that is no success, for what is no HTML and for an empty
    body, and for nothing else.
    """
    page = _page(capture, outlet)
    try:
        kind = no_page(page)
        return _no_page(page, capture, kind) if kind else _read(page, capture)
    except TROUBLE as error:
        raise ExtractionError(f"{capture.url}: {type(error).__name__}: {error}") from error


def read_rights(capture: Capture, outlet: Outlet | None = None) -> dict[str, str]:
    """Return what the page in *capture* says about its use; the rest is not read.

    Raises what :func:`read_article` raises.
    """
    return rights_of(_page(capture, outlet))


def _hints(page: Page) -> list[tuple[str, str | None]]:
    """Return the languages that outlet and page name, the most trusted first, each with where it is named."""
    own: list[tuple[str, str | None]] = [("outlet", tag) for tag in (page.outlet.languages if page.outlet else ())]
    said = [("json-ld", text) for node in articles_in(page.nodes) for text in texts_in(node.get("inLanguage"))]
    return [
        *own,
        *said,
        ("html", page.lang),
        ("meta", page.meta("og:locale", "content-language", "language", "dc.language")),
    ]


def _take_language(page: Page, draft: Draft, text: str) -> None:
    hints = _hints(page)
    code = language_of(text, [tag for _, tag in hints])
    source = next((where for where, tag in hints if code and language_of("", [tag]) == code), "letters")
    draft.take("language", code, source)


def _no_page(page: Page, capture: Capture, kind: str) -> Article:
    draft = Draft()
    draft.take("page_type", kind, "page")
    draft.take("canonical_url", page.canonical, "page")
    _take_language(page, draft, "")
    return Article(
        url=capture.url, rights=rights_of(page), provenance=draft.sources, extractor=EXTRACTOR, **draft.fields
    )


def _take_claims(page: Page, site: Site | None, draft: Draft, capture: Capture) -> tuple[tuple[str, str], ...]:
    """Take what the page says of itself around the body; return every candidate for a date as (source, words)."""
    draft.take("canonical_url", page.canonical, "page")
    published, modified = published_candidates(page), modified_candidates(page)
    if site and (candidate := site.published()):
        published.append(candidate)
    sources = {source for source, _, moment in published if moment}
    if sources <= {"url"}:
        found, changed = searched_dates(page, capture.fetched_at, guess=not sources)
        published += found
        modified += changed
    draft.take_time("published", published)
    draft.take_time("modified", modified)
    for field, reader in (
        ("headline", headline_of),
        ("authors", authors_of),
        ("section", section_of),
        ("tags", tags_of),
    ):
        if claim := reader(page):
            draft.take(field, *claim)
    draft.take("captions", captions_of(page), "captions")
    return tuple((source, raw) for source, raw, _ in (*published, *modified))


def _take_body(page: Page, site: Site | None, draft: Draft) -> tuple[Body, list[tuple[str, str]]]:
    """Return the body, by the site's layout or by the general reader, and what was cut."""
    blocks, cut = site.body() if site else ([], [])
    below: tuple[str, ...] = ()
    source = site.source if site else ""
    if blocks:
        blocks, more = plain_cut(blocks)
        cut += more
    elif not (site and site.kind() in {"video", "gallery"}):
        headline, captions, authors = (draft.fields.get(field, ()) for field in ("headline", "captions", "authors"))
        general = general_body(page, headline, captions, authors, draft.printed())
        blocks, cut, below, source = general.blocks, general.cut, general.below, "trafilatura"
        draft.take("standfirst", general.standfirst, "lead")
    body = finish(blocks, draft.fields.get("dateline"), "authors" in draft.fields, below)
    draft.take("authors", clean_names([body.signature or ""]), "closing line")
    if source == "trafilatura" and len(body.text) < _SHORT and (found := longer_json(page, body.text)):
        body, source = finish(found), "json-ld"
    draft.take("text", body.text, source)
    lead = fold(draft.fields.get("standfirst"))
    if draft.sources.get("standfirst") == "lead" and fold(body.text[: 2 * len(lead) + 200]).startswith(lead):
        draft.drop("standfirst")  # it is the beginning of the body once more
    return body, cut


def _take_credits(page: Page, draft: Draft, body: Body) -> None:
    """Take the agencies that dateline, closing line and byline name; what a wire agency publishes is its own."""
    named = credits_of([draft.agency, *body.credits])
    draft.take("wire_credits", named, body.sources.get("wire_credits", "dateline"))
    bylines = credits_of([*named, *(agency_named(author) for author in draft.fields.get("authors", ()))])
    if len(bylines) > len(named):
        draft.drop("wire_credits")
        draft.take("wire_credits", bylines, "byline")
    if page.outlet and page.outlet.kind in _WIRES and body.text:
        draft.take("wire_credits", agencies_in(page.outlet.name)[:1] or (page.outlet.name,), "outlet")


def _read(page: Page, capture: Capture) -> Article:
    """Return the article in *page*, which is a page of its outlet."""
    draft = Draft()
    site = site_of(page, capture.fetched_at.date())
    if site:
        take_site(site, draft)
    dates = _take_claims(page, site, draft, capture)
    body, cut = _take_body(page, site, draft)
    draft.take("page_type", type_of(page, body.text, site.kind() if site else None), "page")
    if draft.fields["page_type"] not in TEXT_PAGES:
        draft.drop("text")
    draft.take("dateline", body.dateline, "body")
    draft.take("corrections", body.corrections, "body")
    _take_credits(page, draft, body)
    _take_language(page, draft, body.text)
    if alarm := _alarm(page, body.text):
        draft.sources["text"] = f"{draft.sources.get('text', 'none')}; {alarm}"
    return Article(
        url=capture.url,
        rights=rights_of(page),
        provenance=draft.sources,
        dates=dates,
        cut=(*page.notes, *cut, *body.cut),
        extractor=EXTRACTOR,
        **draft.fields,
    )


def _alarm(page: Page, text: str) -> str | None:
    """Return a warning when JSON-LD holds a body of quite another length than *text*."""
    other = sum(len(block.text) for block in json_body(page))
    if other < _SHORT or other < 1.5 * len(text):
        return None
    return f"json-ld holds {other} characters, not {len(text)}"
