"""The files in ``deploy/``, given to the programs that they are for."""

import getpass
import grp
import gzip
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner

from pipelines.database import Database
from standoff.cli import command

DEPLOY = Path(__file__).parents[1] / "deploy"
HOME = "/srv/standoff"
UNITS = sorted(file for file in DEPLOY.iterdir() if file.suffix in (".service", ".timer"))


def needs(program: str) -> str:
    """The path of a program, which Debian keeps out of the way of users."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip(f"{program} is missing")
    return found


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=60)


def verified(folder: Path, analyze: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """What systemd says to our units, with a program that is there, and words changed as told."""
    standoff = str(Path(sys.executable).with_name("standoff"))
    for unit in UNITS:
        text = unit.read_text().replace(f"{HOME}/.venv/bin/standoff", standoff)
        for word, other in changes.items():
            text = text.replace(word, other)
        (folder / unit.name).write_text(text)
    return run(analyze, "verify", *(str(folder / unit.name) for unit in UNITS))


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    analyze = needs("systemd-analyze")
    taken = verified(tmp_path, analyze)
    if "Failed to" in taken.stderr and "manager" in taken.stderr:
        pytest.skip(f"systemd-analyze does not work here: {taken.stderr.strip()}")
    assert (taken.returncode, taken.stderr) == (0, "")
    assert "OnKalendar" in verified(tmp_path, analyze, OnCalendar="OnKalendar").stderr, "it would have said so"


def test_every_timer_has_its_service() -> None:
    names = {unit.name for unit in UNITS}
    assert {unit.with_suffix(".service").name for unit in UNITS if unit.suffix == ".timer"} <= names


def test_logrotate_rotates_compresses_and_makes_a_new_file(tmp_path: Path) -> None:
    logrotate = needs("logrotate")
    group = grp.getgrgid(os.getgid()).gr_name
    text = (DEPLOY / "logrotate").read_text().replace(HOME, str(tmp_path))
    config = tmp_path / "logrotate.conf"
    config.write_text(text.replace("standoff standoff", f"{getpass.getuser()} {group}"))
    config.chmod(0o644)
    (tmp_path / "logs").mkdir(mode=0o755)
    log = tmp_path / "logs" / "standoff.log"
    for day in ("first", "second"):
        log.write_text(f"{day}\n")
        done = run(logrotate, "--force", "--state", str(tmp_path / "state"), str(config))
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        for file in log.parent.glob("standoff.log-2*[0-9]"):  # as if it was rotated a week ago
            file.rename(file.with_name("standoff.log-20200101" if day == "first" else file.name))
    assert log.stat().st_mode & 0o777 == 0o640
    assert log.read_text() == ""
    kept = sorted(file.name for file in log.parent.iterdir() if file != log)
    assert len(kept) == 2
    assert gzip.decompress((log.parent / "standoff.log-20200101.gz").read_bytes()) == b"first\n"
    assert (log.parent / kept[1]).read_text() == "second\n", "the newest one is compressed next time"


def told_commands() -> list[str]:
    """Every call of ours in the crontab, the lines that are switched off among them, and in the units."""
    lines = (DEPLOY / "crontab").read_text().replace("\\%", "%").splitlines()
    found = [match[1] for line in lines if (match := re.match(r"(?:# )?[\d*]+ [\d*]+ \S+ \S+ \S+\s+(.*)", line))]
    found += [line.removeprefix("ExecStart=") for unit in UNITS for line in unit.read_text().splitlines()]
    return [part.strip() for line in found for part in re.split("&&|;", line) if "bin/standoff " in part]


@pytest.mark.parametrize("told", told_commands())
def test_every_call_is_one_that_the_program_knows(told: str) -> None:
    words = shlex.split(re.sub(r"\$\(.*?\)", "DAY", told))[1:]
    verb = command.get_command(click.Context(command), words[0])
    assert verb is not None
    with click.Context(verb) as context:
        verb.parse_args(context, words[1:])


def test_the_public_is_served_what_was_published(tmp_path: Path) -> None:
    serve = next(told for told in told_commands() if " serve " in told)
    words = shlex.split(serve)
    said = dict(pairwise(words))
    assert said["--profile"] == "public"
    folder = next(shlex.split(told)[-1] for told in told_commands() if " publish " in told)
    assert said["--archive"] == f"{folder}/archive.db"
    Database(tmp_path / "archive.db").close()
    published = tmp_path / folder
    runner, environment = CliRunner(), {"STANDOFF_ARCHIVE": str(tmp_path / "archive.db")}
    done = runner.invoke(command, ["publish", "-q", "--to", str(published)], env=environment)
    assert done.exit_code == 0, done.output
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    told = [port if word == said["--port"] else word for word in words[1:]]
    with subprocess.Popen(
        [sys.executable, "-m", "standoff.cli", *told], cwd=tmp_path, stderr=subprocess.PIPE
    ) as served:
        try:
            assert answered(f"http://127.0.0.1:{port}/") == 200
        finally:
            served.send_signal(signal.SIGINT)
            _, said_of_it = served.communicate(timeout=20)
    assert "can be read by anyone" not in said_of_it.decode()


def answered(address: str) -> int:
    """The status of the answer of a server that is about to start."""
    for _ in range(150):
        try:
            return httpx.get(address).status_code
        except httpx.TransportError:
            time.sleep(0.1)
    return 0


def test_crontab_lines_are_shell(tmp_path: Path) -> None:
    lines = (DEPLOY / "crontab").read_text().splitlines()
    assert [line for line in lines if "%" in line.replace("\\%", "")] == [], "cron ends a line at a bare %"
    script = tmp_path / "lines.sh"
    script.write_text("\n".join(re.sub(r"^(# )?(\S+\s+){5}", "", line) for line in lines if "bin/standoff" in line))
    assert run("sh", "-n", str(script)).stderr == ""
