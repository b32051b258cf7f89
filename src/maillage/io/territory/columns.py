"""The values of indicators for every perimeter of a kind, in as little memory as can be: pages keep many of them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence

import duckdb

_AT_ONCE = 4096


class Column(Mapping[str, float]):
    """Code -> value, where there is one. Every column of a kind shares the same `ranks` of codes.

    >>> dict(Column({"59350": 0, "59009": 1}, array("d", [7.5, math.nan])))
    {'59350': 7.5}
    """

    __slots__ = ("_ranks", "_values")

    def __init__(self, ranks: Mapping[str, int], values: array[float]) -> None:
        self._ranks = ranks
        self._values = values

    def __getitem__(self, code: str) -> float:
        value = self._values[self._ranks[code]]
        if value != value:
            raise KeyError(code)
        return value

    def __iter__(self) -> Iterator[str]:
        return (code for code, value in zip(self._ranks, self._values, strict=True) if value == value)

    def __len__(self) -> int:
        return sum(value == value for value in self._values)

    def __contains__(self, code: object) -> bool:
        return code in self._ranks and not math.isnan(self._values[self._ranks[str(code)]])


def read_columns(cursor: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[str, Column]:
    """The columns that a cursor is about to give: each row a code, then the values called `names`, NaN for none."""
    ranks: dict[str, int] = {}
    values = [array("d") for _ in names]
    while rows := cursor.fetchmany(_AT_ONCE):
        codes, *columns = zip(*rows, strict=True)
        ranks |= {code: rank for rank, code in enumerate(codes, start=len(ranks))}
        for kept, column in zip(values, columns, strict=True):
            kept.extend(column)
    return {called: Column(ranks, kept) for called, kept in zip(names, values, strict=True)}
