"""What a spider owes to the sites that it asks, and where it never goes."""

import time
from itertools import pairwise

import pytest


def test_requests_are_honest_and_carry_no_traces(site, crawl, outlet_text):
    site.show("/a/one/1000001.html", "/a/two/1000002.html")
    site.pages["/a/one/1000001.html"] = (200, {"Set-Cookie": "reader=7"}, site.page)
    crawl(outlet_text, CONTACT="desk@archive.example")
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    for _, headers in site.asked:
        assert headers["user-agent"] == "standoff/0.1.0"
        assert headers["from"] == "desk@archive.example"
        assert headers["accept-language"] == "en"
        assert not headers.keys() & {"cookie", "referer"}


def hang_up(handler):
    handler.close_connection = True


def hang(handler):
    time.sleep(4)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (hang, "robots.txt cannot be read (DownloadTimeoutError: "),
        ((503, {}, b"later"), "robots.txt answered 503: closed until it can be read"),
        (hang_up, "robots.txt cannot be read (DownloadFailedError: "),
    ],
)
def test_closed_robots_close_the_site(site, crawl, outlet_text, answer, reason):
    site.show("/a/one/1000001.html")
    site.pages["/robots.txt"] = answer
    got = crawl(outlet_text, RETRY_TIMES=1, DOWNLOAD_TIMEOUT=1)
    assert site.paths() == []
    assert len(got.halts) == 1
    [told] = got.channels.values()
    assert reason in told["error"]
    assert "No further page is asked for" in got.log
    assert got.records == []


def test_nothing_is_asked_for_without_leave_for_loopback(site, crawl, outlet_text):
    site.show("/a/one/1000001.html")
    named = f"http://www.demo.localhost:{site.port}/sitemap_1_latest.xml"
    got = crawl(outlet_text.replace("sitemaps = [", f'sitemaps = ["{named}", '), loopback=False)
    assert site.asked == []
    told = got.channels[f"{site.home}/sitemap_1_latest.xml"]["error"]
    assert told.endswith(": address refused: 127.0.0.1 is not a public address")
    assert "www.demo.localhost resolves to 127.0.0.1, which is not a public address" in got.channels[named]["error"]


def test_names_under_localhost_are_this_machine(site, crawl, outlet_text):
    home = f"http://www.demo.localhost:{site.port}"
    site.pages["/sitemap_1_latest.xml"] = f"<urlset><url><loc>{home}/a/1000001.html</loc></url></urlset>".encode()
    got = crawl(outlet_text.replace("HOME", home))
    assert [(record["url"], record["status"]) for record in got.records] == [(f"{home}/a/1000001.html", 404)]


def test_host_that_asks_to_wait_is_waited_for(site, crawl, outlet_text):
    times = []

    def busy(handler):
        times.append(time.monotonic())
        return (200, {}, site.page) if len(times) > 1 else (429, {"Retry-After": "1"}, b"busy")

    site.show("/a/one/1000001.html")
    site.pages["/a/one/1000001.html"] = busy
    got = crawl(outlet_text)
    assert [record["status"] for record in got.records] == [200]
    assert times[1] - times[0] >= 0.99


def test_host_that_asks_for_more_than_we_wait_is_left_alone(site, crawl, outlet_text):
    site.show(*(f"/a/page/{1000000 + number}.html" for number in range(40)))
    for path in site.pages.keys() - {"/sitemap_1_latest.xml"}:
        site.pages[path] = (503, {"Retry-After": "Wed, 01 Jan 2098 00:00:00 GMT"}, b"busy")
    got = crawl(outlet_text)
    asked = [path for path in site.paths() if path.startswith("/a/")]
    assert len(asked) == len(set(asked)) == len(got.records) <= 16
    assert "No further page is asked for" in got.log
    assert len(got.halts) == 1
    assert {(site_, seconds > 10**6) for site_, seconds, _ in got.rests} == {(site.home, True)}
    assert got.missed == {}


def test_troubles_in_a_row_end_the_run(site, crawl, outlet_text):
    site.show(*(f"/a/page/{1000000 + number}.html" for number in range(60)))
    for path in site.pages.keys() - {"/sitemap_1_latest.xml"}:
        site.pages[path] = (403, {}, b"Prove that you are a reader")
    got = crawl(outlet_text)
    assert 10 <= len(got.records) < 40
    assert "10 pages in a row could not be had, the last with HTTP 403" in got.log


@pytest.mark.parametrize(("delay", "robots"), [("delay = 0.4", b""), ("delay = 0", b"User-agent: *\nCrawl-delay: 0.4")])
def test_delay_is_kept_between_all_requests(site, crawl, outlet_text, delay, robots):
    times = []

    def timed(answer):
        def page(handler):
            times.append(time.monotonic())
            return 200, {}, answer

        return page

    site.show("/a/one/1000001.html", "/a/two/1000002.html")
    site.pages |= {path: timed(body) for path, body in site.pages.items()} | {"/robots.txt": timed(robots)}
    crawl(outlet_text.replace("delay = 0", delay))
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 3
    assert min(gaps) >= 0.3  # the server sees them through its own delays


def test_robots_are_read_again_when_they_are_a_day_old(site, crawl, outlet_text):
    site.show(*(f"/a/page/{1000000 + number}.html" for number in range(4)))
    crawl(outlet_text.replace("delay = 0", "delay = 0.3"), ROBOTS_AGE=0.5)
    assert 2 <= [path for path, _ in site.asked].count("/robots.txt") <= 5


def test_rules_that_close_in_the_middle_are_obeyed(site, crawl, outlet_text):
    asked = []

    def robots(handler):
        asked.append(1)
        return 200, {}, b"User-agent: *\nDisallow: /a/" if len(asked) > 1 else b""

    site.show(*(f"/a/page/{1000000 + number}.html" for number in range(6)))
    site.pages["/robots.txt"] = robots
    got = crawl(outlet_text.replace("delay = 0", "delay = 0.3"), ROBOTS_AGE=0.5)
    assert 1 <= len(got.records) < 6
    assert set(got.missed.values()) == {"robots.txt forbids it"}
