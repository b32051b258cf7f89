"""What to know when reading a ledger: what counts once, what counts elsewhere, what may be the same money twice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from maillage.dossier.dossier import Dossier, holds
from maillage.text import Text, fill, listing, same
from maillage.value.counting import Counted
from maillage.value.line import Line
from maillage.value.money import is_currency, is_known
from maillage.value.names import NOT_ACTORS, UNSAID, Names
from maillage.value.stating import Stated
from maillage.value.twice import CountedOnce
from maillage.value.wording import counted as number_of
from maillage.value.wording import text


@dataclass(slots=True)
class Seen:
    """Rows that were only counted: other versions, and rows without amount by table."""

    variants: int = 0
    silent: dict[str, int] = field(default_factory=dict)


def notes_of(
    once: CountedOnce, counted: Counted, seen: Seen, names: Names, dossier: Dossier, on: datetime.date
) -> tuple[Text, ...]:
    """Everything to know, in sentences; nothing is said of what did not happen."""
    money = [line for line in once.lines if line.book == "money"]
    said: list[Text] = []
    said += [_alike(one, names) for one in once.alike]
    said += _listed("realised", (names.row("contributions", id) for id in once.realised))
    said += [_same_spending(one, names) for one in _spent_twice(money)]
    said += _listed("going-round", (names.account(one) for one in _round(money)))
    said += _listed("valued-in-kind", _valued_in_kind(once.lines, names))
    said += _listed("own-units", (same(line.unit) for line in once.lines if not is_known(line.unit)))
    said += _listed("planned", _planned(once.lines, dossier, on, names))
    said += _listed("undated", _rows(counted.undated, names))
    said += _listed("always", _rows(counted.always, names))
    said += _listed("cut", _rows(counted.cut, names))
    said += _listed("elsewhere", _rows(counted.elsewhere, names))
    said += [number_of(f"silent-{table}", number) for table, number in seen.silent.items()]
    if seen.variants:
        said.append(number_of("variants", seen.variants))
    return tuple(said)


def _listed(key: str, items: Iterable[Text]) -> list[Text]:
    found = list(dict.fromkeys(items))
    return [fill(text(f"note.{key}"), listed=listing([_quoted(one) for one in found]))] if found else []


def _quoted(name: Text) -> Text:
    return fill(text("show.quoted"), name=name)


def _rows(stated: Sequence[Stated], names: Names) -> Iterable[Text]:
    return (names.row(one.table, one.id) for one in stated)


def _alike(one: tuple[str, str], names: Names) -> Text:
    contribution, flow = one
    return fill(
        text("note.alike"),
        contribution=names.row("contributions", contribution),
        flow=names.row("flows", flow),
        id=contribution,
    )


def _valued_in_kind(lines: Sequence[Line], names: Names) -> Iterable[Text]:
    return (
        names.row(line.table, line.id) for line in lines if line.book == "kind" and is_currency(line.unit)
    )


def _spent_twice(money: Sequence[Line]) -> list[tuple[str, str, str]]:
    """Cost, flow, bearer: a cost of a component and a flow that its bearer pays for the same one in the same year."""
    costs = {(one.giver, one.component, one.year): one.id for one in money if one.table == "costs"}
    found = {
        (costs[one.giver, one.component, one.year], one.id, one.giver): None
        for one in money
        if one.table == "flows"
        and one.giver != UNSAID
        and one.component is not None
        and (one.giver, one.component, one.year) in costs
    }
    return list(found)


def _same_spending(one: tuple[str, str, str], names: Names) -> Text:
    cost, flow, bearer = one
    return fill(
        text("note.spent-twice"),
        cost=names.row("costs", cost),
        flow=names.row("flows", flow),
        bearer=names.account(bearer),
    )


def _planned(lines: Sequence[Line], dossier: Dossier, on: datetime.date, names: Names) -> Iterable[Text]:
    """The components that do not exist yet on the day, and for which something that is dated counts."""
    status = {row.id: row.status for row in dossier.components if row.variant_of is None and holds(row, on)}
    concerned = {
        line.component
        for line in lines
        if line.table != "effects" and status.get(line.component or "") in ("planned", "sought")
    }
    return (names.component(one) for one in names.components if one in concerned)


def _round(money: Sequence[Line]) -> tuple[str, ...]:
    """The actors, three at least, among whom money comes back to where it started: those of the first circle met.

    Two actors who pay each other are no circle: prices and grants often go both ways.
    """
    pairs = {(line.giver, line.receiver) for line in money}
    inside = [one for one in sorted(pairs) if not set(one) & set(NOT_ACTORS) and one[::-1] not in pairs]
    before: dict[str, list[str]] = {}
    for giver, receiver in inside:
        before.setdefault(receiver, []).append(giver)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return tuple(error.args[1][:-1])
    return ()
