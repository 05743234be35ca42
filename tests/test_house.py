"""The house rules that a tool does not hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from standoff.cli import VERBS, command

ROOT = Path(__file__).parents[1]
ROOMS = ("spiders", "pipelines", "standoff", "newsroom", "reading_room", "tests", "benchmarks")
LONGEST = 300


def sources() -> list[Path]:
    kinds = ("*.py", "*.sql", "*.html", "*.css", "*.js")
    return sorted(file for room in ROOMS for kind in kinds for file in (ROOT / room).rglob(kind))


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    files = sources()
    assert len(files) > 50
    long = {
        str(file.relative_to(ROOT)): lines for file in files if (lines := file.read_text("utf-8").count("\n")) > LONGEST
    }
    assert long == {}


def verbs() -> list[tuple[str, click.Command]]:
    found = []
    context = click.Context(command)
    for name in command.list_commands(context):
        verb = command.get_command(context, name)
        assert verb is not None
        parts = verb.commands.items() if isinstance(verb, click.Group) else ()
        found += [(name, verb), *((f"{name} {part}", sub) for part, sub in parts)]
    return found


@pytest.mark.parametrize(("name", "verb"), verbs(), ids=[name for name, _ in verbs()])
def test_every_verb_says_what_it_does_with_an_example(name: str, verb: click.Command) -> None:
    assert verb.help
    assert f"standoff {name.split()[0]}" in (verb.epilog or "")
    assert [option.name for option in verb.params if isinstance(option, click.Option) and not option.help] == []


def test_contract_has_every_verb() -> None:
    wanted = "demo crawl read triage replay serve publish outlets import export status verify backup".split()
    assert set(wanted) <= set(VERBS)


def test_lock_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_import_contract_knows_every_noun() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = set(" : ".join(contracts[0]["layers"]).replace(" | ", " : ").split(" : "))
    nouns = {f"standoff.{file.stem}" for file in (ROOT / "standoff").iterdir() if file.suffix == ".py"}
    nouns |= {f"standoff.{file.parent.name}" for file in (ROOT / "standoff").glob("*/__init__.py")}
    assert nouns - {"standoff.__init__"} <= named


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "newsroom").rglob("*.md")])


@pytest.mark.parametrize("page", pages(), ids=[page.name for page in pages()])
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_decisions_are_short() -> None:
    long = {
        page.name
        for page in (ROOT / "docs" / "decisions").glob("*.md")
        if len(page.read_text("utf-8").splitlines()) > 40
    }
    assert long == set()


def test_who_crawls_imports_nothing_that_reads_pages() -> None:
    code = "import sys, standoff.cli.crawl; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"trafilatura", "py3langid", "pyarrow", "standoff.quotes"} & {*found.stdout.split()} == set()
