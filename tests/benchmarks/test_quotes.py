"""The benchmark of quotes: corrections of a gold set, and interrupted quotes as one attribution."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SHARED = Path(__file__).parents[3] / "shared"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


sets = load("quote_sets")

TEXT = 'Ada Novak said: "We left." Then she said: "We came back."'
GOLD: list[dict[str, Any]] = [
    {
        "id": "one",
        "text": TEXT,
        "quotes": [
            {"spans": [[17, 25]], "speaker": "Novak", "cue": "said", "type": "direct"},
            {"spans": [[43, 56]], "speaker": "she", "cue": "said", "type": "direct"},
        ],
    }
]


def test_corrected_removes_changes_and_adds() -> None:
    changes = [
        {"document": "one", "op": "remove", "quote": 1, "reason": "twice"},
        {"document": "one", "op": "change", "quote": 0, "speaker": [0, 9], "reason": "the full name"},
        {"document": "one", "op": "add", "spans": [[27, 36]], "type": "indirect", "reason": "left out"},
        {"document": "another", "op": "remove", "quote": 0, "reason": "not here"},
    ]
    (row,) = sets.corrected(GOLD, changes)
    assert [(quote["speaker"], quote["spans"]) for quote in row["quotes"]] == [
        ("Ada Novak", [[17, 25]]),
        ("", [[27, 36]]),
    ]
    assert len(GOLD[0]["quotes"]) == 2


def test_as_attributions_leaves_an_interrupted_quote_apart() -> None:
    text = '"We never saw it," Ana Brandt said. "Nobody did." She declined to comment.'
    quotes = sets.read_quotes(sets.article_of({"text": text, "lang": "en"}))
    rows = sets.as_attributions(quotes, apart=True)
    assert [row["spans"] for row in rows] == [[[quote.start, quote.end]] for quote in quotes]
    assert len(rows) == 3


def test_as_attributions_joins_an_interrupted_quote() -> None:
    text = '"We left," Ada Novak said. "We came back." Hugo Stern declined to comment.'
    quotes = sets.read_quotes(sets.article_of({"text": text, "lang": "en"}))
    (row,) = sets.as_attributions(quotes)
    assert [text[start:end] for start, end in row["spans"]] == ["We left", "We came back."]
    assert row["speaker"] == "Ada Novak"


def test_corrections_hold_offsets_and_reasons_only() -> None:
    for line in sets.CORRECTIONS.read_text(encoding="utf-8").splitlines():
        change = json.loads(line)
        assert set(change) <= {"document", "op", "quote", "spans", "speaker", "resolved", "cue", "type", "reason"}
        assert change["op"] in {"remove", "change", "add"}
        assert len(change["reason"]) > 5
        for key in ("speaker", "resolved", "cue"):
            assert change.get(key) is None or all(isinstance(offset, int) for offset in change[key])


FLOORS = {
    "checklist": {"cases": {"de": "2 of 2", "en": "31 of 31", "kk": "1 of 1", "ru": "5 of 5", "uk": "1 of 1"}},
    "gum": {"standoff": {"all overlap": 88.0, "resolved": 85.0, "pronouns": 70.0}},
    "newsroom": {
        "standoff": {"+ speaker": 95.0, "+ stance": 93.0, "venue where given": 90.0, "said_on where given": 90.0}
    },
    "dev": {"standoff": {"text F1": 93.0, "+ speaker": 84.0}},
}


@pytest.mark.parametrize("name", FLOORS)
def test_figures_stay_above_their_floors(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not (SHARED / "tools").is_dir():
        pytest.skip("the shared data are not beside the repository")
    sys.path.insert(0, str(BENCHMARKS))
    try:
        quotes = load("quotes")
    finally:
        sys.path.remove(str(BENCHMARKS))
    assert quotes.main(["--json", "--sets", name]) == 0
    (result,) = json.loads(capsys.readouterr().out).values()
    for system, floors in FLOORS[name].items():
        for figure, floor in floors.items():
            got = result[system][figure]
            assert got == floor if isinstance(floor, str) else got >= floor, (figure, got)


def test_gold_files_are_measured_by_themselves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not (SHARED / "tools").is_dir():
        pytest.skip("the shared data are not beside the repository")
    text = '"We left," Ada Novak said. "We came back."'
    quotes = [{"spans": [span], "speaker": "Ada Novak", "type": "direct", "cue": "said"} for span in ([1, 8], [28, 41])]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "one", "lang": "en", "text": text, "quotes": quotes}), encoding="utf-8")
    sys.path.insert(0, str(BENCHMARKS))
    try:
        benchmark = load("quotes")
    finally:
        sys.path.remove(str(BENCHMARKS))
    assert benchmark.main(["--json", "--gold", str(gold), "--apart", "--peers", "none"]) == 0
    (apart,) = json.loads(capsys.readouterr().out).values()
    assert benchmark.main(["--json", "--gold", str(gold), "--peers", "none"]) == 0
    (joined,) = json.loads(capsys.readouterr().out).values()
    assert apart["standoff"]["direct exact"] == apart["standoff"]["segments attributed"] == 100.0
    assert joined["standoff"]["direct exact"] == 0.0
