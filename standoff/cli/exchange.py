"""`standoff import` and `standoff export`: hand-over of captures and tables."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines.database import Database
from pipelines.finish import settled_run
from pipelines.merge import merge as merge_archive
from pipelines.merge_runs import adopt_runs
from pipelines.pack import open_capture
from pipelines.query import query
from pipelines.replay import catch_up
from pipelines.screened import begin_of_result, read_screened
from pipelines.take import take
from pipelines.unload import KINDS, unload
from pipelines.wacz import write_wacz
from pipelines.warc import begin_of, read_warc, write_warc
from pipelines.work import Workers
from standoff.cli.options import Options, common, example
from standoff.errors import CaptureError, PublishError, StoreError
from standoff.model import Capture


@click.command(
    "import",
    epilog=example("standoff import warc CC-NEWS-20261101000000-00001.warc.gz", "standoff import screened FOLDER"),
)
@click.argument("kind", type=click.Choice(["warc", "screened"]))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
    help="Only captures from this day on.",
)
@common
def import_(options: Options, kind: str, files: tuple[Path, ...], since: datetime | None) -> int:
    """Take captures into the archive: those of outlets in the catalogue, each once.

    warc: all in WARC files; screened: what standoff screen kept, from its folders or files. The newest
    file comes first. An import that was stopped is begun again with the same files: it goes on from there.
    """
    catalogue = options.catalogue()
    read, begin = (read_warc, begin_of) if kind == "warc" else (read_screened, begin_of_result)
    if kind == "screened":
        files = tuple(one for file in files for one in (sorted(file.glob("*.parquet")) if file.is_dir() else [file]))
    if missing := [str(file) for file in files if not file.is_file()]:
        raise CaptureError(f"no such file: {', '.join(missing)}")
    begun = {file: begin(file) for file in files}
    since = since.replace(tzinfo=UTC) if since else None
    counts: Counter[str] = Counter()
    with closing(Database(options.archive)) as db, settled_run(db, catalogue.values()) as run, Workers() as workers:
        counts += catch_up(db, run, catalogue, workers=lambda: workers)  # what an import that was killed had kept
        for file in sorted(begun, key=lambda file: (begun[file], file.name), reverse=True):
            try:
                counts += take(db, run, catalogue, workers, file, read(file), now=datetime.now(UTC), since=since)
            except CaptureError as error:
                counts["failed"] += 1
                run.fail(str(file), "import", str(error))
    if not options.quiet:
        click.echo(", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())) or "nothing to take")
    return 1 if counts["failed"] else 0


@click.command(epilog=example("standoff merge shard-1.db shard-2.db --archive archive.db"))
@click.argument("others", metavar="OTHER.db...", nargs=-1, required=True, type=click.Path(path_type=Path))
@common
def merge(options: Options, others: tuple[Path, ...]) -> int:
    """Take what other archives hold: captures through the same rooms, runs, links, channels, failures, tombstones.

    A second time takes only what is new. What does not fit together is named, and nothing is replaced.
    """
    catalogue = options.catalogue()
    if missing := [str(file) for file in others if not file.is_file()]:
        raise StoreError(f"no such archive: {', '.join(missing)}")
    counts: Counter[str] = Counter()
    with closing(Database(options.archive)) as db:
        for file in others:
            with suppress(StoreError):  # what is wrong with a file is a row of the run that merges
                counts["runs"] += adopt_runs(db, file)
        with settled_run(db, catalogue.values()) as run, Workers() as workers:
            catch_up(db, run, catalogue, workers=lambda: workers)  # what a merge that was killed had kept
            for file in others:
                try:
                    counts += merge_archive(db, run, catalogue, file, workers=workers)
                except StoreError as error:
                    if db.broken:
                        raise
                    run.fail(str(file), "merge", str(error))
    if not options.quiet:
        click.echo(
            ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()) if count) or "nothing to take"
        )
    return 1 if run.failed else 0


@click.command(
    epilog=example(
        "standoff export wacz --dispute tiktok-v-uzbekistan --to tiktok.wacz", "standoff export csv --to out"
    )
)
@click.argument("kind", type=click.Choice(["warc", "wacz", *KINDS]))
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, help="The file; csv, parquet: a folder.")
@click.option("--dispute", metavar="SLUG", help="warc, wacz: only the pages of this dispute.")
@click.option("--table", "tables", multiple=True, metavar="NAME", help="csv, parquet: only this table or view.")
@common
def export(options: Options, kind: str, file: Path, dispute: str | None, tables: tuple[str, ...]) -> int:
    """Write the archive in a form that other programs read.

    warc and wacz hold the captures; csv and parquet hold every row of every table and view, a file
    each, but what alerts are watched for, unless it is named.
    """
    if (dispute and kind in KINDS) or (tables and kind not in KINDS):
        raise click.UsageError("--dispute goes with warc and wacz, --table with csv and parquet")
    if kind in KINDS:
        return _export_tables(options, kind, file, tables)
    with closing(Database(options.archive, write=False)) as db:
        if dispute and not db.value("select 1 from disputes where slug = ?", [dispute]):
            raise PublishError(f"{dispute}: no such dispute")
        part = file.with_name(file.name + ".part")
        try:
            count = _export(db, kind, part, dispute)
            part.replace(file)
        except OSError as error:
            raise PublishError(f"{file}: cannot be written ({error.strerror or error})") from error
        finally:
            part.unlink(missing_ok=True)
    if not options.quiet:
        click.echo(f"{file}: {count:,} captures")
    return 0


def _export_tables(options: Options, kind: str, folder: Path, tables: tuple[str, ...]) -> int:
    with closing(Database(options.archive, write=False)) as db:
        try:
            counts = unload(db, kind, folder, tables)
        except OSError as error:
            raise PublishError(f"{folder}: cannot be written ({error.strerror or error})") from error
    if not options.quiet:
        for name, count in counts.items():
            click.echo(f"{folder / name}.{kind}: {count:,} rows")
    return 0


def _export(db: Database, kind: str, part: Path, dispute: str | None) -> int:
    captures = _captures(db, dispute)
    if kind == "warc":
        with part.open("wb") as out:
            return sum(1 for _ in write_warc(captures, out, part.name.removesuffix(".part")))
    titles = {row["url"]: row["headline"] for row in db.rows("select url, headline from articles") if row["headline"]}
    name = db.value("select title from disputes where slug = ?", [dispute]) if dispute else None
    return write_wacz(captures, titles, part, title=name or "standoff")


def _captures(db: Database, dispute: str | None) -> Iterator[tuple[Capture, str]]:
    for row in db.conn.execute(query("captures_to_export"), {"dispute": dispute}):
        yield open_capture(db, row), row["outlet"]
