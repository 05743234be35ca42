"""Imported by the fork server alone: builds every table once, so that each worker that it forks has them.

Without it a worker spends a second of CPU time on its first pages, and so does the next one when it was killed.
"""

import gc
import logging
from datetime import UTC, datetime

from pipelines.enrich import read_text
from standoff.articles import read_article
from standoff.captures import digest_of
from standoff.model import Capture

log = logging.getLogger(__name__)

#: An invented text in each language that has tables of its own.
TEXTS = {
    "en": "A court in Russia fined Telegram 3,000 euros on Friday. “We will appeal,” said Ann Smith, a lawyer.",
    "ru": "Суд в России оштрафовал Telegram на три миллиона рублей. «Мы обжалуем», — заявила в пятницу Анна Иванова.",
    "uk": "Суд у Росії оштрафував Telegram на три мільйони. «Ми оскаржимо», — сказала в п'ятницю Анна Іваненко.",
    "kk": "Қазақстан соты Telegram-ға үш миллион теңге айыппұл салды. «Шағымданамыз», – деді жұмада Айгүл Серікқызы.",
    "de": "Das Gericht verhängte am Freitag drei Millionen Euro. „Wir legen Berufung ein“, sagte Anna Schmidt.",
}

#: No day in its head: it is looked for in the text, by a library that is slow to start.
PAGE = (
    "<html lang={code}><head><title>{code}</title></head><body><article><h1>{code}</h1>{body}</article></body></html>"
)

#: Pages that name no language. One is long enough for the language model, 75 MB of tables; the other is so short that
#: trafilatura asks justext, which builds 27 MB of words to pass over. Each worker would have these for itself.
NAMELESS = ("".join(f"<p>{text}</p>" for text in TEXTS.values()), f"<p>{TEXTS['en']}</p>")

#: Objects that are made before the collector looks: a page makes tens of thousands, nearly none of them in a circle.
BETWEEN = 50_000


def warm() -> None:
    """Read a page of each language; put what that built out of the collector's sight, which is in every fork then."""
    # no line twice, for it would be cut
    pages = [
        PAGE.format(code=code, body="".join(f"<p>{number}. {text}</p>" for number in range(4)))
        for code, text in TEXTS.items()
    ]
    for number, page in enumerate((*pages, *(f"<html><body><article>{body}" for body in NAMELESS))):
        body, url = page.encode(), f"https://page-{number}.example/a-page.html"
        capture = Capture(
            url=url, final_url=url, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),), body=body, digest=digest_of(body),
        )  # fmt: skip
        read_text(read_article(capture))
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN, 20, 20)


try:
    warm()
except Exception:  # a fault in a table is for the first page to show, in its row of failures
    log.exception("warm")
