"""What every verb takes."""

import functools
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from standoff.catalogue import load_catalogue
from standoff.model import Outlet

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where the archive and the catalogue are, and how much is said."""

    archive: Path
    outlets: Path | None
    quiet: bool
    verbose: bool

    def catalogue(self) -> dict[str, Outlet]:
        """The catalogue that this call works with. Raises CatalogueError naming the file that is wrong."""
        return load_catalogue(self.outlets)


def common(function: Function) -> Function:
    """Give a verb --archive, --outlets, -q and -v; it receives them as one first argument."""

    @click.option(
        "--archive",
        type=click.Path(path_type=Path, dir_okay=False),
        default="archive.db",
        envvar="STANDOFF_ARCHIVE",
        show_default=True,
        show_envvar=True,
        help="The archive file.",
    )
    @click.option(
        "--outlets",
        "catalogue",
        type=click.Path(path_type=Path),
        envvar="STANDOFF_OUTLETS",
        show_envvar=True,
        help="A folder of outlet files that replaces the shipped catalogue.",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Say errors alone.")
    @click.option("-v", "--verbose", is_flag=True, help="Say every step.")
    @functools.wraps(function)
    def verb(*args: Any, archive: Path, catalogue: Path | None, quiet: bool, verbose: bool, **kwargs: Any) -> Any:
        level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
        logging.basicConfig(level=level, format="%(levelname)s %(message)s")
        for handler in logging.getLogger().handlers:
            handler.setLevel(level)  # Scrapy sets the levels of its own loggers
        options = Options(archive=archive, outlets=catalogue, quiet=quiet, verbose=verbose)
        return function(options, *args, **kwargs)

    return verb


class Shard(click.ParamType[tuple[int, int]]):
    """One of several equal parts of the catalogue, as ``2/8``: a pair of numbers, the first from 1 up to the second."""

    name = "I/N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Raises click's BadParameter for what is no shard."""
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", str(value))
        number, count = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= count:
            self.fail(f"{value!r} is no shard: write 2/8 for the second of eight", param, ctx)
        return number, count


def example(*lines: str) -> str:
    """The example at the foot of a verb's help."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
