"""What if? Stated changes on a dossier: an amount, a newcomer, an exit, money that ends, a new cost.

A scenario is a list of changes, each with a textual form (`maillage.value.scenario_text`) that the command line and
addresses carry. `apply` gives a new dossier; nothing of the first one is touched, nothing is kept.

An exit withdraws what falls, by the rule of `maillage.network.leaving`: see `apply`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from maillage.articulation.chain import has_left
from maillage.articulation.findings import name_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Actor, Contribution, Cost
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.network.leaving import LeavingError
from maillage.text import Text
from maillage.value.rule_words import named, quantity, sentence
from maillage.value.scenario_rows import ScenarioError, carrying_out, free_id, replaced, row_of
from maillage.value.withdrawal import withdraw, without_actor

AMOUNTS: dict[str, tuple[str, ...]] = {
    "contributions": ("low", "likely", "high"),
    "costs": ("low", "likely", "high"),
    "effects": ("low", "likely", "high"),
    "flows": ("amount",),
}
"""The tables whose amounts can be changed, and the columns that hold them."""
MAX_CHANGES = 40
"""How many changes one scenario may hold."""


@dataclass(frozen=True, slots=True)
class SetAmount:
    """Other amounts for one row. What is `None` stays as it is."""

    table: str
    id: str
    low: Decimal | None = None
    likely: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    period: str | None = None
    times: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An actor that joins on the day with money (`likely` each `period`, to `to` for `component`), or bearing parts."""

    id: str
    name: str = ""
    likely: Decimal | None = None
    unit: str | None = None
    period: str | None = None
    to: str | None = None
    component: str | None = None
    bears: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """An actor that leaves on the day, with all that falls with it."""

    id: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A contribution, a flow or a cost whose last year is `year`."""

    table: str
    id: str
    year: int


@dataclass(frozen=True, slots=True)
class NewCost:
    """A cost that the dossier does not hold yet."""

    id: str
    likely: Decimal
    unit: str | None = None
    period: str | None = None
    component: str | None = None
    bearer: str | None = None
    kind: str | None = None


Change = SetAmount | Newcomer | Departure | Ending | NewCost


@dataclass(frozen=True, slots=True)
class Applied:
    """The dossier with the changes made, and what was done, in words, in order."""

    dossier: Dossier
    done: tuple[Text, ...]


def apply(dossier: Dossier, changes: Sequence[Change], on: datetime.date) -> Applied:
    """`dossier` with `changes` made one after the other, as seen on the day `on`.

    An amount is changed on the row that holds on the day; a low or high bound that the new likely amount goes past
    follows it, and so do the flows that carry out a contribution. A newcomer joins on the day.

    An exit sets the day the actor leaves; then the components that fall are ended, and every amount that rests on what
    falls is withdrawn, as if it had never been there: contributions, flows and costs from, to or borne by the actor,
    those of a component that fell, and the effects that nothing produces any more. Raises `ScenarioError`.
    """
    if len(changes) > MAX_CHANGES:
        raise ScenarioError(sentence("scenario.too-many", found=len(changes), limit=MAX_CHANGES))
    done: list[Text] = []
    for change in changes:
        dossier, said = _DOING[type(change)](dossier, change, on)
        done.extend(said)
    return Applied(dossier, tuple(done))


Done = tuple[Dossier, tuple[Text, ...]]


# --- amounts ----------------------------------------------------------------------------------------------------------


def _set_amount(dossier: Dossier, change: SetAmount, on: datetime.date) -> Done:
    row = row_of(dossier, change.table, change.id, on)
    _check_unit(change.unit, row.unit, change.id)
    columns = AMOUNTS[change.table]
    asked = {name: getattr(change, name) for name in ("low", "likely", "high")}
    if columns == ("amount",):
        asked = {"amount": change.likely}
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    given |= {
        name: getattr(change, name)
        for name in ("unit", "period", "times")
        if getattr(change, name) is not None
    }
    if given.keys() & set(columns) and row.unit is None and change.unit is None:
        raise ScenarioError(sentence("scenario.no-unit", name=change.id))
    changed = _following(replace(row, **given), given)
    _check_order(changed, change.id)
    said = sentence(
        "scenario.amount-done", name=name_of(row), table=TABLES[change.table].label, what=_said(changed)
    )
    dossier = replaced(dossier, change.table, row, changed)
    if change.table != "contributions":
        return dossier, (said,)
    return _flows_follow(dossier, changed, given, on, said)


def _flows_follow(
    dossier: Dossier, gift: Contribution, given: Mapping[str, Any], on: datetime.date, said: Text
) -> Done:
    """The flows that carry out a contribution, changed as it is: they are what accounts count."""
    told = [said]
    for flow in carrying_out(dossier, gift, on):
        same = {name: given[name] for name in ("unit", "period", "times") if name in given}
        amount = {"amount": given["likely"]} if "likely" in given else {}
        if same or amount:
            dossier = replaced(dossier, "flows", flow, replace(flow, **same, **amount))
            told.append(sentence("scenario.flow-follows", name=name_of(flow)))
    return dossier, tuple(told)


def _following(row: Any, given: Mapping[str, Any]) -> Any:
    """`row` with the bounds that nobody gave moved, when the likely amount went past them."""
    if "likely" not in given or row.likely is None:
        return row
    if "low" not in given and row.low is not None and row.low > row.likely:
        row = replace(row, low=row.likely)
    if "high" not in given and row.high is not None and row.high < row.likely:
        row = replace(row, high=row.likely)
    return row


def _check_unit(asked: str | None, held: str | None, name: str) -> None:
    if asked is not None and held is not None and asked != held:
        labels = vocabulary("units")
        raise ScenarioError(
            sentence(
                "scenario.other-unit",
                name=name,
                held=labels.label_of(held),
                asked=labels.label_of(asked),
            )
        )


def _check_order(row: Any, name: str) -> None:
    bounds = [getattr(row, column, None) for column in ("low", "likely", "high")]
    known = [bound for bound in bounds if bound is not None]
    if known != sorted(known):
        raise ScenarioError(
            sentence("scenario.order", name=name, found=" > ".join(str(bound) for bound in known))
        )


def _said(row: Any) -> Text:
    """The amounts of a row, in words: “500 € a month, 400 times”."""
    unit = row.unit or ""
    low, high = getattr(row, "low", None), getattr(row, "high", None)
    single = getattr(row, "amount", getattr(row, "likely", None))
    words = quantity(single, unit) if single is not None else Text("", "")
    if low is not None and high is not None and low != high:
        key = "scenario.range" if single is not None else "scenario.range-only"
        words = sentence(key, what=words, low=quantity(low, unit), high=quantity(high, unit))
    elif single is None and (bound := low if low is not None else high) is not None:
        words = quantity(bound, unit)
    if row.period:
        label = vocabulary("periods").label_of(row.period)
        words = Text(f"{words.fr}, {label.fr.lower()}", f"{words.en}, {label.en.lower()}")
    if row.times is not None:
        words = sentence("scenario.times", what=words, n=quantity(row.times, ""))
    return words


# --- who joins, who leaves --------------------------------------------------------------------------------------------


def _join(dossier: Dossier, change: Newcomer, on: datetime.date) -> Done:
    if any(row.id == change.id for row in dossier.actors):
        raise ScenarioError(sentence("scenario.already", name=change.id))
    day = PartialDate.of(on)
    actor = Actor(id=change.id, name=change.name or change.id, joined_on=day)
    dossier = replace(dossier, actors=(*dossier.actors, actor))
    said = [sentence("scenario.joined", name=actor.name)]
    if change.likely is not None:
        dossier, one = _bring(dossier, change, on)
        said.append(one)
    for component in change.bears:
        row = row_of(dossier, "components", component, on)
        changed = replace(row, bearers=(*(row.bearers or ()), change.id))
        dossier = replaced(dossier, "components", row, changed)
        said.append(sentence("scenario.bears", name=actor.name, component=row.name))
    return dossier, tuple(said)


def _bring(dossier: Dossier, change: Newcomer, on: datetime.date) -> tuple[Dossier, Text]:
    if change.to is not None and change.to != "collective":
        row_of(dossier, "actors", change.to, on)
    if change.component is not None:
        row_of(dossier, "components", change.component, on)
    identity = free_id(dossier.contributions, f"{change.id}-apport")
    row = Contribution(
        id=identity,
        from_=change.id,
        to=change.to or "collective",
        kind=_KIND_OF.get(_dimension(change.unit or "eur"), "equipment"),
        likely=change.likely,
        unit=change.unit or "eur",
        period=change.period,
        component=change.component,
        since=PartialDate.of(on),
    )
    said = sentence("scenario.brings", name=change.name or change.id, what=_said(row))
    return replace(dossier, contributions=(*dossier.contributions, row)), said


_KIND_OF = {"money": "money", "time": "time", "area": "space"}
"""The kind of a contribution, from what its unit measures."""


def _dimension(unit: str) -> str:
    return vocabulary("units").terms[unit].properties.get("dimension", "")


def _leave(dossier: Dossier, change: Departure, on: datetime.date) -> Done:
    row = row_of(dossier, "actors", change.id, on)
    if has_left(row, on):
        raise ScenarioError(sentence("scenario.left", name=row.name, day=str(row.left_on)))
    try:
        left = without_actor(dossier, row.id, on)
    except LeavingError as error:
        raise ScenarioError(error.text) from error
    said = [sentence("scenario.leaves", name=row.name)]
    for table in ("components", "effects", "challenges"):
        if names := [one for kind, one in left.fallen if kind == table]:
            said.append(sentence(f"scenario.fall-{table}", names=named(names)))
    if left.withdrawn:
        said.append(sentence("scenario.withdrawn", names=named(list(left.withdrawn))))
    return left.dossier, tuple(said)


# --- money that ends, costs that begin --------------------------------------------------------------------------------


def _end(dossier: Dossier, change: Ending, on: datetime.date) -> Done:
    row = row_of(dossier, change.table, change.id, on)
    begun = getattr(row, "first_year", None) or (row.since.year if row.since else None)
    if begun is not None and begun > change.year:
        raise ScenarioError(sentence("scenario.ends-before", name=change.id, year=change.year, begun=begun))
    over = [year for year in (getattr(row, "last_year", None), row.until.year if row.until else None) if year]
    if over and min(over) < change.year:
        raise ScenarioError(sentence("scenario.ends-already", name=change.id, year=min(over)))
    later = [
        (change.table, index)
        for index, one in enumerate(dossier.rows(change.table))
        if one.id == row.id and one.since is not None and one.since.year > change.year
    ]
    ended = replace(row, until=PartialDate(change.year))
    if change.table == "costs":
        ended = replace(ended, last_year=change.year)
    dossier = replaced(dossier, change.table, row, ended)
    dossier = withdraw(dossier, positions=frozenset(later))
    said = [sentence("scenario.ends", name=name_of(row), year=change.year)]
    for flow in carrying_out(dossier, row, on) if change.table == "contributions" else ():
        dossier = replaced(dossier, "flows", flow, replace(flow, until=PartialDate(change.year)))
        said.append(sentence("scenario.flow-follows", name=name_of(flow)))
    return dossier, tuple(said)


def _add_cost(dossier: Dossier, change: NewCost, on: datetime.date) -> Done:
    if change.component is not None:
        row_of(dossier, "components", change.component, on)
    if change.bearer is not None:
        row_of(dossier, "actors", change.bearer, on)
    if any(row.id == change.id for row in dossier.costs):
        raise ScenarioError(sentence("scenario.cost-already", name=change.id))
    row = Cost(
        id=change.id,
        component=change.component,
        bearer=change.bearer,
        kind=change.kind,
        likely=change.likely,
        unit=change.unit or "eur",
        period=change.period,
        first_year=on.year,
        since=PartialDate(on.year),
    )
    said = sentence("scenario.cost-done", name=change.id, what=_said(row))
    return replace(dossier, costs=(*dossier.costs, row)), (said,)


_DOING: dict[type[Any], Callable[[Dossier, Any, datetime.date], Done]] = {
    SetAmount: _set_amount,
    Newcomer: _join,
    Departure: _leave,
    Ending: _end,
    NewCost: _add_cost,
}


__all__ = [
    "AMOUNTS",
    "MAX_CHANGES",
    "Applied",
    "Change",
    "Departure",
    "Ending",
    "NewCost",
    "Newcomer",
    "ScenarioError",
    "SetAmount",
    "apply",
]
