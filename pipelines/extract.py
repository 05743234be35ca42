"""Room 200: what a page says of itself.

What reads a page is imported where it reads one: that is in the workers, and takes the main process half a second.
"""

from collections.abc import Collection
from dataclasses import replace

from pipelines.database import Database
from pipelines.learn import known_blocks
from pipelines.leave import Unread, leave, may_leave
from pipelines.room import Room
from pipelines.withhold import reservations
from standoff.errors import ExtractionError
from standoff.model import TEXT_PAGES, Article, Capture, Outlet, Record, Withheld
from standoff.policy import Rule

#: Bytes below which a page is read without being screened: it costs little, and walls and empty pages are small.
SMALL = 16_000

#: What a page that reserves something has in its markup or its headers, by the name of the policy.
_SIGNS = {"tdm": b"tdm-reservation", "noarchive": b"noarchive", "paywall": b"isaccessibleforfree"}


class ExtractRoom(Room):
    """Reads the page in a process of its own, so that no page can take the run down."""

    name = "extract"

    async def work(self, record: Record) -> Record:
        """Return the record with its article. Raises ExtractionError for bytes that are known to be flawed."""
        if flaw := record.capture.flaw:
            raise ExtractionError(f"{record.capture.url}: {flaw}")
        db = self.ledger.db
        found = await self.ledger.workers.call(read_or_screen, *needed(db, record))
        if isinstance(found, Article):
            return replace(record, article=found)
        leave(db, record, found)
        return replace(record, unread=found.reason)


def needed(db: Database, record: Record) -> tuple[Capture, Outlet, frozenset[str], tuple[Rule, ...], bool]:
    """What :func:`read_or_screen` needs to read the page of a record, as the archive knows it now."""
    url = record.capture.final_url
    return record.capture, record.outlet, known_blocks(db, url), reservations(db, url), may_leave(db, record)


def read_or_screen(
    capture: Capture, outlet: Outlet, known: Collection[str], rules: tuple[Rule, ...], screened: bool
) -> Article | Unread:
    """The article in a capture; of one that is *screened* first and let go, why, and what its policy withholds.

    Raises what :func:`read_known` raises.
    """
    from standoff.articles import is_page
    from standoff.screening import screen

    if screened and is_page(capture) and len(capture.body) >= SMALL and not (found := screen(capture)).kept:
        return Unread(reason="; ".join(found.reasons), withheld=_reserved(capture, outlet, rules))
    return read_known(capture, outlet, known, rules)


def _reserved(capture: Capture, outlet: Outlet, rules: tuple[Rule, ...]) -> Withheld | None:
    """What the policy withholds of a page that is not read. It is parsed only where it may reserve what is obeyed."""
    from standoff.articles import read_rights
    from standoff.policy import rule_on

    obeyed = [sign for name, sign in _SIGNS.items() if getattr(outlet.policy, name) != "keep"]
    said = repr(capture.headers).encode() + capture.body.replace(b"\0", b"")  # in UTF-16 every other byte is none
    if not (rules and outlet.policy.tdm != "keep") and not any(sign in said.lower() for sign in obeyed):
        return None
    return rule_on(read_rights(capture, outlet), capture.url, outlet.policy, rules)


def read_known(
    capture: Capture, outlet: Outlet | None, known: Collection[str], rules: tuple[Rule, ...] = ()
) -> Article:
    """The article in a capture without the *known* blocks of its host, and without what the outlet's policy withholds.

    Raises ExtractionError, naming the address, when there is no headline and no text to be found.
    """
    from standoff.articles import read_article
    from standoff.boilerplate import trim
    from standoff.policy import obey

    article = trim(read_article(capture, outlet), known)
    if article.page_type in TEXT_PAGES and not article.text and not article.headline:
        raise ExtractionError(f"{capture.url}: neither a headline nor a text was found")
    return obey(article, outlet.policy, rules) if outlet else article
