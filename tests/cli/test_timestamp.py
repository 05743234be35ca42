"""Time stamps by a real authority: ``openssl ts`` behind a web server on loopback."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.database import Database
from pipelines.pack import keep_capture
from pipelines.run import Run
from pipelines.verify import verify_file
from standoff.captures import digest_of
from standoff.cli import main
from standoff.model import Capture, Outlet

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is missing")
pytest.importorskip("rfc3161_client")

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
[signer]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
"""


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


class Authority:
    """A certificate authority of its own, a signer, and answers to requests; ``status`` 500 is one that is down."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.status, self.asked = folder, 0, 200, 0
        folder.mkdir()
        (folder / "tsa.cnf").write_text(CONFIG)
        (folder / "serial").write_text("01\n")
        new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl(
            folder, "req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=A Root", "-days", "3"
        )
        openssl(folder, "req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=An Authority")
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
        extended = ("-extfile", "tsa.cnf", "-extensions", "signer")
        openssl(folder, "x509", "-req", "-in", "tsa.csr", *signed, *extended, "-out", "tsa.pem")

    @property
    def root(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/tsr"

    def answer(self, request: bytes) -> bytes:
        self.asked += 1
        (self.folder / "request.tsq").write_bytes(request)
        question = ("-queryfile", "request.tsq", "-config", "tsa.cnf")
        openssl(self.folder, "ts", "-reply", *question, "-out", "answer.tsr")
        return (self.folder / "answer.tsr").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    here = Authority(tmp_path_factory.mktemp("tsa") / "authority")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(here.status)
            self.end_headers()
            self.wfile.write(here.answer(request) if here.status == 200 else b"down")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three captures."""
    file = tmp_path / "archive.db"
    fetch(file, 1, 2, 3)
    return file


def fetch(archive: Path, *numbers: int) -> None:
    outlet = Outlet(id="harbour", name="Harbour", kind="newspaper", homepage="https://harbour.example/", languages=())
    with closing(Database(archive)) as db:
        run = Run(db, [outlet])
        for number in numbers:
            body = b"page %d" % number
            url = f"https://harbour.example/{number}"
            told = {"url": url, "final_url": url, "status": 200, "headers": (), "body": body, "digest": digest_of(body)}
            with db.atomic():
                keep_capture(db, Capture(fetched_at=datetime(2026, 3, 2, tzinfo=UTC), **told), "harbour", run.id)
        run.finish()


Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call a verb over the archive: its exit code, and what it said."""
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "1")

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--archive", str(archive)])
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out + said.err

    return run


@pytest.fixture
def stamped(authority: Authority, call: Call) -> Authority:
    code, told = call("timestamp", "--tsa", authority.address, "--ca", str(authority.root))
    assert (code, "captures 1 to 3 are stamped at 20" in told) == (0, True), told
    return authority


def change(archive: Path, sql: str, *values: object) -> None:
    with closing(Database(archive)) as db:
        assert db.conn.execute(sql, values).rowcount == 1


def test_token_is_kept_once_a_head_and_holds(stamped: Authority, archive: Path, call: Call) -> None:
    asked = stamped.asked
    assert "are stamped since 20" in call("timestamp", "--tsa", stamped.address, "--ca", str(stamped.root))[1]
    assert stamped.asked == asked, "the head has a token"
    code, told = call("verify")
    assert (code, "3 captures and 1 time stamps checked, nothing wrong" in told) == (0, True)
    fetch(archive, 4)
    assert call("timestamp", "--tsa", stamped.address, "--ca", str(stamped.root))[0] == 0
    assert "4 captures and 2 time stamps checked, nothing wrong" in call("verify", "--ca", str(stamped.root))[1]


def test_openssl_checks_the_token_without_us(stamped: Authority, archive: Path, tmp_path: Path) -> None:
    with closing(Database(archive, write=False)) as db:
        row = db.row("select * from timestamps")
    assert row is not None
    (tmp_path / "head.txt").write_text(row["head"])
    (tmp_path / "root.pem").write_text(row["root"])
    (tmp_path / "token.tsr").write_bytes(row["token"])
    openssl(tmp_path, *"ts -verify -data head.txt -in token.tsr -CAfile root.pem".split())
    (tmp_path / "head.txt").write_text(row["head"][:-1])
    with pytest.raises(subprocess.CalledProcessError):
        openssl(tmp_path, *"ts -verify -data head.txt -in token.tsr -CAfile root.pem".split())


def test_any_flipped_bit_of_a_token_is_found(stamped: Authority, archive: Path, call: Call) -> None:
    with closing(Database(archive)) as db:
        token = bytearray(db.value("select token from timestamps"))
    for place in range(40, len(token), 150):
        flipped = bytearray(token)
        flipped[place] ^= 1
        change(archive, "update timestamps set token = ?", bytes(flipped))
        code, told = call("verify", "-q")
        assert (code, "its token is not the one that was kept" in told) == (1, True)
        change(archive, "update timestamps set digest = ?", digest_of(bytes(flipped)))
        code, told = call("verify", "-q")
        assert (code, told.startswith("timestamp 1 of 20")) == (1, True), "whoever forges the digest too"


@pytest.mark.parametrize(
    ("forgery", "told"),
    [
        ("update timestamps set head = 'sha256:00'", "is over the chain sha256:00, and capture 3 has another"),
        ("update timestamps set head = 'sha256:00'", "its token does not hold (Mismatch between messages)"),
        ("update timestamps set stamped_at = '2020-01-01T00:00:00Z'", "its token is of 20"),
        ("update timestamps set capture_id = 2", "capture 2 has another or is gone"),
        ("update timestamps set root = 'none'", "its root: holds no certificate"),
    ],
)
def test_token_over_something_else_is_found(
    stamped: Authority, archive: Path, call: Call, forgery: str, told: str
) -> None:
    change(archive, forgery)
    code, found = call("verify", "-q")
    assert (code, told in found) == (1, True), found


def test_an_archive_written_anew_does_not_fit_its_token(stamped: Authority, archive: Path, call: Call) -> None:
    """Whoever makes the whole chain anew, with everything in it fitting, has no token over it."""
    with closing(Database(archive)) as db:
        token = db.row("select * from timestamps")
    assert token is not None
    archive.unlink()
    fetch(archive, 1, 5, 3)
    with closing(Database(archive)) as db:
        db.insert("timestamps", dict(token))
    code, told = call("verify", "-q")
    assert (code, "and capture 3 has another or is gone" in told) == (1, True)


def test_authority_that_nobody_vouches_for_is_not_believed(
    authority: Authority, archive: Path, tmp_path: Path, call: Call
) -> None:
    other = Authority(tmp_path / "other")
    code, told = call("timestamp", "--tsa", authority.address, "--ca", str(other.root))
    assert (code, "does not hold: Error while verifying certificates" in told) == (1, True), told
    code, told = call("timestamp", "--tsa", authority.address)
    assert (code, "does not hold" in told) == (1, True), "the roots of this machine do not know it"
    with closing(Database(archive, write=False)) as db:
        assert db.value("select count(*) from timestamps") == 0


def test_a_stamp_holds_only_against_the_root_that_is_asked_for(stamped: Authority, tmp_path: Path, call: Call) -> None:
    other = Authority(tmp_path / "other")
    code, told = call("verify", "-q", "--ca", str(other.root))
    assert (code, "its token does not hold (Error while verifying certificates" in told) == (1, True)


def test_authority_that_is_down_or_refuses_is_told_in_a_line(
    authority: Authority, archive: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        down.setattr(authority, "status", 500)
        code, told = call("timestamp", "--tsa", authority.address, "--ca", str(authority.root))
        assert (code, told) == (1, f"{authority.address}: answered 500\n")
    config = authority.folder / "tsa.cnf"
    whole = config.read_text()
    config.write_text(whole.replace("digests = sha256", "digests = sha512"))
    code, told = call("timestamp", "--tsa", authority.address, "--ca", str(authority.root))
    config.write_text(whole)
    assert (code, "was refused" in told) == (1, True), told
    with monkeypatch.context() as other:
        other.setattr(authority, "answer", lambda _: b"<html>Not here</html>")
        code, told = call("timestamp", "--tsa", authority.address, "--ca", str(authority.root))
        assert (code, "the authority's answer does not hold" in told) == (1, True), told


def test_without_the_extra_signatures_are_said_to_be_unchecked(
    stamped: Authority, archive: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.stamp.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    code, told = call("verify")
    assert (code, "signatures of 1 time stamps: not checked" in told) == (0, True)
    change(archive, "update timestamps set head = 'sha256:00'")
    assert call("verify", "-q")[0] == 1, "that a token is over another chain is seen without it"
    fetch(archive, 4)
    code, told = call("timestamp", "--tsa", stamped.address)
    assert (code, "time stamps need the extra" in told) == (1, True)


def test_token_comes_along_in_a_merge_and_still_holds(stamped: Authority, archive: Path, tmp_path: Path) -> None:
    merged = tmp_path / "merged.db"
    fetch(merged, 7)
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["merge", str(archive), "--archive", str(merged)])
        assert ended.value.code in (0, 1), "pages of two words are no articles"
    with closing(Database(merged)) as db:
        assert db.value("select count(*) from timestamps") == 1
    found = verify_file(merged)
    assert (found.captures, found.timestamps, found.faults) == (4, 1, ())
    change(merged, "update timestamps set head = (select chain from captures where id = 1)")
    assert [fault for fault in verify_file(merged).faults if fault.startswith("timestamp 1")]


def test_empty_archive_has_nothing_to_stamp(tmp_path: Path, authority: Authority, call: Call, archive: Path) -> None:
    archive.unlink()
    Database(archive).close()
    code, told = call("timestamp", "--tsa", authority.address)
    assert (code, "holds no capture" in told) == (2, True)
