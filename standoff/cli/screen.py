"""`standoff screen`: WARC files of any size, read cheaply first, on as many workers as there are."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from pipelines.screen import write_fault
from pipelines.screened import ERROR, IRRELEVANT, KEPT, NO_HTML, OUT
from pipelines.split import Part, split_warc
from pipelines.spread import cluster, screen_parts
from standoff.cli.options import Options, common, example
from standoff.errors import CaptureError


@click.command(
    epilog=example(
        "standoff screen CC-NEWS-2026*.warc.gz --to screened",
        "standoff import screened screened",
    )
)
@click.argument("files", metavar="WARC...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="Result files.")
@click.option("--workers", type=click.IntRange(1), help="Processes of this machine; as many as it has cores.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler; its workers must see the same files.")
@click.option("--only-relevant", "strict", is_flag=True, help="Keep no bytes of what full reading calls irrelevant.")
@common
def screen(
    options: Options, files: tuple[Path, ...], folder: Path, workers: int | None, scheduler: str | None, strict: bool
) -> int:
    """Read WARC files cheaply, in full what may be about a dispute, and write what was found as Parquet files.

    A row a response: kept with its bytes, or let go of with the reason. Run again, it goes on where it was ended.
    """
    if workers and scheduler:
        raise click.UsageError("--workers goes without --scheduler")
    if missing := [str(file) for file in files if not file.is_file()]:
        raise CaptureError(f"no such file: {', '.join(missing)}")
    catalogue = options.catalogue()
    total: Counter[str] = Counter()
    with cluster(workers, scheduler) as client:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CaptureError(f"{folder}: {error.strerror or error}") from error
        parts = list(_parts(files, folder, total))
        for done, (part, found) in enumerate(screen_parts(client, parts, folder, catalogue, strict=strict), 1):
            if isinstance(found, Exception):
                total["unfinished"] += 1
                click.echo(f"standoff: {part.place(part.start)}: not finished: {found}", err=True)
                continue
            total += found
            if options.verbose:
                click.echo(f"{done:,} of {len(parts):,} parts: {_told(total)}", err=True)
    if not options.quiet:
        click.echo(_told(total))
    return 1 if total[ERROR] or total["unread"] or total["unfinished"] else 0


def _parts(files: Iterable[Path], folder: Path, total: Counter[str]) -> Iterable[Part]:
    """The parts of all files; one that cannot be read is a result file of its own, and counted."""
    for file in dict.fromkeys(files):
        try:
            yield from split_warc(file)
        except CaptureError as error:
            click.echo(f"standoff: {error}", err=True)
            total.update(write_fault(file, folder, str(error)))


def _told(total: Counter[str]) -> str:
    names = ("records", KEPT, OUT, IRRELEVANT, NO_HTML, ERROR, "others", "relevant", "unread", "unfinished")
    said = {ERROR: "damaged", "others": "other than responses", "relevant": "relevant of the kept"}
    said |= {"unread": "of the kept could not be read", "unfinished": "parts not finished"}
    return ", ".join(f"{total[name]:,} {said.get(name, name)}" for name in names if total[name] or name == "records")
