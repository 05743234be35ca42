"""Who may see what: each role of each profile asks each kind of address, of a server started as the verb starts it."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from pipelines.database import Database
from standoff.cli import command
from standoff.cli.profiles import PASSWORD, PROFILES, settings_for
from standoff.cli.serve import ROOT
from standoff.errors import PublishError

SECRET = "lantern and cable"
DOORS = {
    "front page": "/",
    "table": "/archive/articles",
    "row": "/archive/articles/1",
    "view": "/archive/claims_and_denials",
    "page": "/dispute/telegram-estonia",
    "page as JSON": "/dispute/telegram-estonia.json",
    "search": "/search?q=letter",
    "worked question": "/archive/search?q=letter",
    "CSV": "/archive/quotes.csv",
    "CSV stream": "/archive/quotes.csv?_stream=1",
    "JSON": "/archive/quotes.json",
    "export": "/dispute/telegram-estonia.csv",
    "feed": "/feeds/denials.atom",
    "SQL": "/archive?sql=select+text+from+quotes",
    "SQL as JSON": "/archive.json?sql=select+text+from+quotes",
    "SQL as CSV": "/archive.csv?sql=select+text+from+quotes",
    "where": "/archive/quotes.json?_where=1=1",
    "settings": "/-/settings.json",
    "settings, disguised": "/%2D/settings.json",
    "databases": "/-/databases.json",
    "threads": "/-/threads.json",
    "metadata": "/-/metadata.json",
    "plugins": "/-/plugins.json",
    "versions": "/-/versions",
    "login": "/-/login",
    "password tool": "/-/password-tool",
    "style sheet": "/reading_room/room.css",
    "Datasette's style sheet": "/-/static/app.css",
    "download": "/archive.db",
    "payloads": "/archive/payloads",
    "watches": "/archive/watches.json",
}
CLOSED = {"download", "payloads", "watches", "settings, disguised"}
SQL = {"SQL", "SQL as JSON", "SQL as CSV", "where"}
MACHINE = {"settings", "databases", "threads", "metadata", "plugins", "versions", "login", "password tool"}
SHEETS = {"style sheet", "Datasette's style sheet"}
#: By role, what answers with 200.
OPEN = {
    "local": set(DOORS) - CLOSED,
    "public": set(DOORS) - CLOSED - SQL - MACHINE - {"CSV stream"},
    "stranger": SHEETS | {"login"},
    "analyst": set(DOORS) - CLOSED - {"password tool"},
}


@pytest.fixture(scope="module")
def roles(archive: Path, serve_to: Callable[..., str]) -> Iterator[dict[str, httpx.Client]]:
    """A client for every role; ``stranger`` and ``analyst`` ask the same server, one of them logged in."""
    with ExitStack() as stack:
        addresses = {profile: serve_to(profile, archive, SECRET) for profile in ("local", "public", "analyst")}
        addresses["stranger"] = addresses["analyst"]
        clients = {role: stack.enter_context(httpx.Client(base_url=at, timeout=20)) for role, at in addresses.items()}
        assert log_in(clients["analyst"], SECRET).status_code == 302
        yield clients


def log_in(client: httpx.Client, password: str) -> httpx.Response:
    """Fill in the form of the login page."""
    token = re.search(r'name="csrftoken" value="([^"]+)"', client.get("/-/login").text)
    assert token
    return client.post("/-/login", data={"username": "analyst", "password": password, "csrftoken": token[1]})


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", OPEN)
def test_what_is_open_and_what_is_closed(roles: dict[str, httpx.Client], role: str, door: str) -> None:
    answer = roles[role].get(DOORS[door], follow_redirects=True)
    if door in OPEN[role]:
        assert answer.status_code == 200, answer.text
    else:
        assert answer.status_code in (400, 403, 404), answer.text
        assert "No letter of the board" not in answer.text
        assert "/archive.db" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_reader_without_a_password_is_shown_the_way_in(roles: dict[str, httpx.Client]) -> None:
    for path in ("/", "/archive/articles", "/dispute/telegram-estonia"):
        answer = roles["stranger"].get(path, headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (302, "/-/login")


def test_a_wrong_password_opens_nothing(roles: dict[str, httpx.Client]) -> None:
    with httpx.Client(base_url=roles["stranger"].base_url) as client:
        answer = log_in(client, "guess")
        assert "Invalid username or password" in answer.text
        assert client.get("/archive/articles").status_code == 403


def test_pages_for_analysts_are_kept_by_no_proxy(roles: dict[str, httpx.Client]) -> None:
    assert roles["analyst"].get("/archive/articles").headers["cache-control"] == "private, no-store"


def test_the_public_gets_the_shorter_time_limits() -> None:
    local, public, analyst = (settings_for(ROOT / "reading_room", profile) for profile in PROFILES)
    for name in ("sql_time_limit_ms", "facet_time_limit_ms"):
        assert int(public[name]) < int(local[name]) <= int(analyst[name])
    assert {local["allow_download"], public["allow_download"], analyst["allow_download"]} == {"off"}


def test_analysts_may_ask_in_sql_for_no_more_than_a_megabyte(roles: dict[str, httpx.Client]) -> None:
    answer = roles["analyst"].get("/archive.json", params={"sql": "select length(randomblob(1500000))"})
    assert answer.status_code == 400


@pytest.mark.parametrize(("held", "what"), [("", "is not set"), ("pbkdf2_sha256", "no hash"), ("secret", "no hash")])
def test_analysts_are_told_how_to_make_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str, what: str
) -> None:
    Database(tmp_path / "archive.db").close()
    monkeypatch.setenv(PASSWORD, held)
    asked = ["serve", "--archive", str(tmp_path / "archive.db"), "--profile", "analyst"]
    with pytest.raises(PublishError) as told:
        CliRunner().invoke(command, asked, catch_exceptions=False, standalone_mode=False)
    assert what in str(told.value)
    assert "datasette hash-password" in str(told.value)
