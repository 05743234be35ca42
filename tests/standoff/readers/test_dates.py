"""Times as pages print them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.readers.dates import best_of, modified_candidates, published_candidates, searched_dates
from standoff.readers.moments import parse_time
from standoff.readers.page import parse


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2023-11-01 09:40:00Z", "2023-11-01T09:40:00"),
        ("2023-11-01T09:40:00.1234567+02:00", "2023-11-01T07:40:00"),
        ("2023-11-01T09:40:00,5-0330", "2023-11-01T13:10:00"),
        ("2023-11-01T09:40+01", "2023-11-01T08:40:00"),
        ("2023-11-01", "2023-11-01T00:00:00"),
        ("2023/1/9", "2023-01-09T00:00:00"),
        ("20200516T14:51:53Z", "2020-05-16T14:51:53"),
        ("20200516", "2020-05-16T00:00:00"),
        ("1602625800", "2020-10-13T21:50:00"),
        ("1602625800000", "2020-10-13T21:50:00"),
        ("Tue, 10 Mar 2020 08:00:00 +0100", "2020-03-10T07:00:00"),
        ("Tue Aug 25 2020 00:23:33 GMT+0200 (CEST)", "2020-08-24T22:23:33"),
        ("04:25:06 PM IST Apr 08, 2020", "2020-04-08T00:00:00"),
        ("June 25, 2025", "2025-06-25T00:00:00"),
        ("2023 Jan 7", "2023-01-07T00:00:00"),
        ("2020-08-25|00h23", "2020-08-25T00:23:00"),
        ("2020-01-01T24:00:00Z", "2020-01-02T00:00:00"),
        ("Thu, 09/25/2025 - 11:38", "2025-09-25T11:38:00"),
        ("Wed, 10/09/2025", "2025-09-10T00:00:00"),
        ("11/28/2016 04:23 pm ET", "2016-11-28T00:00:00"),
        ("25.09.2025 11:38", "2025-09-25T11:38:00"),
        ("10.09.2025", "2025-09-10T00:00:00"),
    ],
)
def test_parse_time_reads(raw: str, iso: str) -> None:
    assert parse_time(raw) == datetime.fromisoformat(iso).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        *(None, "", "soon", "0001-01-01T00:00:00", "1970-01-01", "2023-13-45", "99999999999999999999"),
        *("09/10/2025", "Mon, 09/10/2025", "version 1.2.3.2020", "31.02.2025"),
    ],
)
def test_parse_time_invents_nothing(raw: str | None) -> None:
    assert parse_time(raw) is None


MOMENTS = st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2099, 12, 1))  # noqa: DTZ001
ZONES = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(MOMENTS, ZONES)
def test_parse_time_gives_the_same_moment_in_utc(moment: datetime, zone: timezone) -> None:
    local = moment.replace(tzinfo=zone, microsecond=0)
    assert parse_time(local.isoformat()) == local
    assert parse_time(local.isoformat(sep=" ")) == local


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("0123456789-:+TZ ./", max_size=40))
def test_parse_time_never_raises(raw: str) -> None:
    moment = parse_time(raw)
    assert moment is None or moment.utcoffset() == timedelta()


def test_published_candidates_leaves_out_times_of_other_pages() -> None:
    page = parse(
        "<html><body><h1>Court lifts ban</h1><div class='meta'><time datetime='2022-02-03T10:00:00Z'>3 Feb</time>"
        "<span>Updated <time datetime='2022-02-04T10:00:00Z'>4 Feb</time></span></div><p>Text.</p>"
        "<aside><time datetime='2022-02-09T10:00:00Z'>9 Feb</time></aside></body></html>",
        "https://x.test/a",
    )
    assert [raw for _, raw, _ in published_candidates(page)] == ["2022-02-03T10:00:00Z"]


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("de", "Veröffentlicht am 3. März 2021, 14:05 Uhr", 3),
        ("pl", "4 marca 2021", 4),
        ("en-US", "03/05/2021", 5),
        ("en-GB", "06/03/2021", 6),
        ("ru", "7 марта 2021, 10:00", 7),
        ("ja", "2021年3月8日", 8),
        ("en", "09-03-2021", 9),
        ("hu", "2021. március 9. 10:30", 9),
        ("lt", "2021 m. kovo 9 d.", 9),
        ("lv", "2021. gada 9. marts", 9),
        ("vi", "Thứ Ba, 9 tháng 3, 2021", 9),
        ("hi", "9 मार्च 2021", 9),
        ("th", "9 มีนาคม 2564", 9),
        ("fa", "سه‌شنبه ۱۹ اسفند ۱۳۹۹ - ۱۲:۰۹", 9),
        ("fa", "1399/12/19", 9),
        ("ar", "9 مارس/آذار 2021", 9),
        ("ca", "9 de març de 2021", 9),
        ("kk", "9 наурыз 2021", 9),
        ("en", "Last updated: March 11, 2021. Published: March 10, 2021", 10),
        ("de", "11. März 2021 (aktualisiert am 12. März 2021)", 11),
    ],
)
def test_searched_dates_reads_the_day_printed_at_the_headline(language: str, words: str, day: int) -> None:
    html = f"<html lang='{language}'><body><h1>A headline of some length</h1><p class='date'>{words}</p></body></html>"
    published, _ = searched_dates(parse(html, "https://x.test/a"), datetime(2024, 1, 1, tzinfo=UTC))
    assert published[0][2] == datetime(2021, 3, day, tzinfo=UTC)


def test_a_day_of_change_is_told_from_one_of_publication() -> None:
    html = (
        "<html lang='en'><body><h1>A headline of some length</h1><p class='date'>Updated May 3, 2021</p></body></html>"
    )
    published, changed = searched_dates(parse(html, "https://x.test/a"), datetime(2024, 1, 1, tzinfo=UTC))
    assert [source for source, _, _ in published] == ["printed:changed"]
    assert [moment for _, _, moment in changed] == [datetime(2021, 5, 3, tzinfo=UTC)]


def candidates(*raws: str) -> list[tuple[str, str, datetime | None]]:
    return [(f"source {at}", raw, parse_time(raw)) for at, raw in enumerate(raws)]


@pytest.mark.parametrize(
    ("raws", "iso"),
    [
        (["soon", "2020-11-27T09:00:00+08:00"], "2020-11-27T01:00:00"),
        (["2020-11-27T00:00:00+08:00"], "2020-11-27T00:00:00"),
        (["2020-11-27", "2020-11-27T21:05:00-05:00"], "2020-11-28T02:05:00"),
        (["2020-11-27", "2020-11-26T21:05:00-05:00"], "2020-11-27T00:00:00"),
        (["2020-04-25T07:25:06Z", "2020-04-24T21:25:06+00:00"], "2020-04-24T21:25:06"),
        (["2020-04-25T07:25:06Z", "2020-04-24T21:20:06+00:00"], "2020-04-25T07:25:06"),
        (["2020-04-25T07:25:06", "2020-04-25T07:25:06+03:00"], "2020-04-25T04:25:06"),
        (["2020-04-25 07:25", "2020-04-25T01:55:00Z"], "2020-04-25T01:55:00"),
        (["2020-04-25T07:25:06", "2020-04-25T09:31:00Z"], "2020-04-25T07:25:06"),
        (["2020-04-25T07:25:06", "2020-04-26"], "2020-04-25T07:25:06"),
    ],
)
def test_best_of_keeps_the_day_and_prefers_an_honest_zone(raws: list[str], iso: str) -> None:
    best = best_of(candidates(*raws))
    assert best is not None
    assert best[2] == datetime.fromisoformat(iso).replace(tzinfo=UTC)


def read_printed(body: str) -> list[tuple[str, datetime | None]]:
    title = "<title>A bridge is closed for repairs</title>"
    long = "<p>" + "The town has waited for these repairs since the flood. " * 5 + "</p>"
    page = parse(f"<html lang='en'>{title}<body>{body}{long}</body></html>", "https://x.test/a")
    published, _ = searched_dates(page, datetime(2024, 1, 1, tzinfo=UTC))
    return [(source, moment) for source, _, moment in published]


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("Wednesday, 3 March 2021 | 4:35 PM ET", 21, 35),
        ("9:39AM BST 3 March 2021", 8, 39),
        ("3 March 2021 14:05 MSK", 11, 5),
        ("3 March 2021, 02:21 (GMT+0130)", 0, 51),
        ("3 March 2021, 14:05", 0, 0),
        ("3 March 2021, 14:05 IST", 0, 0),
        ("3 March 2021, 14:75 UTC", 0, 0),
        ("3 March 2021. Shop opens 13:00 PM ET", 0, 0),
    ],
)
def test_a_printed_time_counts_where_its_zone_is_printed_too(words: str, hour: int, minute: int) -> None:
    body = f"<h1>A bridge is closed for repairs</h1><p>{words}</p>"
    assert read_printed(body) == [("printed", datetime(2021, 3, 3, hour, minute, tzinfo=UTC))]


def test_a_printed_time_without_a_zone_counts_where_the_page_names_one_for_all_its_times() -> None:
    story = "<h1>A bridge is closed for repairs</h1><p>3 March 2021, 14:05</p>"
    footer = "<div class='footer'>{}</div>"
    east = footer.format("All times are local (UTC+5).")
    assert read_printed(story + east) == [("printed", datetime(2021, 3, 3, 9, 5, tzinfo=UTC))]
    told = "<p>The vote begins at eight local time (GMT+3).</p>"
    assert read_printed(story + told) == [("printed", datetime(2021, 3, 3, tzinfo=UTC))]
    assert read_printed(story + east + footer.format("All times GMT+6")) == [
        ("printed", datetime(2021, 3, 3, tzinfo=UTC))
    ]


def test_the_day_in_the_head_of_a_newspaper_gives_way_to_the_same_day_with_a_time() -> None:
    head = "<table><tr><td>The Quay. Wednesday, 3 March 2021</td></tr></table>"
    story = "<h1>A bridge is closed for repairs</h1><p>3 March 2021, 14:05 UTC</p>"
    assert read_printed(head + story) == [("printed", datetime(2021, 3, 3, 14, 5, tzinfo=UTC))]


@pytest.mark.parametrize(
    ("words", "day"),
    [("2021 жылғы 3 наурыз, сәрсенбі", 3), ("Среда, 4 марта 2021 года", 4), ("Last updated (GMT/UTC): 05.03.2021", 5)],
)
def test_days_are_read_in_the_letters_of_a_title_where_no_language_is_named(words: str, day: int) -> None:
    title = "Мост закрыли" if day < 5 else "A bridge is closed"
    html = f"<html><title>{title}</title><body><h1>{title}</h1><p>{words}</p><p>{'Text. ' * 80}</p></body></html>"
    published, changed = searched_dates(parse(html, "https://x.test/a"), datetime(2024, 1, 1, tzinfo=UTC))
    assert [moment for _, _, moment in (*published, *changed)][:1] == [datetime(2021, 3, day, tzinfo=UTC)]


def test_the_calendar_of_a_site_gives_way_to_the_time_of_the_story() -> None:
    head = "<div class='top'><span class='date'>4 March 2021</span><span>-11 C</span></div>"
    story = "<h1>A bridge is closed for repairs</h1><p>3 March 2021, 14:05 MSK</p>"
    assert read_printed(head + story) == [("printed", datetime(2021, 3, 3, 11, 5, tzinfo=UTC))]
    assert read_printed(head + "<h1>A bridge is closed for repairs</h1>") == [
        ("printed", datetime(2021, 3, 4, tzinfo=UTC))
    ]


def test_a_zone_in_the_story_is_not_that_of_the_page() -> None:
    story = "<h1>A bridge is closed for repairs</h1><p>3 March 2021, 14:05</p><p>It shut at 09:30 GMT, she said.</p>"
    assert read_printed(story) == [("printed", datetime(2021, 3, 3, tzinfo=UTC))]


def test_a_time_in_microdata_says_when_a_page_was_changed() -> None:
    times = "".join(
        f"<time itemprop='{name}' datetime='2023-06-27T{hour}:00:00+03:00'>x</time>"
        for name, hour in (("datePublished", 10), ("dateModified", 15))
    )
    page = parse(f"<html><body><h1>A bridge is closed</h1><dl>{times}</dl></body></html>", "https://x.test/a")
    assert [moment for _, _, moment in modified_candidates(page)] == [datetime(2023, 6, 27, 12, tzinfo=UTC)]


def test_a_time_behind_its_zone_is_read() -> None:
    body = "<h1>A bridge is closed for repairs</h1><p>Last updated (GMT/UTC): 14.03.2013 15:41</p>"
    assert read_printed(body) == [("printed:changed", datetime(2013, 3, 14, 15, 41, tzinfo=UTC))]


def test_published_candidates_reads_what_drupal_writes_into_a_span() -> None:
    spans = (
        '<span property="dc:date dc:created" content="2016-08-17T18:45:00+06:00">Wed, 08/17/2016</span>'
        '<span property="dc:title" content="2015-01-01"></span>'
    )
    page = parse(f"<html><body><h1>A bridge is closed</h1>{spans}</body></html>", "https://x.test/a")
    assert [(source, moment) for source, _, moment in published_candidates(page)] == [
        ("time", datetime(2016, 8, 17, 12, 45, tzinfo=UTC))
    ]


def test_a_day_printed_at_a_link_to_another_page_is_not_this_pages() -> None:
    teaser = "<div><span>7 May 2021</span> <a href='/b'>The ferry runs again after a long winter</a></div>"
    own = "<p>Last modified: 3 May 2021</p>"
    assert read_printed(f"<h1>A bridge is closed for repairs</h1>{own}<p>Text.</p>{teaser}") == [
        ("printed:changed", datetime(2021, 5, 3, tzinfo=UTC))
    ]


def test_a_page_without_a_first_heading_is_dated_beside_the_heading_that_its_title_names() -> None:
    menu = "<ul>" + "<li>one</li>" * 300 + "</ul>"
    body = f"{menu}<h2>A bridge is closed for repairs</h2><p>4 May 2021</p>"
    assert read_printed(body) == [("printed", datetime(2021, 5, 4, tzinfo=UTC))]


def test_a_part_that_holds_the_headline_does_not_speak_of_other_pages() -> None:
    meta = "<div class='meta'>5 May 2021</div>"
    story = f"<div class='overlay'><h1>A bridge is closed for repairs</h1>{meta}</div>"
    assert read_printed(story) == [("printed", datetime(2021, 5, 5, tzinfo=UTC))]
    aside = f"<h1>A bridge is closed for repairs</h1><div class='overlay'>{meta}</div>"
    assert "printed" not in {source for source, _ in read_printed(aside)}


def test_published_candidates_reads_a_meta_that_writes_value_for_content() -> None:
    page = parse(
        "<html><head><meta name='article:published_time' value='2022-02-03T10:00:00Z'></head><body>x</body></html>",
        "https://x.test/a",
    )
    assert [raw for _, raw, _ in published_candidates(page)] == ["2022-02-03T10:00:00Z"]


def test_a_guess_that_is_the_day_of_a_change_says_so() -> None:
    page = parse(
        "<html><head><meta property='article:modified_time' content='2022-02-03T10:00:00Z'>"
        "<meta name='lastdate' content='2022-02-03'></head><body><p>Text.</p></body></html>",
        "https://x.test/a",
    )
    published, _ = searched_dates(page, datetime(2024, 1, 1, tzinfo=UTC))
    assert [source for source, _, _ in published] == ["htmldate:changed"]
