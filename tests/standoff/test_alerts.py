import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from standoff.alerts import Alert, Change, alert_mark, as_feed, as_json, as_letter, changed_quotes, signature
from standoff.watches import AtomFile, Mailbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALERT = Alert(
    mark="ab" * 16,
    watch="ferries",
    kind="search",
    title="Ferries\r\nBcc: thief@elsewhere.example\n\n<b>sail</b> & \x00rest\u2028\u202e",
    words="The <script>ferry</script> sails\x0b.\r\nBcc: thief@elsewhere.example",
    outlet="harbour",
    url="javascript:alert(1)",
    at="2026-03-01T10:00:00Z",
    found_at="2026-03-02T09:00:00.5Z",
)
MAILBOX = Mailbox(name="post", host="localhost", sender="from@harbour.example", to=("desk@harbour.example",))
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def test_as_letter_lets_no_line_of_a_headline_become_a_header() -> None:
    letter = message_from_bytes(as_letter(ALERT, MAILBOX, NOW).as_bytes(), policy=default)
    assert letter["Bcc"] is None
    assert letter["To"] == "desk@harbour.example"
    subject = " ".join(letter["Subject"].split())  # folding an encoded line may double a space
    assert subject == "[ferries] Ferries Bcc: thief@elsewhere.example <b>sail</b> & \ufffdrest"
    assert letter["Message-ID"] == f"<{'ab' * 16}@harbour.example>"
    assert letter.get_content_type() == "text/plain"


def test_as_feed_escapes_what_a_page_says() -> None:
    feed = ElementTree.fromstring(as_feed([ALERT], AtomFile(name="desk", file="x", host="news.harbour.example")))
    entry = feed.find("a:entry", NAMES)
    assert entry is not None
    assert entry.findtext("a:id", None, NAMES) == f"tag:news.harbour.example,2026:alerts/desk/{'ab' * 16}"
    content = entry.find("a:content", NAMES)
    assert content is not None
    assert len(content) == 0
    assert "<script>ferry</script>" in (content.text or "")
    assert entry.find("a:link", NAMES) is None, "no link but to the web"
    assert feed.findtext("a:updated", None, NAMES) == "2026-03-02T09:00:00Z"


def test_as_feed_is_bounded_and_keeps_the_newest() -> None:
    alerts = [replace(ALERT, mark=f"{day:032}", found_at=f"2026-03-{day:02}T00:00:00Z") for day in range(1, 11)]
    feed = ElementTree.fromstring(as_feed(alerts, AtomFile(name="desk", file="x", entries=3)))
    assert [(found.text or "")[-2:] for found in feed.findall("a:entry/a:id", NAMES)] == ["10", "09", "08"]


def test_an_edit_carries_old_and_new_words() -> None:
    edited = replace(
        ALERT, changes=(Change(before="We will sail", after="We may sail"), Change(before="No", after=None))
    )
    words = as_letter(edited, MAILBOX, NOW).get_content()
    assert "Before: We will sail\nAfter:  We may sail" in words
    assert "After:  (not there)" in words
    assert json.loads(as_json(edited))["changes"][0] == {"before": "We will sail", "after": "We may sail"}


def test_as_json_has_the_mark_as_its_id() -> None:
    assert json.loads(as_json(ALERT))["id"] == ALERT.mark


def test_changed_quotes_leaves_out_what_stayed_or_moved() -> None:
    assert changed_quotes(["a", "b", "c"], ["c", "b", "a"]) == ()
    assert changed_quotes(["a", "old", "c"], ["a", "new", "c"]) == (Change(before="old", after="new"),)
    assert changed_quotes(["a"], ["a", "more"]) == (Change(before=None, after="more"),)


def test_signature_can_be_checked_with_the_secret_alone() -> None:
    found = dict(part.split("=") for part in signature("key", NOW, b"{}").split(","))
    assert int(found["t"]) == NOW.timestamp()
    assert found["v1"] == hmac.new(b"key", f"{found['t']}.{{}}".encode(), hashlib.sha256).hexdigest()


def test_alert_mark_tells_finds_apart() -> None:
    assert alert_mark("a", "search", "x") == alert_mark("a", "search", "x")
    assert len({alert_mark(*parts) for parts in (("a", "b", "c"), ("a", "bc", ""), ("ab", "", "c"))}) == 3


ANY = st.text(st.characters(), max_size=300)  # lone surrogates too


@given(title=ANY, words=ANY, outlet=ANY)
def test_no_text_breaks_a_letter_a_feed_or_an_object(title: str, words: str, outlet: str) -> None:
    alert = replace(ALERT, title=title, words=words, outlet=outlet, changes=(Change(before=words, after=title),))
    letter = as_letter(alert, MAILBOX, NOW).as_bytes()
    head = message_from_bytes(letter, policy=default)
    assert sorted(head.keys()) == sorted({*as_letter(ALERT, MAILBOX, NOW).keys()})
    assert len(ElementTree.fromstring(as_feed([alert], AtomFile(name="desk", file="x")))) == 5
    assert json.loads(as_json(alert))["title"] == title
