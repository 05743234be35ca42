import gzip
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from warcio.checker import Checker

from pipelines.warc import Fault, read_warc, write_warc
from standoff.errors import CaptureError
from standoff.model import Capture, Record


@pytest.fixture
def captures(make_record: Callable[..., Record]) -> list[Capture]:
    coded = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "7"), ("X-A", "1"))
    first, second, third = (replace(make_record(number=number).capture, id=None) for number in (1, 2, 3))
    return [
        first,
        replace(second, headers=coded),
        replace(third, final_url="https://harbour.example/news/9", status=404),
    ]


@pytest.fixture
def file(tmp_path: Path, captures: list[Capture]) -> Path:
    path = tmp_path / "harbour.warc.gz"
    with path.open("wb") as out:
        assert len(list(write_warc([(capture, "harbour") for capture in captures], out, path.name))) == 3
    return path


def test_captures_come_back_as_they_were(file: Path, captures: list[Capture]) -> None:
    assert list(read_warc(file)) == [(capture, "harbour") for capture in captures]


def test_warcio_finds_nothing_wrong(file: Path) -> None:
    class Command:
        inputs = [str(file)]  # noqa: RUF012
        verbose = False

    checker = Checker(Command())
    checker.process_all()
    assert checker.exit_value == 0


def test_records_that_are_no_responses_are_counted(file: Path, captures: list[Capture]) -> None:
    """A revisit says that a page was as before; what is not taken of it is said."""
    body = "HTTP/1.1 304 Not Modified\r\n\r\n"
    with file.open("ab") as out:
        for kind in ("revisit", "revisit", "resource", "metadata"):
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://harbour.example/news/1\r\n"
            record = f"{head}Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
            out.write(gzip.compress(record.encode()))
    assert list(read_warc(file)) == [
        *((capture, "harbour") for capture in captures),
        Fault(str(file), "holds records that are no responses and are not taken: 2 revisit, 1 resource"),
    ]


@pytest.mark.parametrize("cut", [1, 8, 9, 60, 300])
def test_cut_off_file_is_noticed(file: Path, cut: int) -> None:
    file.write_bytes(file.read_bytes()[:-cut])
    assert [found for found in read_warc(file) if isinstance(found, Fault)]


def test_flipped_bit_is_noticed(file: Path) -> None:
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 4
    file.write_bytes(bytes(body))
    assert [found for found in read_warc(file) if isinstance(found, Fault)]


def test_altered_body_of_a_plain_file_is_noticed(tmp_path: Path, captures: list[Capture]) -> None:
    out = BytesIO()
    list(write_warc([(captures[0], "harbour")], out, "a"))
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(out.getvalue()).replace(b"Telegram", b"Tel3gram"))
    assert [found for found in read_warc(plain) if isinstance(found, Fault)]


@pytest.mark.parametrize("body", [b"", b"no WARC at all\n", b"\x1f\x8b\x08\x00 broken"])
def test_other_file_is_refused_by_name(tmp_path: Path, body: bytes) -> None:
    other = tmp_path / "other.warc.gz"
    other.write_bytes(body)
    with pytest.raises(CaptureError, match=r"other\.warc\.gz"):
        list(read_warc(other))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"none\.warc"):
        list(read_warc(tmp_path / "none.warc"))
