"""`standoff disputes`: what an analyst decides about the grouping. Rulings are rows; every later run respects them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

import click

from pipelines import rule
from pipelines.database import Database
from pipelines.query import query
from pipelines.settle import settle
from standoff.cli.options import Options, common, example
from standoff.cli.table import print_table

Function = Callable[..., Any]


@click.group(epilog=example("standoff disputes list", "standoff disputes rulings"))
def disputes() -> None:
    """List disputes; merge, split, rename or rule them out. A dispute is named by its slug or number."""


def signed(function: Function) -> Function:
    """Who rules, and why: both stay with the ruling."""
    function = click.option("--note", help="Why.")(function)
    return click.option("--by", metavar="NAME", help="Who rules.")(function)


@disputes.command("list", epilog=example("standoff disputes list"))
@common
def list_(options: Options) -> int:
    """List the disputes, the newest act first."""
    with closing(Database(options.archive, write=False)) as db:
        cursor = db.conn.execute(query("list_disputes"))
        print_table([column[0] for column in cursor.description], cursor.fetchall())
    return 0


@disputes.command(epilog=example("standoff disputes rulings"))
@common
def rulings(options: Options) -> int:
    """List all rulings, also those that were withdrawn."""
    with closing(Database(options.archive, write=False)) as db:
        rows = rule.list_rulings(db)
    if rows:
        print_table(rows[0].keys(), rows)
    return 0


@disputes.command(epilog=example("standoff disputes merge viber-v-poland viber-v-belarus"))
@click.argument("dispute")
@click.argument("into")
@signed
@common
def merge(options: Options, dispute: str, into: str, by: str | None, note: str | None) -> int:
    """Rule that DISPUTE is part of INTO."""
    with _ruling(options) as (db, now):
        rule.merge(db, rule.find_dispute(db, dispute), rule.find_dispute(db, into), now, by=by, note=note)
    return 0


@disputes.command(epilog=example("standoff disputes split tiktok-v-uzbekistan 14 17 --title 'The gift tax'"))
@click.argument("dispute")
@click.argument("articles", nargs=-1, required=True, type=int)
@click.option("--into", help="The dispute that they belong to; a new one without it.")
@click.option("--title", help="What the new dispute is called.")
@signed
@common
def split(
    options: Options,
    dispute: str,
    articles: tuple[int, ...],
    into: str | None,
    title: str | None,
    by: str | None,
    note: str | None,
) -> int:
    """Rule that ARTICLES of DISPUTE (their numbers) are about another matter."""
    with _ruling(options) as (db, now):
        target = rule.find_dispute(db, into) if into else None
        found = rule.find_dispute(db, dispute)
        rule.split(db, found, articles, now, into=target, title=title, by=by, note=note)
    return 0


@disputes.command(epilog=example("standoff disputes rename meta-v-pakistan 'WhatsApp voice notes in Pakistan'"))
@click.argument("dispute")
@click.argument("title")
@signed
@common
def rename(options: Options, dispute: str, title: str, by: str | None, note: str | None) -> int:
    """Rule what DISPUTE is called; links to its slug hold."""
    with _ruling(options) as (db, now):
        rule.rename(db, rule.find_dispute(db, dispute), title, now, by=by, note=note)
    return 0


@disputes.command("rule-out", epilog=example("standoff disputes rule-out viber-v-poland --note 'a passing mention'"))
@click.argument("dispute")
@click.option("--article", type=int, help="Only this article, by its number.")
@signed
@common
def rule_out(options: Options, dispute: str, article: int | None, by: str | None, note: str | None) -> int:
    """Rule that DISPUTE is none, or that one article does not belong to it."""
    with _ruling(options) as (db, now):
        rule.rule_out(db, rule.find_dispute(db, dispute), now, article=article, by=by, note=note)
    return 0


@disputes.command(epilog=example("standoff disputes withdraw 3"))
@click.argument("ruling", type=int)
@common
def withdraw(options: Options, ruling: int) -> int:
    """Take a ruling back, by its number."""
    with _ruling(options) as (db, now):
        rule.withdraw(db, ruling, now)
    return 0


@contextmanager
def _ruling(options: Options) -> Iterator[tuple[Database, datetime]]:
    """An archive that is there, to rule on; settled afterwards."""
    Database(options.archive, as_found=True).close()
    now = datetime.now(UTC)
    with closing(Database(options.archive)) as db:
        yield db, now
        settle(db, now)
