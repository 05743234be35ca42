"""`standoff outlets`: the catalogue."""

import textwrap
from collections.abc import Iterable, Iterator
from contextlib import closing

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.database import Database
from pipelines.enrich import read_text
from pipelines.learn import list_blocks, rule_block
from pipelines.work import Workers
from standoff.articles import read_article
from standoff.catalogue import outlet_of
from standoff.cli.options import Options, common, example
from standoff.cli.plain import plain_reading
from standoff.cli.table import print_table
from standoff.model import Article, Reading


@click.group(epilog=example("standoff outlets list", "standoff outlets check --outlets my-outlets/"))
def outlets() -> None:
    """List, check or try the outlets of the catalogue."""


@outlets.command("list", epilog=example("standoff outlets list"))
@common
def list_(options: Options) -> int:
    """List the catalogue: what is crawled, what is not and why, what of it is verified."""
    for outlet in options.catalogue().values():
        facts = [outlet.name, outlet.kind, ", ".join(outlet.languages), "" if outlet.enabled else "SWITCHED OFF"]
        click.echo(f"{outlet.id:16} {' · '.join(fact for fact in facts if fact)}")
        for name, told in (("verified", outlet.verified), ("note", outlet.note)):
            if told and not options.quiet:
                click.echo(textwrap.fill(f"{name}: {told}", 110, initial_indent=" " * 17, subsequent_indent=" " * 19))
    return 0


@outlets.command(epilog=example("standoff outlets check --outlets my-outlets/"))
@common
def check(options: Options) -> int:
    """Read every outlet file and say what is wrong with it."""
    catalogue = options.catalogue()
    enabled = sum(outlet.enabled for outlet in catalogue.values())
    click.echo(f"{len(catalogue)} outlet files are fine, {enabled} of them enabled")
    return 0


@outlets.command("try", epilog=example("standoff outlets try https://www.rferl.org/a/33390703.html"))
@click.argument("url")
@common
def try_(options: Options, url: str) -> int:
    """Show what one address would give: fields and where each came from, what was cut and why; nothing is kept."""
    from spiders.single import fetch  # starts a reactor: only where one is needed

    outlet = outlet_of(url, options.catalogue())
    capture = fetch(url)
    with Workers(1) as workers:
        article = workers.result(read_article, capture, outlet)
        reading = workers.result(read_text, article)
    console = Console(highlight=False)
    console.print(
        f"{url}\nHTTP {capture.status}, {len(capture.body):,} bytes, outlet {outlet.id if outlet else 'none'}"
    )
    for title, table in tables(article, reading):
        console.print(f"\n{title}", style="bold")
        console.print(table)
    return 0


def tables(article: Article, reading: Reading) -> Iterator[tuple[str, Table]]:
    """What was read, for people: one table a question."""
    plain = plain_reading(article, reading, None)
    fields = [
        name for name in plain if name not in ("text", "quotes", "events", "provenance", "dates", "url", "outlet")
    ]
    shown = ((name, _shown(plain[name]), article.provenance.get(name, "")) for name in fields)
    yield "Fields", _table(("field", "value", "from"), shown)
    yield "Dates that the page gives", _table(("from", "date"), article.dates)
    yield "Text", _table((), [(article.text or "none",)])
    yield "Cut, and why", _table(("what", "why"), article.cut)
    quotes = ((quote.speaker or "?", quote.stance, quote.text, quote.rule) for quote in reading.quotes)
    yield "Quotes", _table(("speaker", "stance", "words", "rule"), quotes)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    table = Table(*columns, box=None, pad_edge=False, show_header=bool(columns))
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    return table


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


@outlets.command(
    epilog=example("standoff outlets boilerplate www.rferl.org", "standoff outlets boilerplate HOST --keep sha256:12ab")
)
@click.argument("host")
@click.option("--keep", metavar="DIGEST", help="Never cut the block whose digest begins so.")
@click.option("--cut", metavar="DIGEST", help="Cut the block whose digest begins so.")
@common
def boilerplate(options: Options, host: str, keep: str | None, cut: str | None) -> int:
    """List the blocks that stand on many pages of HOST and are cut from the next one; rule on one of them.

    `standoff replay` brings what is stored in line with a ruling.
    """
    ruling = bool(keep or cut)
    with closing(Database(options.archive, write=ruling)) as db:
        if digest := keep or cut:
            with db.atomic():
                rule_block(db, host, digest, "kept" if keep else "cut")
        rows = [(row["state"], row["pages"], row["digest"][:19], row["words"][:90]) for row in list_blocks(db, host)]
    print_table(("state", "pages", "digest", "words"), rows)
    return 0
