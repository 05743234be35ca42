"""Merge the reports of one statement, and link each denial, confirmation or silence to the claim it meets."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from pipelines.database import Database, Row
from pipelines.query import query
from standoff.answers import WINDOW, link_answers
from standoff.entities.parties import read_parties
from standoff.lexicon import load_lexicon, words
from standoff.sentences import sentences
from standoff.sides import side_of_speaker
from standoff.statements import Said, is_same_statement
from standoff.stems import stems
from standoff.text import JOIN
from standoff.text import words as words_of

#: Days between two reports of one statement.
NEAR = 3

_STATES = frozenset({"government", "court", "parliament"})


def settle_answers(db: Database, changed: Mapping[int, Collection[int]]) -> tuple[int, int]:
    """Bring statements and answers up to date for the *changed* articles of each dispute, by its number.

    Returns how many statements and how many answers were written.
    """
    articles = sorted({article for group in changed.values() for article in group})
    shelf = _Pages(db)
    statements = _settle_statements(db, shelf, articles)
    there = {row[0] for row in db.conn.execute("select id from disputes").fetchall()}
    answers = sum(_settle_links(db, shelf, number, changed[number]) for number in sorted(changed.keys() & there))
    return statements, answers


def _settle_statements(db: Database, shelf: "_Pages", articles: Sequence[int]) -> int:
    """Give every quote of the *articles* its statement; drop what quotes of earlier versions had."""
    ids = json.dumps(articles)
    db.conn.execute(query("stale_reports"), {"articles": ids})
    touched = {row[0] for row in db.conn.execute("select id from loosened where kind = 'statement'").fetchall()}
    written = 0
    placed = {row[0] for row in db.conn.execute(query("placed"), {"articles": ids}).fetchall()}
    for row in db.conn.execute(query("said"), {"articles": ids}).fetchall():
        if row["statement_id"] is None and row["article_id"] in placed:
            touched.add(_statement(db, shelf, row))
            written += 1
    db.conn.executemany(query("count_reports"), [{"id": number} for number in sorted(touched)])
    db.conn.executemany("delete from statements where id = ? and reports = 0", [(number,) for number in touched])
    return written


def _statement(db: Database, shelf: "_Pages", row: Row) -> int:
    """Return the number of the statement that a quote reports; a new one is opened for the first report."""
    day = row["said_on"] or _day(row["published"])
    mine = words_of(row["text"].casefold())
    near = db.conn.execute(query("near_statements"), {"speaker": row["speaker"], "day": day, "days": NEAR}).fetchall()
    for known in near:
        if known["stance"] == row["stance"] and is_same_statement(mine, words_of(known["text"].casefold())):
            number = int(known["id"])
            break
    else:
        side = shelf.side(row)
        number = db.insert(
            "statements",
            {
                "speaker": row["speaker"],
                "side": side,
                "stance": row["stance"],
                "day": day,
                "text": row["text"],
                "reports": 0,
                "outlets": 0,
                "about_other_side": int(shelf.is_about_other_side(row, side)),
            },
        )
    values = {"quote_id": row["id"], "statement_id": number, "article_id": row["article_id"]}
    db.insert("statement_quotes", values)
    return number


def _settle_links(db: Database, shelf: "_Pages", dispute: int, changed: Collection[int]) -> int:
    """Link the answers of the *changed* articles of a dispute, and of the articles that could answer these."""
    values = {"dispute": dispute, "changed": json.dumps(sorted(changed)), "days": WINDOW}
    around = db.conn.execute(query("around"), values).fetchall()
    ids = json.dumps([row["article_id"] for row in around])
    rows = db.conn.execute(query("said"), {"articles": ids}).fetchall()
    late = {row["article_id"] for row in around if row["is_after"]}
    wanted = {row["id"] for row in rows if row["article_id"] in late}
    links = link_answers([shelf.said(row) for row in rows], wanted)
    db.conn.execute(query("forget_answers"), {"dispute": dispute, "articles": json.dumps(sorted(late | set(changed)))})
    for link in links:
        db.insert(
            "claim_answers",
            {
                "dispute_id": dispute,
                "claim_id": link.claim,
                "answer_id": link.answer,
                "relation": link.relation,
                "lag_hours": link.lag,
                "score": link.score,
                "rule": link.rule,
            },
        )
    return len(links)


def _day(published: float) -> str:
    return (date(1970, 1, 1) + timedelta(days=int(published))).isoformat()


@lru_cache(maxsize=1)
def _hits_back() -> tuple[str, ...]:
    listed = load_lexicon("answers")["hits_back"]
    return tuple(word for language in listed for word in words("answers", language, listed[language]))


class _Pages:
    """The texts of the pages in hand, one at a time: sentences and parties around a quote."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._revision: int | None = None
        self._text = ""
        self._spans: list[tuple[int, int]] = []

    def said(self, row: Row) -> Said:
        """Return a quote as a claim or an answer."""
        sentence = self.sentence(row)
        folded = sentence.casefold()
        return Said(
            quote=row["id"],
            statement=row["statement_id"],
            article=row["article_id"],
            start=row["start"],
            paragraph=self._text.count(JOIN, 0, row["start"]),
            party=(row["organisation"] or row["speaker_name"]).casefold(),
            side=row["side"],
            stance=row["stance"],
            published=row["published"],
            day=row["day"],
            stems=tuple(stems(row["text"])),
            around=tuple(stems(sentence)),
            hits_back=any(word in folded for word in _hits_back()),
            accuses=bool(row["about_other_side"]),
        )

    def sentence(self, row: Row) -> str:
        """Return the sentences that a quote touches."""
        self._open(row["revision_id"])
        touched = [span for span in self._spans if span[0] < row["end"] and span[1] > row["start"]]
        return self._text[touched[0][0] : touched[-1][1]] if touched else str(row["text"])

    def side(self, row: Row) -> str:
        """Return the side on which the speaker of a quote stands."""
        self._open(row["revision_id"])
        return side_of_speaker(row["speaker_name"], row["organisation"], row["role"], self._text)

    def is_about_other_side(self, row: Row, side: str) -> bool:
        """Tell whether a quote's sentence speaks of a platform, or in a platform's mouth of a state."""
        sentence = self.sentence(row)
        for party in read_parties(sentence):
            if side == "platform" and (party.side in _STATES or party.kind == "country"):
                return True
            if side != "platform" and party.side == "platform":
                return True
        return False

    def _open(self, revision: int) -> None:
        if revision != self._revision:
            found = self._db.conn.execute("select text from revisions where id = ?", [revision]).fetchone()
            self._revision, self._text = revision, found["text"]
            self._spans = sentences(self._text)
