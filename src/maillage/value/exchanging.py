"""What two parties exchange, once and for one period: 60 € one way and 100 € the other, per participant and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.value.entry import ZERO, Entry
from maillage.value.money import Level
from maillage.value.names import NOT_ACTORS


@dataclass(frozen=True, slots=True)
class Exchange:
    """In one year, `one` gives `other` the amount `gives` and receives `receives`, for one period and one time.

    `per` is the period (``vocabularies/periods.csv``), the same both ways, as is `times`, how many times it counts.
    `in_the_year` is what `gap` comes to in that year.
    """

    one: str
    other: str
    component: str | None
    year: int
    per: str
    times: Decimal
    gives: Decimal
    receives: Decimal
    in_the_year: Decimal

    @property
    def gap(self) -> Decimal:
        """What `one` receives − what it gives, once."""
        return self.receives - self.gives


def exchanges_of(entries: Sequence[Entry], estimate: Level) -> tuple[Exchange, ...]:
    """The exchanges of money between two actors that go both ways at the same pace, in the last year they happen.

    `one` is whoever gives first in the order of the entries. Amounts that are not given for the same period and the
    same number of times cannot be set side by side: they make no exchange.
    """
    found: dict[tuple[str, str, str | None], dict[int, list[Entry]]] = {}
    for entry in entries:
        line = entry.line
        if not {line.giver, line.receiver} & set(NOT_ACTORS) and line.per not in (None, "once"):
            there, back = (line.giver, line.receiver), (line.receiver, line.giver)
            pair = back if (*back, line.component) in found else there
            found.setdefault((*pair, line.component), {}).setdefault(line.year, []).append(entry)
    made = (_exchange(key, years[max(years)], estimate) for key, years in found.items())
    return tuple(one for one in made if one is not None)


def _exchange(key: tuple[str, str, str | None], entries: Sequence[Entry], estimate: Level) -> Exchange | None:
    one, other, component = key
    paces = {(entry.line.per, entry.line.times, entry.line.twelfths) for entry in entries}
    if len({entry.line.giver for entry in entries}) < 2 or len(paces) > 1:
        return None
    line = entries[0].line
    given = {one: ZERO, other: ZERO}
    yearly = {one: ZERO, other: ZERO}
    for entry in entries:
        given[entry.line.giver] += entry.line.estimate.at(estimate) or ZERO
        yearly[entry.line.giver] += entry.amount
    return Exchange(
        one,
        other,
        component,
        line.year,
        line.per or "",
        line.times,
        given[one],
        given[other],
        yearly[other] - yearly[one],
    )
