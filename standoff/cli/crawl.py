"""`standoff crawl`: one run over some or all outlets."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from pipelines.dry import DryLedger
from pipelines.finish import finish
from pipelines.ledger import Ledger
from standoff.catalogue import shard_of
from standoff.cli.options import Options, Shard, common, example
from standoff.cli.progress import Progress
from standoff.errors import CatalogueError, StoreError
from standoff.model import Outlet


@click.command(epilog=example("standoff crawl rferl svoboda --limit 50", "standoff crawl --since 2024-01-01 --dry-run"))
@click.argument("names", metavar="[OUTLET]...", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most this many pages an outlet.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
    help="Read the backfill sitemaps too; leave out pages older than this.",
)
@click.option("--shard", type=Shard(), metavar="I/N", help="Only the outlets of the I-th of N shards, split by host.")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes that read pages; one fewer than cores by default."
)
@click.option("--dry-run", is_flag=True, help="List the addresses that discovery finds; fetch and keep nothing.")
@common
def crawl(
    options: Options,
    names: tuple[str, ...],
    limit: int | None,
    since: datetime | None,
    shard: tuple[int, int] | None,
    workers: int | None,
    dry_run: bool,
) -> int:
    """Discover, fetch, keep and read: one run over the OUTLETs, or over all that are enabled.

    Pages that no channel dates are taken whatever --since says. A dry run lists what the channels hold, the backfill
    sitemaps among them and addresses that the archive knows already: an address, its outlet, its day and its headline
    a line, between tabs.
    """
    outlets = choose(options.catalogue(), names)
    if shard:
        outlets = [outlet for outlet in outlets if shard_of(outlet, shard[1]) == shard[0]]
        if not outlets:
            if not options.quiet:
                click.echo(f"shard {shard[0]}/{shard[1]} has no outlets here; nothing to do", err=True)
            return 0
    since = since.replace(tzinfo=UTC) if since else None
    if dry_run:
        return _list(options, outlets, limit, since)
    ledger = Ledger(options.archive, outlets)
    ledger.processes = workers
    outcome: str | None = "crashed"
    try:
        with Progress(ledger.run, quiet=options.quiet):
            outcome = _run(options, ledger, outlets, limit=limit, since=since, dry_run=False)
            if ledger.db.broken:
                raise StoreError(ledger.db.broken)
            finish(ledger, {outlet.id: outlet for outlet in outlets})
    except KeyboardInterrupt:
        outcome = "interrupted"
    except StoreError as error:
        outcome = "crashed"
        click.echo(f"standoff: {error}; what was committed is safe, and the next run goes on from there", err=True)
    finally:
        outcome = ledger.close(outcome)
        if not options.quiet:
            _summary(ledger, outcome)
    return 0 if outcome == "ok" else 1


def choose(catalogue: dict[str, Outlet], names: Iterable[str]) -> list[Outlet]:
    """The outlets with these ids, or all enabled ones. Raises CatalogueError for an unknown or disabled id."""
    wanted = list(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in catalogue]:
        raise CatalogueError(f"no such outlet: {', '.join(unknown)} (the catalogue has {', '.join(sorted(catalogue))})")
    for name in wanted:
        if not catalogue[name].enabled:
            raise CatalogueError(f"{name}: is disabled: {catalogue[name].note or 'no reason given'}")
    return [catalogue[name] for name in wanted] or [outlet for outlet in catalogue.values() if outlet.enabled]


def _list(options: Options, outlets: list[Outlet], limit: int | None, since: datetime | None) -> int:
    ledger = DryLedger(limit)
    _run(options, ledger, outlets, limit=limit, since=since, dry_run=True)
    sys.stdout.flush()
    if not options.quiet:
        click.echo(f"{ledger.discovered:,} addresses, {ledger.failed} channels failed; nothing was kept", err=True)
    return 1 if ledger.failed else 0


def _run(
    options: Options,
    ledger: Ledger | DryLedger,
    outlets: list[Outlet],
    *,
    limit: int | None,
    since: datetime | None,
    dry_run: bool,
) -> str | None:
    """Run the spiders. Returns the outcome where it is not for the counts to say."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    chosen = {
        "LEDGER": ledger,
        "ARCHIVE": str(options.archive.absolute()),
        "OUTLETS": str(options.outlets) if options.outlets else None,
        "LIMIT": limit,
        "SINCE": since,
        "DRY_RUN": dry_run,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
    settings.update(chosen, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawlers = [process.create_crawler(outlet.id) for outlet in outlets]
    for crawler in crawlers:
        process.crawl(crawler)
    process.start()
    reasons = {crawler.stats.get_value("finish_reason") for crawler in crawlers if crawler.stats}
    if "shutdown" in reasons:
        return "interrupted"
    return None if reasons == {"finished"} and not process.bootstrap_failed else "crashed"


def _summary(ledger: Ledger, outcome: str) -> None:
    run = ledger.run
    table = Table(title=f"Crawl {run.id}: {outcome}")
    for name in ("discovered", "fetched", "stored", "failed"):
        table.add_column(name, justify="right")
    table.add_row(*(f"{count:,}" for count in (run.discovered, run.fetched, run.stored, run.failed)))
    Console(stderr=True).print(table)
    if run.failed:
        click.echo(
            f"why: select url, room, error from failures where crawl_id = {run.id}  (or: standoff status)", err=True
        )
