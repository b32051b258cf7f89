"""Amounts of a dossier in words: the likely value and its range, the unit, the period, how many times it counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from maillage.deliverables.wording import text
from maillage.dossier.tables import Figure
from maillage.dossier.tables.common import ValuedRow
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, fill, lowered, same
from maillage.value.showing import plain, shown

_STANDING = "once"


def amount_of(row: ValuedRow) -> Text | None:
    """What `row` counts, in words; `None` when the dossier gives no amount.

    >>> from maillage.dossier.tables import Cost
    >>> amount_of(Cost(id="a", likely=Decimal(1200), unit="eur", period="year")).en
    '1,200\\xa0€ per year'
    """
    if not row.valued:
        return None
    said = _range(row, row.unit)
    if row.period and row.period != _STANDING:
        said = fill(same("{said} {period}"), said=said, period=_period(row.period))
    return said if row.times is None else text("amount.times", said=said, n=plain(row.times))


def _range(row: ValuedRow, unit: str | None) -> Text:
    low, likely, high = (None if one is None else _one(one, unit) for one in (row.low, row.likely, row.high))
    if likely is not None:
        if low is None or high is None or row.low == row.high:
            return likely
        return text("amount.likely", said=likely, low=low, high=high)
    if low is not None and high is not None:
        return text("amount.between", low=low, high=high)
    return text("amount.least", said=low) if low is not None else text("amount.most", said=high)


def _one(value: Decimal, unit: str | None) -> Text:
    if unit is None:
        return plain(value)
    return shown(value, unit)


def _period(code: str) -> Text:
    return lowered(vocabulary("periods").label_of(code))


def figure_value(row: Figure) -> Text | None:
    """The value of a figure of the territory with its unit; `None` when it is not known."""
    return None if row.value is None else _one(row.value, row.unit)


def flow_amount(row: Any) -> Text | None:
    """How much moves in a flow, with its unit and period; `None` when the dossier does not say."""
    if row.amount is None:
        return None
    said = _one(row.amount, row.unit)
    if row.period and row.period != _STANDING:
        return fill(same("{said} {period}"), said=said, period=_period(row.period))
    return said
