"""The log of groups that were merged, split or renamed: an old number can always be followed to the new one."""

from collections.abc import Sequence

from pipelines.database import Database
from standoff.disputes import Identified


def log_change(db: Database, grouping: str, change: str, old: int, new: int | None, reason: str, at: str) -> None:
    """Write one row of ``group_changes``; *grouping* is ``dispute``, ``syndication`` or ``story``."""
    db.insert(
        "group_changes",
        {"grouping": grouping, "change": change, "old_id": old, "new_id": new, "reason": reason, "at": at},
    )


def log_moves(
    db: Database, grouping: str, kept: Identified, numbers: Sequence[int], merged: str, split: str, at: str
) -> None:
    """Log which old groups went into which, and which of their pages went into others, with the reason for each.

    *numbers* are those of the new groups, in the order of ``kept.ids``.
    """
    for number, place in kept.moved.items():
        into = None if place is None else numbers[place]
        reason = "no page is left in it" if into is None else merged
        log_change(db, grouping, "emptied" if into is None else "merged", number, into, reason, at)
    for number, places in kept.split.items():
        for place in places:
            log_change(db, grouping, "split", number, numbers[place], split, at)
