"""Plain aligned columns: readable on a terminal, in a cron mail and behind a pipe; nothing is folded or cut."""

from collections.abc import Iterable, Sequence

import click


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their columns, each as wide as its longest cell; numbers stand right."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(len(column), *(len(row[place]) for row in cells), 0) for place, column in enumerate(columns)]
    for row in (list(columns), *cells):
        aligned = (
            cell.rjust(width) if cell.replace(",", "").isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(aligned).rstrip())
