"""Statements in the manner of newspapers and agencies, one way to report a passage, all of it invented."""

from datetime import UTC, datetime

import pytest

from standoff.model import Article, Quote
from standoff.quotes import read_quotes

Wanted = tuple[tuple[str, str, str | None], ...]

#: A passage, then text, kind and full name of the speaker of every statement in it, in order.
PASSAGES: dict[str, tuple[str, Wanted]] = {
    "two single marks close a double one": (
        "“It was an attempt to fool voters,’’ Will Moss, head of Open Ledger, told the Lantern. “It’s wrong.”",
        (
            ("It was an attempt to fool voters", "direct", "Will Moss"),
            ("It’s wrong.", "direct", "Will Moss"),
        ),
    ),
    "a straight mark with space around it is none": (
        'HARBOUR, Norland (AP) " The mayor announced Saturday that the bridge will open next month.',
        (("the bridge will open next month", "indirect", "mayor"),),
    ),
    "an outlet that is a host name": (
        "Army spokesman Farid Haq told Lantern.info that the force is “working with its partners.”",
        (("the force is “working with its partners.”", "mixed", "Farid Haq"),),
    ),
    "a report with its month": (
        "Inspector Mira Horn said in a June report that guards had shown “negligence.”",
        (("guards had shown “negligence.”", "mixed", "Mira Horn"),),
    ),
    "a phrase of place before the clause": (
        "Anna Holm said during a Statehouse news conference that she would “gladly” sign the budget.",
        (("she would “gladly” sign the budget", "mixed", "Anna Holm"),),
    ),
    "another one speaks behind a comma": (
        "Norland said it could not guarantee the safety of the planes, and Westmark said it was closing its air space.",
        (
            ("it could not guarantee the safety of the planes", "indirect", "Norland"),
            ("it was closing its air space", "indirect", "Westmark"),
        ),
    ),
    "a label with its comma": (
        "The army rejected the accusations as “patently false,” and two officials told the Lantern the claim is false.",
        (
            ("patently false", "direct", "army"),
            ("the claim is false", "indirect", "two officials"),
        ),
    ),
    "what one was asked is not what one said": (
        "Asked on Monday whether he would take more gifts, Sir Keith Holm said: “All members get gifts.”",
        (("All members get gifts.", "direct", "Keith Holm"),),
    ),
    "what one was asked to think": (
        "Asked whether he thought he had done wrong, and whether he would go on, Keith Holm said: “No.”",
        (("No.", "direct", "Keith Holm"),),
    ),
    "a subject behind the comma of a source is not beside it": (
        'According to federal prosecutors, the Westmark Ministry of Security "has opened a police station here."',
        (
            (
                'the Westmark Ministry of Security "has opened a police station here."',
                "mixed",
                "federal prosecutors",
            ),
        ),
    ),
    "a thing that is declared, and an aside": (
        "The minister declared the gifts to his wife, thought to have been received before he was elected, last week.",
        (),
    ),
    "a debate declines nothing": ("The debate failed to answer the question that has dogged the campaign.", ()),
    "a lawsuit saying": (
        "In 2009 Vera Gifford filed a lawsuit saying he had flown her around the world.",
        (("he had flown her around the world", "indirect", "Vera Gifford"),),
    ),
    "a statement warning": (
        "The Voting Commission, which meets here, issued a statement warning that voters are entitled to the truth.",
        (("voters are entitled to the truth", "indirect", "Voting Commission"),),
    ),
    "a position that is reiterated": (
        "A spokesperson for the Harbour Office reiterated the country's position that the tolls “are illegal”.",
        (
            (
                "the country's position that the tolls “are illegal”",
                "mixed",
                "spokesperson for the Harbour Office",
            ),
        ),
    ),
    "urged somebody, then a quotation": (
        "Boris Holm rose late. He urged voters, “Look at what I have delivered in this town.”",
        (("Look at what I have delivered in this town.", "direct", "Boris Holm"),),
    ),
    "the verb opens the sentence": (
        "Asked a Norland senator: “Is it just me, or are the two more likeable than their running mates?”",
        (
            (
                "Is it just me, or are the two more likeable than their running mates?",
                "direct",
                "Norland senator",
            ),
        ),
    ),
    "a plain noun behind the verb": (
        "“You have to suggest something to him,” said the associate.",
        (("You have to suggest something to him", "direct", "associate"),),
    ),
    "one of several has no name": (
        "One called Kane a “trial lawyer who is great on his feet,” and another said the senator is a good talker.",
        (
            ("a “trial lawyer who is great on his feet,”", "mixed", None),
            ("the senator is a good talker", "indirect", None),
        ),
    ),
    "both": (
        "Both said they were in shock at the time.",
        (("they were in shock at the time", "indirect", None),),
    ),
    "a noun that looks like a verb": (
        "Eurostat figures show that overnight stays hit 14 million last year.",
        (("overnight stays hit 14 million last year", "indirect", "Eurostat figures"),),
    ),
    "an expectation behind a number": (
        "Nearly all insiders polled last week, 97 percent, expect Kane to get the better of Penn.",
        (),
    ),
    "it goes without saying": ("It goes without saying that these briefings help the mayor.", ()),
    "a pronoun with its verb": (
        "Dan Kane has changed. He’s also said the law should stay.",
        (("the law should stay", "indirect", "Dan Kane"),),
    ),
    "a prospect that was denied": (
        "The talks may end, a prospect Anna Holm denied earlier in the day.",
        (),
    ),
    "a sentence ends within brackets": (
        "(The host called on Holm to accept the accord as an olive branch to allies.) Rivals laughed at the idea.",
        (("Holm to accept the accord as an olive branch to allies.)", "indirect", "host"),),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), PASSAGES.values(), ids=PASSAGES.keys())
def test_read_quotes_reads_newspapers(text: str, wanted: Wanted) -> None:
    """Everything that is reported in the passage is found, with its full name, and nothing else."""
    assert tuple((quote.text, quote.kind, quote.speaker) for quote in _read(text)) == wanted


SPEAKERS: dict[str, tuple[str, str | None, str | None]] = {
    "the clause in front names him": (
        "Secretary Mike Pomfret praised the release. Mike Pomfret said it gave hope. "
        "When President Ashraf Gand announced the swap last week, he said it would hold.",
        "Ashraf Gand",
        "President",
    ),
    "two particles": (
        "The union's chief executive, Ursula von der Lind, spoke in Harbour. Von der Lind said the ship was late.",
        "Ursula von der Lind",
        "chief executive",
    ),
    "an office of two words before a name": (
        "Days later, Holm’s incoming chief of staff Reince Prieb said the climate talks were over.",
        "Reince Prieb",
        "incoming chief of staff",
    ),
    "an office with its field behind of": (
        "The deal was made by Norland Secretary of State Mike Pomfret. Pomfret said it was a good deal.",
        "Mike Pomfret",
        "Secretary of State",
    ),
    "a shortened title": (
        "Gov. Eric Holcomb signed the bill on Monday. The Republican governor said it was a start.",
        "Eric Holcomb",
        None,
    ),
    "a nation of two parts is no body": (
        "Nick Kaufman, a British-Israeli lawyer who served in the army, said the case was open.",
        "Nick Kaufman",
        "lawyer",
    ),
    "a group is nobody's last name": (
        "A couple of Virginia Republicans praised him. Other Republicans said the vote was lost.",
        "Republicans",
        None,
    ),
    "an editor": (
        "Lantern Editor-in-Chief Alexandra Gallo said the attack was a crime.",
        "Alexandra Gallo",
        "Editor-in-Chief",
    ),
}


@pytest.mark.parametrize(("text", "speaker", "role"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_read_quotes_names_the_last_speaker(text: str, speaker: str | None, role: str | None) -> None:
    """The last statement of the passage has this speaker, with this role."""
    quote = _read(text)[-1]
    assert (quote.speaker, quote.role) == (speaker, role)


def test_read_quotes_takes_no_day_from_what_another_one_said() -> None:
    """The day behind "while the league condemned" belongs to the league."""
    text = "The union stressed the move was wrong, while the league condemned a plan announced on Monday."
    assert [quote.said_on for quote in _read(text)] == [None]


def test_read_quotes_takes_no_source_for_a_venue() -> None:
    """``a police source`` is who spoke, and no place where something is said."""
    assert [quote.venue for quote in _read("A police source said the men were flown out of the region.")] == [None]


def _read(text: str) -> tuple[Quote, ...]:
    published = datetime(2026, 11, 4, 12, tzinfo=UTC)
    return read_quotes(
        Article(url="http://lantern.example/1", page_type="article", text=text, language="en", published_at=published)
    )
