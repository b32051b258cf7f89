"""Why a row cannot be counted, and what to do: one test per reason, tried in order."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, fill, listing, same
from maillage.value.assumptions import Assumptions
from maillage.value.line import LeftOut
from maillage.value.money import Estimate, is_currency, is_known
from maillage.value.months import year_of
from maillage.value.names import Names
from maillage.value.parties import Parties
from maillage.value.showing import plain, shown
from maillage.value.stating import Stated
from maillage.value.wording import pair, text

FURTHEST = 100
"""How many years before or after the day looked at a year may be."""

Holes = dict[str, object]


@dataclass(frozen=True, slots=True)
class Asking:
    """What the tests need to know beside the row."""

    on: datetime.date
    parties: Parties
    names: Names
    assumptions: Assumptions


def is_silent(stated: Stated) -> bool:
    """Whether a row without amount is not even one of money: what it says is no matter for a ledger."""
    if stated.said or stated.unit is not None:
        return False
    return stated.table == "effects" or stated.table == "flows" or stated.book == "kind"


def refusal(stated: Stated, asking: Asking) -> LeftOut | None:
    """The first reason why `stated` cannot be counted, if there is one."""
    for key, test in _TESTS.items():
        holes = test(stated, asking)
        if holes is not None:
            return left_out(stated, asking.names, key, **holes)
    return None


def left_out(stated: Stated, names: Names, key: str, **holes: object) -> LeftOut:
    """The row, said to be left out for the reason `key`, a row of ``messages/value.toml`` under ``left``."""
    said, repair = pair(f"left.{key}")
    parties = tuple(dict.fromkeys((*stated.givers, *stated.receivers)))
    return LeftOut(
        stated.table,
        stated.id,
        names.row(stated.table, stated.id),
        fill(said, **holes),
        fill(repair, **holes),
        stated.component,
        parties,
        stated.book,
        key,
        range_of(stated.estimate, stated.unit) if stated.said else None,
    )


def to_come(stated: Stated, asking: Asking) -> LeftOut:
    """The row, left out since what it rests on is only planned or sought."""
    components = stated.produced_by or tuple(filter(None, [stated.component]))
    named = listing([asking.names.component(one) for one in components])
    amount = range_of(stated.estimate, stated.unit)
    return left_out(stated, asking.names, "planned", amount=amount, components=named)


def range_of(estimate: Estimate, unit: str | None) -> Text:
    """The amounts of a row: one, or from the lowest to the highest.

    >>> range_of(Estimate(Decimal(1), Decimal(60), Decimal(250)), "eur").en
    '60\\xa0€ (1 to 250)'
    """
    likely = estimate.at("likely") or Decimal(0)
    said = shown(likely, unit) if unit else plain(likely)
    if len(estimate.said) < 2:
        return said
    lowest, highest = plain(min(estimate.said)), plain(max(estimate.said))
    return fill(text("show.range"), likely=said, low=lowest, high=highest)


def _no_amount(stated: Stated, asking: Asking) -> Holes | None:
    if stated.said:
        return None
    asked = stated.row.bearer if stated.table == "costs" else stated.givers[0] if stated.givers else None
    return {"who": asking.names.account(asked) if asked else text("account.who-knows")}


def _negative(stated: Stated, asking: Asking) -> Holes | None:
    low = min(stated.said)
    return {"amount": _amount(low, stated.unit)} if low < 0 else None


def _disordered(stated: Stated, asking: Asking) -> Holes | None:
    said = stated.said
    if list(said) == sorted(said):
        return None
    return {"found": Text(*(" > ".join(plain(one).in_(half) for one in said) for half in ("fr", "en")))}


def _no_unit(stated: Stated, asking: Asking) -> Holes | None:
    return {"amount": range_of(stated.estimate, None)} if stated.unit is None else None


def _not_money(stated: Stated, asking: Asking) -> Holes | None:
    money = stated.table == "contributions" and stated.kind == "money"
    cost = stated.table == "costs" and not is_known(stated.unit)
    if not (money or cost) or is_currency(stated.unit):
        return None
    return {"amount": range_of(stated.estimate, stated.unit)}


def _percent(stated: Stated, asking: Asking) -> Holes | None:
    term = vocabulary("units").terms.get(stated.unit or "")
    if term is None or term.properties.get("dimension") != "ratio":
        return None
    return {"amount": range_of(stated.estimate, stated.unit)}


def _times(stated: Stated, asking: Asking) -> Holes | None:
    return {"found": plain(stated.times)} if stated.times <= 0 else None


def _to_itself(stated: Stated, asking: Asking) -> Holes | None:
    if stated.givers and stated.givers == stated.receivers:
        return {"who": asking.names.account(stated.givers[0])}
    return None


def _nobody(stated: Stated, asking: Asking) -> Holes | None:
    return {} if stated.table == "effects" and not stated.givers and not stated.receivers else None


def _reversed(stated: Stated, asking: Asking) -> Holes | None:
    if not stated.span.empty:
        return None
    return {"first": same(_month(stated.span.first)), "last": same(_month(stated.span.last))}


def _absurd_year(stated: Stated, asking: Asking) -> Holes | None:
    span = stated.span
    if not span.begins and not span.ends:
        return None
    years = [year_of(month) for month, known in ((span.first, span.begins), (span.last, span.ends)) if known]
    absurd = [year for year in years if abs(year - asking.on.year) > FURTHEST]
    return {"year": same(str(absurd[0])), "furthest": same(str(FURTHEST))} if absurd else None


def _actor_reversed(stated: Stated, asking: Asking) -> Holes | None:
    wrong = [one for one in (*stated.givers, *stated.receivers) if one in asking.parties.reversed]
    if not wrong:
        return None
    there = asking.parties.present(wrong[0])
    return {
        "who": asking.names.account(wrong[0]),
        "joined": same(_month(there.first)),
        "left": same(_month(there.last)),
    }


def _absent(stated: Stated, asking: Asking) -> Holes | None:
    """Parties of which none is there while the row holds."""
    known, span = asking.parties.presence, stated.span
    for side in (stated.givers, stated.receivers):
        if side and all(one in known and known[one].within(span).empty for one in side):
            return absence(side, stated, asking)
    return None


def absence(side: tuple[str, ...], stated: Stated, asking: Asking) -> Holes:
    """Who is not there, and since or until when."""
    there = asking.parties.present(side[0])
    gone = there.ends and (not stated.span.begins or there.last < stated.span.first)
    when = text("show.gone" if gone else "show.not-yet")
    said = fill(when, month=_month(there.last if gone else there.first))
    return {"who": listing([asking.names.account(one) for one in side]), "when": said}


def _hoped(stated: Stated, asking: Asking) -> Holes | None:
    """An effect that is only claimed, of which neither a date nor what produces it is said."""
    if stated.table != "effects" or stated.row.evidence != "claimed" or stated.produced_by:
        return None
    if stated.span.begins or stated.span.ends or stated.period == "once":
        return None
    return {"amount": range_of(stated.estimate, stated.unit)}


def _no_period(stated: Stated, asking: Asking) -> Holes | None:
    if stated.period is not None or stated.standing or stated.one_year:
        return None
    if asking.assumptions.unsaid_period != "leave_out":
        return None
    return {"amount": range_of(stated.estimate, stated.unit)}


_TESTS: dict[str, Callable[[Stated, Asking], Holes | None]] = {
    "no-amount": _no_amount,
    "negative": _negative,
    "disordered": _disordered,
    "no-unit": _no_unit,
    "not-money": _not_money,
    "percent": _percent,
    "times": _times,
    "to-itself": _to_itself,
    "nobody": _nobody,
    "reversed": _reversed,
    "absurd-year": _absurd_year,
    "actor-reversed": _actor_reversed,
    "absent": _absent,
    "hoped": _hoped,
    "no-period": _no_period,
}
"""Every reason that a row alone shows, in the order in which it is looked for."""

REASONS = (*_TESTS, "planned", "never-together", "taken-over", "too-large")
"""Every reason: a key of ``messages/value.toml`` under ``left``. The last four show when the row is counted."""


def _amount(amount: Decimal, unit: str | None) -> Text:
    return shown(amount, unit) if unit else plain(amount)


def _month(month: int) -> str:
    return f"{year_of(month)}-{month % 12 + 1:02}"


__all__ = [
    "FURTHEST",
    "REASONS",
    "Asking",
    "absence",
    "is_silent",
    "left_out",
    "range_of",
    "refusal",
    "to_come",
]
