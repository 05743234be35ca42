from pathlib import Path

import pytest

from standoff.errors import WatchError
from standoff.watches import CONDITIONS, AtomFile, Mailbox, Webhook, load_watches

RIGHT = """
[channels.desk]
kind = "atom"
file = "desk.atom"

[channels.hook]
kind = "webhook"
url = "https://hooks.harbour.example/standoff"
secret_env = "HOOK_SECRET"

[channels.post]
kind = "email"
host = "mail.harbour.example"
from = "standoff@harbour.example"
to = ["desk@harbour.example"]
user = "standoff"
password_env = "MAIL_PASSWORD"

[watches.ferries]
search = "ferry AND timetable"
outlet = "harbour"
channels = ["desk", "hook"]

[watches.silence]
condition = "outlet_silent"
days = 2
channels = ["post"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "watches.toml"


def test_load_watches_reads_every_kind_of_channel(file: Path) -> None:
    file.write_text(RIGHT)
    found = load_watches(file)
    assert [type(channel) for channel in found.channels.values()] == [AtomFile, Webhook, Mailbox]
    assert found.watches["ferries"].kind == "search"
    assert found.watches["silence"].days == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("outlet =", "oulet =", "watches.ferries.oulet: unknown key; did you mean 'outlet'?"),
        ("secret_env =", "secret =", "channels.hook.secret: unknown key"),
        ("[watches.silence]", "[wathces.silence]", "wathces: unknown key; did you mean 'watches'?"),
        ('kind = "atom"', 'kind = "fax"', "channels.desk.kind: must be one of atom, webhook, email"),
        ('"desk", "hook"', '"desk", "horn"', "watches.ferries.channels: no channel is called 'horn'"),
        ('"outlet_silent"', '"outlet_asleep"', "watches.silence.condition: must be one of"),
        ("days = 2", "days = true", "watches.silence.days: must be a whole number"),
        ('outlet = "harbour"', 'condition = "new_dispute"', "either search or condition"),
        ("https://hooks", "http://hooks", "channels.hook.url: must be an https address"),
        ("https://hooks", "https://me:pass@hooks", "channels.hook.url: must be"),
        ('user = "standoff"', 'tls = "none"', "user: goes with password_env"),
        ('user = "standoff"', 'user = "standoff"\ntls = "none"', "a password is never sent in the clear"),
        ('"desk@harbour.example"]', '"desk@harbour.example\\nBcc: x@y.example"]', "channels.post.to: must be"),
        ('"standoff@harbour.example"', '"A, b@harbour.example"', "channels.post.from: must be one bare address"),
    ],
)
def test_load_watches_names_file_and_key(file: Path, old: str, new: str, told: str) -> None:
    assert old in RIGHT
    file.write_text(RIGHT.replace(old, new))
    with pytest.raises(WatchError) as caught:
        load_watches(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert told in str(caught.value)


def test_load_watches_refuses_a_file_without_watches(file: Path) -> None:
    file.write_text("")
    with pytest.raises(WatchError, match="the file has none"):
        load_watches(file)


def test_load_watches_takes_the_example_of_the_docs() -> None:
    found = load_watches(Path(__file__).parents[2] / "docs" / "watches.toml")
    assert {watch.kind for watch in found.watches.values()} == {"search", *CONDITIONS}
