"""What was done: dated acts in a dispute, each with the words that say so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from standoff.entities import entities
from standoff.events.actors import country_of, name_of, side_of_deed
from standoff.events.again import again, tells_again
from standoff.events.case import Case, Found, read_case
from standoff.events.dates import Day, find_days
from standoff.events.dating import days_of, told_after
from standoff.events.judging import count_deeds
from standoff.events.merge import merged
from standoff.events.money import read_money
from standoff.events.objects import platforms_of
from standoff.events.pages import read_deeds, read_page
from standoff.model import Article, Event, Mention, Quote, Relevance
from standoff.times import printed_day

__all__ = ["read_events"]

CLAUSE_END = re.compile(r"[,;:](?=\s)|[\"”»]")


def read_events(
    article: Article, mentions: Sequence[Mention], quotes: Sequence[Quote], relevance: Relevance
) -> tuple[Event, ...]:
    """Return the acts that the article's text states, in order of their evidence.

    ``text[event.start:event.end]`` is the clause that states the act. Acts that are only announced, denied or claimed
    by the other side are left out; the same act told twice is one event. Empty when the page is not relevant.
    """
    if not relevance.relevant or not article.text:
        return ()
    page = read_page(article.text, article.language, tuple(quotes))
    aside = frozenset(mention.start for mention in mentions if mention.incidental)
    case = read_case(article, page, relevance, aside)
    published = printed_day(article.published_at, article.published_raw) if article.published_at else None
    days = find_days(page.folded, [(frame.start, frame.end) for frame in page.frames], page.language, published)
    found: list[Event] = []
    last: Found | None = None
    repeats = tells_again(page.folded)
    for at, (frame, deeds) in enumerate(zip(page.frames, read_deeds(page), strict=True)):
        counted = count_deeds(case, frame, deeds)
        if repeats and (repeated := again(case, frame, counted[-1] if counted else last, counted)):
            counted.append(repeated)
        last = counted[-1] if counted else last
        for one in counted:
            dates = days_of(case, one, days[at], deeds)
            if not dates and one.deed.act.by == "government" and one.action != "threaten" and at + 1 < len(days):
                dates = told_after(case, page.frames[at + 1], days[at + 1])
            found += _events(case, one, dates)
    return merged(found)


def _events(case: Case, one: Found, dates: Sequence[Day]) -> list[Event]:
    """One event for each platform and each day of a deed."""
    start, end = _evidence(case, one)
    foreign = one.actor is not None and one.actor.kind == "body" and one.actor.entity in entities()
    event = Event(
        side=side_of_deed(one),
        actor=name_of(case, one),
        action=one.action,
        platform=None,
        country=country_of(case, one.actor, foreign),
        start=start,
        end=end,
        stage=one.deed.act.stage,
        rule=f"{case.page.language}:{one.deed.act.rank}",
    )
    money = read_money(case.page.folded, one.deed.start, one.frame.end, event.country) if one.action == "fine" else None
    if money:
        event = replace(event, amount=money[0], currency=money[1])
    dated = [replace(event, date=day.value, precision=day.precision) for day in dates] or [event]
    return [replace(made, platform=platform) for platform in platforms_of(case, one) for made in dated]


def _evidence(case: Case, one: Found) -> tuple[int, int]:
    """The clause around a deed, from its actor to the next stop or comma."""
    actor = one.actor
    start = actor.start if actor and one.frame.start <= actor.start < one.deed.start else one.deed.start
    stop = CLAUSE_END.search(case.text, one.deed.end, one.frame.end)
    end = max(stop.start() if stop else one.frame.end, one.deed.end)
    clause = case.text[start:end]
    return start + len(clause) - len(clause.lstrip()), end - len(clause) + len(clause.rstrip())
