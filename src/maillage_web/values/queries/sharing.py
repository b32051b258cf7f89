"""Sharing rules side by side, for a page: what was asked, the rules computed, their picture and their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from maillage.articulation.chain import is_present
from maillage.territory.amounts import number
from maillage.text import Text
from maillage.value.assumptions import Assumptions
from maillage.value.coalitions import MEASURES, READINGS
from maillage.value.comparing import RuleRow, RulesCompared, compare_rules
from maillage.value.comparing_words import change_said, leaver_said, worth_telling
from maillage.value.rule_words import text, worth_words
from maillage.value.scic import Distribution, ScicError, distributable
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.values.queries.ledgers import lines_for
from maillage_web.values.queries.sharing_picture import Picture, picture_of

LEAVERS_SHOWN = 3
ACTORS_OFFERED = 200
"""In a larger dossier, only the actors that are compared are offered to be ticked."""
Cell = tuple[Text, Text]
"""What a cell of the table is about, for screens too narrow for a header; and what it holds."""
_compared: Shelf[RulesCompared] = Shelf(4_000, lambda one: len(one.rows) * (len(one.found.players) + 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a measure, a reading, whether money counts, which players (none: the useful ones)."""

    measure: str | None = None
    reading: str = "missing"
    money_decides: bool = False
    players: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form: its code, its words, whether it is taken, what it means."""

    code: str
    label: Text
    taken: bool
    means: Text | None = None


@dataclass(frozen=True, slots=True)
class ActorOption:
    """An actor that may be compared: `taken` when it is."""

    id: str
    name: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who would rather leave under one rule, and the least change that keeps everyone."""

    row: RuleRow
    said: tuple[Text, ...]
    further: int
    change: Text | None
    possible: bool
    after: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class SharingPage:
    """All that the page shows."""

    compared: RulesCompared
    measures: tuple[Option, ...]
    readings: tuple[Option, ...]
    actors: tuple[ActorOption, ...]
    picture: Picture | None
    header: tuple[RuleRow, ...]
    lines: tuple[tuple[Link, tuple[Cell, ...]], ...]
    totals: tuple[Cell, ...]
    leaving: tuple[Leaving, ...]
    parts: tuple[tuple[Link, tuple[Link, ...]], ...]
    told: tuple[RuleRow, ...]

    @property
    def means(self) -> Text:
        """What the measure means, in plain words."""
        return text(f"means.{self.compared.found.measure}")

    @property
    def notice(self) -> Text | None:
        """What keeps the rules from being computed, or from saying much."""
        found = self.compared.found
        if found.why is not None:
            return found.why
        return text("compare.single") if len(found.players) == 1 else None

    @property
    def grounds(self) -> Text:
        """What leaving means in the reading that was asked."""
        return text(f"leaving.{self.compared.reading if self.compared.found.measure != 'costs' else 'alone'}")

    @property
    def unit(self) -> Text:
        """What is counted."""
        return text(f"measure.{self.compared.found.measure}")


def sharing_page(state: State, asked: Asked) -> SharingPage:
    """The rules for what the person sees of the dossier, on the day looked at. Raises `CoalitionError`."""
    compared = rules_for(state, asked)
    found = compared.found
    here = [row for row in state.dossier.actors if row.variant_of is None and is_present(row, state.day)]
    shown = compared.computed
    return SharingPage(
        compared=compared,
        measures=tuple(
            Option(one, text(f"measure.{one}"), one == found.measure, text(f"means.{one}"))
            for one in MEASURES
        ),
        readings=tuple(Option(one, text(f"reading.{one}"), one == asked.reading) for one in READINGS),
        actors=tuple(
            ActorOption(row.id, row.name, row.id in found.players)
            for row in here
            if len(here) <= ACTORS_OFFERED or row.id in found.players
        ),
        picture=picture_of(compared) if found.players else None,
        header=shown,
        lines=tuple(
            (state.link_to_id("actors", one), _cells(shown, one, found.unit)) for one in found.players
        ),
        totals=tuple((row.label, _shown(sum((row.shares or {}).values()), found.unit)) for row in shown),
        leaving=tuple(_leaving(compared)),
        parts=tuple(_parts(state, compared)),
        told=tuple(row for row in compared.rows if row.said),
    )


def rules_for(state: State, asked: Asked) -> RulesCompared:
    """The rules compared for what the person sees of the dossier, computed once for what is asked of them."""
    lines = lines_for(state, Assumptions())
    key = (state.entry.checksum, state.day, asked)

    def compare() -> RulesCompared:
        reading = next((one for one in READINGS if one == asked.reading), READINGS[0])
        return compare_rules(
            state.whole,
            state.day,
            lines,
            asked.measure,
            players=asked.players or None,
            reading=reading,
            money_decides=asked.money_decides,
        )

    return _compared.get(key, compare)


def _cells(rows: tuple[RuleRow, ...], player: str, unit: str) -> tuple[Cell, ...]:
    return tuple((row.label, _shown((row.shares or {})[player], unit)) for row in rows)


def _shown(value: float, unit: str) -> Text:
    decimals = 0 if unit == "eur" and abs(value) >= 1000 else 2
    return number(Decimal(str(round(value, 6))), decimals)


def _leaving(compared: RulesCompared) -> Iterator[Leaving]:
    for row in compared.computed:
        if row.leavers is None:
            continue
        change, shares = row.change, row.shares or {}
        moved = (
            [(name, worth_words(float(change.shares[one]), compared.found.unit))
             for one, name in compared.found.names.items()
             if abs(float(change.shares[one]) - shares[one]) > 1e-9]
            if change
            else []
        )  # fmt: skip
        told = worth_telling(row.leavers)
        yield Leaving(
            row=row,
            said=tuple(leaver_said(compared, one) for one in told[:LEAVERS_SHOWN]),
            further=max(len(told) - LEAVERS_SHOWN, 0),
            change=change_said(row),
            possible=change.possible if change else True,
            after=tuple(moved),
        )


def _parts(state: State, compared: RulesCompared) -> Iterator[tuple[Link, tuple[Link, ...]]]:
    for part, those in compared.found.parts:
        yield state.link_to_id(part.table, part.id), tuple(state.link_to_id("actors", one) for one in those)


# --- a surplus under the rules of a SCIC ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surplus:
    """A surplus shared under the rules of a SCIC, or why it cannot be."""

    found: Distribution | None = None
    wrong: Text | None = None


def surplus_of(surplus: Decimal | None, capital: Decimal | None, rate: Decimal | None) -> Surplus | None:
    """The steps of the sharing of a surplus; nothing when none is given."""
    if surplus is None:
        return None
    try:
        return Surplus(distributable(surplus, capital=capital, rate=rate))
    except ScicError as error:
        return Surplus(wrong=error.text)
