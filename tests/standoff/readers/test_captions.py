"""Captions of a page's own pictures."""

import pytest

from standoff.readers.captions import caption_keys, captions_of
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


@pytest.mark.parametrize("name", ["photoDesc", "pic-sign", "foto", "img_desc", "podpis"])
def test_captions_of_knows_the_classes_of_older_sites(name: str) -> None:
    picture = f"<div><img src='/a.jpg'><div class='{name}'>The bridge at Orel</div></div><p class='photos'>No</p>"
    page = parse(f"<html><body><h1>A bridge is closed</h1>{picture}</body></html>", "https://x.test/a")
    assert captions_of(page) == ("The bridge at Orel",)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("<div class='news-pic'><img src='/a.jpg'><span>The bridge at Orel, from the mill</span></div>", True),
        ("<table><tr><td><img></td></tr><tr><td>The bridge at Orel, from the mill</td></tr></table>", True),
        ("<div class='news-pic'><img><a href='/b'>The bridge at Orel, from the mill</a></div>", False),
        ("<div class='news-pic'><img><p>The bridge at Orel, from the mill</p></div>", False),
        ("<div class='author photo'><img><span>Ada Quill, our correspondent in Orel</span></div>", False),
        ("<div class='box'><img><span>The bridge at Orel, from the mill</span></div>", False),
        ("<aside><div class='pic'><img><span>The bridge at Orel, from the mill</span></div></aside>", False),
    ],
)
def test_captions_of_takes_what_stands_alone_with_a_picture(part: str, found: bool) -> None:
    page = parse(f"<html><body><h1>A bridge is closed</h1>{part}<p>It rained.</p></body></html>", "https://x.test/a")
    assert captions_of(page) == (("The bridge at Orel, from the mill",) if found else ())


@pytest.mark.parametrize(
    "text",
    ["Advertisement", "Forgot your password?", "More On: bridges The ferry runs again", "REKLAMA: za 15", "tags"],
)
def test_captions_of_leaves_out_what_only_looks_like_one(text: str) -> None:
    page = parse(f"<html><body><h1>A</h1><div class='caption'>{text}</div></body></html>", "https://x.test/a")
    assert captions_of(page) == ()


def test_caption_keys_know_a_caption_without_its_credit_and_in_parts() -> None:
    layer = (
        "<div class='modal'><figcaption><p>A boat at the quay of Orel</p><p>Photo: Ivo Lan, Quay</p></figcaption></div>"
    )
    page = parse(f"<html><body><h1>A bridge is closed</h1>{layer}</body></html>", "https://x.test/a")
    keys = caption_keys(page, ("The mill, seen at dawn. Foto: Ivo Lan",))
    assert {"themillseenatdawn", "aboatatthequayoforel", "photoivolanquay"} <= keys
