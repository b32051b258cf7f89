"""Who finances what: for each component, the money it asks for, who brings it, and what rests on those who carry it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.value.entry import ZERO, Entry, balances_of, split
from maillage.value.line import LeftOut, Lines
from maillage.value.names import COLLECTIVE, OUTSIDE, UNSAID


@dataclass(frozen=True, slots=True)
class Financing:
    """The money of one component. `needs` = the sum of `funders` + the sum of `rests_on` + `unsaid`, to the cent.

    `needs` is what those who carry it pay out for it: its costs, and what they pay to others for it. `funders` is
    what each other party pays them for it. `rests_on` is what is left to each of those who carry it: what they paid
    out minus what they received; below zero when more came in than went out. `unsaid` is the cost that nobody is
    said to bear, minus what is brought to nobody in particular. `unknown` are the rows of money about this component
    that could not be counted.
    """

    component: str | None
    needs: Decimal
    funders: Mapping[str, Decimal]
    rests_on: Mapping[str, Decimal]
    unsaid: Decimal
    unknown: tuple[LeftOut, ...]

    @property
    def funded(self) -> Decimal:
        """What others than those who carry it bring."""
        return sum(self.funders.values(), ZERO)

    @property
    def uncovered(self) -> Decimal:
        """What nobody brings and rests on those who carry it; below zero when more came in than went out."""
        return sum(self.rests_on.values(), ZERO)

    @property
    def gap(self) -> Decimal:
        """Needs minus financing: what is uncovered, and what nobody is said to bear."""
        return self.needs - self.funded


def who_finances(lines: Lines, entries: Sequence[Entry]) -> tuple[Financing, ...]:
    """The financing of every component that money or a row about money concerns, in the order of the dossier.

    `entries` are those of the book of money. Those who carry a component are its bearers and the bearers of its
    costs; when nobody is, the collective and whoever receives money for it.
    """
    by_component = split(entries, lambda entry: entry.line.component)
    unknown: dict[str | None, list[LeftOut]] = {}
    for one in lines.left_out:
        if one.book == "money":
            unknown.setdefault(one.component, []).append(one)
    order = [*lines.names.components, *(one for one in by_component if one is not None), None]
    concerned = [one for one in dict.fromkeys(order) if one in by_component or one in unknown]
    return tuple(
        _financing(one, by_component.get(one, []), lines, tuple(unknown.get(one, ()))) for one in concerned
    )


def _financing(
    component: str | None, entries: Sequence[Entry], lines: Lines, unknown: tuple[LeftOut, ...]
) -> Financing:
    holders = _holders(component, entries, lines)
    needs, funders = ZERO, dict[str, Decimal]()
    for entry in entries:
        giver, receiver = entry.line.giver, entry.line.receiver
        if giver in holders and receiver not in holders:
            needs += entry.amount
        elif giver not in holders and receiver in holders:
            funders[giver] = funders.get(giver, ZERO) + entry.amount
    left = {one: -balance.net for one, balance in balances_of(entries).items() if one in holders}
    unsaid = left.pop(UNSAID, ZERO)
    return Financing(component, needs, funders, left, unsaid, unknown)


def _holders(component: str | None, entries: Sequence[Entry], lines: Lines) -> Collection[str]:
    """Those who carry a component: they pay its costs and receive what is brought for it."""
    bearers = {entry.line.giver for entry in entries if entry.line.table == "costs"} - {UNSAID}
    bearers |= set(lines.bearers.get(component or "", ()))
    if not bearers:
        bearers = {entry.line.receiver for entry in entries} - {OUTSIDE}
    return bearers | {COLLECTIVE, UNSAID}
