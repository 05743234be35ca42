"""Statements with their reports, and answers with the claims they meet, in the archive."""

from typing import Any

PAIR = [("TikTok", "KG")]

CLAIM = (
    "TikTok has agreed to open an office in Bishkek, the Culture Ministry said on Monday.\n\n"
    '"They will pay their taxes here like the baker next door," minister Odra Venn said.'
)
DENIAL = (
    "TikTok denied that it had agreed to open an office in Bishkek.\n\n"
    '"We learned of it from the radio and we have signed nothing at all," spokeswoman Ulla Prim said.'
)

SAYS = {"said": "TikTok has agreed to open an office in Bishkek", "speaker": "Culture Ministry", "cue": "said"}
TAXES = {
    "said": "They will pay their taxes here like the baker next door",
    "kind": "direct",
    "speaker": "Odra Venn",
    "organisation": "Culture Ministry",
}
DENIES = {"said": "it had agreed to open an office in Bishkek", "speaker": "TikTok", "stance": "denies"}
RADIO = {
    "said": "We learned of it from the radio and we have signed nothing at all",
    "kind": "direct",
    "speaker": "Ulla Prim",
    "organisation": "TikTok",
    "stance": "denies",
}


def tell(press: Any) -> None:
    press.run("Gazette", CLAIM, "2026-03-02T10:00", parties=PAIR, quotes=[SAYS, TAXES])
    press.run("Mirror", DENIAL, "2026-03-03T16:00", parties=PAIR, quotes=[DENIES, RADIO])


def test_a_denial_points_to_the_claim_with_its_lag(press: Any) -> None:
    tell(press)
    press.settle()
    assert press.rows(
        "select claim.text, answer.text, relation, lag_hours, claim_answers.rule from claim_answers"
        " join quotes as claim on claim.id = claim_id join quotes as answer on answer.id = answer_id order by answer_id"
    ) == [
        (SAYS["said"], DENIES["said"], "denies", 30.0, "words"),
        (SAYS["said"], RADIO["said"], "denies", 30.0, "goes on"),
    ]


def test_a_claim_without_an_answer_says_no_response_yet(press: Any) -> None:
    tell(press)
    press.settle()
    found = press.rows("select claim, response, answered_by from claims_and_answers order by claim_id, answer_id")
    assert (SAYS["said"], "denies", "TikTok") in found
    press.run("Herald", CLAIM, "2026-05-20T10:00", parties=[("Telegram", "KG")], quotes=[SAYS])
    press.settle()
    assert press.rows("select response, answered_on from claims_and_answers where dispute like 'telegram%'") == [
        ("no response yet", None)
    ]


def test_one_statement_in_three_outlets_is_one_with_three_reports(press: Any) -> None:
    tell(press)
    for outlet in ("Herald", "Courier"):
        press.run(outlet, DENIAL, "2026-03-04T09:00", parties=PAIR, quotes=[RADIO])
    press.run("Courier", DENIAL, "2026-04-20T09:00", parties=PAIR, quotes=[RADIO])
    press.settle()
    assert press.rows(
        "select day, side, reports, outlets from statements where text like 'We learned%' order by day"
    ) == [
        ("2026-03-03", "platform", 3, 3),
        ("2026-04-20", "platform", 1, 1),
    ]


def test_quotes_of_an_earlier_version_leave_their_statement(press: Any) -> None:
    press.run("Gazette", CLAIM, page="a", parties=PAIR, quotes=[SAYS, TAXES])
    press.settle()
    assert press.rows("select count(*) from statements") == [(2,)]
    press.run("Gazette", CLAIM.replace("said on", "told us on"), page="a", parties=PAIR, quotes=[SAYS])
    press.settle()
    assert press.rows("select text, reports from statements") == [(SAYS["said"], 1)]


def test_a_new_reading_of_the_quotes_keeps_the_statement(press: Any) -> None:
    tell(press)
    press.settle()
    before = press.rows("select id, text, reports from statements")
    press.run("Gazette", CLAIM, page="story-1", parties=PAIR, quotes=[{**SAYS, "cue": "says"}, TAXES])
    press.settle()
    assert press.rows("select id, text, reports from statements") == before
    assert len(press.rows("select * from claim_answers")) == 2


def test_a_page_that_is_ruled_out_takes_its_links_along(press: Any) -> None:
    tell(press)
    press.settle()
    press.db.insert(
        "dispute_rulings", {"ruling": "rule_out", "dispute_id": 1, "article_id": 1, "ruled_at": "2026-06-01T00:00:00Z"}
    )
    press.db.insert("unsettled", {"article_id": 1})
    press.settle()
    assert (
        press.rows("select * from claim_answers where claim_id in (select id from quotes where revision_id = 1)") == []
    )


def test_settling_page_by_page_gives_the_same_links_as_all_at_once(press: Any) -> None:
    press.run("Mirror", DENIAL, "2026-03-03T16:00", parties=PAIR, quotes=[DENIES, RADIO])
    press.settle()
    assert press.rows("select * from claim_answers") == []
    press.run("Gazette", CLAIM, "2026-03-02T10:00", parties=PAIR, quotes=[SAYS, TAXES])
    press.settle()
    assert press.rows("select claim_id, answer_id, relation from claim_answers order by answer_id") == [
        (3, 1, "denies"),
        (3, 2, "denies"),
    ]


def test_a_page_that_is_relevant_no_more_leaves_no_statement(press: Any) -> None:
    press.run("Gazette", CLAIM, page="a", parties=PAIR, quotes=[SAYS, TAXES])
    press.settle()
    press.db.update("articles", 1, {"relevant": 0})
    press.settle()
    assert press.rows("select * from statements") == []
    assert press.rows("select * from disputes") == []
