"""Names in texts: offsets, case, inflection, bodies by shape, and platforms that are only a place."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.entities import find_names, fold, owner_of, read_mentions, read_parties
from standoff.model import Article


def article(text: str) -> Article:
    return Article(url="https://paper.example/a", page_type="article", text=text)


def named(text: str, kind: str) -> list[str]:
    return [mention.name for mention in read_mentions(article(text)) if mention.kind == kind]


@pytest.mark.parametrize("text", ["İstanbul'da Telegram", "ẞ İ ΑΣ", "ЁЛКА", "plain"])
def test_fold_keeps_the_length(text: str):
    assert len(fold(text)) == len(text)


def test_mentions_stand_where_they_say_behind_letters_that_grow_in_lower_case():
    text = "İİİ: Türkiye blocked Instagram."
    spans = [text[mention.start : mention.end] for mention in read_mentions(article(text))]
    assert spans == ["Türkiye", "Instagram"]


PIECES = st.sampled_from(
    [
        "Telegram", "X, formerly Twitter,", "in Kyrgyzstan", "İ", "the Harbour Ministry (HM)", "HM", "«Ёж»",
        "Роскомнадзор", "Министерство связи и рек Грузии", "wrote on Facebook", "a Tallinn court", "\n\n",
        "Ms. Ona Brel, who heads the HM,", '"', "blocked", "", "ﬁ", "Қазақстанда TikTok-ты", "😀", ".",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_mentions_are_ordered_disjoint_and_inside_the_text(text: str):
    mentions = read_mentions(article(text))
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
    assert all(party.start < party.end <= len(text) for party in read_parties(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Meta said it would meta-analyse the data.", ["Meta"]),
        ("He is meta about it.", []),
        ("VK shut down.", ["VK"]),
        ("The X axis shows years.", []),
        ("X, the social network owned by Elon Musk, was fined.", ["X"]),
        ("They gave the signal at dawn.", []),
        ("The Signal app was blocked.", ["Signal"]),
        ("Apple was fined; she ate an apple.", ["Apple"]),
        ("Videos on YouTubes", []),
    ],
)
def test_a_common_word_is_no_platform(text: str, names: list[str]):
    found = [hit.called for hit in find_names(text) if hit.entity.side == "platform" and hit.entity.kind != "person"]
    assert found == names


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Доступ к фейсбуку ограничен", "facebook"),
        ("Википедию заблокировали", "wikipedia"),
        ("суд оштрафовал «Одноклассников» и Инстаграм", "instagram"),
        ("Депутаты Государственной думы", "ru-state-duma"),
        ("решение Роскомнадзора", "ru-roskomnadzor"),
        ("власти Кыргызстана", "KG"),
        ("узбекистанскими провайдерами", "UZ"),
        ("Қазақстанда жаңа заң", "KZ"),
        ("в Бишкеке", "KG"),
        ("Україна заблокувала Одноклассники", "UA"),
    ],
)
def test_inflected_cyrillic_names_are_found(text: str, entity: str):
    assert entity in [hit.entity.id for hit in find_names(text)]


def test_a_former_name_is_kept_as_printed_and_has_the_same_owner():
    hits = find_names("Twitter was slowed.")
    assert hits[0].called == "Twitter"
    assert hits[0].entity.id == "x"
    assert owner_of("Twitter") == owner_of("X")


@pytest.mark.parametrize(("name", "owner"), [("Instagram", "meta"), ("YouTube", "alphabet"), ("Sprunk", "sprunk")])
def test_owner_of_goes_up_to_the_top(name: str, owner: str):
    assert owner_of(name) == owner


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Latvia's River Transport Commission said no.", None),
        ("Latvia's Media Safety Commission said no.", "Media Safety Commission"),
        ("The Forests, Water, and Youth Ministry said no.", "Forests, Water, and Youth Ministry"),
        ("On Friday the State Agency for Postal Affairs said no.", "State Agency for Postal Affairs"),
        ("An order of a Tallinn court stands.", "Tallinn court"),
        (
            "the National Audit Court's data protection committee met",
            "National Audit Court's data protection committee",
        ),
        ("Она работает в Министерстве транспорта и связи Латвии.", "Министерство транспорта и связи Латвии"),
        ("по решению Верховного суда", "Верховный суд"),
        ("RFE/RL's Kyrgyz Service reported.", None),
        ("the Union of River Pilots said", None),
    ],
)
def test_bodies_are_found_by_their_shape(text: str, body: str | None):
    assert [party.name for party in read_parties(text) if party.kind == "body"] == ([body] if body else [])


def test_an_abbreviation_in_brackets_stands_for_the_body():
    text = "Latvia's Media Safety Commission (MSC) wrote. Later the MSC called."
    bodies = [party for party in read_parties(text) if party.kind == "body"]
    assert {party.name for party in bodies} == {"Media Safety Commission"}
    assert text[bodies[-1].start : bodies[-1].end] == "MSC"
    assert {party.country for party in bodies} == {"LV"}


def test_a_common_name_is_another_countrys_body_in_another_country():
    text = "Uzbekistan's National Security Service closed the road."
    (body,) = [mention for mention in read_mentions(article(text)) if mention.kind == "body"]
    assert body.country == "UZ"


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("Forestry Minister Ilja Roo spoke.", "Ilja Roo", "government"),
        ("Google spokesman Tam Ware spoke.", "Tam Ware", "platform"),
        ("Judge Una Brill spoke.", "Una Brill", "court"),
        ("Ada Fenn, the company's legal director, spoke.", "Ada Fenn", "platform"),
        ("Lawyer Odo Kern spoke.", "Odo Kern", "civil_society"),
        ("Представитель Telegram Ян Рысь сказал", "Ян Рысь", "platform"),
        ("Депутат Семён Лось сказал", "Семён Лось", "parliament"),
    ],
)
def test_persons_take_the_side_of_their_office(text: str, name: str, side: str):
    people = [party for party in read_parties(text) if party.kind == "person"]
    assert [(party.name, party.side) for party in people] == [(name, side)]


@pytest.mark.parametrize(
    ("text", "incidental"),
    [
        ("The mayor wrote on Facebook that the bridge is open.", True),
        ("A video of the storm was shared widely on TikTok.", True),
        ("He said it in his Telegram channel.", True),
        ("According to a Facebook post by the school, it rained.", True),
        ("Глава района написал в фейсбуке о дожде.", True),
        ("The ministry blocked Facebook.", False),
        ("The court banned access to posts on Facebook.", False),
        ("Регулятор замедлил YouTube.", False),
    ],
)
def test_a_platform_that_is_only_a_place_is_incidental(text: str, incidental: bool):
    (platform,) = [mention for mention in read_mentions(article(text)) if mention.kind == "platform"]
    assert platform.incidental is incidental


def test_a_text_without_words_has_no_mentions():
    assert read_mentions(article("")) == ()
