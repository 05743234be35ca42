"""Datelines, credit lines and the agencies in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.readers.blocks import Block
from standoff.readers.credits import agencies_in, agency_named, closing_credit, split_dateline
from standoff.readers.finish import finish


@pytest.mark.parametrize(
    ("paragraph", "place", "agency", "rest"),
    [
        ("MOSCOW, Feb 13 (Reuters) - A court said", "MOSCOW", "Reuters", "A court said"),
        ("BEIJING/SHANGHAI, March 3 (Reuters) – A court said", "BEIJING/SHANGHAI", "Reuters", "A court said"),
        ("WASHINGTON (AP) — A court said", "WASHINGTON", "AP", "A court said"),
        ("NEW DELHI: A court said", "NEW DELHI", None, "A court said"),
        ("MOSCOW. Feb 25 (Interfax) - A court said", "MOSCOW", "Interfax", "A court said"),
        ("Tbilisi, 3 May (AFP) - A court said", "Tbilisi", "AFP", "A court said"),
        ("April 25 (Wire) - A court said", None, "Wire", "A court said"),
        ("BISHKEK. Instagram began to load", "BISHKEK", None, "Instagram began to load"),
        ("TBILISI -- A court said", "TBILISI", None, "A court said"),
        ("DUNMERE, Norway, April 28 (Northwire) - A court said", "DUNMERE", "Northwire", "A court said"),
        ("АЛМАТЫ, 2 қараша – Sputnik. Сот шешім шығарды", "АЛМАТЫ", "Sputnik", "Сот шешім шығарды"),
        ("МОСКВА, 13 февраля. /ТАСС/. Суд решил", "МОСКВА", "ТАСС", "Суд решил"),
        ("БИШКЕК — Суд решил", "БИШКЕК", None, "Суд решил"),
        ("АКТОБЕ. КАЗИНФОРМ – Суд решил", "АКТОБЕ", "КАЗИНФОРМ", "Суд решил"),
        ("SIOUX FALLS, S.D. (AP) — A court said", "SIOUX FALLS", "AP", "A court said"),
        ("ORLAND. Ada Quill – the minister – said", "ORLAND", None, "Ada Quill – the minister – said"),
        ("WASHINGTON (Aug. 13) -- A court said", "WASHINGTON", None, "A court said"),
        ("NEW YORK--A court said", "NEW YORK", None, "A court said"),
        ("Washington (CNN) -- A court said", "Washington", "CNN", "A court said"),
        ("دمشق، سوريا (AFP) -- قالت المحكمة", "دمشق، سوريا", "AFP", "قالت المحكمة"),
        ("GENÈVE, 9 nov (ATS) − Un tribunal", "GENÈVE", "ATS", "Un tribunal"),
        ("新华社北京3月8日电（记者林安）法院作出裁决", "北京", "新华社", "法院作出裁决"),
    ],
)
def test_split_dateline_parts_place_and_agency_from_the_text(
    paragraph: str, place: str | None, agency: str | None, rest: str
) -> None:
    found = split_dateline(paragraph)
    assert found is not None
    assert (found.place, found.agency, paragraph[found.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "A court said",
        "FILE PHOTO: The court at dusk",
        "NATO said it would",
        "BREAKING: A court said",
        "TIKTOK — A court said",
        "EU: A court said",
        "The UN (founded 1945) - and others",
        "UPDATE. Court said",
        "Apple (AAPL) -- A court said",
        "",
    ],
)
def test_split_dateline_leaves_other_beginnings_alone(paragraph: str) -> None:
    assert split_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("paragraph", "agencies"),
    [
        ("With reporting by Reuters and AFP", ("Reuters", "AFP")),
        ("Based on reporting by The Associated Press", ("AP",)),
        ("(Reporting by Ada Quill in Dunmere; Editing by Max Orr)", ()),
        ("Source: Reuters", ("Reuters",)),
        ("(Reuters)", ("Reuters",)),
        ("С использованием сообщений Интерфакса", ("Interfax",)),
        ("По материалам РИА Новости и ТАСС", ("RIA Novosti", "TASS")),
        ("За матеріалами Укрінформ", ("Ukrinform",)),
        ("Reuters материалдары негізінде", ("Reuters",)),
        ("Additional reporting from PA", ("PA",)),
        ("С использованием сообщений Казинформа", ("Kazinform",)),
        ("With reporting by Northwire and AFP", ("Northwire", "AFP")),
        ("With reporting by Ada Quill and the Harbour News Agency", ("the Harbour News Agency",)),
        ("With reporting by agencies", ()),
        ("Northwire contributed to this report.", ("Northwire",)),
        ("Ada Quill and Max Orr contributed to this report.", ()),
        ("По материалам Northwire", ("Northwire",)),
        ("По материалам Минюста", ()),
        ("Source: Northwire", ("Northwire",)),
        ("Source: WHO", ()),
        ("Source: Facebook", ()),
        ("Reporters Ada Quill in Mobile, Ala., and Max Orr in Steele, Ala., contributed to this report.", ()),
        ("Contributing: Ada Quill, Max Orr, Associated Press.", ("AP",)),
        ("Редагувала Ніна Савчук", ()),
        ("Источник: Интерфакс-Казахстан", ("Interfax-Kazakhstan",)),
        ("(ATS, AFP, sj)", ("ATS", "AFP")),
        ("Reuters xabari asosida", ("Reuters",)),
        ("Редактор: Нина Савчук. Нашли ошибку?", ()),
        ("dpa/AFP/jw", ("dpa", "AFP")),
        ("SDA/sep", ("Keystone-SDA",)),
    ],
)
def test_closing_credit_names_the_agencies(paragraph: str, agencies: tuple[str, ...]) -> None:
    assert closing_credit(paragraph) == agencies


@pytest.mark.parametrize(
    "paragraph",
    [
        "A spokesman told Reuters that the ministry had not replied.",
        "Reporting on the ban stopped.",
        "The source: an official.",
        "По сообщениям ТАСС, суд отказал компании в пересмотре штрафа.",
        "",
    ],
)
def test_closing_credit_is_not_seen_in_running_text(paragraph: str) -> None:
    assert closing_credit(paragraph) is None


def test_agencies_go_by_one_name() -> None:
    assert agency_named("By The Associated Press") == "AP"
    assert agency_named("Ada Quill") is None
    assert agencies_in("RIA via Reuters, as AAPL fell") == ("RIA Novosti", "Reuters")


def test_finish_takes_credit_and_dateline_out_of_the_text_and_says_so() -> None:
    blocks = [
        Block("HOLM (AP) - One said so."),
        Block("Two agreed."),
        Block("Reporting by Ada Quill; Editing by Max Orr"),
    ]
    body = finish(blocks)
    assert (body.text, body.dateline, body.credits) == ("One said so.\n\nTwo agreed.", "HOLM", ("AP",))
    assert {reason for _, reason in body.cut} == {"dateline", "credit line"}


def test_finish_takes_a_name_alone_below_an_unsigned_body_for_its_author() -> None:
    lines = [*(f"The boats were counted again, for the {number}th time." for number in range(6)), "Ada QUILL"]
    assert finish([Block(line) for line in lines], signed=False).signature == "Ada QUILL"
    assert finish([Block(line) for line in lines]).signature is None
    assert finish([Block(line) for line in lines[:-1]], signed=False).signature is None


def test_finish_keeps_the_last_name_of_a_list() -> None:
    lines = [
        *(f"The boats were counted again, for the {number}th time." for number in range(6)),
        "Quay Boats",
        "Ada QUILL",
    ]
    body = finish([Block(line) for line in lines], signed=False)
    assert (body.signature, body.text.endswith("Quay Boats\n\nAda QUILL")) == (None, True)


def test_finish_takes_the_sources_that_stand_below_a_body() -> None:
    lines = [Block("The boats were counted again."), Block("Nobody answered.")]
    below = (
        "Boats",
        "AFP",
        "Source: Pentagon",
        "منبع: ایسنا",
        "A long line on other pages: the boats and what Reuters said of them.",
    )
    assert finish(lines, below=below).credits == ("ISNA",)
    assert finish(lines, below=("AFP",)).credits == ()


def test_finish_keeps_a_correction_with_its_day_apart() -> None:
    note = "Correction 18 October 2024: An earlier version gave the number of boats as 112."
    body = finish([Block("The boats were counted again."), Block(note)])
    assert (body.text, body.corrections) == ("The boats were counted again.", (note,))


def test_finish_takes_a_name_before_a_colon_for_a_place_but_not_in_a_transcript() -> None:
    lines = ["ADA QUILL: The boats were counted.", "The court was told so."]
    assert finish([Block(line) for line in lines]).dateline == "ADA QUILL"
    told = finish([Block(line) for line in [*lines, "IVO LAN: None of them was ours."]])
    assert (told.dateline, told.text.split()[0]) == (None, "ADA")


def test_finish_cuts_the_rule_above_a_credit_line() -> None:
    lines = ["The boats were counted again.", "Nobody answered.", "___", "With reporting by Reuters"]
    body = finish([Block(line) for line in lines])
    assert (body.text, body.credits) == ("The boats were counted again.\n\nNobody answered.", ("Reuters",))


def test_finish_cuts_the_note_below_a_sign_off() -> None:
    blocks = [
        Block("One said so."),
        Block("Reporting by Ada Quill; Editing by Max Orr"),
        Block("Our way: The Northwire Book of Rules"),
    ]
    body = finish(blocks)
    assert body.text == "One said so."
    assert {reason for _, reason in body.cut} == {"note below the credit line", "credit line"}


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_split_dateline_keeps_offsets(paragraph: str) -> None:
    found = split_dateline(paragraph)
    assert found is None or 0 < found.end < len(paragraph)


def test_finish_takes_a_dateline_that_stands_alone() -> None:
    body = finish([Block("NEW DELHI:"), Block("A court said that the ferry may run."), Block("It runs.")])
    assert (body.text, body.dateline) == ("A court said that the ferry may run.\n\nIt runs.", "NEW DELHI")
    summary = finish([Block("KEY POINTS:"), Block("A court said that the ferry may run.")])
    assert (summary.text[:11], summary.dateline) == ("KEY POINTS:", None)
