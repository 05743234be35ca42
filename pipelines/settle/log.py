"""The log of groups that were merged, split or renamed: an old number can always be followed to the new one."""

from pipelines.database import Database


def log_change(db: Database, grouping: str, change: str, old: int, new: int | None, reason: str, at: str) -> None:
    """Write one row of ``group_changes``; *grouping* is ``dispute``, ``syndication`` or ``story``."""
    db.insert(
        "group_changes",
        {"grouping": grouping, "change": change, "old_id": old, "new_id": new, "reason": reason, "at": at},
    )
