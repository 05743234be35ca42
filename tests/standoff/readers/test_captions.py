"""Captions of a page's own pictures."""

import pytest

from standoff.readers.captions import captions_of
from standoff.readers.page import parse

PICTURE = "<figure><img><figcaption>The bridge at Orel, seen from the mill</figcaption></figure>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<h1>A bridge is closed</h1>{PICTURE}", True),
        (f"<div class='menu'><h1>A bridge is closed</h1>{PICTURE}</div>", True),
        (f"<div class='teasers'><div><h1>A bridge is closed</h1></div>{PICTURE}</div>", True),
        (f"<h1>A bridge is closed</h1><div class='teasers'>{PICTURE}</div>", False),
        (f"<h1>A bridge is closed</h1><aside>{PICTURE}</aside>", False),
    ],
)
def test_captions_of_keeps_those_of_parts_that_hold_the_headline(body: str, found: bool) -> None:
    page = parse(f"<html><body>{body}</body></html>", "https://x.test/a")
    assert captions_of(page) == (("The bridge at Orel, seen from the mill",) if found else ())


@pytest.mark.parametrize("text", ["Advertisement", "Forgot your password?", "More On: bridges The ferry runs again"])
def test_captions_of_leaves_out_what_only_looks_like_one(text: str) -> None:
    page = parse(f"<html><body><h1>A</h1><div class='caption'>{text}</div></body></html>", "https://x.test/a")
    assert captions_of(page) == ()
