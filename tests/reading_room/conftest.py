"""A small invented archive, made of the schema and the views alone, and a running Datasette over it."""

import importlib.util
import json
import socket
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import yaml
from datasette_auth_passwords.utils import hash_password

from standoff.cli.profiles import PASSWORD, environment_for
from standoff.cli.serve import serve_command as command_of_profile

ROOT = Path(__file__).resolve().parents[2]
SQL = ROOT / "pipelines" / "sql"
FETCHED_AT = "2026-11-19T04:00:00Z"
LISTS = ("languages", "authors", "tags", "wire_credits", "platforms", "countries", "bodies", "reasons")


def _required(db: sqlite3.Connection, table: str) -> dict[str, Any]:
    """Something for every column that must have a value: most tests look at a few columns only."""
    sql = 'select name, type from pragma_table_info(?) where "notnull" and dflt_value is null and not pk'
    return {name: 0 if kind == "INTEGER" else f"some {name}" for name, kind in db.execute(sql, [table])}


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    row = _required(db, table) | row
    shown = {key: json.dumps(value) if key in LISTS else value for key, value in row.items()}
    columns = ", ".join(f'"{column}"' for column in shown)
    marks = ", ".join("?" for _ in shown)
    cursor = db.execute(f"insert into {table} ({columns}) values ({marks})", list(shown.values()))
    return int(cursor.lastrowid or 0)


def _speaker(db: sqlite3.Connection, quote: Mapping[str, Any]) -> int:
    name = quote["speaker"]
    found = db.execute("select id from speakers where name = ?", [name]).fetchone()
    if found:
        return int(found[0])
    return _insert(
        db,
        "speakers",
        {"key": name.casefold(), "name": name, "role": quote.get("role"), "organisation": quote.get("organisation")},
    )


def _span(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def _insert_version(db: sqlite3.Connection, article: Mapping[str, Any], version: Mapping[str, Any], crawl: int) -> int:
    text = version["text"]
    digest = f"sha256:{article['id']:032x}{crawl:032x}"
    _insert(db, "payloads", {"digest": digest, "body": b"<html>raw</html>", "encoding": "identity", "size": 16})
    capture = {
        "url": article["url"],
        "final_url": article["url"],
        "outlet": article["outlet"],
        "fetched_at": FETCHED_AT,
    }
    capture |= {"status": 200, "headers": "[]", "digest": digest, "page_type": "article", "run_id": crawl}
    row = {"article_id": article["id"], "text_digest": digest, "headline": version["headline"], "text": text}
    row |= {"standfirst": version.get("standfirst"), "captured_at": FETCHED_AT, "extractor": "fixture 1"}
    revision = _insert(
        db, "revisions", row | {"capture_id": _insert(db, "captures", capture), "change": version["change"]}
    )
    for quote in version.get("quotes", ()):
        row = {"kind": "direct", "rule": "fixture", "confidence": 1.0, "revision_id": revision} | quote
        _insert(db, "quotes", row | {"speaker_id": _speaker(db, quote)} | _span(text, quote["text"]))
    for event in version.get("events", ()):
        row = {"precision": "day", "rule": "fixture", "article_id": article["id"], "revision_id": revision} | event
        _insert(db, "dispute_events", row | _span(text, event["evidence"]))
    for mention in version.get("mentions", ()):
        row = {"revision_id": revision, "entity_id": mention["entity"]}
        _insert(db, "mentions", row | _span(text, mention["name"]))
    return revision


def _insert_article(db: sqlite3.Connection, article: dict[str, Any]) -> None:
    versions = article.pop("versions", [])
    shown = {"page_type": "article", "status": "changed" if len(versions) > 1 else "live", "relevance": 0.5}
    shown["identity"] = article["url"]
    _insert(db, "articles", shown | {"first_seen_at": FETCHED_AT, "last_seen_at": FETCHED_AT} | article)
    for place, version in enumerate(versions):
        revision = _insert_version(db, article, version, place + 1)
        current = (version["headline"], version.get("standfirst"), revision, article["id"])
        db.execute("update articles set headline = ?, standfirst = ?, revision_id = ? where id = ?", current)


def build_archive(path: Path) -> Path:
    """Write the invented archive to *path*."""
    rows = tomllib.loads((Path(__file__).parent / "fixtures" / "archive.toml").read_text("utf-8"))
    db = sqlite3.connect(path)
    for folder in ("schema", "views"):
        for script in sorted((SQL / folder).glob("*.sql")):
            db.executescript(script.read_text("utf-8"))
    db.execute("pragma foreign_keys = on")
    for outlet in rows["outlets"]:
        _insert(db, "outlets", {"enabled": 1} | outlet)
    for start in ("2026-11-18T04:00:00Z", "2026-11-19T04:00:00Z"):
        row = {
            "started_at": start,
            "finished_at": start,
            "outcome": "finished",
            "outlets": "[]",
            "version": "0",
            "failed": 1,
        }
        _insert(db, "crawls", row)
    for entity in rows["entities"]:
        _insert(db, "entities", entity)
    for article in rows["articles"]:
        _insert_article(db, article)
    for dispute in rows["disputes"]:
        held = dispute.pop("articles")
        _insert(db, "disputes", dispute)
        for article in held:
            _insert(
                db, "dispute_articles", {"dispute_id": dispute["id"], "article_id": article, "reason": "same parties"}
            )
            db.execute("update dispute_events set dispute_id = ? where article_id = ?", [dispute["id"], article])
    for row in rows["syndications"]:
        _insert(db, "syndications", row)
    for row in rows["failures"]:
        _insert(db, "failures", {"crawl_id": 2, "at": FETCHED_AT} | row)
    db.commit()
    db.execute("analyze")
    db.close()
    return path


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of the invented archive, named as the metadata expects it."""
    return build_archive(tmp_path_factory.mktemp("archive") / "archive.db")


@pytest.fixture(scope="session")
def plugin() -> Callable[[str], ModuleType]:
    """A plugin as a module by its name, loaded from its file as Datasette does."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(
            f"reading_room_{name}", ROOT / "reading_room" / "plugins" / f"{name}.py"
        )
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        # Dataclasses look their module up while they are made.
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def metadata() -> dict[str, Any]:
    """What ``metadata.yml`` says of the archive."""
    said: dict[str, Any] = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["archive"]
    return said


SETTLED = """
insert into statements values (1, 'Liis Tamm', 'government', 'asserts', '2026-11-16', 'We wrote', 1, 1, 1);
insert into statements values (2, 'Anton Reva', 'platform', 'denies', '2026-11-17', 'No letter', 1, 1, 1);
insert into statements values (3, 'Liis Tamm', 'government', 'threatens', '2026-11-16', 'Nobody answered', 1, 1, 1);
insert into statement_quotes values (2, 1, 1), (4, 2, 1), (3, 3, 1);
insert into claim_answers values (1, 2, 4, 'denies', 24.0, 0.9, 'fixture');
"""


@pytest.fixture(scope="session")
def settled(
    serve: Callable[[Path], str], archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of the reading room over the invented archive with statements and one answered claim."""
    path = tmp_path_factory.mktemp("settled") / "archive.db"
    path.write_bytes(archive.read_bytes())
    with sqlite3.connect(path) as conn:
        conn.executescript(SETTLED)
    conn.close()
    with httpx.Client(base_url=serve(path), timeout=20, follow_redirects=True) as client:
        yield client


@pytest.fixture
def db(archive: Path) -> Iterator[sqlite3.Connection]:
    """The invented archive, opened to read."""
    conn = sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)
    conn.row_factory = sqlite3.Row
    yield conn
    conn.close()


def serve_command(archive: Path, port: int) -> list[str]:
    """The command line that serves an archive with the reading room."""
    settings = json.loads((ROOT / "reading_room" / "settings.json").read_text("utf-8"))
    room = ROOT / "reading_room"
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--port", str(port)]
    command += ["--metadata", str(ROOT / "metadata.yml"), "--template-dir", str(room / "templates")]
    command += ["--plugins-dir", str(room / "plugins"), "--static", f"reading_room:{room / 'static'}"]
    for name, value in settings.items():
        command += ["--setting", name, str(value)]
    return command


def free_port() -> int:
    """A port of loopback that nobody holds at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(process: "subprocess.Popen[bytes]", address: str) -> None:
    """Wait until *process* answers at *address*."""
    for _ in range(150):
        if process.poll() is not None:
            break
        try:
            httpx.get(address, timeout=2)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Datasette did not start")


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve an archive on loopback; returns its address. Every server ends with the session."""
    running: list[subprocess.Popen[bytes]] = []
    folder = tmp_path_factory.mktemp("served")

    def start(path: Path) -> str:
        port = free_port()
        log = folder / f"{port}.log"
        with log.open("wb") as output:
            running.append(subprocess.Popen(serve_command(path, port), stdout=output, stderr=subprocess.STDOUT))
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(running[-1], f"{address}/-/versions.json")
        except RuntimeError as error:
            raise RuntimeError(f"{error}:\n{log.read_text('utf-8', 'replace')}") from None
        return address

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def serve_to(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Serve an archive as ``standoff serve --profile`` does; returns its address."""
    with ExitStack() as running:

        def start(profile: str, archive: Path, password: str, *proxies: str) -> str:
            port, folder = free_port(), tmp_path_factory.mktemp(profile)
            environment = environment_for(profile, proxies) | {PASSWORD: hash_password(password, iterations=1000)}
            command = command_of_profile(archive, port, profile, folder)
            log = running.enter_context((folder / "log").open("wb"))
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            running.callback(process.wait, 10)
            running.callback(process.terminate)
            address = f"http://127.0.0.1:{port}"
            wait_for(process, f"{address}/-/static/app.css")
            return address

        yield start


@pytest.fixture(scope="session")
def room(serve: Callable[[Path], str], archive: Path) -> Iterator[httpx.Client]:
    """A client of the reading room over the invented archive."""
    with httpx.Client(base_url=serve(archive), timeout=20, follow_redirects=True) as client:
        yield client
