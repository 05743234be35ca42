"""Walls that answer with 200: a captcha that is taken for an article is an edit that nobody made."""

import pytest

from standoff.readers.kinds import no_page
from standoff.readers.page import parse

URL = "https://harbour.example/news/1"


def kind(title: str, body: str, head: str = "") -> str | None:
    html = f"<html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return no_page(parse(html, URL, (), None))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Harbour News", "<h1>Please verify you are a human</h1><p>Then the page opens.</p>"),
        ("Access verification", "<p>We saw unusual traffic from your network. Reference ID: 18.ab</p>"),
        ("harbour.example", "<h2>Human check</h2><p>Tick the box to show that you're not a robot.</p>"),
        ("harbour.example", "<div>Sorry, you have been blocked</div><p>You are unable to reach harbour.example</p>"),
        ("", "<script src='https://9a.token.awswaf.com/9a/challenge.js'></script><p>One moment</p>"),
        ("Ой!", "<p>Подтвердите, что вы не робот, и страница откроется.</p>"),
        ("harbour.example", "<h1>One more step</h1><p>Please complete the security check to go on.</p>"),
    ],
)
def test_wall_is_a_block_page(title: str, body: str) -> None:
    assert kind(title, body) == "block_page"


STORY = "<p>The ministry told the harbour that its new form asks whether you are a human, and that nobody likes it.</p>"


@pytest.mark.parametrize(
    ("title", "body", "head"),
    [
        ("Ministry drops its captcha", f"<h1>Ministry drops its captcha</h1>{STORY * 3}", ""),
        ("Prove that you are not a robot", f"<h1>A day at the office</h1>{STORY * 20}", ""),
        (
            "The minister and the machine",
            "<p>The form asks you to show that you are not a robot.</p>",
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The minister"}</script>',
        ),
        ("Unusual traffic in the strait", f"<h1>{'Ships wait for days ' * 8}</h1>{STORY * 20}", ""),
    ],
)
def test_story_about_walls_is_none(title: str, body: str, head: str) -> None:
    assert kind(title, body, head) is None
