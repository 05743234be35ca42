"""`standoff serve` and `standoff demo`: Datasette over an archive."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from ipaddress import ip_address, ip_network
from pathlib import Path

import click
import yaml

from newsroom import Newsroom, write_outlets
from pipelines.copy import bring_up
from pipelines.database import Database
from standoff.cli.options import Options, common, example
from standoff.cli.profiles import PROFILES, check_profile, environment_for, settings_for, with_profile
from standoff.errors import PublishError, StoreError

ROOT = Path(__file__).parents[2]
NEWSROOM_PORT = 8765


@click.command(
    epilog=example(
        "standoff serve --archive archive.db --port 8001",
        "standoff serve --archive published/archive.db --profile public",
    )
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes any free one.")
@click.option("--profile", type=click.Choice(PROFILES), default="local", show_default=True, help="For whom.")
@click.option(
    "--trusted-proxy",
    "proxies",
    metavar="ADDRESS",
    multiple=True,
    callback=lambda _context, _option, given: [an_address(word) for word in given],
    help="A proxy whose X-Forwarded-For and X-Forwarded-Proto are believed.",
)
@common
def serve(options: Options, port: int, profile: str, proxies: list[str]) -> int:
    """Serve the archive with Datasette, its descriptions and its reading room, on loopback.

    local is for whoever sits at this machine. public, behind a proxy: no SQL, no downloads, no streams, nothing about
    the machine, shorter time limits. analyst, behind a proxy: SQL and CSV for whoever knows the password, whose hash is
    in STANDOFF_PASSWORD_HASH; `datasette hash-password` makes one.
    """
    check_profile(profile)
    bring_up(options.archive)
    with closing(Database(options.archive, write=False)) as db:
        if profile == "public" and not db.value("select count(*) from publications"):
            click.echo(f"{options.archive}: is no published copy, all its texts can be read by anyone; see", err=True)
            click.echo("  standoff publish --help", err=True)
    return _serve(options.archive, port, profile, proxies)


@click.command(epilog=example("standoff demo", "standoff demo --archive demo.db --no-serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Datasette's port.")
@click.option("--no-serve", is_flag=True, help="End after the two crawls.")
@common
def demo(options: Options, port: int, no_serve: bool) -> int:
    """Serve the bundled newsroom on loopback, crawl it twice, then serve the archive.

    The newsroom is invented: its outlets, its people and every sentence. Some of its pages change between the two
    crawls.
    """
    _refuse_to_mix(options.archive)
    with _newsroom() as newsroom, tempfile.TemporaryDirectory(prefix="standoff-demo-") as folder:
        write_outlets(Path(folder), newsroom.port)
        failed = 0
        for newsroom.round in (1, 2):
            click.echo(f"crawl {newsroom.round} of 2", err=True)
            code = _crawl(options, folder)
            if code not in (0, 1):
                return code
            failed |= code
        if no_serve:
            click.echo(f"{options.archive}: filled; see it with: standoff serve --archive {options.archive}")
            return failed
        return _serve(options.archive, port)


def _newsroom() -> Newsroom:
    """The same port each time where it is free, so that a second demo meets the same addresses."""
    try:
        return Newsroom(port=NEWSROOM_PORT)
    except OSError:
        return Newsroom()


def _refuse_to_mix(archive: Path) -> None:
    """Invented pages do not go into an archive of real ones. Raises StoreError."""
    if not archive.exists():
        return
    with closing(Database(archive, write=False)) as db:
        real = db.value("select name from outlets where homepage not like 'http://%.localhost:%'")
    if real:
        raise StoreError(f"{archive}: holds real outlets ({real}, ...); give the demo another --archive")


def _crawl(options: Options, folder: str) -> int:
    command = [sys.executable, "-m", "standoff.cli", "crawl", "--archive", str(options.archive), "--outlets", folder]
    command += ["-q"] * options.quiet + ["-v"] * options.verbose
    return subprocess.run(command, env={**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"}, check=False).returncode


def _serve(archive: Path, port: int, profile: str = "local", proxies: Sequence[str] = ()) -> int:
    port = port or _free_port()
    with tempfile.TemporaryDirectory(prefix="standoff-serve-") as folder:
        command = serve_command(archive, port, profile, Path(folder))
        click.echo(f"serving {archive} at http://127.0.0.1:{port}/ until Ctrl-C")
        return _wait(command, environment_for(profile, proxies))


def an_address(word: str) -> str:
    """*word* where it is an address or a network. Raises BadParameter."""
    try:
        return str(ip_network(word) if "/" in word else ip_address(word))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def serve_command(archive: Path, port: int, profile: str, folder: Path) -> list[str]:
    """The command line of a server for *profile*; its metadata are written into *folder*. Raises PublishError."""
    room = ROOT / "reading_room"
    if not (ROOT / "metadata.yml").exists():
        raise PublishError(f"{ROOT / 'metadata.yml'}: no such file; run from the checkout that was installed")
    metadata = folder / "metadata.json"
    metadata.write_text(json.dumps(with_profile(metadata_for(archive), profile)), "utf-8")
    command = [
        *(sys.executable, "-m", "datasette", "serve", str(archive), "--host", "127.0.0.1", "--port", str(port)),
        *("--metadata", str(metadata), "--template-dir", str(room / "templates")),
        *("--static", f"reading_room:{room / 'static'}", "--plugins-dir", str(room / "plugins")),
    ]
    for name, value in settings_for(room, profile).items():
        command += ["--setting", name, value]
    return command


def metadata_for(archive: Path) -> dict[str, object]:
    """The reading room's metadata, with the database named as Datasette names this file: by its stem."""
    try:
        metadata = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
    except yaml.YAMLError as error:
        raise PublishError(f"{ROOT / 'metadata.yml'}: cannot be read as YAML: {error}") from error
    metadata["databases"] = {archive.stem: metadata["databases"]["archive"]}
    return dict(metadata)


def _wait(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run Datasette until it ends or we are told to; its end by our own signal is a fine end."""
    process = subprocess.Popen(command, env=environment)
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        process.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    code = process.wait()
    return 0 if stopped else code


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
