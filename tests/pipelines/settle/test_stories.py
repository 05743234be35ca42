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
    press.run("Gazette", GOOSE, "2026-03-02T10:00", headline="Goose stops traffic", page="a")
    press.settle()
    assert stories(press) == {1: 1, 2: 1}
    assert press.rows("select opened_on, last_on from stories") == [("2026-03-01", "2026-03-02")]
