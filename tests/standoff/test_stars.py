"""Stars of copies: around one article, never in a chain."""

from hypothesis import given
from hypothesis import strategies as st

from standoff.stars import Member, arrange


def member(article: int, outlet: str = "", day: int = 1, **fields: object) -> Member:
    outlet = outlet or f"outlet {article}"
    return Member(article=article, outlet=outlet, published=f"2026-03-{day:02}T10:00:00Z", shingles=100, **fields)  # type: ignore[arg-type]


def test_arrange_makes_stars_and_no_chains() -> None:
    members = [member(1, day=1), member(2, day=2), member(3, day=3)]
    stars = arrange(members, {(1, 2): (0.9, "copy"), (2, 3): (0.5, "copy")})
    assert [(star.original, [ray.article for ray in star.rays]) for star in stars] == [(1, [1, 2])]


def test_arrange_prefers_the_original_that_is_shared_most() -> None:
    members = [member(at) for at in range(1, 6)]
    shared = {(1, 2): (0.9, "copy"), (3, 4): (0.9, "copy"), (1, 5): (0.3, "shares"), (3, 5): (0.4, "shares")}
    stars = {star.original: [ray.relation for ray in star.rays] for star in arrange(members, shared)}
    assert stars == {1: ["original", "copy"], 3: ["original", "copy", "rewrite"]}


def test_arrange_names_the_agency_that_most_articles_credit_alone() -> None:
    members = [member(1, credits=("AFP", "AP")), member(2, credits=("AFP", "AP")), member(3, credits=("AP",))]
    (star,) = arrange(members, {(1, 2): (1.0, "copy"), (1, 3): (0.95, "copy")})
    assert star.wire == "AP"


@given(st.permutations(range(1, 6)))
def test_arrange_does_not_depend_on_the_order_of_its_members(order: list[int]) -> None:
    shared = {(1, 2): (0.9, "copy"), (2, 3): (0.6, "copy"), (1, 4): (0.3, "shares"), (4, 5): (0.3, "shares")}
    assert arrange([member(at) for at in order], shared) == arrange([member(at) for at in range(1, 6)], shared)
