"""Which addresses may be connected to."""

import pytest

from spiders.addresses import refusal

PUBLIC = ["8.8.8.8", "192.0.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
LOOPBACK = ["127.0.0.1", "127.255.255.254", "::1", "[::1]", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]
CLOSED = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address):
    assert refusal(address) is None


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("allowed", ["", "1"])
def test_what_is_not_public_is_refused_always(monkeypatch, address, allowed):
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", allowed)
    assert refusal(address) == f"{address} is not a public address"


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_passes_only_when_asked_for(monkeypatch, address):
    monkeypatch.delenv("STANDOFF_ALLOW_LOOPBACK", raising=False)
    assert refusal(address) == f"{address} is not a public address"
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "yes")
    assert refusal(address)
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "1")
    assert refusal(address) is None


@pytest.mark.parametrize("name", ["h.example", "localhost", "", "127.0.0.1.h.example"])
def test_names_are_left_to_the_resolver(name):
    assert refusal(name) is None
