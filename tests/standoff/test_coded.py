import gzip
import sys
import zlib
from collections.abc import Callable
from functools import partial

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coded import PART, uncoded
from standoff.errors import CaptureError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare_deflate),
    ("br", partial(brotli.compress, quality=1)),
    ("zstd", zstd.compress),
]
each = pytest.mark.parametrize(
    ("name", "pack"), CODINGS, ids=["gzip", "x-gzip", "deflate", "bare deflate", "br", "zstd"]
)

PAGE = b"<html>" + b"".join(b"<p>Paragraph %d of the page.</p>" % number for number in range(90_000)) + b"</html>"


@each
def test_coding_is_undone(name: str, pack: Callable[[bytes], bytes]) -> None:
    assert len(PAGE) > 2 * PART
    assert uncoded(pack(PAGE), name.upper(), len(PAGE)) == PAGE
    assert uncoded(pack(b""), name, 10) == b""


def test_codings_are_undone_last_first() -> None:
    assert uncoded(brotli.compress(gzip.compress(PAGE)), "gzip, br", len(PAGE)) == PAGE


def test_members_of_gzip_are_one_body() -> None:
    assert uncoded(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 10) == b"one two"


@each
def test_what_is_cut_off_is_no_body(name: str, pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(CaptureError, match="cut off"):
        uncoded(pack(PAGE)[:-5], name, len(PAGE))


@pytest.mark.parametrize(("name", "pack"), [pair for pair in CODINGS if pair[1] is not bare_deflate])
def test_what_is_broken_further_on_is_no_body(name: str, pack: Callable[[bytes], bytes]) -> None:
    packed = bytearray(pack(bytes(range(256)) * 12_000 + PAGE))
    packed[len(packed) * 3 // 4 : len(packed) * 3 // 4 + 200] = bytes(200)
    with pytest.raises(CaptureError):
        assert len(uncoded(bytes(packed), name, 1 << 24)) == len(PAGE), "a flip that changes no length"


@each
def test_a_bomb_ends_at_the_limit(name: str, pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(CaptureError, match="more than 4 MiB"):
        uncoded(pack(bytes(32 << 20)), name, 4 << 20)


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate", "rot13", "identity", ""])
def test_page_that_is_not_so_coded_is_left(name: str) -> None:
    assert uncoded(b"<html>plain</html>", name, 100) == b"<html>plain</html>"


@given(st.binary(max_size=200), st.sampled_from([name for name, _ in CODINGS]))
def test_any_bytes_are_a_body_or_a_fault(body: bytes, name: str) -> None:
    try:
        assert isinstance(uncoded(body, name, 1 << 20), bytes)
    except CaptureError:
        return
