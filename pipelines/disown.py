"""Disown versions that were made of no page: a wall that was taken for an article is no edit of the publisher's."""

from pipelines.database import Database, Row
from pipelines.query import query
from standoff.model import NO_PAGE


def disown(db: Database, article: int) -> int:
    """Show no version of an article as its publisher's whose capture turned out to be no page; returns how many.

    They stay, as changes of the extractor, and so does a version that only leads back to the words before them. The
    article is shown as its newest true version has it, where there is one; whether that is relevant, and the rest of
    its row, follows when a capture of it is read again. The caller holds the transaction.
    """
    true: Row | None = None
    after = False
    ours: list[int] = []
    for row in db.rows(query("versions_of"), [article]):
        false = row["page_type"] in NO_PAGE
        if false or (after and true is not None and row["text_digest"] == true["text_digest"]):
            ours.append(row["id"])
        after = false
        true = true if false else row
    if not sum(_give_back(db, number) for number in ours):
        return 0
    shown = db.value("select revision_id from articles where id = ?", [article])
    if true is not None and shown in ours:
        db.update(
            "articles", article, {name: true[name] for name in ("headline", "standfirst")} | {"revision_id": true["id"]}
        )
    return len(ours)


def _give_back(db: Database, revision: int) -> int:
    changed = "update revisions set change = 'extractor' where id = ? and change not in ('first', 'extractor')"
    return db.conn.execute(changed, [revision]).rowcount
