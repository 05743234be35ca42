"""Stories: headline and lead, rare words, a window of days."""

import pytest

from standoff.stories import Story, likeness, nearest, read_terms, weigh

QUAY = (
    "Cracked quay in Selm closes to ships",
    "The harbour board of Selm closed two quays after cracks were found in the stone.",
)
GOOSE = (
    "Goose stops traffic in Prell",
    "A goose crossed the main square of Prell four times before noon, drivers told the radio.",
)
TAIL = (
    "More cracks found in Selm quay",
    "Engineers found more cracks in the stone of the closed quay in Selm, the board wrote.",
)

DOCUMENTS = {stem: count for count, stem in enumerate("found board squar radio".split(), start=10)}


def vector(page: tuple[str, str]) -> dict[str, float]:
    return weigh(read_terms(*page), DOCUMENTS, 1000)


def test_read_terms_counts_the_headline_twice_and_the_lead_only() -> None:
    terms = read_terms("Quay closes", "quay " + "word " * 44 + "harbour")
    assert terms["quay"] == 3
    assert "harbo" not in terms
    assert read_terms(None, "") == {}


def test_weigh_gives_a_unit_vector_in_which_rare_terms_are_heavier() -> None:
    found = vector(QUAY)
    assert likeness(found, found) == pytest.approx(1.0)
    assert found["selm"] > found["found"]
    assert weigh({}, {}, 0) == {}


def test_nearest_takes_the_story_that_is_alike_and_near() -> None:
    stories = [Story(id=1, first=10, last=10), Story(id=2, first=10, last=10)]
    stories[0].add(vector(GOOSE), 10)
    stories[1].add(vector(QUAY), 10)
    assert nearest(vector(TAIL), stories, 14)[0] is stories[1]
    assert nearest(vector(TAIL), stories, 15) == (None, 0.0)
    assert nearest(vector(("Snow", "It snowed.")), stories, 10) == (None, 0.0)


def test_a_story_grows_with_its_pages() -> None:
    story = Story(id=1, first=10, last=10)
    story.add(vector(QUAY), 10)
    story.add(vector(TAIL), 13)
    assert (story.pages, story.first, story.last) == (2, 10, 13)
    assert story.is_near(17)
    assert not story.is_near(18)


def test_pages_about_one_pair_are_drawn_together_for_some_days() -> None:
    story = Story(id=1, first=10, last=10)
    story.add(vector(QUAY), 10, ["telegram AM"], "en")
    faint = vector(("Rain falls on Prell", "Nobody at the inn had heard of the quay, and the mayor was out."))
    assert nearest(faint, [story], 12) == (None, 0.0)
    assert nearest(faint, [story], 12, ["telegram AM"], "en")[0] is story
    assert nearest(faint, [story], 12, ["telegram RU"], "en")[0] is None
    russian = vector(("Причал закрыт", "В порту Сельма закрыли причал."))
    assert nearest(russian, [story], 12, ["telegram AM"], "ru")[0] is story
    story.last = 16
    assert nearest(russian, [story], 16, ["telegram AM"], "ru")[0] is None
