"""What every verb takes."""

import functools
import logging
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


def example(*lines: str) -> str:
    """The example at the foot of a verb's help."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
