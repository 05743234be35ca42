"""Addresses: canonical form, folding of aliases, identity."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.model import Discover, Outlet
from standoff.urls import canonical_url, fold_url, host_of, hosts_of, identity, is_web_address


def outlet(homepage="https://www.freewave.example/", cms="pangea", **rest):
    return Outlet(
        id="freewave", name="Freewave", kind="broadcaster", languages=("en",), homepage=homepage, cms=cms, **rest
    )


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://WWW.Freewave.Example/a/Slug_-/31000001.html", "https://www.freewave.example/a/Slug_-/31000001.html"),
        ("https://h.example:443/a#top", "https://h.example/a"),
        ("http://h.example:80/a", "http://h.example/a"),
        ("http://h.example:8080/a", "http://h.example:8080/a"),
        ("https://h.example./a", "https://h.example/a"),
        ("https://reader:secret@h.example/a", "https://h.example/a"),
        ("https://h.example", "https://h.example/"),
        ("https://h.example/a?", "https://h.example/a"),
        ("https://h.example/?b=2&utm_source=rss&a=1&UTM_medium=x", "https://h.example/?b=2&a=1"),
        ("https://h.example/?at_medium=rss&origin=feed&fbclid=1", "https://h.example/"),
        ("https://h.example/?origins=all&a=", "https://h.example/?origins=all&a="),
        ("https://h.example/%D0%b0--b/?q=%d0%B0", "https://h.example/%D0%b0--b/?q=%d0%B0"),
        ("  https://h.example/a\n", "https://h.example/a"),
        ("http://0x7f.1/a", "http://127.0.0.1/a"),
        ("mailto:desk@h.example", "mailto:desk@h.example"),
        (" not an address ", "not an address"),
        ("", ""),
    ],
)
def test_canonical_url_drops_what_does_not_name_the_page(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.freewave.example/a/some-slug/31000001.html",
        "https://www.freewave.example/a/31000001.html",
        "http://freewave.example/a/some_other-Slug/31000001.html",
        "https://m.freewave.example/a/31000001.html?withmediaplayer=1",
        "https://www1.freewave.example./a/31000001.html#player",
        "https://www.freewave.example/amp/some-slug/31000001.html",
        "https://freewave.example/amp/31000001.html",
        "https://www.freewave.example/content/article/31000001.html",
        "https://www.freewave.example/content/some-slug/31000001.html",
        "https://twin.example/a/%D0%B0/31000001.html?utm_source=rss",
    ],
)
def test_identity_on_pangea_is_the_number(url):
    assert identity(url, outlet(hosts=("twin.example",))) == "https://www.freewave.example/a/31000001.html"


def test_identity_keeps_other_hosts_and_other_pages_apart():
    one = outlet()
    assert identity("https://sister.freewave.example/a/31000001.html", one) == (
        "https://sister.freewave.example/a/31000001.html"
    )
    assert identity("https://www.freewave.example/z/20", one) == "https://www.freewave.example/z/20"
    assert identity("https://www.freewave.example/a/31000001.html", outlet(cms=None)) == (
        "https://www.freewave.example/a/31000001.html"
    )


def test_fold_url_keeps_the_slug_so_that_no_redirect_is_asked_for():
    folded = fold_url("http://m.freewave.example/amp/Some_Slug-/31000001.html?utm_source=x", outlet())
    assert folded == "https://www.freewave.example/a/Some_Slug-/31000001.html"


def test_fold_url_keeps_ports():
    demo = outlet(homepage="http://www.freewave.localhost:8001/")
    assert fold_url("http://freewave.localhost:8001/a/31000001.html", demo) == (
        "http://www.freewave.localhost:8001/a/31000001.html"
    )
    assert fold_url("http://freewave.localhost:9000/a/31000001.html", demo) == (
        "http://www.freewave.localhost:9000/a/31000001.html"
    )


def test_fold_url_leaves_the_number_of_labels_of_a_short_host_alone():
    assert fold_url("https://m.example/a", outlet(homepage="https://m.example/", cms=None)) == "https://m.example/a"


def test_hosts_of_names_aliases_and_channel_hosts():
    hosts = hosts_of(outlet(discover=Discover(feeds=("https://rss.feeds.example/all",)), hosts=("Twin.example",)))
    assert {"www.freewave.example", "freewave.example", "m.freewave.example", "twin.example"} < hosts
    assert "rss.feeds.example" in hosts


@pytest.mark.parametrize(
    ("url", "host"), [("https://H.Example.:8443/", "h.example"), ("ftp://h.example/", ""), ("//h.example", "")]
)
def test_host_of(url, host):
    assert host_of(url) == host


def test_is_web_address_asks_for_scheme_and_host():
    assert is_web_address("http://h.example")
    assert not any(map(is_web_address, ("h.example", "file:///etc/passwd", "https://", "javascript:void(0)")))


ADDRESSES = st.builds(
    "{}://{}{}/{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["www.freewave.example", "freewave.example.", "m.freewave.example", "Twin.example", "h.example"]),
    st.sampled_from(["", ":80", ":443", ":8001"]),
    st.sampled_from(["a/slug/31000001.html", "amp/31000001.html", "content/x/31000001.html", "z/20", "%D0%b0/a b/"])
    | st.text(string.ascii_letters + "/%.-_ é", max_size=12),
    st.sampled_from(["", "?", "?utm_x=1", "?a=1&utm_y=2&b", "?&&", "#x", "?a=%20#x"])
    | st.text(string.ascii_letters + "?&=#%+", max_size=12),
)


@settings(deadline=None)
@given(ADDRESSES | st.text(max_size=30))
def test_all_forms_are_idempotent_and_built_on_each_other(url):
    one = outlet(hosts=("twin.example",))
    canonical = canonical_url(url)
    assert canonical_url(canonical) == canonical
    folded = fold_url(url, one)
    assert fold_url(folded, one) == folded == canonical_url(folded) == fold_url(canonical, one)
    name = identity(url, one)
    assert identity(name, one) == name == identity(folded, one)
