"""Answers: the claim that a denial, a confirmation or a silence meets."""

from typing import Any

import pytest

from standoff.answers import Answer, link_answers
from standoff.statements import Said
from standoff.stems import stems

SIDES = {"council": "government", "minister": "government", "Chirrup": "platform", "watch": "civil_society"}


def said(quote: int, party: str, text: str, stance: str = "asserts", **fields: Any) -> Said:
    """Quote number 12 is the third of article 1, and the third paragraph; every quote has its own statement."""
    values = {
        "statement": quote,
        "article": quote // 10,
        "start": quote % 10 * 100,
        "paragraph": quote % 10,
        "published": float(quote // 10),
        "stems": tuple(stems(text)),
        "accuses": True,
        **fields,
    }
    return Said(quote=quote, party=party, side=SIDES[party], stance=stance, **values)


def links(*quotes: Said) -> list[tuple[int, int, str, str]]:
    return [(link.answer, link.claim, link.relation, link.rule) for link in link_answers(quotes)]


CLAIM = said(10, "council", "Chirrup has agreed to take down videos within a day")
DENIAL = said(20, "Chirrup", "it had reached any agreement on taking down videos", "denies")


def test_a_denial_meets_the_claim_that_its_words_are_about() -> None:
    other = said(11, "council", "the tax on adverts will rise in spring")
    assert links(CLAIM, other, DENIAL) == [(20, 10, "denies", "words")]


def test_an_answer_meets_no_later_claim_and_none_of_its_own_side() -> None:
    later = said(30, "council", "Chirrup has agreed to take down videos within a day")
    own = said(11, "Chirrup", "it reached no agreement on taking down videos")
    assert links(own, DENIAL, later) == []


def test_a_claim_that_the_page_dates_earlier_may_stand_below_its_denial() -> None:
    denial = said(20, "Chirrup", "it had reached any agreement on taking down videos", "denies", day=2)
    below = said(25, "council", "Chirrup agreed to take down videos", day=1)
    same_day = said(25, "council", "Chirrup agreed to take down videos", day=2)
    assert links(denial, below) == [(20, 25, "denies", "words")]
    assert links(denial, same_day) == [(25, 20, "counters", "words")]


def test_what_stands_right_before_an_answer_is_what_it_meets() -> None:
    before = said(20, "watch", "pages have loaded twice as slowly since Saturday", paragraph=4)
    answer = said(21, "council", "having a hand in that", "denies", paragraph=4)
    going_on = said(22, "council", "No steps were taken", "denies", paragraph=5)
    assert links(CLAIM, before, answer, going_on) == [(21, 20, "denies", "beside"), (22, 20, "denies", "goes on")]


def test_a_party_goes_on_denying_in_the_pages_of_the_next_days() -> None:
    next_day = said(30, "Chirrup", "nobody has asked us", "denies")
    weeks_later = said(400, "Chirrup", "nobody has asked us", "denies")
    assert links(CLAIM, DENIAL, next_day)[1] == (30, 10, "denies", "goes on")
    assert links(CLAIM, DENIAL, weeks_later) == [(20, 10, "denies", "words")]


def test_a_silence_meets_the_last_claim_of_another_side() -> None:
    silence = said(12, "Chirrup", "declined to comment", "declines_to_comment")
    aside = said(11, "council", "the weather will be fine", accuses=False)
    assert links(CLAIM, aside, silence) == [(12, 10, "declines", "last")]


def test_a_confirmation_needs_words_or_its_place() -> None:
    apart = said(25, "Chirrup", "our letter had arrived", "confirms")
    assert links(CLAIM, apart) == []
    assert links(CLAIM, said(11, "Chirrup", "our letter had arrived", "confirms")) == [(11, 10, "confirms", "beside")]


def test_confirmed_but_said_is_one_answer_in_two_stances() -> None:
    yes = said(21, "Chirrup", "videos were taken down", "confirms", paragraph=3)
    but = said(22, "Chirrup", "none of these orders was binding", "qualifies", paragraph=3)
    assert links(CLAIM, yes, but) == [(21, 10, "confirms", "words"), (22, 10, "qualifies", "goes on")]


def test_a_reply_counters_the_denial() -> None:
    reply = said(30, "minister", "the letters prove it", hits_back=True)
    assert links(CLAIM, DENIAL, reply)[1] == (30, 20, "counters", "hits back")
    assert links(CLAIM, DENIAL, said(30, "minister", "the letters prove it")) == [(20, 10, "denies", "words")]


@pytest.mark.parametrize(
    ("claimed", "denied", "lag"),
    [(1, 3, 48.0), (None, 3, 48.0), (None, None, 24.0)],
)
def test_lag_is_in_hours_by_the_days_that_are_given(claimed: int | None, denied: int | None, lag: float) -> None:
    claim = said(10, "council", "Chirrup has agreed to take down videos", day=claimed)
    denial = said(20, "Chirrup", "it agreed to take down videos", "denies", day=denied)
    (link,) = link_answers([claim, denial])
    assert link.lag == lag


def test_only_the_wanted_answers_are_linked_and_as_they_would_be_among_all() -> None:
    quotes = [CLAIM, DENIAL, said(30, "Chirrup", "nobody has asked us", "denies"), said(31, "council", "we are calm")]
    every = link_answers(quotes)
    assert link_answers(quotes, {30}) == [link for link in every if link.answer == 30]
    assert link_answers(quotes, set()) == []
    assert link_answers([]) == []


def test_scores_stay_between_nought_and_one() -> None:
    found = link_answers([CLAIM, said(20, "Chirrup", "Chirrup has agreed to take down videos within a day", "denies")])
    assert all(isinstance(link, Answer) and 0.0 < link.score <= 1.0 for link in found)
