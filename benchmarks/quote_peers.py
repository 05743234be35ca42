"""What other readers of quotes make of texts, under an interpreter of their own: their needs do not fit ours.

Takes the name of a peer; reads lines ``{"id", "text"}`` and prints ``{"rows": [{"id", "quotes"}], "lost", "seconds"}``.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Quote = dict[str, Any]


def textacy() -> Callable[[str], list[Quote]]:
    """Return textacy's direct quotations; it is given one paragraph at a time."""
    import spacy
    from textacy.extract import triples

    nlp = spacy.load("en_core_web_sm")

    def read(part: str) -> list[Quote]:
        return [
            {
                "start": quote.content.start_char,
                "end": quote.content.end_char,
                "speaker": " ".join(token.text for token in quote.speaker),
                "cue": " ".join(token.text for token in quote.cue),
            }
            for quote in triples.direct_quotations(nlp(part))
        ]

    return read


def sayswho() -> Callable[[str], list[Quote]]:
    """Return sayswho's attributions of a whole text."""
    from sayswho.sayswho import Attributor

    attributor = Attributor()

    def read(part: str) -> list[Quote]:
        attributor.attribute(part)
        return [
            {
                "text": str(quote.content),
                "speaker": " ".join(str(token) for token in quote.speaker),
                "cue": " ".join(str(token) for token in quote.cue),
            }
            for quote in attributor.quotes
        ]

    return read


def main() -> None:
    """Run one peer over all texts."""
    name = sys.argv[1]
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    read = {"textacy": textacy, "sayswho": sayswho}[name]()
    start, answers, lost = time.process_time(), [], 0
    for row in rows:
        quotes: list[Quote] = []
        at = 0
        for part in row["text"].split("\n\n") if name == "textacy" else [row["text"]]:
            offset = row["text"].find(part, at)
            at = offset + len(part)
            try:
                found = read(part)
            except Exception:  # both raise on an odd number of marks: the part is lost, and counted
                lost += 1
                continue
            for quote in found:
                if "start" in quote:
                    quote["start"], quote["end"] = quote["start"] + offset, quote["end"] + offset
            quotes += found
        answers.append({"id": row["id"], "quotes": quotes})
    print(json.dumps({"rows": answers, "lost": lost, "seconds": time.process_time() - start}))


if __name__ == "__main__":
    main()
