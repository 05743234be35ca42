"""What other extractors make of pages, under an interpreter of their own: their needs do not fit ours.

Reads lines ``{"id", "url", "html"}``, prints a line a peer: ``{"peer", "answers", "cpu"}`` or ``{"peer", "skipped"}``.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]


def newspaper4k() -> Callable[[str, str], Answer]:
    """Return newspaper4k as a reader of a page in the language that it detects."""
    import newspaper

    def read(url: str, html: str) -> Answer:
        article = newspaper.article(url, input_html=html, fetch_images=False)
        published = article.publish_date
        return {
            "text": article.text,
            "headline": article.title,
            "authors": list(article.authors),
            "day": str(published) if published else None,
        }

    return read


def readability() -> Callable[[str, str], Answer]:
    """Return readability-lxml as a reader; it gives a body and a title."""
    from lxml.html import fromstring
    from readability import Document

    def read(url: str, html: str) -> Answer:
        document = Document(html, url=url)
        body = fromstring(document.summary())
        for element in body.iter("p", "div", "li", "br", "h2", "h3", "td", "blockquote"):
            element.tail = "\n" + (element.tail or "")
        return {"text": body.text_content(), "headline": document.short_title()}

    return read


def main() -> None:
    """Run every peer that can be imported over all pages."""
    pages = [json.loads(line) for line in sys.stdin if line.strip()]
    for name, load in (("newspaper4k", newspaper4k), ("readability-lxml", readability)):
        try:
            read = load()
        except ImportError as error:
            print(json.dumps({"peer": name, "skipped": str(error)}))
            continue
        answers: dict[str, Answer] = {}
        spent = 0.0
        for page in pages:
            start = time.process_time()
            try:
                answers[page["id"]] = read(page["url"] or "https://unknown.test/", page["html"])
            except Exception as error:  # whatever it raises, the page is an empty answer
                answers[page["id"]] = {"error": f"{type(error).__name__}: {error}"}
            spent += time.process_time() - start
        print(json.dumps({"peer": name, "answers": answers, "cpu": spent}))


if __name__ == "__main__":
    main()
