"""One key for the spellings of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.speakers import speaker_key


@pytest.mark.parametrize(
    "names",
    [
        ("Balaeva", "Balayeva", "Балаева", "BALAEVA"),
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Зеленский", "Зеленський"),
        ("Dmitry Lukin", "Dmitriy Lukin", "Dmitrii Lukin", "Дмитрий Лукин"),
        ("Askar Zhumagaliyev", "Askar Zhumagaliev", "Аскар Жумагалиев", "Asqar Jumagaliev"),
        ("Yelena Frolova", "Elena Frolova", "Елена Фролова", "Mrs. Elena Frolova", "г-жа Елена Фролова"),
        ("Alexander Khan", "Aleksandr Khan", "Александр Хан"),
        ("The Water Ministry", "Water Ministry", "water  ministry"),
        ("José Peña", "Jose Pena"),
        ("Lina O’Hara", "Lina O'Hara"),
    ],
)
def test_speaker_key_folds_spellings(names: tuple[str, ...]) -> None:
    assert len({speaker_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Novak", "Ada Nowicka"),
        ("Ivan Petrov", "Ivan Petrova"),
        ("Vladimir Rog", "Volodymyr Rog"),
        ("X", "Y"),
        ("Meta", "Mata"),
    ],
)
def test_speaker_key_keeps_different_names_apart(one: str, other: str) -> None:
    assert speaker_key(one) != speaker_key(other)


def test_speaker_key_keeps_a_name_that_is_a_title_only() -> None:
    assert speaker_key("Miss") == "mis"


def test_speaker_key_of_no_letters_is_empty() -> None:
    assert speaker_key("—") == ""


@given(st.text(max_size=60))
def test_speaker_key_is_stable(name: str) -> None:
    key = speaker_key(name)
    assert key == speaker_key(name)
    assert key == key.strip()
    assert speaker_key(f"  {name} ") == key
