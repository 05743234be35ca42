"""Tags, as pages name them."""

import pytest

from standoff.readers.page import parse
from standoff.readers.topics import tags_of


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("ferries, Orel harbour; courts", ("ferries", "Orel harbour", "courts")),
        ("港口 渡轮 法院 裁决", ("港口", "渡轮", "法院", "裁决")),
        ("港口 渡轮, 法院", ("港口 渡轮", "法院")),
        ("Orel harbour in winter", ("Orel harbour in winter",)),
    ],
)
def test_tags_of_parts_at_commas_and_in_chinese_at_spaces(words: str, tags: tuple[str, ...]) -> None:
    page = parse(
        f"<html><head><meta name='keywords' content='{words}'></head><body>x</body></html>", "https://x.test/a"
    )
    assert tags_of(page) == (tags, "meta:keywords")
