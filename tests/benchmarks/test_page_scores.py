"""The measures of extraction on cases that can be counted by hand."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("benchmark_page_scores", ROOT / "benchmarks" / "page_scores.py")
assert SPEC is not None
assert SPEC.loader is not None
scores = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scores)


def test_score_page_counts_windows_of_four_tokens() -> None:
    page = scores.score_page("one two three four five", "one two three four six")
    assert (page.precision, page.recall, page.f1, page.empty) == (0.5, 0.5, 0.5, False)
    assert scores.score_page("one", "one").f1 == 1
    assert scores.score_page("one two", "").empty


def test_score_set_leaves_empty_pages_out_of_precision_alone() -> None:
    pages = [scores.score_page("a b c d", "a b c d"), scores.score_page("a b c d", "")]
    result = scores.score_set(pages)
    assert (result["p"], result["r"], result["mean_f1"], result["empty"]) == (1, 0.5, 0.5, 1)
    assert result["f1"] == pytest.approx(2 / 3)


def test_difference_of_equals_is_nothing() -> None:
    pages = [scores.score_page("a b c d e", "a b c d x"), scores.score_page("a b c d", "a b c d")]
    assert scores.difference(pages, pages, draws=50) == {"difference": 0, "low": 0, "high": 0}


def test_score_claims_compares_days_and_sets_of_names() -> None:
    gold = [{"id": "1", "gold_title": "A Title", "gold_date": "2024-03-08", "gold_author": ["Ada Quill", "Max Orr"]}]
    found = {
        "1": {
            "headline": "a title!",
            "day": "2024-03-08T23:40",
            "day_utc": "2024-03-09",
            "authors": "Max Orr and Ada Quill",
        }
    }
    result = scores.score_claims(gold, found)
    assert (result["title"], result["date"], result["date_utc"], result["author"]) == (1, 1, 0, 1)
