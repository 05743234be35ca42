"""Statements in the manner of news on politics in the United States, all of it invented."""

import pytest

from standoff.model import Article
from standoff.quotes import read_quotes

Wanted = tuple[tuple[str, str, str], ...]

#: A passage, then text, kind and full name of the speaker of every statement in it, in order.
PASSAGES: tuple[tuple[str, Wanted], ...] = (
    (
        "Gov. Walter Brandt of Ohio said Monday that he would not send the Guard to the border. “That is a "
        "stunt, not a "
        "policy,” Mr. Brandt told reporters in Columbus.",
        (
            ("he would not send the Guard to the border", "indirect", "Walter Brandt"),
            ("That is a stunt, not a policy", "direct", "Walter Brandt"),
        ),
    ),
    (
        "“We are going to win this thing,” said Sen. Alma Reyes, R-Nev., at a rally in Reno. “And we are "
        "going to win big.”",
        (
            ("We are going to win this thing", "direct", "Alma Reyes"),
            ("And we are going to win big.", "direct", "Alma Reyes"),
        ),
    ),
    (
        "Rep. Tom Okafor (D-Ill.) called the bill “a gift to the banks” and said he would vote against it.",
        (
            ("a gift to the banks", "direct", "Tom Okafor"),
            ("he would vote against it", "indirect", "Tom Okafor"),
        ),
    ),
    (
        "The Brandt campaign did not respond to a request for comment. Reyes spokeswoman Dana Whitlock said "
        "the senator "
        "“has always been clear about where she stands.”",
        (
            ("did not respond to a request for comment", "indirect", "Brandt campaign"),
            ("the senator “has always been clear about where she stands.”", "mixed", "Dana Whitlock"),
        ),
    ),
    (
        "Asked whether he regretted the remark, Gov. Walter Brandt shook his head. “I'd say it again "
        "tomorrow,” he said.",
        (("I'd say it again tomorrow", "direct", "Walter Brandt"),),
    ),
    (
        "According to two people familiar with the discussions, the White House plans to name a successor by Friday.",
        (
            (
                "the White House plans to name a successor by Friday",
                "indirect",
                "two people familiar with the discussions",
            ),
        ),
    ),
    (
        "“It's a lie,” Reyes fired back on Twitter. “The governor knows it.”",
        (("It's a lie", "direct", "Reyes"), ("The governor knows it.", "direct", "Reyes")),
    ),
    (
        "Judge Harriet Coe, who was appointed by the previous president, wrote that the order “exceeds any "
        "power Congress "
        "has granted.”",
        (("the order “exceeds any power Congress has granted.”", "mixed", "Harriet Coe"),),
    ),
    (
        "Speaker Paul Denning conceded that he lacked the votes. But he vowed to bring the measure back in the spring, "
        "saying, “This fight is not over.”",
        (
            ("he lacked the votes", "indirect", "Paul Denning"),
            ("to bring the measure back in the spring", "indirect", "Paul Denning"),
            ("This fight is not over.", "direct", "Paul Denning"),
        ),
    ),
    (
        "The president, speaking at a fund-raiser in Tampa, accused Democrats of “rooting for failure.”",
        (("Democrats of “rooting for failure.”", "mixed", "president"),),
    ),
    (
        "“I don't think anybody in this room believes that,” said Karl Munson, a pollster who has worked for "
        "both parties.",
        (("I don't think anybody in this room believes that", "direct", "Karl Munson"),),
    ),
    (
        "Lena Ortiz, 43, a nurse from Dayton, said she had not made up her mind. “They both want my vote and "
        "neither has "
        "asked for it,” Ms. Ortiz said.",
        (
            ("she had not made up her mind", "indirect", "Lena Ortiz"),
            ("They both want my vote and neither has asked for it", "direct", "Lena Ortiz"),
        ),
    ),
    (
        "“The rules are the rules,” Denning told CNN's “Early Edition.” “We don't change them because somebody lost.”",
        (
            ("The rules are the rules", "direct", "Denning"),
            ("We don't change them because somebody lost.", "direct", "Denning"),
        ),
    ),
    (
        "Mr. Brandt's lawyers argued in a filing on Tuesday that the subpoena was too broad.",
        (("the subpoena was too broad", "indirect", "Mr. Brandt's lawyers"),),
    ),
    (
        "In an interview with The Plain Ledger, Brandt insisted that he had “nothing to hide” and that every "
        "check had been "
        "reported.",
        (("he had “nothing to hide” and that every check had been reported", "mixed", "Brandt"),),
    ),
    (
        "“If he wants a debate,” the governor said, “he knows where to find me.”",
        (("If he wants a debate", "direct", "governor"), ("he knows where to find me.", "direct", "governor")),
    ),
    (
        "Denning dismissed the poll as “a snapshot of a bad week.” His deputy, Rep. Gail Foss, was less "
        "sure: “A bad week "
        "can cost you a bad year.”",
        (
            ("a snapshot of a bad week.", "direct", "Denning"),
            ("A bad week can cost you a bad year.", "direct", "Gail Foss"),
        ),
    ),
    (
        "The tariffs, Foss warned, would hit farmers first.",
        (("The tariffs", "indirect", "Foss"), ("would hit farmers first", "indirect", "Foss")),
    ),
    (
        "Critics say the law was written by lobbyists. Supporters counter that no one else understood the subject.",
        (
            ("the law was written by lobbyists", "indirect", "Critics"),
            ("no one else understood the subject", "indirect", "Supporters"),
        ),
    ),
    (
        "“He never called, he never wrote, he never even lost our number,” joked Mayor Ed Polk of Toledo.",
        (("He never called, he never wrote, he never even lost our number", "direct", "Ed Polk"),),
    ),
    (
        "Attorney General Ruth Castle urged Congress to act, telling lawmakers that the fund would be empty by June.",
        (
            ("Congress to act", "indirect", "Ruth Castle"),
            ("the fund would be empty by June", "indirect", "Ruth Castle"),
        ),
    ),
    (
        "A senior administration official, who spoke on condition of anonymity, said the talks had collapsed "
        "on Sunday.",
        (("the talks had collapsed on Sunday", "indirect", "senior administration official"),),
    ),
    (
        "The Justice Department declined to comment. A lawyer for Castle, Ben Yarrow, said in an email that his client "
        "“welcomes the inquiry.”",
        (
            ("declined to comment", "indirect", "Justice Department"),
            ("his client “welcomes the inquiry.”", "mixed", "Ben Yarrow"),
        ),
    ),
    (
        "“This is about jobs, jobs and jobs,” the senator from Nevada thundered to applause.",
        (("This is about jobs, jobs and jobs", "direct", "senator from Nevada"),),
    ),
    (
        "Polk, a Democrat, said that while he liked the governor, he could not support a plan that “robs "
        "Toledo to pave "
        "Cleveland.”",
        (
            (
                "while he liked the governor, he could not support a plan that “robs Toledo to pave Cleveland.”",
                "mixed",
                "Polk",
            ),
        ),
    ),
    (
        "“The voters told us ‘enough’ and we listened,” Foss said on the House floor.",
        (("The voters told us ‘enough’ and we listened", "direct", "Foss"),),
    ),
    (
        "Whitlock would neither confirm nor deny that the senator had met with the donor.",
        (("would neither confirm nor deny that the senator had met with the donor", "indirect", "Whitlock"),),
    ),
    (
        "“I was there,” Mr. Yarrow added, “and nobody raised his voice.”",
        (("I was there", "direct", "Yarrow"), ("and nobody raised his voice.", "direct", "Yarrow")),
    ),
    (
        "The Congressional Budget Office estimated that the plan would add $400 billion to the deficit over a decade.",
        (
            (
                "the plan would add $400 billion to the deficit over a decade",
                "indirect",
                "Congressional Budget Office",
            ),
        ),
    ),
    (
        "BRANDT: We never saw the memo.\n\nREYES: You signed the memo.",
        (("We never saw the memo.", "direct", "Brandt"), ("You signed the memo.", "direct", "Reyes")),
    ),
)


@pytest.mark.parametrize(("text", "wanted"), PASSAGES)
def test_read_quotes_finds_who_said_what_in_political_news(text: str, wanted: Wanted) -> None:
    """Text, kind and speaker of every statement, and nothing else."""
    quotes = read_quotes(Article(url="https://politics.example/1", page_type="article", language="en", text=text))
    assert tuple((quote.text, quote.kind, quote.speaker) for quote in quotes) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ada Quill, a lawyer, disputed that, saying the limit was the company's own decision.",
            [("the limit was the company's own decision", "denies")],
        ),
        ("It is a statement that the ministry published and that the company contradicted a day later.", []),
        ("Viber rejected the claim a week later.", [("the claim", "denies")]),
        ("Viber denied that, in short, it had ever signed.", [("in short, it had ever signed", "denies")]),
    ],
)
def test_when_a_thing_was_denied_is_no_part_of_what_was_denied(text: str, wanted: list[tuple[str, str]]) -> None:
    found = read_quotes(Article(url="", page_type="article", text=text, language="en"))
    assert [(quote.text, quote.stance) for quote in found] == wanted
