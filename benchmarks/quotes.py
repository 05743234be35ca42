"""Quotes and their speakers against gold, with peers on the same texts in the same run.

    python benchmarks/quotes.py [--json] [--sets checklist gum newsroom german dev held more wide apart]
        [--gold FILE … [--apart]] [--peers PYTHON] [--parse PYTHON]

The first four sets and their scorers stand in ``../shared`` beside the repository and never in it; what is missing is
skipped with a reason. The last five are parts of the short texts. ``--gold`` measures other files in the form of
``score_quotes.py``, or in that of the newsroom's gold, alone unless ``--sets`` is given too; ``--apart`` says that the
file counts a quote that its tag interrupts as two. Peers: a naive regular expression, and textacy (paragraph by
paragraph) and sayswho under the interpreter ``--peers``. With an interpreter ``--parse`` that has the extra ``nlp``
every set is read a second time with the dependency parse. Times are CPU seconds.
"""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType

from quote_sets import CORRECTIONS, Quote, Row, article_of, corrected, naive, ours, read_quotes, read_rows
from texts import load_texts

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PEERS = ROOT / ".peers" / "bin" / "python"
PARSE = ROOT / ".nlp" / "bin" / "python"

#: The German set is under a licence of its own and runs only when it is asked for.
TEXTS = ["dev", "held", "more", "wide", "apart"]
USUAL = ["checklist", "gum", "newsroom", *TEXTS]

SETS = {
    "checklist": "quotes/checklist_multi.jsonl",
    "gum": "quotes/gum_wikinews_en.jsonl",
    "german": "quotes/wikinews_de_ncsa.jsonl",
    "newsroom": "newsroom/gold.jsonl",
}


def tool(name: str) -> ModuleType:
    """Return one of the scoring scripts that stand beside the data."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def peer(name: str, python: Path | None, rows: Sequence[Row]) -> Row:
    """Return what a peer makes of *rows*: ``rows``, ``lost`` parts and ``seconds``; or the reason why it is skipped."""
    if python is None or not python.exists():
        return {"skipped": "there is no interpreter with it (--peers)"}
    lines = "\n".join(json.dumps({"id": row["id"], "text": row["text"]}) for row in rows)
    script = str(Path(__file__).with_name("quote_peers.py"))
    run = subprocess.run([str(python), script, name], input=lines, capture_output=True, text=True, check=False)
    if run.returncode:
        return {"skipped": (run.stderr.strip().splitlines() or ["it ended without a word"])[-1]}
    found: Row = json.loads(run.stdout.splitlines()[-1])
    return found


# Figures.


def figures(scorer: ModuleType, gold: Sequence[Row], found: Sequence[Row]) -> Row:
    """Return the figures of one system on one set, F1 and shares in per cent."""
    by_id = {row["id"]: row for row in found}
    result = scorer.summary(scorer.add(scorer.count_document(row, by_id.get(row["id"], {})) for row in gold))
    kinds, segments = result["kinds"], result["segments"]
    return {
        "direct exact": _percent(kinds["direct"]["exact"]["f1"]),
        "direct e2e": _percent(kinds["direct"]["e2e"]["f1"]),
        "mixed overlap": _percent(kinds["mixed"]["overlap"]["f1"]),
        "indirect overlap": _percent(kinds["indirect"]["overlap"]["f1"]),
        "all overlap": _percent(kinds["all"]["overlap"]["f1"]),
        "all e2e": _percent(kinds["all"]["e2e"]["f1"]),
        "segments attributed": _percent(segments["all"]["attributed"]["f1"]),
        "6+ attributed": _percent(segments["6+"]["attributed"]["f1"]),
        "segments detected": _percent(segments["all"]["detect"]["f1"]),
    }


def _percent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 1)


def names_right(scorer: ModuleType, gold: Sequence[Row], found: Sequence[Row]) -> Row:
    """Return the share of full names that are right among the matched quotes that have one, and that of pronouns."""
    by_id = {row["id"]: row for row in found}
    counts = {"names": 0, "right": 0, "pronouns": 0, "pronouns right": 0}
    for row in gold:
        _, wanted, got = scorer.prepare(row, by_id.get(row["id"], {}))
        for left, right in scorer.match(wanted, got)[0].items():
            quote = wanted[left][1]
            if not quote.get("speaker_resolved"):
                continue
            same = plain(quote["speaker_resolved"]) == plain(got[right][1].get("speaker"))
            counts["names"] += 1
            counts["right"] += same
            if quote["speaker"].lower() in {"he", "she", "it", "they", "who"}:
                counts["pronouns"] += 1
                counts["pronouns right"] += same
    return {
        "resolved": _percent(counts["right"] / counts["names"]) if counts["names"] else None,
        "pronouns": _percent(counts["pronouns right"] / counts["pronouns"]) if counts["pronouns"] else None,
        "n": [counts["names"], counts["pronouns"]],
    }


def plain(name: str | None) -> str:
    """Return *name* without an article, case and marks."""
    words = re.findall(r"\w+", (name or "").casefold())
    return " ".join(words[1:] if words[:1] and words[0] in {"the", "a", "an", "das"} else words)


def case_right(scorer: ModuleType, row: Row, found: Row) -> bool:
    """Is a checklist passage right: every quote with its words, its speaker's head and name, and nothing more?"""
    _, wanted, got = scorer.prepare(row, found)
    pairs = scorer.match(wanted, got)[0]
    if len(wanted) != len(got) or len(pairs) < len(wanted):
        return False
    for left, right in pairs.items():
        quote, answer = wanted[left][1], got[right][1]
        if wanted[left][0] != got[right][0] or not scorer.same_head(answer, quote):
            return False
        if quote.get("speaker_resolved") and plain(quote["speaker_resolved"]) != plain(answer.get("speaker")):
            return False
    return True


def timed(read: Callable[[Sequence[Row]], list[Row]], rows: Sequence[Row]) -> tuple[list[Row], float]:
    """Return what *read* makes of *rows*, and documents per CPU second."""
    start = time.process_time()
    found = read(rows)
    return found, len(rows) / max(time.process_time() - start, 1e-6)


def on_newsroom(rows: Sequence[Row]) -> Row:
    """Return the figures on pages with full answers: the newsroom, or a half of the short texts."""
    scorer = tool("score_newsroom")
    found = []
    for row in rows:
        quotes = read_quotes(article_of(row)) if row.get("text") else ()
        found.append({**row, "quotes": [{name: getattr(quote, name) for name in Quote.__slots__} for quote in quotes]})
    result = scorer.score_quotes(list(zip(rows, found, strict=True)))
    placed = {"venue": [0, 0], "said_on": [0, 0]}
    for row, answer in zip(rows, found, strict=True):
        for wanted, got in scorer.match_quotes(row["quotes"], answer["quotes"]):
            for name, counts in placed.items():
                if wanted[name]:
                    counts[0] += scorer.QUOTE_FIELDS[name](wanted[name]) == scorer.QUOTE_FIELDS[name](got[name])
                    counts[1] += 1
    return {
        "text F1": _percent(result["text"]["f1"]),
        "+ speaker": _percent(result["text_speaker"]["f1"]),
        "+ stance": _percent(result["text_speaker_stance"]["f1"]),
        **{f"{name} where given": _percent(right / size) if size else None for name, (right, size) in placed.items()},
    }


def on_quotes(name: str, rows: Sequence[Row], peers: Path | None, *, apart: bool = False) -> Row:
    """Return the figures of all systems on one set of annotated quotes; *apart*: an interrupted one is two of them."""
    scorer = tool("score_quotes")
    gold = corrected(rows, read_rows(CORRECTIONS)) if name == "gum" else list(rows)
    found, speed = timed(partial(ours, apart=apart), gold)
    result: Row = {
        "standoff": {**figures(scorer, gold, found), "docs/s": round(speed), **names_right(scorer, gold, found)}
    }
    if name == "gum":
        result["standoff, gold as derived"] = figures(scorer, rows, found)
    if name == "checklist":
        by_id = {row["id"]: row for row in found}
        result["cases"] = {
            language: f"{sum(case_right(scorer, row, by_id[row['id']]) for row in part)} of {len(part)}"
            for language in sorted({row["lang"] for row in gold})
            if (part := [row for row in gold if row["lang"] == language])
        }
    guess, speed = timed(naive, gold)
    result["naive regex"] = {**figures(scorer, gold, guess), "docs/s": round(speed)}
    if name != "german":
        result |= _peers(scorer, [row for row in gold if row["lang"] == "en"], peers)
    return result


def _peers(scorer: ModuleType, gold: Sequence[Row], python: Path | None) -> Row:
    result: Row = {}
    for name in ("textacy", "sayswho"):
        answer = peer(name, python, gold)
        if "skipped" in answer:
            result[name] = answer
            continue
        speed = round(len(gold) / max(answer["seconds"], 1e-6), 1)
        result[name] = {**figures(scorer, gold, answer["rows"]), "docs/s": speed, "parts lost": answer["lost"]}
    return result


def with_parse(results: Row, sets: Sequence[str], python: Path) -> None:
    """Add to *results* what the same benchmark gives under *python* with the parse; or why it does not."""
    row: Row = {"skipped": "there is no interpreter with spaCy (--parse)"}
    if python.exists():
        command = [str(python), __file__, "--json", "--peers", "none", "--parse", "none", "--sets", *sets]
        environment = {**os.environ, "STANDOFF_NLP": "1", "PYTHONPATH": str(ROOT)}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if run.returncode or "rules alone" in run.stderr:
            row = {"skipped": (run.stderr.strip().splitlines() or ["it ended without a word"])[-1]}
        else:
            found = json.loads(run.stdout)
            for name, systems in results.items():
                if "standoff" in systems:
                    systems["standoff with the parse"] = found[name]["standoff"]
            return
    for systems in results.values():
        if "standoff" in systems:
            systems["standoff with the parse"] = row


def print_table(results: Row) -> None:
    """Print one block a set, one line a system."""
    for name, systems in results.items():
        print(f"== {name}")
        if "skipped" in systems:
            print(f"   skipped: {systems['skipped']}")
            continue
        for system, row in systems.items():
            values = row.items() if isinstance(row, dict) else [("", row)]
            print(f"   {system}: " + ", ".join(f"{key} {'-' if value is None else value}" for key, value in values))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--sets", nargs="+", choices=[*SETS, *TEXTS])
    parser.add_argument("--gold", nargs="+", type=Path, default=[], help="other files with gold")
    parser.add_argument("--apart", action="store_true", help="these count an interrupted quote as two")
    parser.add_argument("--peers", type=Path, default=PEERS, help="an interpreter that has textacy, sayswho and spaCy")
    parser.add_argument("--parse", type=Path, default=PARSE, help="an interpreter that has the extra nlp")
    args = parser.parse_args(argv)
    results: Row = {}
    sets = args.sets or ([] if args.gold else USUAL)
    for name in sets:
        if not (SHARED / "tools").is_dir():
            results[name] = {"skipped": "the scorers are not beside the repository"}
            continue
        if name in TEXTS:
            results[f"short texts, {name}"] = {"standoff": on_newsroom(load_texts(name))}
            continue
        path = SHARED / "data" / SETS[name]
        if not path.exists():
            results[name] = {"skipped": f"{SETS[name]} is not beside the repository"}
            continue
        rows = read_rows(path)
        results[name] = {"standoff": on_newsroom(rows)} if name == "newsroom" else on_quotes(name, rows, args.peers)
    for file in args.gold:
        rows = read_rows(file)
        quotes = all("spans" in quote for row in rows for quote in row["quotes"])
        results[str(file)] = (
            on_quotes("", rows, args.peers, apart=args.apart) if quotes else {"standoff": on_newsroom(rows)}
        )
    if sets and str(args.parse) != "none":
        with_parse(results, sets, args.parse)
    if args.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
    else:
        print_table(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
