"""Pages of the same days in stories: joined as groups, parted where a group tells two things."""

from collections import Counter

from standoff.gather import Leaf, gather
from standoff.stories import read_terms, weigh

SIDES = ("harbour quay stone divers", "council budget vote mayor")


def leaves(texts: list[str], days: list[int] | None = None) -> list[Leaf]:
    terms = [read_terms(None, text) for text in texts]
    documents = Counter(term for words in terms for term in words)
    return [
        Leaf(terms=words, vector=weigh(words, documents, len(texts) + 20), day=day, language="en")
        for words, day in zip(terms, days or [0] * len(texts), strict=True)
    ]


def camp(word: str, count: int) -> list[str]:
    """Texts of one story: what all of them have, what the camp has, and words of their own."""
    own = "abcdefghijklmnop"
    return [f"selm {word} own{own[at]}x{word[0]} more{own[at]}y{word[0]}" for at in range(count)]


def test_pages_alike_are_together_and_the_rest_apart() -> None:
    texts = ["quay cracked in selm", "goose crossed the square", "cracked quay of selm closed"]
    assert gather(leaves(texts)) == [[0, 2], [1]]
    assert gather([]) == []


def test_pages_far_apart_in_time_are_apart() -> None:
    texts = ["quay cracked in selm", "quay cracked in selm again"]
    assert gather(leaves(texts, [0, 4])) == [[0, 1]]
    assert gather(leaves(texts, [0, 5])) == [[0], [1]]


def test_a_large_story_of_two_camps_is_parted() -> None:
    texts = camp(SIDES[0], 9) + camp(SIDES[1], 9)
    texts = [f"{text} customs ferry captain" for text in texts]
    assert gather(leaves(texts)) == [[*range(9)], [*range(9, 18)]]
    few = texts[:6] + texts[9:15]
    assert gather(leaves(few)) == [[*range(12)]]  # too few to say


def test_many_copies_of_one_report_are_no_camp() -> None:
    texts = [f"{camp(SIDES[0], 1)[0]} customs ferry captain"] * 12
    texts += [f"{text} customs ferry captain" for text in camp(SIDES[1], 5)]
    assert gather(leaves(texts)) == [[*range(17)]]


def test_the_order_of_pages_says_nothing_of_their_stories() -> None:
    texts = [*camp(SIDES[0], 5), "goose crossed the square of prell", *camp(SIDES[1], 5)]
    found = {frozenset(group) for group in gather(leaves(texts))}
    turned = gather(list(reversed(leaves(texts))))
    assert found == {frozenset(len(texts) - 1 - at for at in group) for group in turned}
