"""Is it another version of the page, and what is different about it?"""

from dataclasses import dataclass

from standoff.text import fold, squash, text_digest

__all__ = ["Version", "change_between", "same_notes", "version_digest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What of a page makes a version: its words, its direct quotes in order, its correction notes."""

    headline: str | None
    standfirst: str | None
    text: str
    quotes: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def version_digest(version: Version) -> str:
    """Return the digest that names the words of a version: headline, standfirst and the normalised body.

    Times, bylines, captions and markup make no version. Correction notes do, though they are no part of the body:
    :func:`same_notes` compares them.
    """
    parts = (squash(version.headline), squash(version.standfirst), text_digest(version.text))
    return text_digest("\n\n".join(parts))


def same_notes(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two versions carry the same correction notes."""
    return set(map(squash, one)) == set(map(squash, other))


def change_between(old: Version, new: Version) -> str:
    """Return what kind of change led from *old* to *new*: the weightiest that applies.

    ``correction`` (a correction note that was not there), ``quote`` (a direct quote altered, added or dropped),
    ``headline`` (headline or standfirst alone), ``trivial`` (marks, case or spacing alone), else ``edit``, which a note
    that was withdrawn is as well.
    """
    before, after = (set(map(squash, version.corrections)) for version in (old, new))
    if after - before:
        return "correction"
    if list(map(fold, old.quotes)) != list(map(fold, new.quotes)):
        return "quote"
    if fold(old.text) != fold(new.text) or before - after:
        return "edit"
    heads = ((old.headline, new.headline), (old.standfirst, new.standfirst))
    if any(fold(before) != fold(after) for before, after in heads):
        return "headline"
    return "trivial"
