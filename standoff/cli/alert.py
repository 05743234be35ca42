"""`standoff alert`: look for what is watched for, and send each find once."""

import os
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from pipelines.database import Database
from pipelines.deliver import Delivered, deliver, sending, stranded, write_feed
from pipelines.watch import check_searches, find_alerts
from spiders.couriers import mail_alert, post_alert
from standoff.alerts import Alert
from standoff.cli.options import Options, common, example
from standoff.errors import WatchError
from standoff.watches import AtomFile, Mailbox, Watches, Webhook, load_watches


@click.command(epilog=example("standoff alert --config watches.toml", "standoff alert --since 2026-03-01"))
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="watches.toml",
    envvar="STANDOFF_WATCHES",
    show_default=True,
    show_envvar=True,
    help="The file of watches and channels.",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="A watch's first look also sends what is this new.")
@common
def alert(options: Options, file: Path, since: datetime | None) -> int:
    """Look for what is watched for and send what is new, each find once a channel. What fails is sent next time."""
    watches = load_watches(file)
    secrets = _secrets(file, watches)
    Database(options.archive, as_found=True).close()  # says that there is no archive, instead of making one
    with sending(options.archive):
        with closing(Database(options.archive)) as db:
            results = _find(db, options, file, watches, since)
        with closing(Database(options.archive, beside=True)) as db:  # a crawl may begin while servers are waited for
            results += [
                _deliver(db, channel, secrets)
                for channel in watches.channels.values()
                if not isinstance(channel, AtomFile)
            ]
    for result in results:
        _tell(result, options)
    return 1 if any(result.reasons for result in results) else 0


def _find(db: Database, options: Options, file: Path, watches: Watches, since: datetime | None) -> list[Delivered]:
    """Look for what is new, and write the feeds."""
    try:
        check_searches(db, watches.watches.values())
    except WatchError as error:
        raise WatchError(f"{file}: {error}") from error
    day = since.strftime("%Y-%m-%d") if since else None
    for watch in watches.watches.values():
        found = find_alerts(db, watch, _now(), day)
        if not options.quiet:
            click.echo(f"{watch.name}: {found:,} new")
    for name, waiting in stranded(db, watches).items():
        click.echo(f"{file}: {waiting:,} alerts wait for channel {name}, which is not in the file", err=True)
    return [write_feed(db, channel, _now) for channel in watches.channels.values() if isinstance(channel, AtomFile)]


def _tell(result: Delivered, options: Options) -> None:
    if not options.quiet:
        click.echo(f"{result.channel}: {result.sent:,} sent, {result.waiting:,} wait")
    for reason in result.reasons:
        click.echo(f"{result.channel}: {reason}", err=True)


def _deliver(db: Database, channel: Webhook | Mailbox, secrets: dict[str, str]) -> Delivered:
    match channel:
        case Webhook():
            return deliver(db, channel.name, partial(_post, channel, secrets[channel.secret_env]), _now)
        case Mailbox():
            password = secrets[channel.password_env] if channel.password_env else None
            return deliver(db, channel.name, partial(_mail, channel, password), _now)


def _post(webhook: Webhook, secret: str, found: Alert) -> None:
    post_alert(found, webhook, secret, _now())


def _mail(mailbox: Mailbox, password: str | None, found: Alert) -> None:
    mail_alert(found, mailbox, password, _now())


def _secrets(file: Path, watches: Watches) -> dict[str, str]:
    """Each variable that the file names, with its value. Raises WatchError naming those that are not set."""
    named: dict[str, str] = {}
    for channel in watches.channels.values():
        if isinstance(channel, Webhook):
            named[channel.secret_env] = f"channels.{channel.name}.secret_env"
        elif isinstance(channel, Mailbox) and channel.password_env:
            named[channel.password_env] = f"channels.{channel.name}.password_env"
    if missing := [f"{file}: {key}: {name} is not set" for name, key in named.items() if not os.environ.get(name)]:
        raise WatchError("\n".join(missing))
    return {name: os.environ[name] for name in named}


def _now() -> datetime:
    return datetime.now(UTC)
