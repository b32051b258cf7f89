"""Measures: what is counted on a territory, and the columns of the official files where each is found.

Read from ``data/territory/measures.csv`` and ``columns.csv``. A measure is a count, which adds up from communes to any
perimeter; or, where nothing better is published, a median or a rate, which never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from maillage.data import packaged
from maillage.territory.datasets import datasets
from maillage.text import Text

How = Literal["value", "presence", "one"]
"""How a cell becomes a figure: as it stands; one where it is above zero, else zero; one whatever it holds."""

Which = Literal["newest", "oldest", "widest"]
"""Which column is taken when several years of the same measure stand side by side; `widest`: the longest period."""

_MEASURES = "territory/measures.csv"
_COLUMNS = "territory/columns.csv"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. `additive`: whether it adds up over communes; a median or a rate does not."""

    code: str
    label: Text
    definition: Text
    unit: Text
    additive: bool


@dataclass(frozen=True, slots=True)
class Column:
    """Where a measure is found in a dataset. Several rows for one measure of one dataset add up.

    In a wide table, `pattern` is matched against the whole name of the column, without case; its groups ``year`` and
    ``since`` (two or four digits) say the years. In a long table, `keys` holds the accepted values of each key
    column of the dataset, and `pattern` is empty.
    `year_from`: ``column``, the group of the pattern; ``file``, the year of the row or of the file; or a fixed year.
    `factor` multiplies the cell. An `optional` column may be missing from an edition.
    """

    dataset: str
    measure: str
    pattern: str
    keys: tuple[tuple[str, ...], ...]
    year_from: Literal["column", "file"] | int
    which: Which
    how: How
    factor: float
    optional: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A column of a wide file that was recognised: its `name` there, and the years its name tells, if any."""

    column: Column
    name: str
    year: int | None
    since: int | None


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by its code.

    >>> measures()["median_income"].additive
    False
    """
    return {row["code"]: _measure(row) for row in packaged.rows(_MEASURES)}


@cache
def columns(dataset: str) -> tuple[Column, ...]:
    """The columns read from `dataset`. Raises `RuntimeError` when the packaged table contradicts itself."""
    return tuple(_column(row) for row in packaged.rows(_COLUMNS) if row["dataset"] == dataset)


@cache
def sources(measure: str) -> tuple[str, ...]:
    """The datasets where `measure` is found, in the order of the table of datasets."""
    return tuple(id_ for id_ in datasets() if any(column.measure == measure for column in columns(id_)))


def matches(dataset: str, header: Iterable[str]) -> tuple[Match, ...]:
    """The columns of a wide `header` that hold measures of `dataset`; of several years, the one the row asks for.

    >>> [match.year for match in matches("insee_comparateur", ["CODGEO", "P18_POP", "P13_POP"])]
    [2018, 2013]
    """
    names = tuple(header)
    found = (_chosen(column, names) for column in columns(dataset) if column.pattern)
    return tuple(match for match in found if match is not None)


def missing(dataset: str, header: Iterable[str]) -> tuple[str, ...]:
    """The patterns of `dataset` that should be in a wide `header` and are not."""
    found = {match.column for match in matches(dataset, header)}
    return tuple(c.pattern for c in columns(dataset) if c.pattern and not c.optional and c not in found)


def recognised(header: Iterable[str]) -> tuple[str, ...]:
    """The datasets that a file with this `header` may be, the most likely first: all it must have is there.

    >>> recognised(["DEPCOM", "TYPEQU", "NB_EQUIP"])
    ('insee_bpe',)
    """
    names = tuple(header)
    scores = {id_: _likeness(id_, names) for id_ in datasets()}
    return tuple(sorted((id_ for id_, score in scores.items() if score), key=lambda id_: -scores[id_]))


def _likeness(dataset: str, header: tuple[str, ...]) -> int:
    """How many columns are recognised; none when one that must be there is not."""
    reading = datasets()[dataset].reading
    present = {name.casefold() for name in header}
    wanted = [reading.code, *reading.keys]
    if not all(any(name.casefold() in present for name in names) for names in wanted):
        return 0
    if missing(dataset, header):
        return 0
    named = sum(name.casefold() in present for name in (*reading.value, *reading.only))
    found = len(matches(dataset, header))
    return len(wanted) + named + found if reading.shape == "long" or found else 0


def _chosen(column: Column, names: tuple[str, ...]) -> Match | None:
    found = [match for name in names if (match := _match(column, name)) is not None]
    if not found:
        return None
    if column.which == "oldest":
        return min(found, key=_newest)
    return max(found, key=_longest if column.which == "widest" else _newest)


def _newest(match: Match) -> int:
    return match.year or 0


def _longest(match: Match) -> tuple[int, int]:
    years = (match.year or 0) - (match.since or match.year or 0)
    return years, match.year or 0


def _match(column: Column, name: str) -> Match | None:
    hit = re.fullmatch(column.pattern, name.strip(), flags=re.IGNORECASE)
    if hit is None:
        return None
    said = hit.groupdict()
    return Match(column=column, name=name, year=_year(said.get("year")), since=_year(said.get("since")))


def _year(digits: str | None) -> int | None:
    """A year of two digits is of this century until 2069: the oldest census we read is that of 1968."""
    if digits is None:
        return None
    number = int(digits)
    return number if number > 99 else 2000 + number if number < 68 else 1900 + number


def _measure(row: Mapping[str, str]) -> Measure:
    return Measure(
        code=row["code"],
        label=Text(row["label_fr"], row["label_en"]),
        definition=Text(row["definition_fr"], row["definition_en"]),
        unit=Text(row["unit_fr"], row["unit_en"]),
        additive=row["additive"] == "yes",
    )


def _column(row: Mapping[str, str]) -> Column:
    column = Column(
        dataset=row["dataset"],
        measure=row["measure"],
        pattern=row["pattern"],
        keys=tuple(tuple(values.split("|")) for values in row["keys"].split("&")) if row["keys"] else (),
        year_from=_year_from(row["year_from"]),
        which=row["which"] or "newest",  # type: ignore[arg-type]  # `_check` follows
        how=row["how"] or "value",  # type: ignore[arg-type]  # `_check` follows
        factor=float(row["factor"] or 1),
        optional=row["optional"] == "yes",
    )
    _check(column)
    return column


def _year_from(words: str) -> Literal["column", "file"] | int:
    if words == "column":
        return "column"
    return "file" if words == "file" else int(words)


def _check(column: Column) -> None:
    where = f"{_COLUMNS}: {column.dataset}, {column.measure}"
    if column.measure not in measures():
        raise RuntimeError(f"{where}: no such measure")
    if column.which not in get_args(Which) or column.how not in get_args(How):
        raise RuntimeError(f"{where}: {column.which} or {column.how} is unknown")
    if len(column.keys) != len(datasets()[column.dataset].reading.keys) and column.how != "one":
        raise RuntimeError(f"{where}: a value is asked for each key column")
    if not column.keys and not column.pattern and column.how != "one":
        raise RuntimeError(f"{where}: neither a pattern nor keys")
