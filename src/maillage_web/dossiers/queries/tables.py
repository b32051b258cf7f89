"""The rows of a dossier as they were stated, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.articulation.findings import name_of
from maillage.dossier.fields import Field
from maillage.dossier.tables import TABLES, StatedRow
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage_web.dossiers.queries.state import Link, State

_TRUTHS = {True: "yes", False: "no"}
_PROVENANCE = frozenset(StatedRow.__annotations__)
_NAMES = ("name", "title", "object", "question")
_LIKELIEST = ("likely", "amount", "value")
_MEASURE = ("low", "high", *_LIKELIEST, "unit", "period")
_VALUE = Text("Valeur", "Value")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity: low, likely, high as far as they are known, their unit (a symbol or a label), their period."""

    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    symbol: str
    unit: Text | None
    period: Text | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says in one column: `parts` for words and links (empty: none), `value` for dates and quantities."""

    column: Text
    kind: str
    parts: tuple[Link, ...]
    value: Any = None


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row: what it says, what it does not say, and what it rests on."""

    id: str
    anchor: str
    name: Text
    cells: tuple[Cell, ...]
    unsaid: tuple[Text, ...]
    sources: tuple[Link, ...]
    confidence: Text | None
    variant_of: Link | None
    row: StatedRow


def row_line(table: str, row: Any, state: State) -> RowLine:
    """One row, cell by cell."""
    fields = [item for item in TABLES[table].fields if item.name not in ("id", *_PROVENANCE)]
    counted = any(item.name == "unit" for item in fields)
    told = [item for item in fields if item.name not in (*_NAMES, *(_MEASURE if counted else ()))]
    measured = tuple(_measured(row)) if counted else ()
    silent = [item.label for item in told if getattr(row, item.attribute) is None]
    if not measured and counted:
        silent.append(_VALUE)
    return RowLine(
        id=row.id,
        anchor=f"{table}-{row.id}",
        name=name_of(row),
        cells=(*_said(told, row, state, table), *measured, *_own(row)),
        unsaid=tuple(silent),
        sources=tuple(state.link_to_id("sources", identity) for identity in row.source or ()),
        confidence=vocabulary("confidences").label_of(row.confidence) if row.confidence else None,
        variant_of=state.link_to_id(table, row.variant_of) if row.variant_of else None,
        row=row,
    )


def _said(fields: list[Field], row: Any, state: State, table: str) -> Iterator[Cell]:
    for item in fields:
        value = getattr(row, item.attribute)
        if value is None:
            continue
        if item.kind in ("date", "integer"):
            yield Cell(item.label, item.kind, (), value)
        else:
            values = value if item.many else (value,)
            yield Cell(item.label, item.kind, tuple(_part(item, one, state, table) for one in values))


def _measured(row: Any) -> Iterator[Cell]:
    measure = measure_of(row)
    if measure is not None:
        yield Cell(_VALUE, "measure", (), measure)


def measure_of(row: Any) -> Measure | None:
    """The quantity that a row gives; none when it gives none."""
    likely = next((getattr(row, name) for name in _LIKELIEST if hasattr(row, name)), None)
    low, high = getattr(row, "low", None), getattr(row, "high", None)
    if low is None and likely is None and high is None:
        return None
    symbol, counted_in = _unit(row.unit)
    code = getattr(row, "period", None)
    period = vocabulary("periods").label_of(code) if code else None
    return Measure(low, likely, high, symbol, counted_in, period)


def _unit(code: str | None) -> tuple[str, Text | None]:
    """The symbol of a unit, or its label when it has none."""
    if code is None:
        return "", None
    term = vocabulary("units").terms.get(code)
    symbol = term.properties.get("symbol", "") if term else ""
    return symbol, None if symbol else vocabulary("units").label_of(code)


def _own(row: Any) -> Iterator[Cell]:
    """The columns that people added."""
    for name, words in row.extras:
        yield Cell(same(name), "text", (Link(same(words)),))


def _part(item: Field, value: Any, state: State, table: str) -> Link:
    if item.kind == "reference":
        return state.link_to_id(item.table or table, value)
    if item.kind == "truth":
        return Link(vocabulary("truths").label_of(_TRUTHS[value]))
    if item.vocabulary:
        return Link(vocabulary(item.vocabulary).label_of(value))
    if item.kind == "url":
        return Link(same(value), value if value.startswith(("http://", "https://")) else "")
    return Link(same(str(value)))
