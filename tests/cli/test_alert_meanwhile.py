"""What happens to an archive while `standoff alert` waits for a server: whatever it does, that comes in between."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.database import Database
from standoff.cli import main

AT = "2026-03-05T09:00:00Z"


class Hook:
    """The ids of what was posted, and what happens before a post is answered."""

    port = 0

    def __init__(self) -> None:
        self.posts: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None


@pytest.fixture
def hook() -> Iterator[Hook]:
    here = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            here.posts.append(self.headers["Standoff-Alert"])
            here.meanwhile()
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        here.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield here
        server.shutdown()
        thread.join()


@pytest.fixture
def archive(tmp_path: Path, hook: Hook) -> Path:
    """An archive in which three alerts wait for the hook."""
    file = tmp_path / "archive.db"
    watch = '[watches.ferries]\nsearch = "ferry"\nchannels = ["hook"]\n'
    place = f'[channels.hook]\nkind = "webhook"\nurl = "http://127.0.0.1:{hook.port}/"\nsecret_env = "HOOK_SECRET"\n'
    (tmp_path / "watches.toml").write_text(watch + place)
    with closing(Database(file)) as db:
        definition = {"name": "ferries", "definition": "{}", "made_at": AT, "looked_at": AT}
        db.insert("watches", {**definition, "after_revision": 0, "seen_revision": 0})
        for number in range(1, 4):
            about = {"watch": "ferries", "kind": "search", "title": "Ferry", "words": "", "at": AT, "found_at": AT}
            found = db.insert("alerts", {**about, "mark": f"m{number}", "earlier": 0})
            db.insert("alert_deliveries", {"alert_id": found, "channel": "hook", "state": "due"})
    return file


@pytest.fixture
def alert(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    monkeypatch.setenv("HOOK_SECRET", "a key for tests")
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "1")

    def run() -> int:
        with pytest.raises(SystemExit) as ended:
            main(["alert", "-q", "--archive", str(archive), "--config", str(archive.with_name("watches.toml"))])
        return int(str(ended.value.code))

    return run


def states(archive: Path) -> list[str]:
    with closing(Database(archive, write=False)) as db:
        return [row["state"] for row in db.rows("select state from alert_deliveries order by id")]


def test_archive_is_free_and_a_crawl_in_the_middle_of_a_transaction_is_waited_for(
    archive: Path, hook: Hook, alert: Callable[[], int]
) -> None:
    def crawl() -> None:
        with closing(Database(archive)) as db:  # takes the lock
            db.conn.execute("update watches set looked_at = '2026-03-06T09:00:00Z'")
        conn = sqlite3.connect(archive, isolation_level=None, check_same_thread=False)
        conn.execute("begin immediate")
        threading.Timer(0.5, conn.close).start()

    hook.meanwhile = crawl
    assert alert() == 0
    assert (hook.posts, states(archive)) == (["m1", "m2", "m3"], ["sent"] * 3)


def test_second_alert_goes_away_at_once(archive: Path, hook: Hook, alert: Callable[[], int]) -> None:
    second: list[int] = []
    hook.meanwhile = lambda: second.append(alert())
    assert alert() == 0
    assert (second, hook.posts) == ([75] * 3, ["m1", "m2", "m3"])


def test_what_is_taken_down_meanwhile_is_not_sent(archive: Path, hook: Hook, alert: Callable[[], int]) -> None:
    def take_down() -> None:
        with closing(Database(archive)) as db:
            db.conn.execute("delete from alert_deliveries where id = 3")

    hook.meanwhile = take_down
    assert alert() == 0
    assert (hook.posts, states(archive)) == (["m1", "m2"], ["sent", "sent"])
