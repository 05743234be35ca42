"""A WARC file in parts: every record once, whatever the parts and whatever is damaged."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.split import read_part, split_warc
from pipelines.warc import Fault, write_warc
from standoff.captures import digest_of
from standoff.errors import CaptureError
from standoff.model import Capture

RECORDS = 19  # 18 responses behind what the file says of itself


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.warc.gz"
    captures = []
    for number in range(RECORDS - 1):
        body, url = f"<p>Page {number} of the harbour.</p>".encode() * 9, f"https://harbour.example/news/{number}"
        captures.append(
            Capture(
                url=url,
                final_url=url,
                fetched_at=datetime(2026, 3, 2, 9, number, tzinfo=UTC),
                status=200,
                headers=(("Content-Type", "text/html"),),
                body=body,
                digest=digest_of(body),
            )
        )
    with path.open("wb") as out:
        list(write_warc([(capture, "harbour") for capture in captures], out, path.name))
    return path


@pytest.mark.parametrize("size", [1, 100, 700, 1 << 20])
def test_parts_of_any_size_hold_every_record_once(warc: Path, size: int) -> None:
    (whole,) = split_warc(warc)
    wanted = list(read_part(whole))
    assert len(wanted) == RECORDS
    assert [record for part in split_warc(warc, size) for record in read_part(part)] == wanted


def test_plain_file_and_file_packed_as_a_whole_are_read_too(tmp_path: Path, warc: Path) -> None:
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(warc.read_bytes()))
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(plain.read_bytes()))
    for file in (plain, whole):
        (part,) = split_warc(file, 100)
        found = list(read_part(part))
        assert len(found) == RECORDS
        assert not [one for one in found if isinstance(one, Fault)]
    whole.write_bytes(whole.read_bytes()[:-60])
    assert isinstance(list(read_part(split_warc(whole)[0]))[-1], Fault)


def damaged(warc: Path, number: int, how: Callable[[bytearray, int, int], None]) -> int:
    """Spoil the record *number* of a file; returns how many there were."""
    (part,) = split_warc(warc)
    offsets = [found[0] for found in read_part(part) if not isinstance(found, Fault)]
    body = bytearray(warc.read_bytes())
    how(body, offsets[number], [*offsets, len(body)][number + 1])
    warc.write_bytes(bytes(body))
    return len(offsets)


def flip(body: bytearray, start: int, end: int) -> None:
    body[(start + end) // 2] ^= 4


def wipe(body: bytearray, start: int, end: int) -> None:
    body[start:end] = b"\x00" * (end - start)


def behead(body: bytearray, start: int, end: int) -> None:
    body[start] = 0


def cut(body: bytearray, start: int, end: int) -> None:
    del body[start + 30 :]


@pytest.mark.parametrize("how", [flip, wipe, behead])
@pytest.mark.parametrize("size", [1, 300, 1 << 20])
@pytest.mark.parametrize("number", [0, 1, 7, 18])
def test_damaged_record_is_a_fault_and_every_other_is_read(
    warc: Path, how: Callable[[bytearray, int, int], None], size: int, number: int
) -> None:
    count = damaged(warc, number, how)
    try:
        parts = split_warc(warc, size)
    except CaptureError:  # the file does not begin with a record any more: the command says so of the file
        assert number == 0
        return
    found = [record for part in parts for record in read_part(part)]
    assert len([one for one in found if isinstance(one, Fault)]) >= 1
    assert len([one for one in found if not isinstance(one, Fault)]) == count - 1


def test_file_that_is_cut_off_says_so(warc: Path) -> None:
    count = damaged(warc, 9, cut)
    found = list(read_part(split_warc(warc)[0]))
    assert isinstance(found[-1], Fault)
    assert len(found) == 10 < count
