"""Linear equations solved exactly, in fractions."""

from __future__ import annotations

from fractions import Fraction


def solved(table: list[list[Fraction]], width: int) -> list[Fraction] | None:
    """The one solution of equations (the last number of each line is its right side); None when none, or several.

    >>> solved([[Fraction(1), Fraction(1), Fraction(3)], [Fraction(1), Fraction(-1), Fraction(1)]], 2)
    [Fraction(2, 1), Fraction(1, 1)]
    """
    lines = [list(line) for line in table]
    for column in range(width):
        pivot = next((at for at in range(column, len(lines)) if lines[at][column]), None)
        if pivot is None:
            return None
        lines[column], lines[pivot] = lines[pivot], lines[column]
        _clear(lines, column)
    if any(line[-1] for line in lines[width:]):
        return None
    return [line[-1] for line in lines[:width]]


def _clear(lines: list[list[Fraction]], column: int) -> None:
    """Make `column` a one in its own line and a zero in the others."""
    head = lines[column]
    first = head[column]
    lines[column] = head = [each / first if each else each for each in head]
    for at, line in enumerate(lines):
        factor = line[column]
        if at != column and factor:
            lines[at] = [each - factor * top if top else each for each, top in zip(line, head, strict=True)]
