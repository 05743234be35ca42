"""Fields on their way to an article: the first source of a field wins, and is remembered."""

from collections.abc import Iterable
from typing import Any

from standoff.readers.authors import clean_names
from standoff.readers.credits import split_dateline
from standoff.readers.dates import Candidate, best_of
from standoff.readers.sites import Site

__all__ = ["Draft", "take_site"]


class Draft:
    """Fields by name, the source of each, and the agency that a dateline of its own names."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.sources: dict[str, str] = {}
        self.agency: str | None = None

    def take(self, field: str, value: Any, source: str) -> None:
        """Keep *value* for *field* unless it is empty or the field has one already."""
        if value and field not in self.fields:
            self.fields[field] = value
            self.sources[field] = source

    def take_time(self, field: str, candidates: Iterable[Candidate]) -> None:
        """Keep the candidate to be believed: the moment, and the words it was read from."""
        if best := best_of(candidates):
            source, raw, moment = best
            self.take(f"{field}_at", moment, source)
            self.take(f"{field}_raw", raw, source)

    def printed(self) -> tuple[str, ...]:
        """Return the lines in which the page prints the days that were taken."""
        fields = [field for field in ("published_raw", "modified_raw") if self.sources.get(field) == "printed"]
        return tuple(self.fields[field] for field in fields)

    def drop(self, field: str) -> None:
        """Forget *field*."""
        self.fields.pop(field, None)
        self.sources.pop(field, None)


def take_site(site: Site, draft: Draft) -> None:
    """Take the fields that the layout of the page's content system gives."""
    for field in ("headline", "standfirst", "section"):
        draft.take(field, site.one(field), site.source)
    draft.take("authors", clean_names(site.many("authors")), site.source)
    draft.take("captions", site.many("captions"), site.source)
    draft.take("tags", site.many("tags"), site.source)
    if not (dateline := site.one("dateline")):
        return
    found = split_dateline(f"{dateline} -- x") or split_dateline(f"{dateline} x")
    draft.take("dateline", found.place if found else dateline.rstrip(" -–—:.,"), site.source)
    draft.agency = found.agency if found else None
