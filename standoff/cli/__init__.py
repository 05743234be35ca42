"""The command line: one verb a job. Exit codes: 0 fine, 1 finished with failures, 2 wrong use, 75 archive is held."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from standoff import __version__
from standoff.errors import ArchiveBusyError, ExtractionError, StandoffError

__all__ = ["VERBS", "command", "main"]

#: EX_TEMPFAIL of sysexits.h: try again later.
BUSY = 75

#: Objects that are made before the collector looks: imports and pages make many, nearly none of them in a circle.
BETWEEN = 50_000

#: Which module has a verb: none is imported for another, for what crawls, reads and serves takes a second to import.
VERBS = {
    **dict.fromkeys(("backup", "compact", "publish", "replay", "status", "takedown"), "archive"),
    **dict.fromkeys(("export", "import", "merge"), "exchange"),
    **dict.fromkeys(("timestamp", "verify"), "evidence"),
    **dict.fromkeys(("read", "triage"), "read"),
    **dict.fromkeys(("demo", "serve"), "serve"),
    **{verb: verb for verb in ("alert", "crawl", "disputes", "outlets", "screen")},
}


class _Verbs(click.Group):
    """The verbs by name, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"standoff.cli.{VERBS[cmd_name]}")
        verb: click.Command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        return verb


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="standoff")
def command() -> None:
    """Collect, keep and read the news on standoffs between online platforms and governments."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb and exit with its code; an error of our own is one clear line on standard error."""
    gc.set_threshold(BETWEEN, 20, 20)
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
