"""Why something could not be had, in one line that an archivist can read."""

import re

from scrapy.exceptions import IgnoreRequest

from standoff.errors import StandoffError

__all__ = ["told"]

# Twisted lists the failures behind a failure in the form of a repr.
FAILURE = re.compile(r"\[?<twisted\.python\.failure\.Failure (?:[\w.]+\.)?(\w+: [^<>]*?)\.?>\]?")


def told(error: BaseException) -> str:
    """Return *error* in one line, with its kind where it is not one that is raised for a reader."""
    text = " ".join(FAILURE.sub(r"\1", str(error)).split())
    if isinstance(error, (StandoffError, IgnoreRequest)) and text:
        return text
    return f"{type(error).__name__}: {text}".strip(": ")
