import base64
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from spiders.couriers import mail_alert, post_alert
from standoff.alerts import Alert, as_json
from standoff.errors import DeliveryError
from standoff.watches import Mailbox, Webhook

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = "2026-03-02T09:00:00Z"
ALERT = Alert(mark="m", watch="w", kind="search", title="t", words="", outlet=None, url=None, at=AT, found_at=AT)


@pytest.fixture(autouse=True)
def on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "1")


Serve = Callable[[Callable[[socket.socket], None]], int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Answers one connection as a function says; gives the port."""
    opened: list[tuple[socket.socket, threading.Thread]] = []

    def start(answer: Callable[[socket.socket], None]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))

        def run() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    answer(connection)
                except OSError:
                    return  # the other side went away, as some of these tests mean it to

        thread = threading.Thread(target=run)
        thread.start()
        opened.append((listener, thread))
        return int(listener.getsockname()[1])

    yield start
    for listener, thread in opened:
        thread.join(10)
        listener.close()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    formats = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *formats))
    return pem, secret


def whole(stream: socket.socket) -> bytes:
    """A post with its body: who answers earlier may close on what still comes."""
    read = b""
    while not read.endswith(as_json(ALERT)):
        read += stream.recv(65536)
    return read


def over_tls(pem: Path, key: Path) -> Callable[[socket.socket], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)

    def answer(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as stream:
            assert whole(stream).startswith(b"POST /in HTTP/1.1\r\n")
            stream.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    return answer


def hook(port: int, scheme: str = "https") -> Webhook:
    return Webhook(name="hook", url=f"{scheme}://localhost:{port}/in", secret_env="X")


def test_post_alert_asks_over_tls(
    serve: Serve, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    post_alert(ALERT, hook(serve(over_tls(*certificate))), "key", NOW)


def test_post_alert_refuses_a_certificate_that_nobody_vouches_for(serve: Serve, certificate: tuple[Path, Path]) -> None:
    with pytest.raises(DeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
        post_alert(ALERT, hook(serve(over_tls(*certificate))), "key", NOW)


def test_post_alert_ends_when_a_server_drips(serve: Serve) -> None:
    def drip(connection: socket.socket) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 100:
            connection.sendall(bytes([letter]))
            time.sleep(0.02)

    started = time.monotonic()
    with pytest.raises(DeliveryError, match=r"no answer within 0\.3 s"):
        post_alert(ALERT, hook(serve(drip), "http"), "key", NOW, limit=0.3)
    assert time.monotonic() - started < 3


def test_post_alert_tells_of_nonsense(serve: Serve) -> None:
    def greet(connection: socket.socket) -> None:
        whole(connection)
        connection.sendall(b"220 mail here\r\n")

    with pytest.raises(DeliveryError, match="BadStatusLine"):
        post_alert(ALERT, hook(serve(greet), "http"), "key", NOW)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "[::ffff:192.168.0.1]", "0x7f.1", "[fd00::1]"])
def test_post_alert_connects_to_public_addresses_alone(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "0")
    with pytest.raises(DeliveryError, match="is not a public address"):
        post_alert(ALERT, Webhook(name="hook", url=f"https://{address}/in", secret_env="X"), "key", NOW)


def test_post_alert_sends_nothing_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.couriers.refusal", lambda _: None)
    monkeypatch.setenv("STANDOFF_ALLOW_LOOPBACK", "0")
    with pytest.raises(DeliveryError, match="without encryption"):
        post_alert(ALERT, Webhook(name="hook", url="http://127.0.0.1:9/in", secret_env="X"), "key", NOW)


class Post:
    """A mail server that wants STARTTLS and a login; ``heard`` has each command, with a mark for what was encrypted."""

    def __init__(self, pem: Path, key: Path, *, offers: str = "STARTTLS") -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(pem, key)
        self.offers, self.heard, self.letter = offers, [], b""

    def answer(self, connection: socket.socket) -> None:
        connection.sendall(b"220 post here\r\n")
        self.talk(connection, "clear")

    def talk(self, stream: socket.socket, wire: str) -> None:
        lines = stream.makefile("rb")
        for line in lines:
            verb = line.split()[0].decode().upper()
            self.heard.append((wire, line.decode().strip()))
            if verb == "STARTTLS":
                stream.sendall(b"220 go on\r\n")
                with self.context.wrap_socket(stream, server_side=True) as secure:
                    return self.talk(secure, "secure")
            if verb == "DATA":
                stream.sendall(b"354 go on\r\n")
                self.letter = b"".join(iter(lines.readline, b".\r\n"))
            stream.sendall(self.say(verb, line, wire))
            if verb == "QUIT":
                return None
        return None

    def say(self, verb: str, line: bytes, wire: str) -> bytes:
        if verb == "EHLO":
            return f"250-post\r\n250 {self.offers if wire == 'clear' else 'AUTH PLAIN'}\r\n".encode()
        if verb == "AUTH":
            good = base64.b64encode(b"\0desk\0open sesame")
            return b"235 fine\r\n" if line.split()[2] == good else b"535 wrong password\r\n"
        return b"250 fine\r\n"  # also to QUIT, which is not what the standard says


def mailbox(port: int, tls: str = "starttls") -> Mailbox:
    to = ("desk@harbour.example",)
    place = {"name": "letters", "host": "localhost", "port": port, "tls": tls}
    return Mailbox(**place, sender="archive@harbour.example", to=to, user="desk", password_env="X")


def test_mail_alert_logs_in_over_starttls_alone(
    serve: Serve, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    post = Post(*certificate)
    mail_alert(ALERT, mailbox(serve(post.answer)), "open sesame", NOW)
    assert [line.split()[0].upper() for wire, line in post.heard if wire == "clear"] == ["EHLO", "STARTTLS"]
    assert "rcpt TO:<desk@harbour.example>" in [line for wire, line in post.heard if wire == "secure"]
    assert b"Subject: [w] t" in post.letter


def test_mail_alert_tells_of_a_wrong_password(
    serve: Serve, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    post = Post(*certificate)
    with pytest.raises(DeliveryError, match="535") as told:
        mail_alert(ALERT, mailbox(serve(post.answer)), "open barley", NOW)
    assert "barley" not in str(told.value)
    assert post.letter == b""


def test_mail_alert_sends_nothing_where_no_encryption_is_offered(serve: Serve, certificate: tuple[Path, Path]) -> None:
    post = Post(*certificate, offers="AUTH PLAIN")
    with pytest.raises(DeliveryError, match="STARTTLS"):
        mail_alert(ALERT, mailbox(serve(post.answer)), "open sesame", NOW)
    assert [line for _, line in post.heard if line.startswith(("AUTH", "MAIL"))] == []


def test_mail_alert_refuses_a_certificate_that_nobody_vouches_for(serve: Serve, certificate: tuple[Path, Path]) -> None:
    post = Post(*certificate)
    with pytest.raises(DeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
        mail_alert(ALERT, mailbox(serve(post.answer)), "open sesame", NOW)
    assert [line for _, line in post.heard if line.startswith(("AUTH", "MAIL"))] == []


def test_mail_alert_ends_when_a_server_drips(serve: Serve) -> None:
    def drip(connection: socket.socket) -> None:
        for letter in b"220-" + b"still here " * 100:
            connection.sendall(bytes([letter]))
            time.sleep(0.02)

    started = time.monotonic()
    with pytest.raises(DeliveryError, match=r"0\.3 s|timed out"):
        mail_alert(ALERT, mailbox(serve(drip)), "open sesame", NOW, limit=0.3)
    assert time.monotonic() - started < 3
