"""Manners that outlive a run: the delay, what a host asks for, and its robots.txt."""

import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any


def test_second_run_waits_for_the_rest_of_the_delay(site: Any) -> None:
    site.outlet = site.outlet.replace("delay = 0", "delay = 1.5")
    site.show()
    site.crawl()
    times = [at for at, *_ in site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1.3
    [(next_at, delay)] = site.rows("select next_at, delay from hosts")
    assert delay == 1.5
    # a process starts slower than a delay that a test can wait for, so the rest of it is made longer
    due = datetime.now(UTC) + timedelta(seconds=10)
    assert datetime.fromisoformat(next_at) < due
    with closing(sqlite3.connect(site.archive)) as db, db:
        db.execute("update hosts set next_at = ?, delay = 10", [due.isoformat()])
    rest = time.monotonic() + 10
    site.asked.clear()
    site.crawl()
    assert site.asked[0][0] >= rest - 0.2


def test_retry_after_of_the_last_run_is_obeyed_by_the_next(site: Any) -> None:
    site.pages["/news/1"] = (429, {"Retry-After": "3600"}, b"slowly")
    site.page("/news/2", site.html())
    site.outlet = site.outlet.replace("delay = 0", "delay = 0.05")
    site.show(n1="2026-03-02T10:00:00Z", n2="2026-03-01T10:00:00Z", n3="2026-03-01T09:00:00Z")
    site.crawl(code=1)
    assert "/news/1" in site.paths()
    assert "/news/3" not in site.paths()
    told = site.rows("select error from failures where room = 'halt'")
    assert len(told) == 1
    assert "answered 429 and asks to wait 3600 s" in told[0][0]
    before = len(site.asked)
    site.crawl(code=1)
    assert len(site.asked) == before  # not even robots.txt
    [(error,)] = site.rows("select error from failures where room = 'halt' and crawl_id = 2")
    waiting = site.rows("select count(*) from links where state = 'due'")[0][0]
    assert waiting >= 1
    assert error.endswith(f"links that stay due: {waiting}")
    assert site.rows("select count(*) from failures where room = 'discover' and crawl_id = 2") == [(1,)]
    assert site.faults() == []


def test_what_was_drawn_and_not_asked_for_stays_due_and_costs_no_try(site: Any) -> None:
    """A link has six tries; what a resting host is not even asked for must not use them up."""
    numbers = range(1, 13)
    site.pages |= {f"/news/{number}": (429, {"Retry-After": "3600"}, b"slowly") for number in numbers}
    site.show(**{f"n{number}": f"2026-03-{number:02}T10:00:00Z" for number in numbers})
    site.crawl(code=1)
    asked = len(set(site.paths()) - {"/sitemap.xml"})
    assert 0 < asked < 12
    assert site.rows("select state, tries, count(*) from links group by 1, 2 order by 1") == [
        ("due", 0, 12 - asked),
        ("failed", 1, asked),
    ]
    [(error,)] = site.rows("select error from failures where room = 'halt'")
    assert error.endswith(f"links that stay due: {12 - asked}")
    assert site.rows("select count(*) from failures where room = 'fetch'") == [(0,)]
    assert site.faults() == []


def add_neighbour(site: Any) -> None:
    """Another outlet on the same host, with a sitemap and a part of the site of its own."""
    outlets = site.folder / "outlets"
    outlets.mkdir()
    text = site.outlet.replace("Harbour", "Quay").replace("sitemap.xml", "quay.xml").replace("/news/", "/quay/")
    (outlets / "quay.toml").write_text(text.replace("HOME", site.home))
    site.pages["/quay.xml"] = (
        200, {"Content-Type": "text/xml"}, f"<urlset><url><loc>{site.home}/quay/1</loc></url></urlset>".encode()
    )  # fmt: skip
    site.page("/quay/1", site.html("At the quay"))


def test_two_outlets_of_one_host_are_one_visitor(site: Any) -> None:
    site.outlet = site.outlet.replace("delay = 0", "delay = 1")
    add_neighbour(site)
    site.page("/news/1", site.html("In the harbour"))
    site.show(n1="")
    site.crawl()
    assert {"/news/1", "/quay/1", "/sitemap.xml", "/quay.xml"} == set(site.paths())
    assert site.rows("select outlet, count(*) from articles group by 1 order by 1") == [("harbour", 1), ("quay", 1)]
    times = [at for at, *_ in site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.4  # a busy machine sees some late
    assert site.rows("select count(*) from captures where kind = 'robots'") == [(1,)]
    assert site.rows("select count(*) from hosts") == [(1,)]
    assert site.faults() == []


def test_a_host_that_one_outlet_is_asked_to_leave_alone_is_left_alone_by_all(site: Any) -> None:
    site.outlet = site.outlet.replace("delay = 0", "delay = 0.5")
    add_neighbour(site)
    site.pages["/sitemap.xml"] = (429, {"Retry-After": "3600"}, b"slowly")
    listed = site.pages["/quay.xml"]

    def later() -> Any:
        until = time.monotonic() + 20
        while "/sitemap.xml" not in site.paths() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)  # the other outlet has its answer now
        return listed

    site.pages["/quay.xml"] = later
    site.crawl(code=1)
    assert "/sitemap.xml" in site.paths()
    assert "/quay/1" not in site.paths()
    told = site.rows("select outlet, error from failures where room = 'halt' order by outlet")
    assert [outlet for outlet, _ in told] == ["harbour", "quay"]
    assert all("asks to wait 3600 s" in error for _, error in told)


def test_closed_robots_are_a_row_and_the_links_stay_due(site: Any) -> None:
    site.page("/news/1", site.html())
    site.page("/news/2", site.html("Another"))
    site.show(n1="")
    site.crawl()
    assert site.rows("select kind, status from captures where kind = 'robots'") == [("robots", 404)]
    site.pages["/robots.txt"] = (503, {}, b"later")
    site.show(n1="", n2="")
    site.asked.clear()
    site.crawl(code=1)
    assert site.paths() == []
    assert site.rows("select count(*) from failures where room = 'halt' and error like '%closed until%'") == [(1,)]
    site.crawl(code=1)
    assert site.rows("select status from captures where kind = 'robots' order by id") == [(404,), (503,)]
    assert site.faults() == []


def test_run_that_is_stopped_while_it_waits_leaves_its_links_due(site: Any) -> None:
    site.outlet = site.outlet.replace("delay = 0", "delay = 60")
    for number in (1, 2):
        site.page(f"/news/{number}", site.html(f"Page {number}"))
    site.show(n1="2026-03-02T10:00:00Z", n2="2026-03-01T10:00:00Z")
    with site.start() as process:
        until = time.monotonic() + 60
        while not site.asked and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1)  # it waits for its second request now
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 1
    assert site.rows("select outcome from crawls") == [("interrupted",)]
    assert site.rows("select * from failures") == []
