"""What the outcomes say, in words: intervals, how often an actor loses, what weighs most, what is taken for granted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from maillage.territory.amounts import amount, number
from maillage.text import Text, fill, listing
from maillage.value.conventions import conventions
from maillage.value.convergence import Point
from maillage.value.distributions import spread_label, spreads
from maillage.value.outcome_words import counted, text, times_out_of
from maillage.value.sensitivity import Index
from maillage.value.showing import unit_name
from maillage.value.uncertainty import TOTAL, Outcome, Outcomes

_DIGITS = 3  # that a drawn amount shows: further ones change from one sequence to another


def about(value: float, unit: str = "eur", *, drawn: bool = True) -> Text:
    """An amount and its unit; one that was drawn keeps three significant digits.

    >>> about(-835669.5).en, about(1200.0, drawn=False).en
    ('−836,000\\xa0€', '1,200\\xa0€')
    """
    if drawn and value:
        step = 10.0 ** (math.floor(math.log10(abs(value))) - _DIGITS + 1)
        value = round(value / step) * step
    decimals = 0 if abs(value) >= 100 or value == round(value) else 2
    return amount(value, decimals, unit_name(unit, abs(value) >= 2))


def assumptions_said(found: Outcomes) -> tuple[Text, ...]:
    """Everything the outcomes take for granted, sentence by sentence."""
    settings, taken = found.settings, found.lines.assumptions
    ends = {"first": taken.first_year, "last": taken.last_year}
    years = fill(text("assumes.in" if taken.first_year == taken.last_year else "assumes.over"), **ends)
    told = [fill(text("assumes.draws"), draws=number(settings.draws, 0), seed=settings.seed)]
    told.append(fill(text("assumes.shape"), shape=text(f"shape.{settings.shape}")))
    if settings.spread:
        each = [_one_spread(code) for code in spreads()]
        told.append(fill(text("assumes.spread"), spreads=listing(each)))
    else:
        told.append(text("assumes.fixed"))
    told.append(text("assumes.independent"))
    if settings.discounted and taken.rate:
        holes = {"rate": number(taken.rate * 100, 1), "convention": conventions()[taken.convention].label}
        told.append(fill(text("assumes.present"), years=years, **holes))
    else:
        told.append(fill(text("assumes.sum"), years=years))
    return (*told, text("assumes.unknown"))


def _one_spread(code: str) -> Text:
    label = spread_label(code)
    share = number(100 * spreads()[code], 0)
    return Text(f"{label.fr} {share.fr}\u00a0%", f"{label.en} {share.en}%")


def said(found: Outcomes) -> tuple[Text, ...]:
    """What is known and what is not, before any figure."""
    told = []
    if not found.amounts:
        told.append(text("said.nothing"))
    elif not found.varying:
        told.append(fill(text("said.no-variation"), amounts=number(len(found.amounts), 0)))
    else:
        told.append(_variation(found))
    if found.left_out:
        told.append(fill(text("said.left-out"), rows=number(len(found.left_out), 0)))
    return tuple(told)


def _variation(found: Outcomes) -> Text:
    """How many amounts vary because their row says a range, and how many by convention only."""
    spread = sum(one.by_convention for one in found.varying)
    holes = {"amounts": number(len(found.amounts), 0), "ranged": number(len(found.varying) - spread, 0)}
    return fill(text("said.by-convention" if spread else "said.varying"), **holes, spread=number(spread, 0))


def partial_said(one: Outcome) -> Text | None:
    """What warns that the balance of an actor leaves rows out; nothing when it leaves none."""
    return fill(text("said.partial"), rows=counted("rows", one.missing)) if one.missing else None


def outcome_said(found: Outcomes, one: Outcome) -> Text:
    """One balance in a sentence, as a group would say it."""
    name = found.lines.names.account(one.actor)
    unit, drawn = found.settings.unit, one.varying > 0
    median = about(one.p50, unit, drawn=drawn)
    if not drawn or one.p5 == one.p95:
        return fill(text("said.steady"), name=name, median=median)
    ends = {"low": about(one.p5, unit), "high": about(one.p95, unit)}
    return fill(text("said.interval"), name=name, median=median, **ends)


def loses_said(one: Outcome) -> Text:
    """How often the actor gives more than it receives."""
    return times_out_of(one.loses)


def weighs_said(found: Outcomes, actor: str) -> Text | None:
    """Which amounts make the uncertainty of the balance of `actor`; nothing when none does."""
    weights = found.sensitivity.get(actor, ())
    if not weights:
        return None
    first = name_of_amount(found, weights[0])
    if len(weights) == 1 or weights[0].first > 0.995:
        return fill(text("said.weighs-one"), first=first)
    holes = {"first": first, "share": number(100 * weights[0].first, 0)}
    if weights[1].first < 0.05:
        return fill(text("said.weighs-most"), **holes)
    second = name_of_amount(found, weights[1])
    return fill(text("said.weighs-then"), **holes, second=second, next=number(100 * weights[1].first, 0))


def name_of_amount(found: Outcomes, one: Index) -> Text:
    """What the row of an amount is called."""
    return found.lines.names.row(one.table, one.id)


def converged_said(found: Outcomes, actor: str) -> Text | None:
    """How much the figures of `actor` still move from one sequence of draws to another."""
    points = found.convergence.get(actor, ())
    if not points or found.by_actor[actor].varying == 0:
        return None
    last: Point = points[-1]
    unit = found.settings.unit
    moves = {
        "median": about(last.p50.high - last.p50.low, unit),
        "high": about(last.p95.high - last.p95.low, unit),
    }
    name = found.lines.names.account(actor)
    return fill(text("said.converged"), name=name, replicates=found.settings.replicates, **moves)


def widest(found: Outcomes) -> str | None:
    """The actor whose interval is the widest: the one whose convergence is shown."""
    varying = [one for one in found.by_actor.values() if one.varying]
    return max(varying, key=lambda one: one.p95 - one.p5).actor if varying else None


# --- for programs -----------------------------------------------------------------------------------------------------


def as_json(found: Outcomes) -> dict[str, Any]:
    """The outcomes as JSON values, codes and numbers only."""
    settings = found.settings
    return {
        "book": settings.book,
        "unit": settings.unit,
        "draws": settings.draws,
        "seed": settings.seed,
        "shape": settings.shape,
        "spread": settings.spread,
        "discounted": settings.discounted,
        "actors": [_outcome(found, one) for one in found.by_actor.values()],
        "total": _outcome(found, found.total) if found.total else None,
        "by_year": [{"year": year, **_figures(one)} for (_, year), one in found.by_year.items()],
        "amounts": [_amount(one) for one in found.amounts],
        "left_out": [{"table": one.table, "id": one.id} for one in found.left_out],
    }


def _outcome(found: Outcomes, one: Outcome) -> dict[str, Any]:
    return {
        **_figures(one),
        "missing": one.missing,
        "sensitivity": list(_indices(found, one.actor)),
        "convergence": [_point(point) for point in found.convergence.get(one.actor, ())],
    }


def _figures(one: Outcome) -> dict[str, Any]:
    return {
        "actor": one.actor if one.actor != TOTAL else None,
        "p5": one.p5,
        "p50": one.p50,
        "p95": one.p95,
        "mean": one.mean,
        "loses": one.loses,
        "amounts": one.amounts,
        "varying": one.varying,
    }


def _indices(found: Outcomes, actor: str) -> Iterator[dict[str, Any]]:
    for one in found.sensitivity.get(actor, ()):
        yield {"table": one.table, "id": one.id, "first": one.first, "total": one.total}


def _point(point: Point) -> dict[str, Any]:
    spreads_ = {"p5": point.p5, "p50": point.p50, "p95": point.p95}
    return {"draws": point.draws, **{name: [one.low, one.middle, one.high] for name, one in spreads_.items()}}


def _amount(one: Any) -> dict[str, Any]:
    drawn = one.drawn
    shape = drawn.shape if drawn.varies else "fixed"
    return {
        "table": one.table, "id": one.id, "shape": shape,
        "low": drawn.low, "likely": drawn.likely, "high": drawn.high, "actors": list(one.actors),
    }  # fmt: skip
