"""The values that travel through the rooms. All are frozen; a room returns a new record with one more part.

Offsets count characters of the text they belong to, end exclusive: ``text[quote.start:quote.end]`` is the quote.
Times are timezone-aware and in UTC; the string as printed stands beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

#: Page types with a text of their own. On all others an empty text is the right answer.
TEXT_PAGES = frozenset({"article", "live"})

#: Page types under which an address shows no page of the outlet at all.
NO_PAGE = frozenset({"block_page", "soft_404"})

#: What a response was asked for as. Only pages are read as articles.
CAPTURE_KINDS = frozenset({"page", "channel", "tdmrep", "robots"})

PAGE_TYPES = TEXT_PAGES | NO_PAGE | {"video", "gallery"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Discover:
    """Where an outlet lists its articles, and how gently it is asked.

    ``article`` is a regular expression that is searched for in an address; ``delay`` is in seconds between two
    requests to one host; ``sections`` are HTML pages that list articles; ``backfill`` names sitemaps that reach far
    back and are read only when asked for. ``read`` is ``all``, or ``relevant``: a page is screened first, and kept
    unread where nothing on it can be about a dispute.
    """

    news_sitemaps: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article: str = ""
    delay: float = 5.0
    backfill: tuple[str, ...] = ()
    triage: bool = False
    read: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What an outlet should yield; less is reported by ``status``."""

    articles_per_week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is kept of a page whose publisher reserves rights: ``keep``, ``excerpt`` or ``skip`` (the headline alone).

    ``noarchive`` asks for no copy to be shown, ``tdm`` reserves text and data mining, ``paywall`` is
    ``isAccessibleForFree`` false.
    """

    noarchive: str = "keep"
    tdm: str = "excerpt"
    paywall: str = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet file. ``id`` is the file's stem and the spider's name."""

    id: str
    name: str
    kind: str
    homepage: str
    languages: tuple[str, ...]
    country: str | None = None
    cms: str | None = None
    enabled: bool = True
    hosts: tuple[str, ...] = ()
    verified: str | None = None
    note: str | None = None
    discover: Discover = field(default_factory=Discover)
    expect: Expect = field(default_factory=Expect)
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a channel (sitemap, news sitemap, feed or section page) lists.

    ``lastmod`` and ``published_at`` are what the channel says of the page, or None; ``etag`` and ``last_modified``
    are the validators of its last capture, for asking whether it has changed.
    """

    url: str
    channel: str
    headline: str | None = None
    language: str | None = None
    lastmod: datetime | None = None
    published_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as it was received.

    ``url`` is the address that was asked for, ``final_url`` the one that answered. ``headers`` are the response's
    own, in order, repeated names kept. ``body`` is what the reader gets (transfer and content coding undone);
    ``digest`` is ``sha256:`` and the hex digest of ``body``. ``flaw`` says what is wrong with the bytes where they are
    not what the server meant to send: cut short, or in a coding that cannot be undone. ``kind`` is one of
    ``CAPTURE_KINDS``: a page; a channel; a host's reservations or its robots.txt.
    """

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str
    flaw: str | None = None
    kind: str = "page"
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Why not all of a text is kept: the signal (noarchive, tdm or paywall), what the policy does, the words it had."""

    signal: str
    action: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says of itself. ``provenance`` names, for each field with a value, where it came from.

    ``text`` is the body alone: paragraphs joined by a blank line, without headline, standfirst, dateline, captions
    and credit lines; empty on page types that have no text. ``published_raw`` is the date as printed.
    """

    url: str
    page_type: str
    canonical_url: str | None = None
    language: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_raw: str | None = None
    modified_at: datetime | None = None
    modified_raw: str | None = None
    dateline: str | None = None
    wire_credits: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    text: str = ""
    corrections: tuple[str, ...] = ()
    rights: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[tuple[str, str], ...] = ()
    cut: tuple[tuple[str, str], ...] = ()
    extractor: str = ""
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An attributed statement. ``text[start:end]`` of the article is the quote.

    ``kind`` is direct, mixed or indirect. ``speaker`` is the full name as resolved within the page, None when
    unknown; ``mention`` is what the sentence says ("she", "the ministry"). ``said_on`` is an ISO day, with
    ``said_raw`` the words it was read from. ``rule`` names the rule that decided on the speaker, ``confidence``
    (0 to 1) says how far to trust stance and speaker.
    """

    start: int
    end: int
    text: str
    kind: str
    speaker: str | None = None
    mention: str | None = None
    role: str | None = None
    organisation: str | None = None
    cue: str | None = None
    venue: str | None = None
    said_on: str | None = None
    said_raw: str | None = None
    stance: str = "asserts"
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where the text names an entity of the lexicon.

    ``entity`` is the lexicon's id, ``name`` the entity's own name, ``kind`` one of platform, company, body, country,
    person, agency. ``incidental`` marks a platform that is only where something was said or seen.
    """

    entity: str
    name: str
    kind: str
    start: int
    end: int
    country: str | None = None
    incidental: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated act in a dispute, in the words of the vocabulary. ``text[start:end]`` is its evidence.

    ``date`` is ``2021-11-02``, ``2021-11`` or ``2021`` with ``precision`` day, month or year; None and none when
    the page does not say. ``amount`` and ``currency`` stand on fines only, ``stage`` on bills only.
    """

    side: str
    actor: str | None
    action: str
    platform: str | None
    country: str | None
    start: int
    end: int
    date: str | None = None
    precision: str = "none"
    amount: float | None = None
    currency: str | None = None
    stage: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Whether a page may be relevant, and why. ``reasons`` are short sentences that an analyst can read."""

    kept: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Is a page, or a headline, about a dispute between a government body and an online platform?

    ``score`` runs from 0 to 1; ``reasons`` are short sentences that an analyst can read. ``platforms`` and
    ``bodies`` are names, ``countries`` ISO 3166-1 alpha-2 codes (``EU`` and ``XK`` too) of the parties.
    """

    relevant: bool
    score: float
    reasons: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the enrich room adds to an article."""

    relevance: Relevance
    quotes: tuple[Quote, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One page on its way through the rooms: capture, then article, then reading; ``unread`` says why neither."""

    outlet: Outlet
    link: Link
    capture: Capture
    article: Article | None = None
    reading: Reading | None = None
    unread: str | None = None
