"""The right answer for every page version, put together from the page files."""

from datetime import UTC, datetime
from typing import Any

from newsroom.pages import TEXT_PAGES, Page, Site, load_sites

#: Page types on which not even a headline is the page's own.
NO_PAGE = frozenset({"block_page", "soft_404"})

#: The actions that a platform takes; all others are a government's, where a page does not say.
PLATFORM_RESPONSES = frozenset(
    "complies complies_partly restricts_locally refuses denies_claim disputes_account confirms appeals sues negotiates "
    "appoints_presence exits evades no_comment removes_state_account labels_state_media".split()
)

PRECISION = {4: "year", 7: "month", 10: "day"}


def expected() -> list[dict[str, Any]]:
    """Return one answer a page version.

    ``url`` is the host name and the path, without scheme and port. Offsets are not given: every ``text`` of a quote
    and every ``evidence`` of an event is an exact substring of the page's text (or, for evidence, its headline).
    """
    return [
        _answer(site, page, version)
        for site in load_sites()
        for versions in site.pages
        for version, page in enumerate(versions, start=1)
    ]


def _answer(site: Site, page: Page, version: int) -> dict[str, Any]:
    gold, shown = page.gold, page.page_type not in NO_PAGE
    people = gold.get("people", {})
    platforms = gold.get("platforms", [])
    countries = gold.get("countries", [])
    return {
        "url": site.host + page.path,
        "host": site.host,
        "version": version,
        "page_type": page.page_type,
        "language": page.language,
        "headline": page.headline if shown and page.headline else None,
        "standfirst": page.standfirst if shown and page.standfirst else None,
        "authors": list(page.authors) if shown else [],
        "published_at": _stamp(page.published) if shown else None,
        "modified_at": _stamp(page.modified or page.published) if shown else None,
        "dateline": page.dateline or None,
        "wire_credits": gold.get("credits", []),
        "text": page.text() if page.page_type in TEXT_PAGES else None,
        "captions": page.captions() if shown else [],
        "relevant": bool(gold.get("dispute")),
        "platforms": platforms,
        "countries": countries,
        "bodies": gold.get("bodies", []),
        "quotes": [complete_quote(raw, people) for raw in gold.get("quotes", [])],
        "events": [complete_event(raw, platforms, countries) for raw in gold.get("events", [])],
        "dispute": gold.get("dispute"),
        "syndication": gold.get("syndication"),
    }


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def complete_quote(raw: dict[str, Any], people: dict[str, list[str]]) -> dict[str, Any]:
    """Complete a quote. ``by`` is a key of the page's people (name, role, organisation) or a body's own name."""
    name, role, organisation = (*people.get(raw["by"], [raw["by"]]), "", "")[:3]
    return {
        "text": raw["text"],
        "kind": raw.get("kind", "direct"),
        "speaker": name,
        "role": role or None,
        "organisation": organisation or None,
        "cue": raw["cue"],
        "venue": raw.get("venue"),
        "said_on": raw.get("on"),
        "stance": raw.get("stance", "asserts"),
    }


def complete_event(raw: dict[str, Any], platforms: list[str], countries: list[str]) -> dict[str, Any]:
    """Complete an event. The platform is the page's first one unless it is named, or empty for a general law."""
    date, action = raw.get("date"), raw["action"]
    platform = raw.get("platform", platforms[0] if platforms else "")
    return {
        "action": action,
        "side": raw.get("side", "platform" if action in PLATFORM_RESPONSES else "government"),
        "actor": raw.get("actor"),
        "platform": platform or None,
        "country": raw.get("country", countries[0] if countries else None),
        "date": date,
        "precision": PRECISION[len(date)] if date else "none",
        "amount": raw.get("amount"),
        "currency": raw.get("currency"),
        "stage": raw.get("stage"),
        "evidence": raw["evidence"],
    }
