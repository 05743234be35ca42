"""Sides: by organisation, name, role, or what the page means by a name."""

import pytest

from standoff.sides import side_of_speaker


@pytest.mark.parametrize(
    ("speaker", "organisation", "role", "side"),
    [
        ("Ana Brel", "TikTok", "spokeswoman", "platform"),
        ("Telegram", None, None, "platform"),
        ("Roskomnadzor", None, None, "government"),
        ("Odra Venn", "Digital Development Ministry", None, "government"),
        ("Odra Venn", None, "Deputy Culture Minister", "government"),
        ("Rusk Tarn", None, "opposition lawmaker", "parliament"),
        ("Ivo Sand", None, "Judge", "court"),
        ("Tagansky District Court", None, None, "court"),
        ("Kyrgyzstan", None, None, "government"),
        ("Ulla Prim", "Yerevan Chess Club", "lawyer", "civil_society"),
        ("Ulla Prim", None, None, "other"),
        ("Инга Толь", "Роскомнадзор", "представитель", "government"),
        ("Инга Толь", None, "правозащитница", "civil_society"),
    ],
)
def test_side_of_speaker(speaker: str, organisation: str | None, role: str | None, side: str) -> None:
    assert side_of_speaker(speaker, organisation, role) == side


def test_initials_mean_what_the_page_says_they_do() -> None:
    text = "The National Security Service (NSS) asked for three names. The NSS got none."
    assert side_of_speaker("Odra Venn", "NSS", "spokeswoman", text) == "government"
    assert side_of_speaker("Odra Venn", "NSS", "spokeswoman") == "other"
