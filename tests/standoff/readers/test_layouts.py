"""Layouts are data: compiled, dated, and refused by name when wrong."""

from datetime import date
from pathlib import Path

import pytest

from standoff.errors import CatalogueError
from standoff.readers.layouts import load_system, load_systems
from standoff.readers.page import parse
from standoff.readers.sites import site_of

OLD = (
    "<html><head><script>var x={pangea_version:'1'}</script></head><body><h1>An old page</h1><p class='article_date'>"
    "<time datetime='2012-05-01T10:00:00Z'></time></p><div class='zoomMe'>One said so.<br><br>Two agreed.</div>"
    "<div id='article-content'><div class='wsw'></div></div></body></html>"
)


def test_load_systems_reads_what_ships() -> None:
    pangea = load_systems()["pangea"]
    assert [layout.name for layout in pangea.layouts] == ["2015", "2010"]
    assert pangea.layouts[1].until == date(2016, 1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cms = 'x'\nzzz = 1", "unknown key zzz"),
        ("[[layout]]\nname = 'a'\nheadlines = []", "layout a: unknown key headlines"),
        ("[[layout]]\nname = 'a'\nheadline = ['//h1[']", "headline"),
        ("[[layout]]\nname = 'a'\nheadline = 'h1'", "a list of XPaths"),
        ("= 1", "broken.toml"),
    ],
)
def test_load_system_names_file_and_key(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"broken\.toml") as caught:
        load_system(path)
    assert words in str(caught.value)


def test_an_old_page_is_read_by_the_rules_of_its_day() -> None:
    site = site_of(parse(OLD, "https://x.test/a/1.html"), date(2013, 1, 1))
    assert site is not None
    assert site.layout.name in {"2015", "2010"}
    page = parse(
        OLD.replace("<div id='article-content'><div class='wsw'></div></div>", "pg-title"), "https://x.test/a/1.html"
    )
    assert site_of(page, date(2013, 1, 1)) is None  # one mark alone is too little without an outlet
