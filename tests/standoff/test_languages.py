"""The outlet first, the letters to contradict."""

import pytest

from standoff.languages import language_of, primary

ENGLISH = (
    "The regulator fined the company on Tuesday for its refusal to delete posts that a court had called false. " * 4
)
UKRAINIAN = (
    "Регулятор оштрафував компанію у вівторок, бо вона відмовилася вилучити дописи, які суд назвав неправдивими. " * 4
)
KAZAKH = (
    "Министрлік компаниядан елде өкілдік ашуды және заңсыз деп танылған жазбаларды өшіруді талап етті, деді ол. " * 4
)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en"),
        ("fa_AF", "fa"),
        ("tat", "tt"),
        ("uk", "uk"),
        ("", None),
        (None, None),
        ("x-default", None),
        ("??", None),
        ("utf-8", None),
        ("und", None),
    ],
)
def test_primary_reads_the_tags_that_pages_print(tag: str | None, code: str | None) -> None:
    assert primary(tag) == code


@pytest.mark.parametrize(
    ("text", "hints", "code"),
    [
        (ENGLISH, ["en"], "en"),
        (ENGLISH, ["ru", "en-GB"], "en"),
        (ENGLISH, [], "en"),
        (UKRAINIAN, ["en"], "uk"),
        (UKRAINIAN, ["ru", "uk"], "uk"),
        (KAZAKH, ["kk"], "kk"),
        ("Short.", ["ky", "ru"], "ky"),
        ("Short.", [None], None),
        ("", [], None),
    ],
)
def test_language_of(text: str, hints: list[str | None], code: str | None) -> None:
    assert language_of(text, hints) == code
