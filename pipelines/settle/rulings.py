"""Analysts' rulings on disputes, as settling hears them: rows that outlive every replay."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """All rulings in force, by the numbers that disputes have now.

    ``merges`` leads from a dispute to the one it was merged into, ``moves`` from a dispute and an article to the
    dispute it was split off into; ``out`` holds pairs of dispute and article, the article None for the whole dispute.
    ``untitled`` are disputes whose title was ruled and is not any more.
    """

    merges: Mapping[int, int] = field(default_factory=dict)
    moves: Mapping[tuple[int, int], int] = field(default_factory=dict)
    out: frozenset[tuple[int, int | None]] = frozenset()
    titles: Mapping[int, str] = field(default_factory=dict)
    untitled: frozenset[int] = frozenset()

    def place(self, group: int, article: int) -> tuple[int | None, str | None]:
        """Return the dispute in which an *article* of a *group* is shown, None for none, and the ruling as a reason."""
        number, reason = group, None
        seen = {group}
        while True:
            if (number, article) in self.out or (number, None) in self.out:
                return None, "ruled out"
            step = self.moves.get((number, article), self.merges.get(number))
            if step is None or step in seen:
                return number, reason
            reason = f"split off from dispute {number}" if (number, article) in self.moves else f"merged from {number}"
            seen.add(step)
            number = step


def read_rulings(db: Database) -> Rulings:
    """Return the rulings in force, later ones over earlier ones."""
    now = _followed(db)
    merges: dict[int, int] = {}
    moves: dict[tuple[int, int], int] = {}
    out: set[tuple[int, int | None]] = set()
    titles: dict[int, str] = {}
    rows = db.conn.execute("select * from dispute_rulings where withdrawn_at is null order by id").fetchall()
    for row in rows:
        number = now(row["dispute_id"])
        if row["ruling"] == "merge":
            merges[number] = now(row["into_id"])
        elif row["ruling"] == "split":
            moves[number, row["article_id"]] = now(row["into_id"])
        elif row["ruling"] == "rename":
            titles[number] = row["title"]
        elif row["article_id"] is not None or number == row["dispute_id"]:
            out.add((number, row["article_id"]))
    back = db.conn.execute(
        "select dispute_id from dispute_rulings where ruling = 'rename' and withdrawn_at is not null"
    ).fetchall()
    untitled = frozenset(now(row["dispute_id"]) for row in back) - titles.keys()
    return Rulings(merges=merges, moves=moves, out=frozenset(out), titles=titles, untitled=untitled)


class _Followed:
    """Leads from the number of a dispute that was merged by itself to the number of the one it became."""

    def __init__(self, steps: Mapping[int, int]) -> None:
        self._steps = steps

    def __call__(self, number: int) -> int:
        seen = {number}
        while (step := self._steps.get(number)) is not None and step not in seen:
            seen.add(step)
            number = step
        return number


def _followed(db: Database) -> _Followed:
    rows = db.conn.execute(
        "select old_id, new_id from group_changes where grouping = 'dispute' and change = 'merged' order by id"
    ).fetchall()
    return _Followed({row["old_id"]: row["new_id"] for row in rows})
