"""What the archive remembers of a host: the blocks that stand on many of its pages."""

from urllib.parse import urlsplit

from pipelines.database import Database, Row
from pipelines.query import query
from pipelines.run import now_text
from standoff.boilerplate import blocks_of, is_boilerplate
from standoff.errors import StoreError


def host_of_page(url: str) -> str:
    """The host, with its port where it has one, that a page's blocks are remembered under."""
    return urlsplit(url).netloc.lower()


def known_blocks(db: Database, url: str) -> frozenset[str]:
    """The digests of the blocks that are cut from pages of this host."""
    rows = db.rows("select digest from blocks where host = ? and state = 'cut'", [host_of_page(url)])
    return frozenset(row["digest"] for row in rows)


def learn_blocks(db: Database, url: str, text: str) -> None:
    """Count the blocks at the edges of a new article; one that has become boilerplate is cut from the next page."""
    host = host_of_page(url)
    db.conn.execute(
        "insert into block_hosts(host, pages) values (?, 1) on conflict(host) do update set pages = pages + 1", [host]
    )
    of = db.value("select pages from block_hosts where host = ?", [host])
    for digest, words in blocks_of(text):
        seen = "insert into blocks(host, digest, words, pages, state, first_seen_at) values (?, ?, ?, 1, 'seen', ?)"
        db.conn.execute(
            f"{seen} on conflict(host, digest) do update set pages = pages + 1", [host, digest, words, now_text()]
        )
        row = db.row("select pages, state from blocks where host = ? and digest = ?", [host, digest])
        if row and row["state"] == "seen" and is_boilerplate(row["pages"], of):
            rule_block(db, host, digest, "cut")


def forget_blocks(db: Database, article: int) -> None:
    """Forget what was learned of the first version of an article; a block that stands on no other page goes.

    To be called while its words are still there; the caller holds the transaction.
    """
    row = db.row(query("first_version"), [article])
    if row is None:
        return
    host = host_of_page(row["final_url"])
    for digest, _ in blocks_of(row["text"]):
        db.conn.execute("update blocks set pages = pages - 1 where host = ? and digest = ?", [host, digest])
        db.conn.execute("delete from blocks where host = ? and digest = ? and pages < 1", [host, digest])


def rule_block(db: Database, host: str, digest: str, state: str) -> None:
    """Set whether a block is cut from pages of a host. *digest* may be its beginning.

    Raises StoreError when no block, or more than one, begins so.
    """
    rows = db.rows("select digest from blocks where host = ? and digest like ? || '%'", [host, digest])
    if len(rows) != 1:
        raise StoreError(f"{host}: {'no block' if not rows else 'more than one block'} begins with {digest}")
    db.conn.execute("update blocks set state = ? where host = ? and digest = ?", [state, host, rows[0]["digest"]])


def list_blocks(db: Database, host: str) -> list[Row]:
    """The blocks of a host that are cut, or were ruled on, or stand on several pages; most pages first."""
    return db.rows(
        "select digest, state, pages, words from blocks where host = ? and (state != 'seen' or pages > 1)"
        " order by pages desc, digest",
        [host],
    )
