"""The cascade gives the bodies that trafilatura gives, whichever of its stages they come from."""

import pytest
from lxml.etree import tostring
from trafilatura import bare_extraction

from newsroom.channels import site_resources
from newsroom.pages import load_sites
from standoff.readers import cascade
from standoff.readers.page import Page, parse

LINE = "The court in Riga told the platform on Monday, the clerk said, that its appeal number {} had come a day late."
LINKS = "".join(f'<li><a href="/a/{number}">Another story, the {number}th</a></li>' for number in range(60))


def lines(count: int, form: str = "<p>{}</p>") -> str:
    return "".join(form.format(LINE.format(number)) for number in range(count))


INVENTED = {
    "article": f"<article>{lines(9)}</article>",
    "among links": f"<ul>{LINKS}</ul><article>{lines(4)}</article><ul>{LINKS}</ul>",
    "one line among links": f"<ul>{LINKS}</ul><article>{lines(1)}</article><ul>{LINKS * 4}</ul>",
    "no paragraphs": f"<div class='story'>{lines(9, '{}<br>')}</div>",
    "only divs": f"<div class='x'>{lines(20, '<div>{}</div>')}</div><div class='article-body'>{lines(1)}</div>",
    "a table": f"<article><table>{lines(9, '<tr><td>{}</td></tr>')}</table></article>",
    "split": f"<div class='post-content'>{lines(2)}</div><section class='later'>{lines(30)}</section>",
    "buried": f"<div class='entry-content'>{lines(3)}</div>" + f"<div class='a'><nav>{lines(99)}</nav></div>",
    "comments": f"<article>{lines(3)}</article><div class='comment-list'>{lines(40)}</div>",
    "a thread without end": f"<article>{lines(9)}</article><div id='infinite-scroll'><p>{lines(40)}</p></div>",
    "nothing": "<div></div>",
    "a word": "<p>Riga</p>",
}


def page(body: str) -> Page:
    return parse(f"<html lang=en><head><title>A title</title></head><body>{body}</body></html>", "https://a.example/1")


def newsroom_pages() -> list[Page]:
    found = []
    for site in load_sites():
        shelf = site_resources(site, 80, 1)
        found += [parse(shelf[one.path].body.decode(), f"http://{site.host}{one.path}") for one in site.current(1)]
    return found


def both(page: Page) -> tuple[bytes | None, bytes | None]:
    document = bare_extraction(page.tree, url=page.url, include_comments=False)
    mine, theirs = cascade.body_of(page.tree, page.url), getattr(document, "body", None)
    return tuple(None if body is None else tostring(body) for body in (mine, theirs))  # type: ignore[return-value]


@pytest.mark.parametrize("name", INVENTED)
def test_body_is_trafilaturas(name: str) -> None:
    mine, theirs = both(page(INVENTED[name]))
    assert mine == theirs


def test_bodies_of_the_newsroom_are_trafilaturas() -> None:
    pages = newsroom_pages()
    assert len(pages) > 15
    assert [one.url for one in pages if len(set(both(one))) > 1] == []


def test_the_tree_is_left_as_it_is() -> None:
    one = page(INVENTED["comments"])
    before = tostring(one.tree)
    cascade.body_of(one.tree, one.url)
    assert tostring(one.tree) == before


def test_the_others_are_asked_where_they_could_find_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for stage in ("compare_extraction", "baseline", "justext_rescue"):
        theirs = getattr(cascade, stage)

        def noted(*given: object, stage: str = stage, theirs: object = theirs) -> object:
            asked.append(stage)
            return theirs(*given)  # type: ignore[operator]

        monkeypatch.setattr(cascade, stage, noted)
    stages = {}
    for name, body in INVENTED.items():
        asked.clear()
        one = page(body)
        cascade.body_of(one.tree, one.url)
        stages[name] = {*asked}
    assert stages["article"] == stages["a thread without end"] == set()
    assert "compare_extraction" in stages["among links"]
    assert stages["nothing"] == {"compare_extraction", "baseline"}
    assert any("justext_rescue" in found for found in stages.values()), "no page here is read once more"
