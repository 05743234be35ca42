"""The lexicon: what it holds, and what it says of a file that is wrong."""

from pathlib import Path

import pytest

from standoff.entities import entities
from standoff.errors import CatalogueError
from standoff.lexicon import load_lexicon, require, words


def test_load_lexicon_returns_the_tables_of_a_file():
    assert load_lexicon("platforms")["telegram"]["name"] == "Telegram"


def test_load_lexicon_names_a_missing_file():
    with pytest.raises(CatalogueError, match=r"nowhere\.toml"):
        load_lexicon("nowhere")


def test_load_lexicon_names_a_broken_file(tmp_path: Path):
    (tmp_path / "bent.toml").write_text("[a\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"bent\.toml"):
        load_lexicon("bent", tmp_path)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("text", "a table is wanted, not str"),
        ({"name": "A", "nmae": "B"}, "unknown key nmae"),
        ({}, "missing name"),
    ],
)
def test_require_names_file_and_key(entry: object, complaint: str):
    with pytest.raises(CatalogueError, match=rf"bodies\.toml: xx-body: {complaint}"):
        require("bodies", "xx-body", entry, frozenset({"name"}), frozenset({"name"}))


@pytest.mark.parametrize("value", ["text", [1], [""], None])
def test_words_wants_a_list_of_words(value: object):
    with pytest.raises(CatalogueError, match=r"platforms\.toml: x\.en"):
        words("platforms", "x.en", value)


def test_the_gazetteer_is_as_wide_as_promised():
    known = entities().values()
    assert sum(one.kind == "platform" for one in known) >= 40
    bodies = [one for one in known if one.kind == "body"]
    assert len(bodies) >= 80
    assert len({one.country for one in bodies}) >= 30


@pytest.mark.parametrize("name", ["platforms", "bodies", "people"])
def test_every_entry_gives_its_source(name: str):
    assert all(entry["source"].startswith("http") for entry in load_lexicon(name).values())


def test_owners_and_spokesmen_point_to_entries():
    known = entities()
    assert all(one.owner in known for one in known.values() if one.owner)
    assert all(one.of in known for one in known.values() if one.of)
