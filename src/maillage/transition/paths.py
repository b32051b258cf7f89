"""The years of the three stages, from the values of the coefficients: one code for one point and for many draws.

Arrays are years × draws; a quantity that no year changes has one row. What lacks a coefficient is not computed, and
says which; a total of which some terms are missing is a bound, and says which way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from maillage.transition import equations as eq
from maillage.transition.coefficients import STAGES, TODAY, Stage, definitions
from maillage.transition.equations import Floats
from maillage.transition.flows import IN, ONCE, OUT, Flows, flows_of, is_always

Bound = Literal["exact", "at_least", "at_most", "unknown"]
Values = Mapping[tuple[str, Stage], Floats]
"""A value, or one for each draw, for each coefficient and stage that is known; in the unit of the coefficient."""

TOTALS = ("revenue", "costs", "investment", "balance", "cash")
"""Sums of money of a year; `cash` is cumulated since the first year."""
INTENSITIES = ("material_per_use", "energy_per_use")
_EXTRA = ("uses", "kept_by_others", "items_made", "items_in_service")
_SOLD = ("volume", "uses_per_item", "life_span")
"""What today’s demand for use is drawn from when it is not said."""
_TRADE = ("sales", "contracts", "production")
"""The terms without which no bound of what is left is worth saying."""
_ENTAILED = {"sales": 1.0, "production": 1.0}
"""What the sales lost during the move take with them."""


@dataclass(frozen=True, slots=True)
class Path:
    """One quantity, year by year and draw by draw; or what is `missing` to know it, and what it is a bound of."""

    values: Floats | None
    bound: Bound = "exact"
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paths:
    """The quantities of one stage: `by_year` as the demand moves, `flows` once it has all moved."""

    flows: Flows
    by_year: Mapping[str, Path]


def paths_of(values: Values, years: int) -> dict[Stage, Paths]:
    """The three stages over `years` years, under the same demand for use."""
    shares = {key: _in_shares(key[0], one) for key, one in values.items()}
    today = _today(shares)
    demand = today.get("demand")
    lacking = frozenset(name for name in _SOLD if name not in today) or frozenset({"demand"})
    found = {}
    for stage in STAGES:
        mine = today if stage == TODAY else _stage(shares, stage, today, demand)
        found[stage] = (mine, flows_of(mine, lacking))
    begin = found[TODAY][1]
    return {
        stage: Paths(flows, _by_year(begin, flows, mine, years, today))
        for stage, (mine, flows) in found.items()
    }


def _in_shares(code: str, values: Floats) -> Floats:
    return values / 100 if definitions()[code].measure == "percent" else values


# --- what holds today and at each stage -------------------------------------------------------------------------------


def _today(shares: Values) -> dict[str, Floats]:
    """The values of today: the demand from what is sold, and what accounts say where prices do not."""
    found = {code: one for (code, stage), one in shares.items() if stage == TODAY}
    found |= _by_definition(TODAY)
    if (
        not found.keys() & {"volume", "demand"}
        and {"revenue", "price"} <= found.keys()
        and np.all(found["price"] > 0)
    ):
        found["volume"] = found["revenue"] / found["price"]
    goods = [found.get(name) for name in _SOLD]
    if "demand" not in found and all(one is not None for one in goods):
        found["demand"] = eq.demand_of(*goods)  # type: ignore[arg-type]
    made = flows_of(found).known.get("items_made", found.get("volume"))
    if made is not None and "revenue" in found and np.all(made > 0):
        found["price"] = found["revenue"] / made
    explained = flows_of(found)
    names = [name for name in OUT if name != "other_costs"]
    if "costs" in found and "other_costs" not in found and not explained.lacks(*names):
        known = sum((explained.known[name] for name in names), np.zeros(1))
        found["other_costs"] = np.maximum(found["costs"] - known, 0.0)
    return found


def _stage(
    shares: Values, stage: Stage, today: Mapping[str, Floats], demand: Floats | None
) -> dict[str, Floats]:
    """The values of a stage; the demand is that of today, and so are the price and other costs drawn from accounts."""
    found = {code: one for (code, held), one in shares.items() if held == stage} | _by_definition(stage)
    if demand is not None:
        found["demand"] = demand
    for name in ("price", "other_costs"):
        if name in today and name not in found:
            found[name] = today[name]
    return found


def _by_definition(stage: Stage) -> dict[str, Floats]:
    """What a stage has none of: nobody has moved today, effects are shared at stage 2 only."""
    return {
        one.code: np.zeros(1)
        for one in definitions().values()
        if stage not in one.stages and one.holds != "today" and one.code != "move_years"
    }


# --- year by year -----------------------------------------------------------------------------------------------------


def _by_year(
    begin: Flows, end: Flows, mine: Mapping[str, Floats], years: int, today: Mapping[str, Floats]
) -> dict[str, Path]:
    moved = _moved(begin is end, mine, years)
    money = {name: _flow(name, begin, end, moved, mine) for name in (*IN, *OUT)}
    once = {name: _once(name, end, moved) for name in ONCE}
    if begin is end:
        money |= {"sales": Path(today["revenue"][np.newaxis, :])} if "revenue" in today else {}
    costs = _total(money[name] for name in OUT)
    if begin is end and "costs" in today:
        costs = Path(today["costs"][np.newaxis, :])
    revenue, spent = _total(money[name] for name in IN), _total(once.values())
    balance = _balance(revenue, costs, spent)
    accounted = begin is end and {"revenue", "costs"} <= today.keys()
    if balance.bound != "exact" and not accounted and any(money[name].values is None for name in _TRADE):
        balance = Path(None, "unknown", balance.missing)
    further = {name: _between(name, begin, end, moved) for name in _EXTRA}
    found = {
        **money, **once, **further,
        "revenue": revenue, "costs": costs, "investment": spent, "balance": balance, "cash": _cash(balance, years),
        **{name: _intensity(name, begin, end, moved, mine) for name in INTENSITIES},
    }  # fmt: skip
    for name, each in (("material", "material_per_use"), ("energy", "energy_per_use")):
        found[name] = _product(found["uses"], found[each])
    return found


def _moved(stays: bool, mine: Mapping[str, Floats], years: int) -> Path:
    if stays:
        return Path(np.zeros((1, 1)))
    if "move_years" not in mine:
        return Path(None, "unknown", frozenset({"move_years"}))
    return Path(eq.moved(years, mine["move_years"]))


def _between(name: str, begin: Flows, end: Flows, moved: Path) -> Path:
    lacking = begin.lacks(name) | end.lacks(name) | moved.missing
    if lacking or moved.values is None:
        return Path(None, "unknown", lacking)
    return Path(eq.along(begin.known[name], end.known[name], moved.values))


def _flow(name: str, begin: Flows, end: Flows, moved: Path, mine: Mapping[str, Floats]) -> Path:
    """A yearly sum of money; sales lost during the move take their price and their making with them."""
    found = _between(name, begin, end, moved)
    if name not in _ENTAILED or found.values is None or moved.values is None or begin is end:
        return found
    if "cannibalisation" not in mine:
        return Path(None, "unknown", frozenset({"cannibalisation"}))
    return Path(found.values - eq.lost(begin.known[name], mine["cannibalisation"], moved.values))


def _once(name: str, end: Flows, moved: Path) -> Path:
    lacking = end.lacks(name)
    if not lacking and is_always(end.known[name], 0.0):
        return Path(np.zeros((1, 1)))
    lacking |= moved.missing
    if lacking or moved.values is None:
        return Path(None, "unknown", lacking)
    return Path(eq.spent(end.known[name], moved.values))


def _intensity(name: str, begin: Flows, end: Flows, moved: Path, mine: Mapping[str, Floats]) -> Path:
    lacking = begin.lacks(name) | end.lacks(name) | moved.missing
    lacking |= frozenset() if "rebound" in mine else {"rebound"}
    if lacking or moved.values is None:
        return Path(None, "unknown", lacking)
    return Path(eq.mixed(begin.known[name], end.known[name], moved.values, mine["rebound"]))


# --- totals of which a term may be missing ----------------------------------------------------------------------------


def _total(terms: Iterable[Path]) -> Path:
    """The sum of terms that are never below nought: at least that of the known ones when some are missing."""
    every = list(terms)
    known = [one.values for one in every if one.values is not None]
    missing = frozenset[str]().union(*(one.missing for one in every))
    if not missing:
        return Path(sum(known, np.zeros((1, 1))))
    if not any(np.any(one) for one in known):
        return Path(None, "unknown", missing)
    return Path(sum(known, np.zeros((1, 1))), "at_least", missing)


def _balance(revenue: Path, costs: Path, spent: Path) -> Path:
    """What comes in − what goes out: at most so when some of what goes out is missing, and the other way round."""
    missing = revenue.missing | costs.missing | spent.missing
    out = (costs, spent)
    some_out = any(one.bound != "exact" for one in out)
    if revenue.values is None or costs.values is None or (revenue.bound != "exact" and some_out):
        return Path(None, "unknown", missing)
    held = costs.values if spent.values is None else costs.values + spent.values
    bound: Bound = "at_most" if some_out else "exact" if revenue.bound == "exact" else "at_least"
    return Path(revenue.values - held, bound, missing)


def _cash(balance: Path, years: int) -> Path:
    if balance.values is None:
        return balance
    yearly = np.broadcast_to(balance.values, (years, balance.values.shape[1]))
    return Path(eq.cumulated(yearly), balance.bound, balance.missing)


def _product(one: Path, other: Path) -> Path:
    if one.values is None or other.values is None:
        return Path(None, "unknown", one.missing | other.missing)
    return Path(one.values * other.values)
