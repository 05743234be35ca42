"""Passwords that are guessed: at the login page, in a header at any other, from one address and from many."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

SECRET = "lantern and cable"


@pytest.fixture(scope="module")
def gate(serve_to: Callable[..., str], archive: Path) -> str:
    """The address of a reading room for analysts behind a proxy on loopback, which is trusted."""
    return serve_to("analyst", archive, SECRET, "127.0.0.1")


@pytest.fixture
def visit(gate: str) -> Iterator[Callable[..., httpx.Client]]:
    """A browser at an address of the world, as the proxy tells it."""
    opened: list[httpx.Client] = []

    def visitor(address: str, at: str = gate) -> httpx.Client:
        opened.append(httpx.Client(base_url=at, timeout=20, headers={"x-forwarded-for": address}))
        return opened[-1]

    yield visitor
    for client in opened:
        client.close()


def tries(client: httpx.Client, password: str, username: str = "analyst") -> httpx.Response:
    """Fill in the form of the login page."""
    token = re.search(r'name="csrftoken" value="([^"]+)"', client.get("/-/login").text)
    assert token
    return client.post("/-/login", data={"username": username, "password": password, "csrftoken": token[1]})


def test_an_address_that_guesses_is_told_to_wait(visit: Callable[..., httpx.Client]) -> None:
    guesser = visit("198.51.100.7")
    assert {tries(guesser, f"guess {number}").status_code for number in range(5)} == {200}
    refused = tries(guesser, SECRET)
    assert refused.status_code == 429, "even the right one: else a guesser would learn it"
    assert 50 < int(refused.headers["retry-after"]) <= 60
    assert "Too many passwords were tried" in refused.text
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert tries(guesser, "", "nobody").status_code == 429, "another name is no other address"
    # Who stands at another address is let in, and gets all tries back at once.
    other = visit("198.51.100.8")
    assert [tries(other, word).status_code for word in ["guess"] * 4 + [SECRET]] == [200, 200, 200, 200, 302]
    assert other.get("/archive/articles").status_code == 200
    assert tries(other, "guess").status_code == 200


def test_forms_that_only_pretend_count_as_tries(visit: Callable[..., httpx.Client]) -> None:
    guesser = visit("2001:db8:1:2::1")
    for _ in range(5):
        assert guesser.post("/-/login", data={"username": "analyst"}).status_code in (200, 403)
    assert guesser.post("/%2D/login", data={"username": "analyst"}).status_code == 429
    assert visit("2001:db8:1:2:ffff::9").post("/-/login").status_code == 429, "the same network"
    assert visit("2001:db8:1:3::1").post("/-/login").status_code != 429


def test_a_password_in_a_header_is_not_looked_at(visit: Callable[..., httpx.Client]) -> None:
    client = visit("198.51.100.9")
    for password in ("guess", SECRET):
        for path in ("/archive/articles", "/-/login", "/reading_room/room.css"):
            plain = client.get(path)
            answer = client.get(path, auth=("analyst", password))
            assert answer.status_code == plain.status_code, path
            assert "ds_actor" not in answer.cookies
    assert client.get("/archive/articles", headers={"authorization": "Basic %%%"}).status_code == 403


def test_forms_are_short_and_nowhere_else(visit: Callable[..., httpx.Client]) -> None:
    client = visit("198.51.100.10")
    assert client.post("/-/login", content=b"a=" + b"b" * 20_000).status_code == 413
    assert client.post("/-/login", content=iter([b"a=b"])).status_code == 413, "of no length that is told"
    assert client.post("/archive/search", data={"q": "letter"}).status_code == 405
    assert client.request("DELETE", "/archive/articles/1").status_code == 405


def test_nobody_but_a_trusted_proxy_says_who_asks(serve_to: Callable[..., str], archive: Path) -> None:
    address = serve_to("analyst", archive, SECRET)
    answers = []
    for number in range(6):
        with httpx.Client(base_url=address, headers={"x-forwarded-for": f"198.51.100.{number}"}) as client:
            answers.append(tries(client, "guess").status_code)
    assert answers == [200] * 5 + [429]


def test_the_public_has_nothing_to_send(serve_to: Callable[..., str], archive: Path) -> None:
    with httpx.Client(base_url=serve_to("public", archive, SECRET)) as client:
        assert client.post("/", data={"a": "b"}).status_code == 405
        assert client.post("/archive", content=b"sql=" + b"x" * 1_000_000).status_code == 405


def test_many_addresses_have_few_tries_together_and_shut_no_analyst_out(plugin: Callable[[str], ModuleType]) -> None:
    logins = plugin("logins")
    guesses = logins.Guesses()
    assert guesses.take("home", 0.0) == 0
    guesses.forgive("home")
    taken = [guesses.take(f"address {number}", number / 20) for number in range(20_000)]
    assert sum(not wait for wait in taken) == 20 + 1000 // 3
    assert len(guesses.spent) <= 20 + 300 // 3 + 1, "what they tried is forgotten"
    assert guesses.take("address 19999", 1000.0) > 0
    assert [guesses.take("home", 1000.0) > 0 for _ in range(6)] == [False] * 5 + [True]
    assert guesses.take("address 19999", 1100.0) == 0, "it ends"


def test_those_who_logged_in_are_remembered_up_to_a_number(plugin: Callable[[str], ModuleType]) -> None:
    logins = plugin("logins")
    guesses = logins.Guesses()
    for number in range(1000):
        guesses.take(f"{number}", number * 3.0)
        guesses.forgive(f"{number}")
    assert list(guesses.known) == [f"{number}" for number in range(900, 1000)]


@pytest.mark.parametrize(
    ("client", "counts_as"),
    [
        (("198.51.100.7", 4000), "198.51.100.7"),
        (("::ffff:198.51.100.7", 4000), "198.51.100.7"),
        (("2001:db8:1:2:3:4:5:6", 0), "2001:db8:1:2::"),
        (("a" * 10_000, 0), ""),
        (None, ""),
    ],
)
def test_whom_an_address_counts_as(
    plugin: Callable[[str], ModuleType], client: tuple[str, int] | None, counts_as: str
) -> None:
    assert plugin("logins").address_of(client) == counts_as
