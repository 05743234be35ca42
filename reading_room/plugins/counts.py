"""What Datasette asks of a list of a million rows, asked so that the answer is the same and takes no second.

Datasette writes its statements itself: how many rows a list has, how many by each value of a facet, which of them a
search finds. Those it is known to write are put in another way here. Counts come from the tables of counts that the
archive keeps, the newest hits from the end of the full-text index. Every other statement stays as it is.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """Where the rows of a list are counted: a table, what to add up in it, columns that the list has too, which rows.

    It is a table of counts, or the narrowest tables that have a row for every row of the list, each counting 1.
    """

    table: str
    number: str
    columns: frozenset[str]
    only: str = ""


ARTICLES = frozenset({"outlet", "language", "status", "page_type", "relevant"})
KEPT = {
    "articles": Kept("article_counts", "articles", ARTICLES),
    "latest_articles": Kept("article_counts", "articles", ARTICLES, "shown = 1"),
    "articles_text": Kept("article_counts", "articles", frozenset(), "shown = 1"),
    "articles_fts": Kept("article_counts", "articles", frozenset(), "shown = 1"),
    "revisions": Kept("revision_counts", "revisions", frozenset({"change"})),
    "article_history": Kept("revision_counts", "revisions", frozenset({"change"})),
    "quotes": Kept("quote_counts", "quotes", frozenset({"kind", "stance"})),
    "quotes_by_speaker": Kept("quote_counts", "quotes", frozenset({"kind", "stance"}), "by_speaker = 1"),
    "quotes_fts": Kept("quote_counts", "quotes", frozenset()),
    "claims_and_denials": Kept("claim_counts", "claims", frozenset({"kind", "stance", "position"})),
    "wire_reprints": Kept(
        "syndications", "1", frozenset({"wire", "relation"}), "wire is not null and relation <> 'original'"
    ),
    "dispute_timeline": Kept(
        "dispute_events cross join articles"
        " on articles.revision_id = dispute_events.revision_id and articles.id = dispute_events.article_id",
        "1",
        frozenset({"side", "action", "precision"}),
        "dispute_id is not null",
    ),
}

#: Never counted: parts of the full-text indexes, and captures, which are closed. SQLite counts a table in one step that
#: no time limit ends, 4 s for the pages of an index at a million articles.
UNCOUNTED = re.compile(r"payloads|\w+_fts_(?:config|content|data|docsize|idx)")

#: Each row of this view takes a dozen look-ups: where it is longer it is shown without counts.
LONG, MOST_COUNTED = "claims_and_answers", 5_000

#: A search that finds more is shown without facets: each would have to fetch every article that was found.
MOST_FACETED = 20_000

NAME = r"\[?(\w+)\]?"
COUNT = re.compile(rf"select count\(\*\) from {NAME}(?: where (.+))?")
FACET = re.compile(
    rf"select (\w+) as value, count\(\*\) as count from \( select [\w, \[\]]+ from {NAME}(?: where (.+?))? \)"
    r" where \1 is not null group by \1 order by count desc, value limit (\d+)"
)
ROWS = re.compile(rf"select ([\w, \[\]]+) from {NAME} where (.+?) order by id desc(?:, id)? limit (\d+)")
OLDER = re.compile(r"\(id < (:p\d+) or id is null or \(id = \1 and \(\(id > :p\d+\)\)\)\)")

#: The clauses of a filter by a value, of a search, and of a page after the first.
EQUAL = re.compile(r'"(\w+)" = :p\d+')
FOUND = re.compile(r"id in \(select rowid from (\w+) where \1 match (escape_fts\(:search\)|:search)\)")
BEYOND = re.compile(r"\(\w+ [<>] :p\d+(?: or \w+ is null)? or \(\w+ = :p\d+ and \(\(\w+ > :p\d+\)\)\)\)")


@dataclass(frozen=True)
class Where:
    """A clause `where`, taken apart; ``index`` and ``match`` are those of a search, if there is one."""

    filters: tuple[str, ...]
    columns: frozenset[str]
    beyond: str = ""
    index: str = ""
    match: str = ""


def read_where(where: str | None) -> Where | None:
    """*where* taken apart, or None where it holds anything else than filters by a value, a search, and a page."""
    filters, columns, beyond, index, match = [], set(), "", "", ""
    rest = where.strip() if where else ""
    while rest:
        if equal := EQUAL.match(rest):
            filters.append(equal[0])
            columns.add(equal[1])
        elif found := FOUND.match(rest):
            index, match = found[1], found[2]
        elif (page := BEYOND.match(rest)) and not beyond:
            beyond = page[0]
        else:
            return None
        taken = equal or found or page
        assert taken
        rest = rest[taken.end() :]
        if rest and not rest.startswith(" and "):
            return None
        rest = rest.removeprefix(" and ")
    return Where(tuple(filters), frozenset(columns), beyond, index, match)


def _kept(name: str, where: Where) -> str:
    """The table of counts in the place of the list *name*, with the filters of *where*; empty where it cannot be."""
    kept = KEPT.get(name)
    if kept is None or where.index or not where.columns <= kept.columns:
        return ""
    clauses = [clause for clause in (kept.only, *where.filters) if clause]
    return f"from {kept.table}{' where ' if clauses else ''}{' and '.join(clauses)}"


def _count(sql: str, name: str, where: Where) -> str:
    if kept := _kept(name, where):
        return f"select coalesce(sum({KEPT[name].number}), 0) {kept}"
    if where.index != f"{name}_fts":
        return sql
    # The plus keeps SQLite from asking the index once for every row that passes the filters.
    filtered = f" and +rowid in (select id from {name} where {' and '.join(where.filters)})" if where.filters else ""
    return f"select count(*) from {where.index} where {where.index} match {where.match}{filtered}"


def _facet(sql: str, column: str, name: str, where: Where, limit: str) -> str:
    kept = _kept(name, where)
    if not kept or column not in KEPT[name].columns:
        return sql
    return (
        f"select {column} as value, sum({KEPT[name].number}) as count {kept}{' and' if ' where ' in kept else ' where'}"
        f" {column} is not null group by {column} order by count desc, value limit {limit}"
    )


def _newest(sql: str, columns: str, name: str, where: Where, limit: str) -> str:
    """The newest rows: what is older than a page begins there, and an index of words gives its hits by their number."""
    beyond = OLDER.sub(r"id < \1", where.beyond)
    clauses = " and ".join(clause for clause in (*where.filters, beyond) if clause)
    if where.index == f"{name}_fts":
        hits = f"select rowid as hit from {where.index} where {where.index} match {where.match} order by rowid desc"
        within = f" where {clauses}" if clauses else ""
        return f"select {columns} from ({hits}) cross join {name} on id = hit{within} order by hit desc limit {limit}"
    if not where.index and beyond != where.beyond:
        return f"select {columns} from {name} where {clauses} order by id desc limit {limit}"
    return sql


def cheaper(sql: str) -> str | None:
    """A statement that answers *sql* with the same rows for less, or *sql*; None where no count is to be tried."""
    plain = " ".join(sql.split())
    if count := COUNT.fullmatch(plain):
        where = read_where(count[2])
        if UNCOUNTED.fullmatch(count[1]):
            return None
        return _count(sql, count[1], where) if where else sql
    if (facet := FACET.fullmatch(plain)) and (where := read_where(facet[3])):
        return _facet(sql, facet[1], facet[2], where, facet[4])
    if (rows := ROWS.fullmatch(plain)) and (where := read_where(rows[3])):
        return _newest(sql, rows[1], rows[2], where, rows[4])
    return sql


def size_before(sql: str) -> tuple[str, int] | None:
    """What to count before *sql* is tried and the most that it may be; None where it is to be tried at once."""
    plain = " ".join(sql.split())
    count, facet = COUNT.fullmatch(plain), FACET.fullmatch(plain)
    if (count and count[1] == LONG and not count[2]) or (facet and facet[2] == LONG and not facet[3]):
        return "select coalesce(sum(claims), 0) from claim_counts", MOST_COUNTED
    where = read_where(facet[3]) if facet else None
    if where is None or not where.index:
        return None
    found = f"select 1 from {where.index} where {where.index} match {where.match} limit {MOST_FACETED + 1}"
    return f"select count(*) from ({found})", MOST_FACETED
