"""Where a text names a platform, a government body, a country or a person of the lexicon."""

from standoff.entities.fold import fold
from standoff.entities.gazetteer import Entity, entities, find_names, owner_of
from standoff.entities.incidental import incidental_spans
from standoff.entities.parties import Party, country_votes, dominant_country, read_parties
from standoff.model import Article, Mention

__all__ = [
    "Entity",
    "Party",
    "country_votes",
    "dominant_country",
    "entities",
    "find_names",
    "fold",
    "owner_of",
    "read_mentions",
    "read_parties",
]


def read_mentions(article: Article) -> tuple[Mention, ...]:
    """Return the named parties in the article's text, in order of their offsets, none overlapping.

    Bodies that the lexicon does not hold are found by the shape of their names and get an id of country and name.
    A platform that is only the place where something was said or seen is marked ``incidental``.
    """
    parties = [
        party
        for party in read_parties(article.text)
        if party.kind != "noun" and (party.entity or party.kind != "person")
    ]
    aside = incidental_spans(article.text, parties)
    known = entities()
    return tuple(
        Mention(
            entity=party.entity,
            name=known[party.entity].name if party.entity in known else party.name,
            kind=party.kind,
            start=party.start,
            end=party.end,
            country=party.country,
            incidental=(party.start, party.end) in aside,
        )
        for party in parties
    )
