"""`standoff read` and `standoff triage`: what the rooms make of a page or a headline; nothing is kept."""

import json
import sys
import zlib
from collections import deque
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipelines.enrich import read_text, unread
from pipelines.room import told
from pipelines.work import Workers
from standoff.articles import read_article
from standoff.captures import digest_of
from standoff.catalogue import outlet_of
from standoff.cli.options import Options, common, example
from standoff.cli.plain import plain_reading, plain_relevance
from standoff.errors import CaptureError, ExtractionError
from standoff.model import Article, Capture, Outlet, Reading
from standoff.relevance import triage as triage_headline

#: Pages on their way through the workers at once: bounds memory to a few hundred megabytes.
WINDOW = 16

Row = dict[str, Any]

#: The keys of a line that hold text.
_STRINGS = {"url", "file", "text", "language", "headline", "fetched_at", "published_at"}


@click.command(epilog=example("standoff read page.html --url https://www.rferl.org/a/33390703.html | jq .quotes"))
@click.argument("target", metavar="FILE|URL", required=False)
@click.option("--url", help="The address that the page was fetched from.")
@click.option("--fetched-at", "fetched_at", help="When it was fetched (ISO 8601); days in the text count from there.")
@click.option("--jsonl", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), help="Many.")
@common
def read(options: Options, target: str | None, url: str | None, fetched_at: str | None, jsonl: Path | None) -> int:
    """Print, as one JSON object, what the rooms make of one page; with --jsonl one object a line.

    A line of the JSONL file is {"id", "url", "file", "fetched_at"} or {"id", "text", "language"}; a file is looked
    for beside the JSONL file first, then from here. A line that cannot be read gives {"id", "error"}.
    """
    if (target is None) == (jsonl is None):
        raise click.UsageError("give a FILE or URL, or --jsonl FILE")
    catalogue = options.catalogue()
    if jsonl is not None:
        return _read_many(jsonl, catalogue)
    assert target is not None
    row: Row = {"url": url, "file": target, "fetched_at": fetched_at}
    capture = _fetch(target) if target.startswith(("http://", "https://")) else _capture(row, Path())
    outlet = outlet_of(capture.url, catalogue)
    with Workers(1) as workers:
        try:
            article = workers.result(read_article, capture, outlet)
        except Exception as error:
            raise ExtractionError(f"{capture.url}: {told(error).removeprefix(f'{capture.url}: ')}") from error
        try:
            reading, failed = workers.result(read_text, article), False
        except Exception as error:
            click.echo(f"standoff: {capture.url}: {told(error)}", err=True)
            reading, failed = unread(error), True
    click.echo(json.dumps(plain_reading(article, reading, outlet), ensure_ascii=False, indent=2))
    return 1 if failed else 0


@click.command(epilog=example('echo \'{"id": 1, "headline": "Russia Fines Google"}\' | standoff triage --jsonl -'))
@click.option("--jsonl", type=click.File(encoding="utf-8", errors="replace"), required=True, help="A line a headline.")
@common
def triage(options: Options, jsonl: Any) -> int:
    """Say of each headline whether it is about a platform-government dispute.

    A line in is {"id", "headline", "url", "language"}, a line out {"id", "relevant", "score", "reasons",
    "platforms", "countries"}.
    """
    failed = False
    for number, line in enumerate(jsonl, 1):
        row: Row = {}
        try:
            row = _row(line, number)
            _checked(row, number)
            found = triage_headline(row.get("headline"), row.get("url") or "", row.get("language"))
            answer: Row = {"id": row.get("id"), **plain_relevance(found)}
        except Exception as error:
            answer = {"id": row.get("id"), "error": told(error)}
        failed |= _write(answer)
    return 1 if failed else 0


def _read_many(path: Path, catalogue: dict[str, Outlet]) -> int:
    failed = False
    with Workers() as workers, click.open_file(str(path), encoding="utf-8", errors="replace") as lines:
        waiting: deque[tuple[Any, Outlet | None, Future[tuple[Article, Reading]] | Exception]] = deque()
        for number, line in enumerate(lines, 1):
            waiting.append(_submit(workers, line, number, path.parent, catalogue))
            if len(waiting) >= WINDOW:
                failed |= _print(workers, *waiting.popleft())
        while waiting:
            failed |= _print(workers, *waiting.popleft())
    return 1 if failed else 0


def _submit(workers: Workers, line: str, number: int, folder: Path, catalogue: dict[str, Outlet]) -> Any:
    row: Row = {}
    try:
        row = _row(line, number)
        _checked(row, number)
        if "text" in row:
            return row.get("id"), None, workers.submit(_read_words, _article(row))
        capture = _capture(row, folder)
        outlet = outlet_of(capture.url, catalogue)
        return row.get("id"), outlet, workers.submit(_read_page, capture, outlet)
    except Exception as error:
        return row.get("id"), None, error


def _print(workers: Workers, number: Any, outlet: Outlet | None, found: Any) -> bool:
    """Print one answer; returns whether it is an error."""
    try:
        if isinstance(found, Exception):
            raise found
        article, reading = workers.wait(found)
        answer = {"id": number, **plain_reading(article, reading, outlet)}
    except Exception as error:
        answer = {"id": number, "error": told(error)}
    return _write(answer)


def _write(answer: Row) -> bool:
    """Print one line, always valid JSON in valid UTF-8; returns whether it is an error."""
    try:
        line = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    except ValueError:  # an id that is no number of JSON's
        line = json.dumps({"id": None, "error": "the id is no JSON value"})
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    return "error" in answer or line.startswith('{"id": null, "error"')


def _read_page(capture: Capture, outlet: Outlet | None) -> tuple[Article, Reading]:
    article = read_article(capture, outlet)
    return article, read_text(article)


def _read_words(article: Article) -> tuple[Article, Reading]:
    return article, read_text(article)


def _row(line: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CaptureError(f"line {number}: is no JSON ({error.msg})") from error
    if not isinstance(row, dict):
        raise CaptureError(f"line {number}: is no JSON object")
    return row


def _checked(row: Row, number: int) -> Row:
    """Raises CaptureError when a key that holds text does not; ``text`` may not even be null."""
    for key in sorted(_STRINGS & row.keys()):
        if not (isinstance(row[key], str) or (row[key] is None and key != "text")):
            raise CaptureError(f"line {number}: {key} must be a string")
    return row


def _article(row: Row) -> Article:
    headline, language, published = row.get("headline"), row.get("language"), row.get("published_at")
    return Article(
        url=str(row.get("url") or ""),
        page_type="article",
        language=language,
        headline=headline,
        published_at=_moment(published) if published else None,
        text=row["text"],
        provenance={"text": "given"},
    )


def _capture(row: Row, folder: Path) -> Capture:
    name = row.get("file")
    if not name:
        raise CaptureError('a line needs "file" or "text"')
    path = folder / name if (folder / name).exists() else Path(name)
    try:
        body = _unpacked(path.read_bytes())
    except (OSError, ValueError, CaptureError) as error:
        raise CaptureError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    fetched_at = row.get("fetched_at")
    url = row.get("url") or path.absolute().as_uri()
    return Capture(
        url=url,
        final_url=url,
        fetched_at=_moment(fetched_at) if fetched_at else datetime.now(UTC),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        digest=digest_of(body),
    )


def _unpacked(body: bytes) -> bytes:
    """The bytes of a file, unpacked when it is gzip; at most 64 MiB of them."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, 64 << 20)
    except zlib.error as error:
        raise CaptureError(f"is broken gzip ({error})") from error
    if len(plain) >= 64 << 20:
        raise CaptureError("unpacks to more than 64 MiB")
    if not unpacker.eof:
        raise CaptureError("the gzip is cut off")
    return plain


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text).replace(" UTC", "+00:00"))
    except ValueError as error:
        raise CaptureError(f"{text!r}: is no ISO 8601 time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fetch(url: str) -> Capture:
    from spiders.single import fetch  # starts a reactor: only where one is needed

    try:
        return fetch(url)
    except CaptureError as error:
        raise ExtractionError(str(error)) from error
