"""Stories in the archive: within a few days, and kept."""

from typing import Any

QUAY = "The harbour board of Selm closed two quays after cracks were found in the stone."
MORE = "Engineers found more cracks in the stone of the closed quays in Selm, the board wrote."
GOOSE = "A goose crossed the main square of Prell four times before noon, drivers told the radio."


def stories(press: Any) -> dict[int, int]:
    return dict(press.rows("select article_id, story_id from story_articles order by article_id"))


def test_pages_alike_within_days_are_one_story(press: Any) -> None:
    press.run("Gazette", QUAY, "2026-03-02T10:00", headline="Cracked quays in Selm close")
    press.run("Mirror", MORE, "2026-03-04T10:00", headline="More cracks in Selm quays")
    press.run("Mirror", GOOSE, "2026-03-04T10:00", headline="Goose stops traffic")
    press.run("Herald", MORE, "2026-03-20T10:00", headline="More cracks in Selm quays")
    press.run("Herald", MORE, None, headline="More cracks in Selm quays")
    press.settle()
    assert stories(press) == {1: 1, 2: 1, 3: 2, 4: 3}
    assert press.rows("select title, opened_on, last_on from stories where id = 1") == [
        ("Cracked quays in Selm close", "2026-03-02", "2026-03-04")
    ]


def test_a_later_run_goes_on_with_the_story_and_a_new_version_stays_in_it(press: Any) -> None:
    press.run("Gazette", QUAY, "2026-03-02T10:00", headline="Cracked quays in Selm close", page="a")
    press.settle()
    press.run("Mirror", MORE, "2026-03-01T10:00", headline="More cracks in Selm quays")
    press.run("Gazette", f"{QUAY} Divers went down.", "2026-03-02T10:00", headline="Selm quays close", page="a")
    press.settle()
    assert stories(press) == {1: 1, 2: 1}
    assert press.rows("select title, opened_on, last_on from stories") == [
        ("More cracks in Selm quays", "2026-03-01", "2026-03-02")
    ]


def test_a_later_page_shows_that_two_stories_are_one(press: Any) -> None:
    press.run("Gazette", "Divers in Selm saw a crack.", "2026-03-02T10:00", headline="Divers in Selm see a crack")
    press.run("Mirror", "Ferries to Orme are late.", "2026-03-02T12:00", headline="Ferries to Orme late")
    press.settle()
    assert stories(press) == {1: 1, 2: 2}
    both = "Divers in Selm saw a crack, and ferries to Orme are late."
    for outlet in ("Herald", "Courier", "Standard"):
        press.run(outlet, both, "2026-03-03T10:00", headline="Divers in Selm see a crack, ferries to Orme late")
    press.settle()
    assert set(stories(press).values()) == {1}
    assert press.rows("select id, title from stories") == [(1, "Divers in Selm see a crack")]
    assert press.rows("select story_id, articles from story_terms") == [(1, 5)]
    assert press.rows("select grouping, change, old_id, new_id from group_changes") == [("story", "merged", 2, 1)]
    press.run("Gazette", GOOSE, "2026-05-03T10:00", headline="Goose stops traffic")
    press.settle()
    assert stories(press)[6] == 3, "the number of a story that went into another is not used again"


def test_settling_again_changes_no_story(press: Any) -> None:
    press.run("Gazette", QUAY, "2026-03-02T10:00", headline="Cracked quays in Selm close")
    press.run("Mirror", GOOSE, "2026-03-04T10:00", headline="Goose stops traffic")
    press.settle()
    before = press.rows("select * from story_articles"), press.rows("select * from story_terms")
    press.settle()
    assert before == (press.rows("select * from story_articles"), press.rows("select * from story_terms"))


def test_pages_far_apart_are_placed_in_stretches(press: Any) -> None:
    for on in ("2020-03-02", "2020-03-03", "2020-04-01", "2020-04-20", "2026-03-02"):
        press.run("Gazette", QUAY, f"{on}T10:00", headline="Cracked quays in Selm close")
    press.settle()
    assert stories(press) == {1: 1, 2: 1, 3: 2, 4: 3, 5: 4}
    press.run("Mirror", MORE, "2020-04-02T10:00", headline="More cracks in Selm quays")
    press.settle()
    assert stories(press) == {1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 2}
