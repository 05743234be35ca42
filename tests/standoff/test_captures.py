"""Bytes as they come: digests, headers, and characters that never raise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.captures import decode, digest_of, header, media_type

HTML = ("Content-Type", "text/html")


def test_digest_of_names_its_algorithm() -> None:
    assert digest_of(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_header_ignores_the_case_of_names_and_takes_the_first() -> None:
    headers = (("ETag", "a"), ("etag", "b"))
    assert (header(headers, "ETAG"), header({"X": "y"}, "x"), header((), "x")) == ("a", "y", None)


def test_media_type_leaves_parameters_out() -> None:
    assert media_type([("content-type", "Text/HTML; charset=x")]) == "text/html"
    assert media_type(()) is None


@pytest.mark.parametrize(
    ("body", "content_type", "text", "charset"),
    [
        ("Суд".encode("utf-8-sig"), "text/html; charset=windows-1251", "Суд", "utf-8"),
        ("Суд".encode("utf-16"), "text/html", "Суд", "utf-16-le"),
        ("Суд".encode("cp1251"), "text/html; charset=windows-1251", "Суд", "cp1251"),
        ("Суд решил".encode(), "text/html; charset=iso-8859-1", "Суд решил", "utf-8"),
        (
            b"<meta charset=windows-1251>" + "Суд".encode("cp1251"),
            "text/html",
            "<meta charset=windows-1251>Суд",
            "cp1251",
        ),
        ("“Суд”".encode("cp1252", "ignore"), "text/html; charset=latin-1", "“”", "cp1252"),
        (b"plain", "text/html; charset=no-such-thing", "plain", "utf-8"),
        (b"plain", "text/html; charset=rot13", "plain", "utf-8"),
        ("Суд".encode() * 400 + b"\xd0", "text/html; charset=utf-8", "Суд" * 400 + "\ufffd", "utf-8"),
        (b"", "text/html", "", "utf-8"),
    ],
)
def test_decode_reads(body: bytes, content_type: str, text: str, charset: str) -> None:
    assert decode(body, [("Content-Type", content_type)]) == (text, charset)


def test_decode_guesses_a_charset_that_nobody_names() -> None:
    words = "Регулятор потребовал от компании удалить каналы, сообщил представитель ведомства. " * 20
    assert decode(words.encode("cp1251"), [HTML])[0] == words


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=30))
def test_decode_never_raises(body: bytes, charset: str) -> None:
    text, used = decode(body, [("Content-Type", f"text/html; charset={charset}")])
    assert isinstance(text, str)
    assert "".encode(used) is not None


@pytest.mark.parametrize(
    ("word", "charset"),
    [("Москва", "cp1251"), ("Москва", "koi8_r"), ("— said “no”", "cp1252"), ("İstanbul’da", "cp1254")],
)
def test_decode_makes_no_ideographs_of_a_few_letters(word: str, charset: str) -> None:
    """A page that says UTF-8 and holds one name in another charset: six bytes were read as three words of Chinese."""
    page = f"<html lang=en><p>A court in Minsk fined the messenger {word} on Monday, the regulator said.</p>"
    assert decode(page.encode(charset), [("Content-Type", "text/html; charset=utf-8")])[0] == page
