"""Statements in longer texts: clauses that end early, tags in odd places, bodies by half a name. All of it invented."""

import re

import pytest

from standoff.model import Article
from standoff.quotes import read_quotes
from standoff.quotes.stances import grouped

#: A passage and the (text, speaker) of its statements.
PASSAGES: dict[str, tuple[str, list[tuple[str, str | None]]]] = {
    "the reporter goes on in the present": (
        "Northlake said it would let shops pick their own till, though it still takes a share.",
        [("it would let shops pick their own till", "Northlake")],
    ),
    "the reporter tells what came of it": (
        "The Harbour Board admitted in May that it had read the letter, only to take that back.",
        [("it had read the letter", "Harbour Board")],
    ),
    "a claim that another one denies": (
        "Ann Ray said others had seen the memo, a claim that Tom Hale denied.",
        [("others had seen the memo", "Ann Ray")],
    ),
    "another one speaks behind an apposition": (
        "The ministry argued in July that firms must help, and a deputy minister, Raj Chand, welcomed the "
        'outcome as "a bell".',
        [("firms must help", "ministry"), ("a bell", "Raj Chand")],
    ),
    "a condition before the tag": (
        'Ann Ray heads the firm. If a user loses the key, she added, "nothing gets it back."',
        [("If a user loses the key", "Ann Ray"), ("nothing gets it back.", "Ann Ray")],
    ),
    "two clauses around a tag": (
        "Growth had come back to earth, Ann Ray wrote, and teams had to be moved closer to the coast.",
        [("Growth had come back to earth", "Ann Ray"), ("teams had to be moved closer to the coast", "Ann Ray")],
    ),
    "a tag within a relative clause": (
        "Drivers blocked the port over fares that, the union says, no longer pay for petrol.",
        [("no longer pay for petrol", "union")],
    ),
    "an inverted tag with an apposition": (
        "With no office here, said Max Holm, a professor of law in Alder, the firm will be harder to sue.",
        [("With no office here", "Max Holm"), ("the firm will be harder to sue", "Max Holm")],
    ),
    "a clause on the speaker without commas": (
        'A clerk who asked for her name to be withheld said the talk took a minute. "I counted," she said.',
        [("the talk took a minute", "clerk"), ("I counted", "clerk")],
    ),
    "hours between the parts of a verb": (
        "The mayor had hours earlier announced that she would leave.",
        [("she would leave", "mayor")],
    ),
    "whoever gets calls": (
        "The casino did not return calls.",
        [("did not return calls", "casino")],
    ),
    "a name with a preposition": (
        "Nets Without Borders urged the court to act. The Freedom of Assembly Union said it was late.",
        [("the court to act", "Nets Without Borders"), ("it was late", "Freedom of Assembly Union")],
    ),
    "a ministry for many things": (
        "The Ministry of Posts, Telecommunications and Information Technology acted. The ministry said it was late.",
        [("it was late", "Ministry of Posts, Telecommunications and Information Technology")],
    ),
    "an office in a town": (
        "The Federal Office of Justice in Alder said it was late.",
        [("it was late", "Federal Office of Justice")],
    ),
    "the words before the noun": (
        "The Ministry of Trade met the Ministry of Communication. The communications ministry said it was late.",
        [("it was late", "Ministry of Communication")],
    ),
    "letters for a name": (
        "The EU said it was late. The European Union has a law.",
        [("it was late", "European Union")],
    ),
    "the unnamed one again": (
        '"We did," a company spokesperson said. The spokesperson also accused Orel of lying.',
        [("We did", "company spokesperson"), ("Orel of lying", "company spokesperson")],
    ),
    "a part of the firm": (
        'Telegram was cool. "Somebody turns it down," its public policy team wrote in a tweet.',
        [("Somebody turns it down", "Telegram")],
    ),
    "a department's spokesperson": (
        "A spokesperson for Ireland's Department of Justice would not comment.",
        [("would not comment", "spokesperson for Ireland's Department of Justice")],
    ),
    "a paper that it sent": (
        "The Mayor's Office wants the logs, according to a letter it sent to the port.",
        [("The Mayor's Office wants the logs", "Mayor's Office")],
    ),
    "a paper told of before": (
        "In a written reply the Ministry of Trade said the shop was shut. The reply also said it had burned.",
        [("the shop was shut", "Ministry of Trade"), ("it had burned", "Ministry of Trade")],
    ),
    "the firm's own paper": (
        "Telegram said it was glad. The button will come in May, according to a blog post.",
        [("it was glad", "Telegram"), ("The button will come in May", "Telegram")],
    ),
    "those whom the sentence names": (
        "Hundreds of drivers logged out of Uber over fares that, they say, no longer pay for petrol.",
        [("no longer pay for petrol", "drivers")],
    ),
    "a spokeswoman and her name before the verb": (
        "It got answers to all of them, a spokeswoman, Katrin Holm, said.",
        [("It got answers to all of them", "Katrin Holm")],
    ),
    "the subject stands before": (
        "They met in a hall that the army says was never built.",
        [("was never built", "army")],
    ),
    "a place behind the one told": (
        "The Northlake Group told staff at its European headquarters in Alder on Thursday that posts would go.",
        [("posts would go", "Northlake Group")],
    ),
    "two firms warned": (
        "The Harbour Board warned Google and Apple on Tuesday that it could fine them.",
        [("it could fine them", "Harbour Board")],
    ),
    "an editor in chief": (
        '"They asked once," editor in chief Marina Holm told reporters.',
        [("They asked once", "Marina Holm")],
    ),
    "the lawyer and not his client": (
        'Ada Ray drew laughs. Ben Holm\'s lawyer, Jorge Rubin, waved. His client "paid himself," he said.',
        [('His client "paid himself,"', "Jorge Rubin")],
    ),
    "the sentence before tells whose it is": (
        'Ada Ray returned to that later. "What do we have by now?"',
        [("What do we have by now?", "Ada Ray")],
    ),
    "an answer": (
        '"It is about the plan," Tony Baird said. Leila Ost has left.\n\nIs Ost a good leader?\n\n"I am fully in '
        'support of her."',
        [("It is about the plan", "Tony Baird"), ("I am fully in support of her.", "Tony Baird")],
    ),
    "an agency before a colon": (
        'PORTS ARE SHUT — Bloomberg: "The new rule could undercut all of the ports."',
        [("The new rule could undercut all of the ports.", "Bloomberg")],
    ),
    "an office before its holder": (
        "The president urged towns to apply. Ada Ray shrugged.\n\nMany have applied, President Joe Bright said.",
        [("towns to apply", "Joe Bright"), ("Many have applied", "Joe Bright")],
    ),
    "a study by a body": (
        "Sales had fallen by a half, according to a study by the statistics agency ISTOR.",
        [("Sales had fallen by a half", "ISTOR")],
    ),
    "the agency": (
        "The Education Department opened a page. The agency said it expects a rush.",
        [("it expects a rush", "Education Department")],
    ),
    "papers of a body": (
        "UN figures showed that it fell.",
        [("it fell", "UN")],
    ),
    "two at once": (
        "Meta and Google said it was late.",
        [("it was late", "Meta"), ("it was late", "Google")],
    ),
    "a body with an and in its name": (
        "The Ministry of Culture and Sport said it was late.",
        [("it was late", "Ministry of Culture and Sport")],
    ),
    "a clause on whoever said it": (
        'The rule "cannot stand," said deputy Tamara Holm, who called for a census of the animals.',
        [('The rule "cannot stand,"', "Tamara Holm"), ("a census of the animals", "Tamara Holm")],
    ),
    "a clause on whoever says it": (
        "Ada Tokov, who accused the firm of lying, said it would sue.",
        [("the firm of lying", "Ada Tokov"), ("it would sue", "Ada Tokov")],
    ),
    "an adjective before the label": (
        'Mark Holm called the expected appeal "a formality with a bill".',
        [("a formality with a bill", "Mark Holm")],
    ),
}


@pytest.mark.parametrize("name", PASSAGES)
def test_read_quotes_reads_longer_texts(name: str) -> None:
    text, wanted = PASSAGES[name]
    quotes = read_quotes(Article(url="", page_type="article", text=text, language="en"))
    assert [(quote.text, quote.speaker) for quote in quotes] == wanted


STANCES = {
    '"We will see them in court," said Ann Ray, the minister.': "threatens",
    "The minister said the croupier had broken the rules.": "accuses",
    "The commission found that Orel had done so without asking them.": "asserts",
    '"We hope that Orel will take the needed steps," the minister said.': "demands",
    "The council will pick a successor, according to the council.": "asserts",
    '"We will not wait for the sixth," the minister wrote.': "promises",
    '"These are good people and we are going to support them," Ann Ray said.': "promises",
    "A spokesman said there was no need to hurry.": "asserts",
}


@pytest.mark.parametrize(("text", "stance"), STANCES.items())
def test_read_quotes_tells_stances_by_the_words(text: str, stance: str) -> None:
    quotes = read_quotes(Article(url="", page_type="article", text=text, language="en"))
    assert [quote.stance for quote in quotes] == [stance]


VENUES = {
    "The request came late, an adviser told the BBC on Friday.": "BBC",
    "It was shut, he told Newstalk.": "Newstalk",
    'Ray Holm stood by it when they questioned him in parliament. It "cannot be so dear," he said.': "parliament",
    "It was shut, she said on the state channel VTV.": "VTV",
    'In a press release, the posts ministry termed the plan "political in kind".': "a press release",
    "They sent us a statement of July 20 in which the firm said it was worried.": "a statement",
}


@pytest.mark.parametrize(("text", "venue"), VENUES.items())
def test_read_quotes_finds_the_venue(text: str, venue: str) -> None:
    quotes = read_quotes(Article(url="", page_type="article", text=text, language="en"))
    assert [quote.venue for quote in quotes] == [venue]


NOTHING = {
    "a form": "\n\n".join(["Award Amount: Varies", "Due Date: May 1"] * 4),
    "a list of terms": "\n\n".join(
        f"{term}: It helps a little with all of that."
        for term in ("Saw", "Rake", "Hoe", "Fork", "Saw", "Rake", "Axe", "Pick", "Pole")
    ),
    "a list of tasks": "Talks and Mail – Prepare reports, slides, and notes for the board.",
    "a list of things": "The old site – which has many articles, blog posts, videos, and photos – will stay.",
    "an act": "Meta has asked the Alder District Court to stop it.",
    "needs": "You can add or drop seats each month, according to your needs.",
}


@pytest.mark.parametrize("name", NOTHING)
def test_read_quotes_finds_nothing_where_nobody_speaks(name: str) -> None:
    assert read_quotes(Article(url="", page_type="article", text=NOTHING[name], language="en")) == ()


def test_read_quotes_takes_no_heading_for_a_person() -> None:
    text = 'Ada Kohn left the bank.\n\nFund File\n\n"A lot of that is on its own course by now," he said.'
    (quote,) = read_quotes(Article(url="", page_type="article", text=text, language="en"))
    assert quote.speaker != "Fund File"


def test_grouped_patterns_match_what_they_matched() -> None:
    pattern = r"^(?:no|not) so\b|\bonly [a|b]\b|plain|\bnever\b|^yes\|no"
    assert grouped(pattern) == r"^(?:(?:no|not) so\b|yes\|no)|\b(?:only [a|b]\b|never\b)|(?:plain)"
    for text in ("not so", "it is only a", "in plain words", "he never", "yes|no", "is not so", "none"):
        assert bool(re.search(pattern, text)) == bool(re.search(grouped(pattern), text))
