"""The move of an actor as a page shows it, computed once for the same trials on the same day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.text import Text, capital
from maillage.transition.accounts import Books, books_of
from maillage.transition.changes import as_changes
from maillage.transition.coefficients import STAGES
from maillage.transition.inputs import Given, Inputs
from maillage.transition.outlook import Outlook, outlook, outlook_many
from maillage.transition.reading import inputs_of
from maillage.transition.wording import TransitionError
from maillage.transition.words import (
    caution,
    general,
    lacking_said,
    quantity_name,
    said,
    short,
    stage_name,
    value_said,
)
from maillage.value.scenario import ScenarioError
from maillage.value.scenario_text import write
from maillage_web.common.templatetags.wording import said as worded
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.transitions.queries.pictures import years_picture

DRAWS, SEED = 2048, 1
CHARTS, FURTHER = ("cash",), ("revenue", "costs", "material_per_use", "energy_per_use")
SETTLED = (
    "revenue", "costs", "sales", "contracts", "contributions", "effects", "production", "maintenance", "running",
    "facilitation_cost", "other_costs", "risk", "items_made", "material_per_use", "energy_per_use", "uses",
)  # fmt: skip
YEARLY = ("revenue", "costs", "investment", "cash", "material_per_use", "energy_per_use")
_inputs: Shelf[Inputs] = Shelf(40_000, lambda one: len(one.given) + len(one.notes) + len(one.apart) + 1)
_books: Shelf[Books] = Shelf(60_000, lambda one: 3 * len(one.lines.lines) + 1)
_outlooks: Shelf[Outlook] = Shelf(60, lambda _one: 1)


class Asked(Protocol):
    """What a form asks of a move."""

    preset: str
    years: int
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One quantity of the three stages over the years: its picture, and what it says without it."""

    name: str
    title: Text
    picture: SafeString
    lacking: Text | None


@dataclass(frozen=True, slots=True)
class StageWords:
    """One stage in sentences."""

    name: Text
    said: tuple[Text, ...]
    short: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its head, then for each column the head of that column and the cell."""

    head: Text
    cells: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class YearTable:
    """The years of one stage: its name, and a line for each year."""

    name: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A stage as a what-if of the accounts of all."""

    name: Text
    href: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page shows of a move; `known` when anything could be computed.

    `charts` come first, `further` ones are folded; `notes` are what the trials contradict.
    """

    inputs: Inputs
    known: bool
    caution: Text | None
    general: Text
    stages: tuple[StageWords, ...]
    charts: tuple[Chart, ...]
    further: tuple[Chart, ...]
    columns: tuple[Text, ...]
    settled: tuple[Line, ...]
    heads: tuple[Text, ...]
    years: tuple[YearTable, ...]
    missing: Text | None
    notes: tuple[Text, ...]
    carried: tuple[Carried, ...]


def base_of(state: State, actor: str, preset: str) -> Inputs:
    """The inputs of an actor without any trial. Raises `TransitionError` when there is no such actor on the day."""
    key = (state.entry.checksum, state.day, actor, preset)
    return _inputs.get(
        key,
        lambda: inputs_of(state.whole, actor, state.day, preset=preset or None, books=books_for(state)),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger that is no amount of each year: its sentence, and its page."""

    said: Text
    link: Link


@dataclass(frozen=True, slots=True)
class Rest:
    """What the ledger holds beside: `once`, not counted in each year; `asked`, of which nobody says the period."""

    once: tuple[Row, ...]
    asked: tuple[Row, ...]


def rest_of(state: State, base: Inputs) -> Rest:
    """The rows of the ledger of an actor that are no amounts of each year."""
    rows = [(one.why == "unsaid", Row(one.said, state.link_to_id(*one.row))) for one in base.apart]
    return Rest(tuple(row for asked, row in rows if not asked), tuple(row for asked, row in rows if asked))


def found_of(state: State, actor: str, asked: Asked) -> Found:
    """What comes of a move with the trials of `asked`."""
    base = base_of(state, actor, asked.preset)
    inputs = (
        base
        if not asked.given
        else inputs_of(
            state.whole,
            actor,
            state.day,
            preset=asked.preset or None,
            asked=asked.given,
            books=books_for(state),
        )
    )
    key = (state.entry.checksum, state.day, actor, asked.preset, asked.years, asked.given)
    seen = _outlooks.get(key, lambda: _outlook(inputs, asked.years))
    lacking = seen.missing
    return Found(
        inputs=inputs,
        known=any(one.known for stage in seen.stages.values() for one in stage.series.values())
        and bool(inputs.used),
        caution=caution(inputs),
        general=general(seen),
        stages=tuple(
            StageWords(stage_name(stage), said(seen, stage), capital(short(seen, stage))) for stage in STAGES
        ),
        charts=_charts(seen, CHARTS),
        further=_charts(seen, FURTHER),
        columns=tuple(stage_name(stage) for stage in STAGES),
        settled=tuple(_settled(seen)),
        heads=tuple(quantity_name(name) for name in YEARLY),
        years=tuple(_years(seen)),
        missing=lacking_said(lacking) if lacking else None,
        notes=tuple(one for one in inputs.notes if one not in base.notes),
        carried=tuple(_carried(state, seen)),
    )


def books_for(state: State) -> Books:
    """The ledger of what the person sees, on the day looked at."""
    return _books.get((state.entry.checksum, state.day), lambda: books_of(state.whole, state.day))


def _carried(state: State, seen: Outlook) -> Iterator[Carried]:
    """The stages whose accounts are exactly known, as changes that the what-if page takes."""
    for stage in STAGES[1:]:
        try:
            changes = as_changes(seen, state.whole, state.day, stage, books=books_for(state))
        except (TransitionError, ScenarioError):
            continue
        asked = [("si", write(one)) for one in changes]
        address = state.address("what-if")
        yield Carried(stage_name(stage), f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}")


def _outlook(inputs: Inputs, years: int) -> Outlook:
    """Ranges when anything varies, else one point."""
    varies = any(len(set(one.estimate.said)) > 1 for one in inputs.used)
    return outlook_many(inputs, DRAWS, SEED, years) if varies else outlook(inputs, years)


def _charts(seen: Outlook, names: Sequence[str]) -> tuple[Chart, ...]:
    return tuple(chart for name in names if (chart := _chart(seen, name)) is not None)


def _chart(seen: Outlook, name: str) -> Chart | None:
    lines = [seen.stages[stage].series[name] for stage in STAGES]
    title = quantity_name(name)
    missing = frozenset[str]().union(*(one.missing for one in lines))
    told = _("%(what)s, year by year, for the three stages; the tables below say the same.") % {
        "what": worded(title)
    }
    if not any(one.known for one in lines):
        return None
    return Chart(name, title, years_picture(lines, name, told), lacking_said(missing) if missing else None)


def _settled(seen: Outlook) -> list[Line]:
    """The last year looked at, stage by stage."""
    return [
        Line(
            quantity_name(name),
            tuple(
                (stage_name(stage), value_said(seen.stages[stage].series[name], -1, name)) for stage in STAGES
            ),
        )
        for name in SETTLED
        if any(seen.stages[stage].series[name].known for stage in STAGES)
    ]


def _years(seen: Outlook) -> list[YearTable]:
    return [
        YearTable(
            stage_name(stage),
            tuple(
                Line(
                    Text(str(year), str(year)),
                    tuple(
                        (quantity_name(name), value_said(seen.stages[stage].series[name], year - 1, name))
                        for name in YEARLY
                    ),
                )
                for year in range(1, seen.years + 1)
            ),
        )
        for stage in STAGES
    ]
