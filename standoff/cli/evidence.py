"""`standoff verify` and `standoff timestamp`: an archive is as it was written, and was so at a time."""

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from pipelines.database import Database
from pipelines.stamp import head_of, keep_token, read_roots, take_token, trusted_roots
from pipelines.verify import verify_file
from spiders.couriers import ask_authority
from standoff.cli.options import Options, common, example
from standoff.errors import DeliveryError, StampError

_CA = click.option(
    "--ca",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The authority's root certificate, PEM.",
)


@click.command(epilog=example("standoff verify --archive copy-of-archive.db"))
@_CA
@common
def verify(options: Options, ca: Path | None) -> int:
    """Check an archive or a copy of one, offline: structure, hash chain, every payload, every quote, time stamps.

    Nothing is written: an archive of an earlier version is read as it is, also on a disk that cannot be written.
    Without --ca a time stamp is held against the root that was noted when it was given.
    """
    found = verify_file(options.archive, read_roots(ca) if ca else None)
    for fault in found.faults:
        click.echo(fault)
    if not options.quiet:
        for sentence in found.unchecked:
            click.echo(sentence, err=True)
        stamps = f" and {found.timestamps:,} time stamps" if found.timestamps else ""
        told = f"{found.captures:,} captures{stamps} checked, {len(found.faults) or 'nothing'} wrong"
        click.echo(f"{options.archive}: {told} (schema {found.schema}, read as it was found)", err=True)
    return 1 if found.faults else 0


@click.command(epilog=example("standoff timestamp --tsa http://timestamp.digicert.com"))
@click.option("--tsa", "authority", metavar="URL", required=True, help="The time-stamping authority (RFC 3161).")
@_CA
@common
def timestamp(options: Options, authority: str, ca: Path | None) -> int:
    """Have an authority sign the end of the hash chain with its time, and keep the token in the archive.

    Only a digest leaves the house. Without --ca the roots that this machine trusts vouch for the authority.
    """
    if not authority.startswith(("https://", "http://")):
        raise click.UsageError(f"{authority}: is no http or https address")
    roots = read_roots(ca) if ca else trusted_roots()
    with closing(Database(options.archive, write=False)) as db:
        head = head_of(db)
    if head.stamped_at is None:
        try:
            token = take_token(head, partial(ask_authority, authority), roots)
        except (DeliveryError, StampError) as error:
            click.echo(f"{authority}: {error}", err=True)
            return 1
        with closing(Database(options.archive)) as db:
            keep_token(db, head, token, authority)
    if not options.quiet:
        stamped = f"since {head.stamped_at}" if head.stamped_at else f"at {token.stamped_at}"
        click.echo(f"{options.archive}: captures 1 to {head.capture:,} are stamped {stamped} ({head.chain})")
    return 0
