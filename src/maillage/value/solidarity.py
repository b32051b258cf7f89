"""Free contribution with solidarity: each pays what they choose, each receives the same, others fill the gap.

For `n` people who pay `c₁ … cₙ` each period and receive `r` each:

    contributed = Σ cᵢ        received = n r        gap = n r - Σ cᵢ = n (r - mean)

Those who pay more than `r` give to those who pay less; what they do not cover comes from outside the group: the gap.
Negative, it is a surplus.

Example: the shared food fund of Montpellier. From 1 to 250 € a month, 60 € on average, 100 € received: a gap of 40 €
per participant and month, 192,000 € a year for 400 of them (`examples/caisse-alimentaire-montpellier`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Contribution, Effect, Flow
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage.value.rule_words import RuleError, quantity, sentence, text


class SolidarityError(RuleError):
    """Amounts from which no solidarity can be computed."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Who brings money to the fund beside the group: how much a year, `None` when the dossier does not say.

    `why` is the sentence that says why no yearly amount is known.
    """

    id: str
    actor: str
    name: str
    amount: Decimal | None
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Solidarity:
    """A free contribution and what it asks of others.

    `low`, `mean`, `high`: what one person pays each period; `received`: what each one receives; `people`: how many;
    `periods`: how many times a year; `unit`: of the amounts. `giving` and `given` are known when each payment is: how
    many pay more than they receive, and how much more each period.
    """

    mean: Decimal
    received: Decimal
    people: Decimal
    periods: Decimal
    unit: str = "eur"
    period: str = "month"
    low: Decimal | None = None
    high: Decimal | None = None
    giving: int | None = None
    given: Decimal | None = None
    group: str = ""
    fund: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    fillers: tuple[Filler, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def contributed(self) -> Decimal:
        """What the group pays each period."""
        return self.mean * self.people

    @property
    def distributed(self) -> Decimal:
        """What the group receives each period."""
        return self.received * self.people

    @property
    def gap_each(self) -> Decimal:
        """What one person receives beyond what they pay, on average, each period."""
        return self.received - self.mean

    @property
    def gap(self) -> Decimal:
        """What others bring each period."""
        return self.distributed - self.contributed

    @property
    def gap_a_year(self) -> Decimal:
        """What others bring each year."""
        return self.gap * self.periods

    @property
    def filled(self) -> Decimal:
        """What the fillers whose yearly amount is known bring each year."""
        return sum((one.amount for one in self.fillers if one.amount is not None), Decimal(0))

    @property
    def unfilled(self) -> Decimal:
        """What remains to be found each year; what is not said is not counted."""
        return max(self.gap_a_year - self.filled, Decimal(0))

    def said(self) -> tuple[Text, ...]:
        """The rule and its numbers, in sentences."""
        return (*_said(self), *self.notes)


def free_contribution(
    contributions: Sequence[Decimal] | None = None,
    *,
    received: Decimal,
    mean: Decimal | None = None,
    people: Decimal | int | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    period: str = "month",
    unit: str = "eur",
) -> Solidarity:
    """The solidarity of a list of contributions, or of a mean and a number of people.

    `period` is a code of the vocabulary of periods that comes back in a year. Raises `SolidarityError` for nobody, a
    negative amount, a mean outside its bounds, or a period that does not come back.

    >>> montpellier = free_contribution(mean=Decimal(60), people=400, received=Decimal(100))
    >>> montpellier.gap_each, montpellier.gap_a_year
    (Decimal('40'), Decimal('192000'))
    """
    giving, given = None, None
    if contributions is not None:
        if not contributions:
            raise SolidarityError(text("solidarity.nobody"))
        people, mean = len(contributions), sum(contributions, Decimal(0)) / len(contributions)
        low, high = min(contributions), max(contributions)
        over = [one - received for one in contributions if one > received]
        giving, given = len(over), sum(over, Decimal(0))
    if mean is None or people is None or people <= 0:
        raise SolidarityError(text("solidarity.nobody"))
    _check(received, mean, low, high)
    return Solidarity(
        mean=mean,
        received=received,
        people=Decimal(people),
        periods=_periods(period),
        unit=unit,
        period=period,
        low=low,
        high=high,
        giving=giving,
        given=given,
    )


def _check(received: Decimal, mean: Decimal, low: Decimal | None, high: Decimal | None) -> None:
    for amount in (received, mean, low, high):
        if amount is not None and (not amount.is_finite() or amount < 0):
            raise SolidarityError(sentence("solidarity.negative", found=str(amount)))
    if (low is not None and mean < low) or (high is not None and mean > high):
        raise SolidarityError(sentence("solidarity.bounds", mean=str(mean), low=str(low), high=str(high)))


def _periods(period: str) -> Decimal:
    term = vocabulary("periods").terms.get(period)
    if term is None or not term.properties["per_year"]:
        raise SolidarityError(sentence("solidarity.period", found=period))
    return Decimal(term.properties["per_year"])


# --- in a dossier -----------------------------------------------------------------------------------------------------


def solidarities_of(dossier: Dossier, on: datetime.date) -> tuple[Solidarity, ...]:
    """The free contributions of a dossier on a day.

    One is seen where a group brings a fund a contribution of a chosen amount (a low and a high bound) in a period that
    comes back, and where a flow of the same unit, period and component goes back from the fund to the group.
    How many people: the times of the contribution or of the flow, else a count of people in an effect that these
    components produce for the group; a note says which.
    """
    state = dossier.at(on)
    found = []
    for paid in state.contributions:
        back = _back(paid, state.flows)
        if back is not None and (one := _solidarity(state, paid, back)) is not None:
            found.append(one)
    return tuple(found)


def _back(paid: Contribution, flows: Iterable[Flow]) -> Flow | None:
    """The flow by which the group receives; `None` when the contribution is not a free one."""
    if paid.variant_of is not None or paid.likely is None or paid.period in (None, "once"):
        return None
    if paid.low is None or paid.high is None or paid.low == paid.high:
        return None
    for flow in flows:
        there = flow.from_ == paid.to and flow.to == paid.from_ and flow.variant_of is None
        alike = flow.unit == paid.unit and flow.period == paid.period and flow.component == paid.component
        if there and alike and flow.amount is not None:
            return flow
    return None


def _solidarity(state: Dossier, paid: Contribution, back: Flow) -> Solidarity | None:
    people, note, counted = _people(state, paid, back)
    if people is None or paid.likely is None or back.amount is None or paid.period is None:
        return None
    names = {row.id: row.name for row in state.actors}
    return Solidarity(
        mean=paid.likely,
        received=back.amount,
        people=people,
        periods=_periods(paid.period),
        unit=paid.unit or "eur",
        period=paid.period,
        low=paid.low,
        high=paid.high,
        group=names.get(paid.from_, paid.from_),
        fund=names.get(paid.to or "", paid.to or ""),
        rows=(("contributions", paid.id), ("flows", back.id), *counted),
        fillers=tuple(_fillers(state, paid, names)),
        notes=(note,) if note else (),
    )


def _people(
    state: Dossier, paid: Contribution, back: Flow
) -> tuple[Decimal | None, Text | None, tuple[tuple[str, str], ...]]:
    for times in (paid.times, back.times):
        if times:
            return times, None, ()
    for effect in state.effects:
        if effect.unit == "person" and effect.likely and _concerns(effect, paid):
            note = sentence("solidarity.people", n=quantity(effect.likely, ""), effect=effect.name)
            return effect.likely, note, (("effects", effect.id),)
    return None, None, ()


def _concerns(effect: Effect, paid: Contribution) -> bool:
    same_part = paid.component is not None and paid.component in (effect.components or ())
    return effect.variant_of is None and same_part and paid.from_ in (effect.beneficiaries or ())


def _fillers(state: Dossier, paid: Contribution, names: dict[str, str]) -> Iterator[Filler]:
    """The other contributions in money to the fund, put to a year where the dossier allows it."""
    for row in state.contributions:
        if row.variant_of or row.id == paid.id or row.to != paid.to or row.kind != "money":
            continue
        per_year = vocabulary("periods").terms[row.period].properties["per_year"] if row.period else ""
        name = names.get(row.from_, row.from_)
        if row.likely is None:
            yield Filler(row.id, row.from_, name, None, text("solidarity.unsaid-amount"))
        elif row.unit != (paid.unit or "eur"):
            yield Filler(row.id, row.from_, name, None, text("solidarity.other-unit"))
        elif not per_year:
            said = sentence("solidarity.unsaid-period", amount=quantity(row.likely, row.unit or ""))
            yield Filler(row.id, row.from_, name, None, said)
        else:
            yield Filler(row.id, row.from_, name, row.likely * (row.times or 1) * Decimal(per_year))


# --- in words ---------------------------------------------------------------------------------------------------------


def _said(one: Solidarity) -> Iterator[Text]:
    label = vocabulary("periods").label_of(one.period)
    per = Text(label.fr.lower(), label.en.lower())
    known = {"mean": quantity(one.mean, one.unit), "received": quantity(one.received, one.unit), "per": per}
    if one.low is not None and one.high is not None:
        low, high = quantity(one.low, one.unit), quantity(one.high, one.unit)
        yield sentence("solidarity.free", low=low, high=high, **known)
    else:
        yield sentence("solidarity.mean", **known)
    gap, year = quantity(abs(one.gap_each), one.unit), quantity(abs(one.gap_a_year), one.unit)
    key = "solidarity.gap" if one.gap >= 0 else "solidarity.surplus"
    yield sentence(key, each=gap, per=per, year=year, people=quantity(one.people, ""))
    if one.giving is not None and one.given is not None:
        yield sentence(
            "solidarity.giving", n=same(str(one.giving)), given=quantity(one.given, one.unit), per=per
        )
    yield from _said_of_fillers(one)


def _said_of_fillers(one: Solidarity) -> Iterator[Text]:
    for filler in one.fillers:
        if filler.amount is not None:
            yield sentence("solidarity.fills", name=filler.name, amount=quantity(filler.amount, one.unit))
        elif filler.why is not None:
            yield sentence("solidarity.fills-unsaid", name=filler.name, why=filler.why)
    if one.gap > 0:
        yield sentence("solidarity.unfilled", amount=quantity(one.unfilled, one.unit))
