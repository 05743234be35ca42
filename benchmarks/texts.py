"""Short invented news texts with their right answers: some to tune on; ``held``, ``kept`` and ``apart`` to measure.

    .venv/bin/python benchmarks/texts.py     counts each part by language, country, action and stance

The form of a file and the rules of annotation stand in ``tests/fixtures/texts/README.md``.
"""

import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.answers import complete_event, complete_quote

FOLDER = Path(__file__).parents[1] / "tests" / "fixtures" / "texts"
HALVES = ("dev", "held")
PARTS = (*HALVES, "more", "acts", "kept", "wide", "apart")

GOVERNMENT_ACTIONS = frozenset(
    "threaten demand_removal demand_data demand_presence data_localisation bill investigate court_order fine block "
    "block_partial throttle designate arrest_or_charge seize_or_freeze store_or_host_order announce_agreement "
    "restore".split()
)


def load_texts(half: str) -> list[dict[str, Any]]:
    """Return one answer a text of *half*, one of ``PARTS``, in the order of the file names.

    ValueError says that there is no part of that name.
    """
    if half not in PARTS:
        raise ValueError(f"no texts are called {half!r}, only {', '.join(PARTS)}")
    return [_answer(file, half) for file in sorted((FOLDER / half).glob("*.toml"))]


def _answer(file: Path, half: str) -> dict[str, Any]:
    raw = tomllib.loads(file.read_text("utf-8"))
    people, platforms, countries = raw.get("people", {}), raw.get("platforms", []), raw.get("countries", [])
    published: datetime = raw["published"]
    return {
        "url": f"https://texts.example/{half}/{file.stem}",
        "style": raw["style"],
        "language": raw["language"],
        "headline": raw["headline"],
        "standfirst": raw.get("standfirst"),
        "published_at": published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "text": raw["body"].strip(),
        "relevant": raw["relevant"],
        "platforms": platforms,
        "countries": countries,
        "bodies": raw.get("bodies", []),
        "quotes": [complete_quote(quote, people) for quote in raw.get("quotes", [])],
        "events": [complete_event(event, platforms, countries) for event in raw.get("events", [])],
    }


def make_up(texts: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Count *texts* by what they hold: language, relevance, country, platform, action, bill stage, stance, kind."""
    events = [event for text in texts for event in text["events"]]
    quotes = [quote for text in texts for quote in text["quotes"]]
    return {
        "language": Counter(text["language"] for text in texts),
        "relevant": Counter(str(text["relevant"]) for text in texts),
        "style": Counter(text["style"] for text in texts),
        "country": Counter(country for text in texts for country in text["countries"]),
        "platform": Counter(platform for text in texts for platform in text["platforms"]),
        "action": Counter(event["action"] for event in events),
        "side": Counter(event["side"] for event in events),
        "precision": Counter(event["precision"] for event in events),
        "currency": Counter(event["currency"] for event in events if event["currency"]),
        "stage": Counter(event["stage"] for event in events if event["stage"]),
        "kind": Counter(quote["kind"] for quote in quotes),
        "stance": Counter(quote["stance"] for quote in quotes),
    }


def main() -> None:
    """Print the make-up of the parts side by side."""
    parts = {part: make_up(load_texts(part)) for part in PARTS}
    for kind in parts["dev"]:
        counts = [made[kind] for made in parts.values()]
        print(f"{kind}: {', '.join(f'{count.total()} {part}' for part, count in zip(parts, counts, strict=True))}")
        for word, _ in sum(counts, Counter[str]()).most_common():
            print(f"  {word:<24}" + "".join(f" {count[word]:>3}" for count in counts))


if __name__ == "__main__":
    main()
