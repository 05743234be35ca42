"""Filters of the dispute page: tellings gathered into acts, claims with what came back, copies under their originals.

Nothing is guessed: what the texts leave open is said to be unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datasette import hookimpl

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """What was done once, with everyone who tells of it. ``first`` is the telling that was published first."""

    first: Row
    tellings: tuple[Row, ...]

    @property
    def actors(self) -> list[str]:
        """The names of the actor, as the tellings give it."""
        return list(dict.fromkeys(row["actor"] for row in self.tellings if row["actor"]))

    @property
    def reports(self) -> int:
        """How many articles tell of it."""
        return len({row["article_id"] for row in self.tellings})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dispute stands, as far as it is told.

    ``state`` is lifted, unclear (a lifting is told of, but not for certain after the measure), unknown (nothing says
    whether the measure holds) or none (no measure is told of). ``measure`` is the last one of any kind, ``liftable``
    the last that can be lifted, which ``state`` is about, and ``lifting`` what lifted it.
    """

    state: str
    measure: Act | None = None
    liftable: Act | None = None
    lifting: Act | None = None


def acts(steps: Iterable[Row]) -> list[Act]:
    """*steps*, one row a telling, gathered into acts.

    Tellings of one day, kind, side, stage and sum are one act, whatever they call the actor. Where a telling gives no
    day, only the copies of its own wire story tell of the same act.
    """
    found: dict[tuple[Any, ...], list[Row]] = {}
    for step in steps:
        kind = (step["date"], step["action"], step["side"], step["stage"], step["amount"], step["currency"])
        told_by = None if step["precision"] == "day" else (step["group_id"] or -step["article_id"], step["evidence"])
        found.setdefault((*kind, told_by), []).append(step)
    return [_act(tellings) for tellings in found.values()]


def _act(tellings: list[Row]) -> Act:
    first = min(tellings, key=lambda row: (row["relation"] not in (None, "original"), row["published_at"] or "~"))
    return Act(first, (first, *(row for row in tellings if row is not first)))


def standing(told: Iterable[Act]) -> Standing:
    """The last measures of *told*, and whether anything says that the last one that can be lifted was lifted.

    ``weight`` of each says which it is: a liftable measure, a lasting one, or a lifting.
    """
    dated = sorted(told, key=lambda act: act.first["date"] or "")
    last = {act.first["weight"]: act for act in dated}
    measures = [act for act in dated if act.first["weight"] != "lifting"]
    if not measures:
        return Standing("none")
    # A fine may come after a block that still stands: what can be lifted is judged by itself.
    liftable, lifting = last.get("liftable"), last.get("lifting")
    if liftable is None or lifting is None:
        return Standing("unknown", measures[-1], liftable)
    state = _order(liftable.first["date"], lifting.first["date"])
    return Standing(state, measures[-1], liftable, None if state == "unknown" else lifting)


def _order(measure: str | None, lifting: str | None) -> str:
    """Does the day, month or year *lifting* lie after *measure*?"""
    if not measure or not lifting:
        return "unclear"
    if f"{lifting}-01-01"[:10] >= _end(measure):
        return "lifted"
    return "unclear" if _end(lifting) >= f"{measure}-01-01"[:10] else "unknown"


def _end(day: str) -> str:
    return day if len(day) == 10 else day + "~"


def exchanges(answers: Iterable[Row], unanswered: Iterable[Row]) -> list[dict[str, Any]]:
    """Each claim with its answers, in the order of the days; a claim without an answer has none."""
    claims: dict[Any, dict[str, Any]] = {}
    for row in (*answers, *unanswered):
        key = row["claim_statement_id"] or -row["claim_id"]
        held = claims.setdefault(key, {"claim": row, "answers": []})
        if row.get("answer_id") is not None:
            held["answers"].append(row)
    return sorted(claims.values(), key=lambda held: str(held["claim"]["claimed_on"] or "~"))


def folded(sources: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """*sources* with the copies of a wire story under the original, or under the first of them where it is not held."""
    groups: dict[Any, list[Row]] = {}
    for source in sources:
        groups.setdefault(source["group_id"] or -source["id"], []).append(source)
    shown = []
    for members in groups.values():
        head = min(members, key=lambda row: (row["relation"] not in (None, "original"), row["published_at"] or "~"))
        shown.append((head, [row for row in members if row is not head]))
    return shown


def by_side(parties: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """*parties* by the sides they take, in the order in which they come."""
    sides: dict[str, list[Row]] = {}
    for party in parties:
        sides.setdefault(party["side"], []).append(party)
    return list(sides.items())


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the filters."""
    filters = (acts, standing, exchanges, folded, by_side)
    env.filters.update({function.__name__: function for function in filters})
