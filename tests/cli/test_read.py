import gzip
import json
import os
import socket
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipelines.work import Workers
from standoff.cli import command, main

PAGE = """<html lang="en"><head><title>Court fines Telegram</title></head><body><article><h1>Court fines Telegram</h1>
<p>A court in Minsk fined Telegram 5,000 rubles on Monday for failing to remove a channel, the regulator said.</p>
<p>"We never saw the order," company spokeswoman Ana Brel said. The ministry did not answer questions.</p>
</article></body></html>"""

#: What `read` prints, by the contract.
KEYS = set(
    "url canonical_url outlet page_type language headline standfirst authors published_at published_raw modified_at"
    " dateline wire_credits section tags captions text relevant relevance platforms countries bodies quotes events"
    " provenance".split()
)
QUOTE_KEYS = set("start end text kind speaker role organisation cue venue said_on stance".split())
EVENT_KEYS = set("side actor action platform country date precision amount currency stage start end".split())


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), standalone_mode=False)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_read_prints_every_key_of_the_contract(page: Path) -> None:
    result = invoke("read", str(page), "--url", "https://harbour.example/news/1", "--fetched-at", "2026-03-03")
    assert result.return_value == 0
    found = json.loads(result.stdout)
    assert set(found) >= KEYS
    assert found["url"] == "https://harbour.example/news/1"
    assert found["headline"] == "Court fines Telegram"
    assert found["quotes"]
    for quote in found["quotes"]:
        assert set(quote) >= QUOTE_KEYS
        assert found["text"][quote["start"] : quote["end"]] == quote["text"]
    for event in found["events"]:
        assert set(event) >= EVENT_KEYS


def test_jsonl_gives_a_line_for_each_line_in_the_same_order(tmp_path: Path, page: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(PAGE.encode())[:-9])
    (tmp_path / "empty.html").write_bytes(b"")
    rows: list[Any] = [
        {"id": "plain", "url": "https://harbour.example/1", "file": str(page), "fetched_at": "2026-03-03T00:00:00Z"},
        {"id": "packed", "url": "https://harbour.example/2", "file": "page.html.gz"},
        {"id": "missing", "file": "none.html"},
        {"id": "text", "text": '"We never saw it," Ana Brel said.', "language": "en"},
        {"id": "nothing"},
        {"id": "cut", "file": "cut.html.gz"},
        {"id": "empty", "file": "empty.html"},
        {"id": "clock", "file": str(page), "fetched_at": "yesterday"},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + '\n{"id": broken\n[]\n', encoding="utf-8")
    result = invoke("read", "--jsonl", str(file))
    found = lines(result)
    assert [row["id"] for row in found] == [row["id"] for row in rows] + [None, None]
    assert {row["id"] for row in found if "error" not in row} == {"plain", "packed", "text"}
    assert found[0]["text"] == found[1]["text"]
    assert found[3]["quotes"][0]["speaker"] == "Ana Brel"
    told = {row["id"]: row["error"] for row in found if "error" in row}
    assert "none.html" in told["missing"]
    assert "yesterday" in told["clock"]
    assert result.return_value == 1


def test_triage_answers_line_by_line(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "headline": "Russian Court Fines Google Over Banned Content", "url": "", "language": "en"},
        {"id": 2, "headline": "Tbilisi Wine Fair Opens", "url": "https://harbour.example/wine", "language": "en"},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\nbroken\n", encoding="utf-8")
    result = invoke("triage", "--jsonl", str(file))
    found = lines(result)
    assert [(row["id"], row.get("relevant")) for row in found] == [(1, True), (2, False), (None, None)]
    assert set(found[0]) == {"id", "relevant", "score", "reasons", "platforms", "countries"}
    assert "line 3" in found[2]["error"]
    assert result.return_value == 1


def test_read_prints_a_page_whose_text_takes_too_long_to_be_read(tmp_path: Path) -> None:
    line = "“The pier is closed to all boats,” spokesman Ivo Lan said, and the minister said that the law was clear. "
    quotes = "".join(f"<p>{at}. {line * 12}</p>" for at in range(900))
    file = tmp_path / "long.html"
    file.write_text(f"<html lang='en'><body><h1>The pier is closed</h1><article>{quotes}</article></body></html>")
    result = invoke("read", str(file), "--url", "https://harbour.example/news/2")
    assert result.return_value == 1
    found = json.loads(result.stdout)
    assert found["text"].startswith("0. “The pier is closed to all boats,”")
    assert found["quotes"] == []
    assert "the text was not read" in found["relevance"]["reasons"][0]


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            f"<article>{'<p>Rain fell on the harbour all week. ' * 10_000}</article>",
            "took more than 0.05 s of CPU time",
        ),
        ("", "empty body"),
        ("No page at all.", "no markup"),
    ],
    ids=["too slow", "empty", "no page"],
)
def test_a_page_that_cannot_be_read_is_a_failure_and_no_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, page: str, told: str
) -> None:
    monkeypatch.setattr(sys.modules["standoff.cli.read"], "Workers", partial(Workers, cpu_seconds=0.05))
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["read", str(file), "--url", "https://harbour.example/news/3"])
    assert ended.value.code == 1
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.startswith("standoff: https://harbour.example/news/3: ")
    assert told in answer.err


def test_an_address_that_does_not_answer_is_a_failure() -> None:
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))  # and nobody listens
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/news/3"
        done = subprocess.run(
            [sys.executable, "-m", "standoff.cli", "read", url],
            env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"standoff: {url}: " in done.stderr
