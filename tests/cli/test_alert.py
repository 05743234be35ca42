"""Alerts over a real web server and a real mail server on loopback."""

import hashlib
import hmac
import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipelines.database import Database
from standoff.cli import main

SECRET = "a key for tests"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


@dataclass
class Heard:
    """What a server was told, and how it is to answer."""

    port: int = 0
    status: int = 200
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    refuse_mail: bool = False
    answered: Callable[[], None] = lambda: None


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hook() -> Iterator[Heard]:
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.posts.append((dict(self.headers), body))
            heard.answered()
            self.send_response(heard.status)
            self.send_header("Location", f"http://127.0.0.1:{heard.port}/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as heard.port:
        yield heard


@pytest.fixture
def post() -> Iterator[Heard]:
    heard = Heard()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            for line in iter(self.rfile.readline, b""):
                verb = line.split()[0].upper().decode()
                if verb == "DATA":
                    self.say("354 go on")
                    heard.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                    self.say("250 taken")
                elif verb == "QUIT":
                    return self.say("221 bye")
                else:
                    self.say("550 no" if verb == "RCPT" and heard.refuse_mail else "250 fine")
            return None

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as heard.port:
        yield heard


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "archive.db"
    with closing(Database(file)) as db:
        outlet = {"id": "harbour", "name": "Harbour News", "kind": "newspaper", "languages": "[]", "enabled": 1}
        db.insert("outlets", {**outlet, "homepage": "https://harbour.example/"})
        db.insert("crawls", {"started_at": "2026-03-02", "outcome": "fine", "outlets": "[]", "version": "0"})
        db.insert("payloads", {"digest": "d", "body": b"", "encoding": "identity", "size": 0})
        capture = {"url": "u", "final_url": "u", "outlet": "harbour", "fetched_at": "2026-03-02T09:00:00Z"}
        db.insert("captures", {**capture, "status": 200, "headers": "[]", "digest": "d", "run_id": 1, "chain": "c"})
    return file


def publish(archive: Path, headline: str) -> None:
    """Put one more article on ferries into the archive."""
    with closing(Database(archive)) as db, db.atomic():
        number = db.value("select count(*) from articles") + 1
        url, at = f"https://harbour.example/news/{number}", "2026-03-02T09:00:00Z"
        article = {"outlet": "harbour", "identity": url, "url": url, "page_type": "article", "status": "live"}
        db.insert("articles", {**article, "headline": headline, "first_seen_at": at, "last_seen_at": at})
        version = {"article_id": number, "text_digest": headline, "headline": headline, "captured_at": at}
        words = {"capture_id": 1, "extractor": "test/1", "change": "first", "words": 4, "text": "A ferry sails today."}
        revision = db.insert("revisions", {**version, **words})
        db.update("articles", number, {"revision_id": revision})


@dataclass(frozen=True)
class Ended:
    """How a call of the command line ended."""

    returncode: int
    stderr: str


Alert = Callable[..., Ended]


def command(archive: Path) -> list[str]:
    return ["alert", "--archive", str(archive), "--config", str(archive.with_name("watches.toml"))]


@pytest.fixture
def alert(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Alert:
    def run(**env: str) -> Ended:
        for name, value in {"HOOK_SECRET": SECRET, "STANDOFF_ALLOW_LOOPBACK": "1", **env}.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main(command(archive))
        return Ended(int(str(ended.value.code)), capsys.readouterr().err)

    return run


def configure(archive: Path, channels: str) -> None:
    watch = '[watches.ferries]\nsearch = "ferry"\nchannels = ["out"]\n'
    archive.with_name("watches.toml").write_text(f"{watch}[channels.out]\n{channels}")


def webhook(heard: Heard) -> str:
    return f'kind = "webhook"\nurl = "http://127.0.0.1:{heard.port}/in?x=1"\nsecret_env = "HOOK_SECRET"\n'


def deliveries(archive: Path) -> list[tuple[Any, ...]]:
    with closing(Database(archive, write=False)) as db:
        return [tuple(row) for row in db.rows("select state, tries, error from alert_deliveries order by id")]


def test_webhook_is_signed_and_told_once(archive: Path, hook: Heard, alert: Alert) -> None:
    configure(archive, webhook(hook))
    publish(archive, "Before the watch")
    assert alert().returncode == 0
    publish(archive, "Ferry Sails")
    assert [alert().returncode for _ in range(2)] == [0, 0]
    [(headers, body)] = hook.posts
    told = json.loads(body)
    assert (told["title"], told["id"], told["watch"]) == ("Ferry Sails", headers["Standoff-Alert"], "ferries")
    signed = dict(part.split("=") for part in headers["Standoff-Signature"].split(","))
    wanted = hmac.new(SECRET.encode(), signed["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert signed["v1"] == wanted


@pytest.mark.parametrize("status", [302, 500])
def test_what_a_webhook_does_not_take_is_sent_next_time(archive: Path, hook: Heard, alert: Alert, status: int) -> None:
    configure(archive, webhook(hook))
    alert()
    publish(archive, "Ferry Sails")
    hook.status = status
    failed = alert()
    assert failed.returncode == 1
    assert f"answered {status}" in failed.stderr
    assert deliveries(archive) == [("due", 1, f"answered {status}")]
    assert len(hook.posts) == 1, "a redirect is not followed"
    hook.status = 200
    assert alert().returncode == 0
    assert deliveries(archive) == [("sent", 2, None)]
    assert hook.posts[0][1] == hook.posts[1][1], "the same alert under the same id"


def test_a_run_killed_after_sending_sends_one_alert_again(archive: Path, hook: Heard, alert: Alert) -> None:
    configure(archive, webhook(hook))
    alert()
    for number in range(3):
        publish(archive, f"Ferry {number}")
    call = [sys.executable, "-m", "standoff.cli", *command(archive)]
    env = {**os.environ, "HOOK_SECRET": SECRET, "STANDOFF_ALLOW_LOOPBACK": "1"}
    running = subprocess.Popen(call, env=env, stdout=subprocess.DEVNULL)
    second = threading.Event()

    def kill_at_the_second() -> None:
        if len(hook.posts) == 2:
            running.send_signal(signal.SIGKILL)
            running.wait(10)
            second.set()

    hook.answered = kill_at_the_second
    assert second.wait(30)
    assert running.returncode == -signal.SIGKILL
    assert [state for state, *_ in deliveries(archive)] == ["sent", "due", "due"]
    hook.answered = lambda: None
    assert alert().returncode == 0
    marks = [headers["Standoff-Alert"] for headers, _ in hook.posts]
    assert len(marks) == 4
    assert marks[1] == marks[2]
    assert len(set(marks)) == 3


def test_a_private_address_is_not_connected_to(archive: Path, hook: Heard, alert: Alert) -> None:
    configure(archive, webhook(hook))
    alert()
    publish(archive, "Ferry Sails")
    failed = alert(STANDOFF_ALLOW_LOOPBACK="0")
    assert failed.returncode == 1
    assert "127.0.0.1 is not a public address" in failed.stderr
    assert hook.posts == []


def test_mail_is_sent_once_and_again_only_after_a_refusal(archive: Path, post: Heard, alert: Alert) -> None:
    place = f'kind = "email"\nhost = "127.0.0.1"\nport = {post.port}\ntls = "none"\n'
    configure(archive, f'{place}from = "archive@harbour.example"\nto = ["desk@harbour.example"]\n')
    alert()
    publish(archive, "Ferry Sails\r\nBcc: thief@elsewhere.example")
    post.refuse_mail = True
    assert alert().returncode == 1
    assert "550" in deliveries(archive)[0][2]
    post.refuse_mail = False
    assert [alert().returncode for _ in range(2)] == [0, 0]
    [letter] = post.letters
    head, _, body = letter.partition("\r\n\r\n")
    assert "\r\nBcc:" not in head
    assert "Subject: [ferries] Ferry Sails Bcc: thief@elsewhere.example" in head
    assert "https://harbour.example/news/1" in body


def test_feed_is_whole_and_forgets_what_was_taken_down(archive: Path, tmp_path: Path, alert: Alert) -> None:
    feed = tmp_path / "alerts.atom"
    configure(archive, f'kind = "atom"\nfile = "{feed}"\n')
    alert()
    assert ElementTree.parse(feed).findall("a:entry", NAMES) == []
    for title in ("<Ferry> & Sails", "Ferry Stays"):
        publish(archive, title)
    assert alert().returncode == 0
    read = [entry.findtext("a:title", None, NAMES) for entry in ElementTree.parse(feed).findall("a:entry", NAMES)]
    assert sorted(map(str, read)) == ["<Ferry> & Sails", "Ferry Stays"]
    before = feed.stat()
    assert alert().returncode == 0
    assert feed.stat().st_mtime_ns == before.st_mtime_ns, "nothing new, nothing written"
    with closing(Database(archive)) as db:
        db.conn.execute("delete from alert_deliveries where id = 1")
    alert()
    assert len(ElementTree.parse(feed).findall("a:entry", NAMES)) == 1
    assert sorted(path.name for path in tmp_path.glob("*atom*")) == ["alerts.atom"]


def test_feed_that_cannot_be_written_stays_due(archive: Path, tmp_path: Path, alert: Alert) -> None:
    configure(archive, f'kind = "atom"\nfile = "{tmp_path}/nowhere/alerts.atom"\n')
    alert()
    publish(archive, "Ferry Sails")
    failed = alert()
    assert failed.returncode == 1
    assert "nowhere/alerts.atom: cannot be written" in failed.stderr
    (tmp_path / "nowhere").mkdir()
    assert alert().returncode == 0
    assert deliveries(archive) == [("sent", 2, None)]


def test_wrong_files_are_refused_before_anything_is_done(archive: Path, hook: Heard, alert: Alert) -> None:
    configure(archive, webhook(hook) + 'secrt = "x"\n')
    refused = alert()
    assert refused.returncode == 2
    assert f"{archive.with_name('watches.toml')}: channels.out.secrt: unknown key" in refused.stderr
    configure(archive, webhook(hook))
    refused = alert(HOOK_SECRET="")
    assert refused.returncode == 2
    assert "channels.out.secret_env: HOOK_SECRET is not set" in refused.stderr
    archive.with_name("watches.toml").write_text(
        f'[watches.bad]\nsearch = "(("\nchannels = ["out"]\n[channels.out]\n{webhook(hook)}'
    )
    refused = alert()
    assert refused.returncode == 2
    assert "watches.toml: watches.bad.search: is no FTS5 query" in refused.stderr
    with closing(Database(archive, write=False)) as db:
        assert db.value("select count(*) from watches") == 0
