"""The indicators as expressions of Ibis: written once, run by DuckDB here and by a larger engine elsewhere.

Two expressions give every figure: one reads counts published at a level, the other sums those of communes. SQL is made
without any connection; whoever has an engine runs it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import Any, Literal

import ibis  # type: ignore[import-untyped]  # publishes no types

from maillage.territory.planning import LOST, SECRET, Planned, columns_used, mark_of, part_of

Dialect = Literal["duckdb", "postgres"]

COUNTS, COMPOSITION = "counts", "composition"


def summed(planned: Sequence[Planned], marks: Collection[str]) -> Any:
    """Figures of perimeters, from the counts of communes: a row for each perimeter of the table ``composition``.

    Tables: ``counts(code, <columns>, <marks>)`` and ``composition(perimeter, code)``. Result: ``perimeter``,
    ``members``, then for each of `planned` its value (named after it) and its parts. Inputs are summed over the
    communes where all of them are known, so that numerator and denominator are of the same communes.
    """
    composition = ibis.table({"perimeter": "string", "code": "string"}, name=COMPOSITION)
    counts = _counts(planned, marks)
    joined = composition.left_join(counts, composition.code == counts.code)
    kept: dict[str, Any] = {}
    for one in planned:
        kept |= _kept(joined, one, marks)
    rows = joined.select(perimeter=joined.perimeter, **kept)
    sums = {name: rows[name].sum() for name in kept}
    totals = rows.group_by(rows.perimeter).aggregate(members=rows.count(), **sums)
    return totals.mutate(**{one.name: _value(totals, one) for one in planned})


def _kept(joined: Any, one: Planned, marks: Collection[str]) -> dict[str, Any]:
    """What one commune brings to a figure: its inputs where it has them all (so nothing is filtered while summing)."""
    complete = _complete(joined, one)
    kept = {part_of(one, "known"): _one(complete)}
    for mark in (SECRET, LOST):
        if named := _marks(one, marks, mark):
            kept[part_of(one, mark)] = _one(_any(joined, named))
    for rank, used in enumerate(one.inputs, start=1):
        kept[part_of(one, str(rank))] = ibis.ifelse(complete, joined[used.column], ibis.null("float64"))
    return kept


def direct(planned: Sequence[Planned], marks: Collection[str], *, parts: bool) -> Any:
    """Figures of what is published at a level: a row for each code of the table ``counts``.

    Result: ``perimeter``, then the value of each of `planned`, and its `parts` where they are asked: ``known``,
    ``secret`` and ``lost`` are then 1 or 0.
    """
    counts = _counts(planned, marks)
    found: dict[str, Any] = {}
    for one in planned:
        inputs = {used.measure: counts[used.column] for used in one.inputs}
        found[one.name] = one.formula.build(inputs, one.span).cast("float64")
        if parts:
            found |= _direct_parts(counts, one, marks)
    return counts.select(perimeter=counts.code, **found)


def _direct_parts(counts: Any, one: Planned, marks: Collection[str]) -> dict[str, Any]:
    found = {part_of(one, "known"): _one(_complete(counts, one))}
    for mark in (SECRET, LOST):
        if named := _marks(one, marks, mark):
            found[part_of(one, mark)] = _one(_any(counts, named))
    for rank, used in enumerate(one.inputs, start=1):
        found[part_of(one, str(rank))] = counts[used.column]
    return found


def sql(expression: Any, dialect: Dialect) -> str:
    """The SQL of an expression for an engine."""
    return str(ibis.to_sql(expression, dialect=dialect))


def _counts(planned: Sequence[Planned], marks: Collection[str]) -> Any:
    columns: dict[str, str] = {"code": "string"}
    for column in columns_used(planned):
        columns[column] = "float64"
        columns |= {
            mark_of(column, mark): "boolean" for mark in (SECRET, LOST) if mark_of(column, mark) in marks
        }
    return ibis.table(columns, name=COUNTS)


def _marks(one: Planned, marks: Collection[str], mark: str) -> list[str]:
    return [name for used in one.inputs if (name := mark_of(used.column, mark)) in marks]


def _complete(table: Any, one: Planned) -> Any:
    return reduce(lambda left, right: left & right, [table[used.column].notnull() for used in one.inputs])


def _any(table: Any, names: Sequence[str]) -> Any:
    return reduce(lambda left, right: left | right, [table[name].fill_null(False) for name in names])


def _one(test: Any) -> Any:
    """One where it holds, else zero: not every engine makes a number of a truth."""
    return ibis.ifelse(test, ibis.literal(1, "int32"), ibis.literal(0, "int32"))


def _value(totals: Any, one: Planned) -> Any:
    inputs: Mapping[str, Any] = {
        used.measure: totals[part_of(one, str(rank))] for rank, used in enumerate(one.inputs, start=1)
    }
    return one.formula.build(inputs, one.span).cast("float64")
