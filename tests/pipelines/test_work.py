import gc
import os
import signal
import time

import pytest
from trafilatura import external

from pipelines.enrich import read_text
from pipelines.work import Workers
from standoff import languages
from standoff.entities.gazetteer import gazetteer
from standoff.errors import ExtractionError
from standoff.model import Article


def double(number: int) -> int:
    return 2 * number


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(8 << 30))


def refuse(url: str) -> None:
    raise ExtractionError(f"{url}: no page")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_survive_what_they_are_given() -> None:
    with Workers(1, cpu_seconds=0.3) as workers:
        assert workers.result(double, 21) == 42
        with pytest.raises(ExtractionError, match="no page"):
            workers.result(refuse, "http://a.example")
        with pytest.raises(ExtractionError, match=r"more than 0.3 s of CPU time"):
            workers.result(spin)
        with pytest.raises(ExtractionError, match="out of memory"):
            workers.result(hoard)
        with pytest.raises(ExtractionError, match="was killed"):
            workers.result(die)
        assert workers.result(double, 4) == 8


def pid() -> int:
    return os.getpid()


def test_worker_that_dies_with_nothing_to_do_is_replaced() -> None:
    with Workers(1) as workers:
        os.kill(workers.result(pid), signal.SIGKILL)
        time.sleep(0.5)
        assert workers.result(double, 3) == 6
        assert workers.result(double, 5) == 10


def test_sleeping_costs_no_cpu_time() -> None:
    with Workers(1, cpu_seconds=0.2) as workers:
        workers.result(time.sleep, 0.4)


def tables() -> tuple[int, int, int, int]:
    built = gazetteer.cache_info().currsize, languages._identifier.cache_info().currsize
    return *built, len(external.JT_STOPLIST or ()), gc.get_freeze_count()


def test_worker_has_its_tables_before_its_first_page() -> None:
    with Workers(1) as workers:
        lexicon, model, stop_words, frozen = workers.result(tables)
    assert (lexicon, model) == (1, 1)
    assert stop_words > 100_000
    assert frozen > 50_000


def warm_pages() -> dict[str, tuple[bool, bool]]:
    from pipelines.warm import TEXTS  # what it does when it is imported is for a worker, not for the tests

    found = {}
    for code, text in TEXTS.items():
        article = Article(url="https://w.example/", page_type="article", language=code, text="\n\n".join([text] * 4))
        reading = read_text(article)
        found[code] = bool(reading.quotes), reading.relevance.relevant
    return found


def test_warm_pages_use_the_tables_of_quotes_and_events() -> None:
    with Workers(1) as workers:
        found = workers.result(warm_pages)
    assert found == {code: (True, code != "de") for code in ("en", "ru", "uk", "kk", "de")}
