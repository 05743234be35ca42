"""Read what pages leave of their matter, and compare their texts where that does not decide."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.database import Database
from pipelines.query import query
from pipelines.settle.stories import PAGES
from standoff.matters import Trace
from standoff.stems import stems
from standoff.stories import likeness, weigh

#: Likeness of two pages, a cosine, from which they are about one matter where nothing else says so. On invented pages
#: those of one dispute had .13 to .98 (the lowest ones share acts and persons), those of two up to .11.
ALIKE = 0.2

#: Pages of each list that are read.
READ = 5


def read_traces(db: Database, days: Mapping[int, int]) -> dict[int, Trace]:
    """Return the trace of each article; *days* gives the days that they are of."""
    ids = json.dumps(sorted(days))
    acts: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in db.conn.execute(query("traces_acts"), [ids]):
        acts[row["article_id"]].add((row["action"], row["date"]))
    persons: dict[int, set[str]] = defaultdict(set)
    for row in db.conn.execute(query("traces_persons"), [ids]):
        persons[row["article_id"]].add(row["person"])
    traces: dict[int, Trace] = {}
    for row in db.conn.execute(query("traces_kin"), [ids]):
        article = row["article_id"]
        kin = {f"story {row['story_id']}": row["story_id"], f"wire {row['group_id']}": row["group_id"]}
        traces[article] = Trace(
            article=article,
            day=days[article],
            language=row["language"],
            acts=frozenset(acts[article]),
            persons=frozenset(persons[article]),
            kin=frozenset(name for name, number in kin.items() if number is not None),
        )
    return traces


class Likeness:
    """Compares the texts of two lists of articles, by the terms that are rare in the archive."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._vectors: dict[int, dict[str, float]] = {}

    def __call__(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Tell whether the two are about one matter: the most alike of their pages are."""
        return any(
            likeness(self._vector(left), self._vector(right)) >= ALIKE
            for left in _spread(one)
            for right in _spread(other)
        )

    def _vector(self, article: int) -> dict[str, float]:
        if article not in self._vectors:
            row = self._db.conn.execute("select headline, text from articles_text where id = ?", [article]).fetchone()
            self._vectors[article] = self._weigh(f"{row['headline'] or ''} {row['text']}") if row else {}
        return self._vectors[article]

    def _weigh(self, text: str) -> dict[str, float]:
        terms: dict[str, int] = {}
        for stem in stems(text):
            terms[stem] = terms.get(stem, 0) + 1
        rows = self._db.conn.execute(query("term_counts"), [json.dumps([*terms, PAGES])]).fetchall()
        documents = {row["term"]: row["documents"] for row in rows}
        total = documents.pop(PAGES, 1)
        return weigh(terms, documents, total)


def _spread(articles: Sequence[int]) -> Sequence[int]:
    """Return some of the articles, the first and the last among them."""
    if len(articles) <= READ:
        return articles
    return [articles[at * (len(articles) - 1) // (READ - 1)] for at in range(READ)]
