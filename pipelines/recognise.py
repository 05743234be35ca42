"""Recognise what a backfill sitemap has said before, so that ten million addresses can be read again in minutes.

An entry is what a sitemap says of an address: which it is, when it was published and changed, under which headline.
Where the archive has taken one down, the same words again change nothing, and the link need not be looked up. What is
new, or said in other words, goes the long way.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from pipelines.database import Database
from standoff.model import Link, Outlet

#: Bytes of a digest that name the channel, so that what one sitemap lists lies together on a few pages of the file.
PLACE = 2
#: Bytes that name the entry. Were ten million listed by one channel, two would be alike with a chance of 1 in 10¹⁰.
ENTRY = 10


def entry_of(outlet: Outlet, link: Link) -> bytes:
    """The digest of what a channel says of an address, which comes folded: with the CMS it gives the identity."""
    said = f"{outlet.cms}\n{link.url}\n{link.lastmod}\n{link.published_at}\n{link.headline}"
    return _place(link.channel) + blake2b(said.encode(), digest_size=ENTRY).digest()


def take_new(db: Database, outlet: Outlet, links: Iterable[Link]) -> list[Link]:
    """What of *links* has not been said in the same words before. It is known from now on.

    The caller holds the transaction in which it notices them, so that nothing is known that was not noticed.
    """
    said = {entry_of(outlet, link): link for link in links}
    for entry in known(db, [*said]):
        del said[entry]
    db.conn.executemany("insert into known values (?)", [[entry] for entry in sorted(said)])
    return [*said.values()]


def known(db: Database, entries: list[bytes]) -> set[bytes]:
    """Which of *entries* are known."""
    marks = ", ".join("?" * len(entries))
    return {row[0] for row in db.conn.execute(f"select entry from known where entry in ({marks})", entries)}


@lru_cache(maxsize=64)
def _place(channel: str) -> bytes:
    return blake2b(channel.encode(), digest_size=PLACE).digest()
