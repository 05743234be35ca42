"""One person or body of a page."""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Figure:
    """One person or body of the page, under its fullest name."""

    name: str
    person: bool
    gender: str | None = None
    role: str | None = None
    organisation: str | None = None
    plural: bool = False
    company: bool = False
    firm: bool = True
    kinds: set[str] = field(default_factory=set)
    elsewhere: bool = False
    title: str | None = None
    loose: tuple[str | None, str | None, int] | None = None
