"""Is it another version of the page, and what is different about it?"""

from dataclasses import dataclass

from standoff.text import fold, squash, text_digest

__all__ = ["Version", "change_between", "version_digest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What of a page makes a version: its words, its direct quotes in order, its correction notes."""

    headline: str | None
    standfirst: str | None
    text: str
    quotes: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def version_digest(version: Version) -> str:
    """Return the digest that names a version: equal for two that differ in nothing a reader would see.

    It covers headline, standfirst and the normalised body, not times, bylines, captions or markup.
    """
    parts = (squash(version.headline), squash(version.standfirst), text_digest(version.text))
    return text_digest("\n\n".join(parts))


def change_between(old: Version, new: Version) -> str:
    """Return what kind of change led from *old* to *new*: the weightiest that applies.

    ``correction`` (a correction note that was not there), ``quote`` (a direct quote altered, added or dropped),
    ``headline`` (headline or standfirst alone), ``trivial`` (marks, case or spacing alone), else ``edit``.
    """
    if set(map(squash, new.corrections)) - set(map(squash, old.corrections)):
        return "correction"
    if list(map(fold, old.quotes)) != list(map(fold, new.quotes)):
        return "quote"
    if fold(old.text) != fold(new.text):
        return "edit"
    heads = ((old.headline, new.headline), (old.standfirst, new.standfirst))
    if any(fold(before) != fold(after) for before, after in heads):
        return "headline"
    return "trivial"
