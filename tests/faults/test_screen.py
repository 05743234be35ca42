"""kill -9 of the workers that screen: nothing is lost, nothing doubled, and a record that kills is named."""

import os
import signal
import threading
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.screened import KEPT, counts_of
from pipelines.split import split_warc
from pipelines.spread import cluster, screen_parts
from standoff.cli import command

pytest.importorskip("distributed", reason="without the extra cluster")

PAGES = 120
PAGE = (
    "<html lang=en><title>Latvia Blocks Telegram</title><h1>Latvia Blocks Telegram</h1>"
    "<p>The communications regulator has blocked Telegram across Latvia, the ministry said on Monday.</p>"
    "<p>A court in Riga fined Telegram 4 million euros for refusing to remove channels number {}.</p></html>"
)


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    path = tmp_path / "many.warc.gz"
    for number in range(PAGES):
        append(path, f"https://harbour.example/{number}", PAGE.format(number).encode())
    return path


def append(warc: Path, url: str, body: bytes) -> None:
    with warc.open("ab") as out:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer = WARCWriter(out, gzip=True)
        writer.write_record(
            writer.create_warc_record(url, "response", payload=BytesIO(body), length=len(body), http_headers=headers)
        )


def urls(folder: Path, fate: str = KEPT) -> list[str]:
    found = [
        row for file in folder.glob("*.parquet") for row in pq.read_table(file, columns=["url", "fate"]).to_pylist()
    ]
    return sorted(row["url"] for row in found if row["fate"] == fate)


def everything() -> list[str]:
    return sorted(f"https://harbour.example/{number}" for number in range(PAGES))


def test_killed_workers_lose_nothing(tmp_path: Path, warc: Path) -> None:
    folder = tmp_path / "screened"
    folder.mkdir()
    parts = split_warc(warc, 4_000)
    assert len(parts) > 8
    killed: list[int] = []

    def kill(client: Any) -> None:
        while len(killed) < 2:
            time.sleep(0.05)
            if len(list(folder.glob(".*.at"))) and len(list(folder.glob("*.parquet"))) > 3 * len(killed):
                victim = next(pid for pid in client.run(os.getpid).values() if pid not in killed)
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)
                time.sleep(1)

    with cluster(2, None) as client:
        killer = threading.Thread(target=kill, args=(client,), daemon=True)
        killer.start()
        done = list(screen_parts(client, parts, folder, {}))
    assert killed
    assert [found for _, found in done if isinstance(found, Exception)] == []
    assert sorted(part.name for part, _ in done) == sorted(part.name for part in parts)
    assert urls(folder) == everything()
    assert [file.name for file in folder.iterdir() if file.name.startswith(".")] == []


def test_command_goes_on_where_it_was_ended(tmp_path: Path, warc: Path) -> None:
    folder, broken = tmp_path / "screened", tmp_path / "broken.warc.gz"
    broken.write_bytes(b"no WARC at all\n")
    asked = ["screen", str(warc), "--to", str(folder), "--workers", "1"]
    assert CliRunner().invoke(command, asked, standalone_mode=False).return_value == 0
    (first,) = folder.glob("*.parquet")
    before = first.stat().st_mtime_ns
    with cluster(1, None) as client:
        asked[-2:] = ["--scheduler", client.scheduler.address]
        again = CliRunner().invoke(command, [*asked, str(broken)], standalone_mode=False)
    assert again.return_value == 1
    assert f"{PAGES + 1} records, {PAGES} kept, 1 damaged" in again.output
    assert first.stat().st_mtime_ns == before
    assert urls(folder) == everything()
    assert urls(folder, "error") == [str(broken)]
    assert sum((counts_of(file) or Counter() for file in folder.glob("*.parquet")), Counter())["records"] == PAGES + 1


def test_record_that_kills_its_workers_is_named_and_the_rest_is_read(tmp_path: Path, warc: Path) -> None:
    folder = tmp_path / "screened"
    folder.mkdir()
    # lexbor takes half a second for what stands so deep, the others a few milliseconds
    append(warc, "https://harbour.example/deep", b"<div>" * 19_900)
    (part,) = split_warc(warc)
    with cluster(1, None) as client:
        ((_, counts),) = screen_parts(client, [part], folder, {}, limit=0.2)
    assert not isinstance(counts, Exception)
    assert (counts["records"], counts[KEPT], counts["error"]) == (PAGES + 1, PAGES, 1)
    assert urls(folder) == everything()
    (named,) = pq.read_table(folder / f"{part.name}.parquet", filters=[("fate", "==", "error")]).to_pylist()
    assert "2 workers died of this record" in named["reason"]
    assert named["url"].startswith(f"{warc}, byte ")
    assert [file.name for file in folder.iterdir() if file.name.startswith(".")] == []
