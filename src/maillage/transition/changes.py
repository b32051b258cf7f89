"""A move as changes of a what-if: what one stage, settled, does to the ledger of the whole ecosystem."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.dossier import Dossier
from maillage.text import series as listed
from maillage.transition.accounts import Books, accounts_of, books_of
from maillage.transition.coefficients import Stage, definitions
from maillage.transition.outlook import Outlook, Series
from maillage.transition.wording import TransitionError, sentence, text
from maillage.value.money import CENT, rounded
from maillage.value.scenario import AMOUNTS, Change, Newcomer, NewCost, SetAmount
from maillage.value.scenario_rows import free_id, row_of

_IN = {"revenue": ("sales", "contracts"), "contributions": ("contributions", "effects")}
"""The accounts of today that the terms of a stage take over."""
_NEW = {"revenue": "usagers", "contributions": "beneficiaires"}


@dataclass(frozen=True, slots=True)
class _Carried:
    """The rows of today that say one account, and what it becomes."""

    code: str
    rows: tuple[tuple[str, str], ...]
    today: Decimal
    after: Decimal


def as_changes(
    outlook: Outlook,
    dossier: Dossier,
    on: datetime.date,
    stage: Stage = "use_performance",
    year: int | None = None,
    books: Books | None = None,
) -> tuple[Change, ...]:
    """The changes that `maillage.value.scenario.apply` takes, for `stage` in `year` (the last one unless said).

    The rows by which the ledger counts sales and contributions are scaled to what they become, in proportion; what no
    row says yet comes from a newcomer. More costs are one new cost a year, fewer scale the rows that say them; what is
    invested that year is part of them. Raises `TransitionError` when a total is not exactly known, or when a
    figure is invented to illustrate a type: those stay out of the accounts of others.
    """
    if outlook.inputs.preset or outlook.inputs.illustrations:
        raise TransitionError(text("wrong.invented"))
    place = (outlook.years if year is None else year) - 1
    accounts = {
        one.code: one for one in accounts_of(books or books_of(dossier, on), outlook.inputs.actor).given
    }
    found: list[Change] = []
    for code, names in (*_IN.items(), ("costs", ("costs", "investment"))):
        total = sum((_exact(outlook, stage, name, place) for name in names), Decimal(0))
        given = accounts.get(code)
        said = _Carried(
            code,
            given.rows if given else (),
            (given.estimate.at("likely") if given else None) or Decimal(0),
            rounded(total),
        )
        found += _changes(said, outlook.inputs.actor, dossier, on)
    return tuple(found)


def _exact(outlook: Outlook, stage: Stage, name: str, place: int) -> Decimal:
    one: Series = outlook.stages[stage].series[name]
    if not one.known or one.bound != "exact":
        names = listed([definitions()[code].label for code in sorted(one.missing)])
        raise TransitionError(sentence("wrong.no-changes", what=text(f"quantity.{name}"), names=names))
    return Decimal(repr(one.middle[place]))


def _changes(said: _Carried, actor: str, dossier: Dossier, on: datetime.date) -> Iterator[Change]:
    more = said.after - said.today
    if abs(more) < CENT:
        return
    if said.code == "costs" and more > 0:
        yield NewCost(free_id(dossier.costs, f"passage-{actor}"), more, "eur", "year", bearer=actor)
    elif said.rows and said.today:
        for table, id in said.rows:
            yield _scaled(dossier, table, id, said.after / said.today, on)
    elif more > 0:
        id = free_id(dossier.actors, _NEW[said.code])
        yield Newcomer(id, likely=more, unit="eur", period="year", to=actor)


def _scaled(dossier: Dossier, table: str, id: str, ratio: Decimal, on: datetime.date) -> SetAmount:
    row = row_of(dossier, table, id, on)
    ends: Sequence[str] = AMOUNTS[table]
    if ends == ("amount",):
        return SetAmount(table, id, likely=rounded(row.amount * ratio))
    low, likely, high = (_times(getattr(row, end), ratio) for end in ends)
    return SetAmount(table, id, low, likely, high)


def _times(value: Decimal | None, ratio: Decimal) -> Decimal | None:
    return None if value is None else rounded(value * ratio)
