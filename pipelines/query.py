"""The questions asked of the archive that are longer than a line or three: one .sql file each."""

from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent / "sql" / "queries"


@cache
def query(name: str) -> str:
    """Return the text of a query by the stem of its file."""
    return (QUERIES / f"{name}.sql").read_text("utf-8")
