"""The command line: one verb a job. Exit codes: 0 fine, 1 finished with failures, 2 wrong use, 75 archive is held."""

import sys
from collections.abc import Sequence

import click

from standoff import __version__
from standoff.cli.alert import alert
from standoff.cli.archive import backup, compact, publish, replay, status, takedown
from standoff.cli.crawl import crawl
from standoff.cli.disputes import disputes
from standoff.cli.evidence import timestamp, verify
from standoff.cli.exchange import export, import_, merge
from standoff.cli.outlets import outlets
from standoff.cli.read import read, triage
from standoff.cli.screen import screen
from standoff.cli.serve import demo, serve
from standoff.errors import ArchiveBusyError, ExtractionError, StandoffError

__all__ = ["command", "main"]

#: EX_TEMPFAIL of sysexits.h: try again later.
BUSY = 75


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="standoff")
def command() -> None:
    """Collect, keep and read the news on standoffs between online platforms and governments."""


VERBS = (
    *(demo, crawl, read, triage, replay, serve, publish, outlets, disputes),
    *(screen, import_, export, merge, alert, status, verify, timestamp, backup, takedown, compact),
)

for verb in VERBS:
    command.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb and exit with its code; an error of our own is one clear line on standard error."""
    try:
        code = command.main(arguments, prog_name="standoff", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("standoff: interrupted", err=True)
        code = 1
    except ArchiveBusyError as error:
        click.echo(f"standoff: {error}", err=True)
        code = BUSY
    except StandoffError as error:
        click.echo(f"standoff: {error}", err=True)
        code = 1 if isinstance(error, ExtractionError) else 2  # a page that cannot be read is no wrong use
    except BrokenPipeError:
        code = 1
    sys.exit(code or 0)
