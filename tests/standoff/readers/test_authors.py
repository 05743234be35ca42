"""Bylines as lists of names."""

import pytest

from standoff.readers.authors import authors_of, clean_names
from standoff.readers.page import parse


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Quill and Joon Ferris", ("Ada Quill", "Joon Ferris")),
        ("By Ada Quill, Senior Political Reporter", ("Ada Quill",)),
        ("Von Ada Quill, Joon Ferris und Max Orr", ("Ada Quill", "Joon Ferris", "Max Orr")),
        ("RFE/RL's Kazakh Service", ("RFE/RL's Kazakh Service",)),
        ("Ada Quill, The Associated Press", ("Ada Quill", "The Associated Press")),
        ("Ada Quill | 3 March 2024", ("Ada Quill",)),
        ("https://www.facebook.com/adaquill", ()),
        ("admin", ()),
        ("December", ()),
        ("Get author RSS feed", ()),
        ("AFP", ("AFP",)),
        ("Par AFP", ("AFP",)),
        ("BYU News", ("BYU News",)),
        ("ByAda Quill", ("Ada Quill",)),
        ("publié le", ()),
        ("Ada Quill, CEO", ("Ada Quill",)),
        ("Ada Quill, The QuayDec 4, 2016", ("Ada Quill", "The Quay")),
        ("Court Lifts Ban After Nine Long Years Without Boats", ()),
        ("ADA QUILL", ("Ada Quill",)),
        ("Автор: Ада Квил", ("Ада Квил",)),
        ("신현주 기자", ("신현주",)),
        ("By: Ada Quill August 18, 2010 3:21 PM Print E-mail", ("Ada Quill",)),
        ("Print", ()),
        ("Super User", ()),
        ("репортёр", ()),
        ("Ада КвилПишет о лодках и судах", ("Ада Квил",)),
        ("Ада МакКвил", ("Ада МакКвил",)),
        ("МакКвил Ада", ("МакКвил Ада",)),
        ("РосМедиа", ("РосМедиа",)),
        ("Zuletzt aktualisiert", ()),
        ("Марина КОВАЛЬЧУК", ("Марина Ковальчук",)),
        ("9:39AM BST", ()),
        ("ADA QUILL Envoyée spéciale à Orel", ("Ada Quill",)),
        ("", ()),
    ],
)
def test_clean_names(byline: str, names: tuple[str, ...]) -> None:
    assert clean_names([byline]) == names


def test_authors_of_prefers_a_person_to_the_site_itself() -> None:
    page = parse(
        "<html><head><meta property='og:site_name' content='The Quay'><meta name='author' content='The Quay'></head>"
        "<body><h1>A headline of the day</h1><div class='byline'>By <a href='/p/1'>Ada Quill</a></div></body></html>",
        "https://quay.test/a",
    )
    assert authors_of(page) == (("Ada Quill",), "byline")


def test_authors_of_reads_microdata_of_the_article_wherever_it_stands() -> None:
    author = "<div class='footer'><span itemprop='author' itemscope><span itemprop='name'>Ada Quill</span></span></div>"
    story = "<div itemscope itemtype='http://schema.org/{}'><h1>Boats</h1>{}</div>"
    own, other = (parse(story.format(kind, author), "https://x.test/a") for kind in ("NewsArticle", "Organization"))
    assert authors_of(own) == (("Ada Quill",), "byline")
    assert authors_of(other) is None


def test_authors_of_gives_none_where_nobody_signs() -> None:
    assert authors_of(parse("<html><body><h1>A headline</h1><p>x</p></body></html>", "https://quay.test/a")) is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<p>Von: <a href='/p/1'>Ada Quill</a></p>", ("Ada Quill",)),
        ("<p>By Ada Quill</p>", ("Ada Quill",)),
        ("<p>By doing this they gained a day</p>", None),
    ],
)
def test_authors_of_reads_printed_bylines(byline: str, names: tuple[str, ...] | None) -> None:
    found = authors_of(
        parse(f"<html><body><h1>A headline of the day</h1>{byline}</body></html>", "https://quay.test/a")
    )
    assert (found and found[0]) == names


def test_authors_of_passes_over_who_signs_the_pictures_of_other_pages() -> None:
    small = (
        "<div class='thumbnail'><a href='/b'>The ferry runs again after a long winter</a>"
        "<span class='author'>By Ada Quill</span></div>"
    )
    page = parse(f"<html><body><h1>A headline of the day</h1><p>Text.</p>{small}</body></html>", "https://quay.test/a")
    assert authors_of(page) is None


def test_authors_of_saves_the_author_of_broken_json() -> None:
    block = '{"@type": "NewsArticle", "datePublished": "2024-03-08", "author": [{"name": "Ada Quill"}], }}'
    page = parse(
        f"<html><head><script type='application/ld+json'>{block}</script></head><body><h1>A</h1></body></html>",
        "https://quay.test/a",
    )
    assert authors_of(page) == (("Ada Quill",), "json-ld")
