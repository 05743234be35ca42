"""Verbs on an archive that is there: status, replay, publish, backup, takedown, compact."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines.compact import compact as compact_payloads
from pipelines.compact import release_all
from pipelines.copy import copy_archive
from pipelines.database import Database
from pipelines.finish import settled_run
from pipelines.publish import publish_archive
from pipelines.query import query
from pipelines.remove import take_down
from pipelines.replay import replay as replay_captures
from pipelines.work import Workers
from standoff.cli.options import Options, common, example
from standoff.cli.table import print_table

_STATUS = {
    "Outlets": "status_outlets",
    "Layouts that drift": "status_drift",
    "Channels that went silent": "status_channels",
    "Channels that stand still": "status_still",
    "Listed in one channel and not in another": "status_gaps",
    "Dropped by a channel": "status_drops",
    "Texts that are not kept": "status_withheld",
    "Last runs": "status_runs",
    "Newest failures": "status_failures",
}


@click.command(epilog=example("standoff status --archive archive.db"))
@common
def status(options: Options) -> int:
    """Say how each outlet is doing, how the last runs ended, and what failed."""
    with closing(Database(options.archive, write=False)) as db:
        for title, name in _STATUS.items():
            click.echo(f"{title}\n")
            cursor = db.conn.execute(query(name))
            print_table([column[0] for column in cursor.description], cursor.fetchall())
            click.echo()
    return 0


@click.command(epilog=example("standoff replay --dry-run", "standoff replay --since 2026-01-01 --room enrich"))
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="Captures from this day on.")
@click.option("--room", type=click.Choice(["extract", "enrich"]), default="extract", help="The first room to redo.")
@click.option("--dry-run", is_flag=True, help="Report what would change; change nothing.")
@common
def replay(options: Options, since: datetime | None, room: str, dry_run: bool) -> int:
    """Read stored captures again, without network: what a better reader makes of the same bytes."""
    catalogue = options.catalogue()
    since = since.replace(tzinfo=UTC) if since else None
    if not options.archive.exists():
        raise click.UsageError(f"{options.archive}: no such archive")
    with closing(Database(options.archive)) as db, Workers() as workers:
        if dry_run:
            counts = replay_captures(db, None, catalogue, workers=workers, since=since, room=room)
        else:
            with settled_run(db) as run:
                counts = replay_captures(db, run, catalogue, workers=workers, since=since, room=room)
    told = ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())) or "nothing to replay"
    click.echo(f"{'would be: ' if dry_run else ''}{told}")
    return 1 if counts["failed"] else 0


@click.command(epilog=example("standoff publish --to public/"))
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help="Where the copy goes.")
@click.option("--full-text", is_flag=True, help="Take the full texts along.")
@common
def publish(options: Options, folder: Path, full_text: bool) -> int:
    """Make a read-only copy for the public, counted and checked."""
    counts = publish_archive(options.archive, folder, full_text=full_text)
    if not options.quiet:
        told = ", ".join(f"{count:,} {table}" for table, count in counts.items())
        click.echo(f"{folder / 'archive.db'}: {told}")
    return 0


@click.command(epilog=example("standoff backup --to backups/archive-$(date +%F).db"))
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The copy's file.")
@common
def backup(options: Options, file: Path) -> int:
    """Make a consistent copy of the archive, also while a crawl writes to it."""
    copy_archive(options.archive, file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, checked")
    return 0


@click.command(epilog=example("standoff takedown https://www.harbour.example/news/1 --reason 'names a minor'"))
@click.argument("url")
@click.option("--reason", required=True, help="Why; it stays in the archive with the tombstone.")
@common
def takedown(options: Options, url: str, reason: str) -> int:
    """Remove a page's words from the archive for good; a tombstone and a valid hash chain stay."""
    Database(options.archive, as_found=True).close()  # says that there is no archive, instead of making one
    with closing(Database(options.archive)) as db:
        removed = take_down(db, url, reason, datetime.now(UTC))
    told = ", ".join(f"{count:,} {table}" for table, count in sorted(removed.items()))
    click.echo(f"{url}: taken down ({told}); make published and exported copies anew")
    return 0


@click.command(epilog=example("standoff compact", "standoff compact --plain"))
@click.option("--plain", is_flag=True, help="Undo it: every payload is packed by itself again.")
@common
def compact(options: Options, plain: bool) -> int:
    """Pack pages against earlier ones of their outlet, which takes a fraction of the room; every byte comes back.

    Crawls pack each page by itself. What this frees inside the file is used by the next crawls; `sqlite3 archive.db
    vacuum` gives it back to the disk at once.
    """
    Database(options.archive, as_found=True).close()  # says that there is no archive, instead of making one
    with closing(Database(options.archive)) as db:
        if plain:
            click.echo(f"{options.archive}: {release_all(db):,} payloads are packed by themselves again")
            return 0
        done = compact_payloads(db, datetime.now(UTC))
        db.checkpoint()
    for fault in done.faults:
        click.echo(f"standoff: {fault}", err=True)
    share = f" ({done.after / done.before:.0%})" if done.before else ""
    click.echo(
        f"{options.archive}: {done.payloads:,} payloads, {done.before:,} bytes before, {done.after:,} after{share}"
    )
    return 1 if done.faults else 0
