"""What each actor may end up with: balances under uncertain amounts, who may lose, which amounts matter.

Each amount of the ledger is drawn (`distributions`), balances are sums of them (`draws`), and the result says for each
actor the 5th, 50th and 95th percentile of its balance, how often it gives more than it receives, and which amounts make
the uncertainty (`sensitivity`). It never says more than the rows do: what nobody put a figure on is listed, not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maillage.dossier.dossier import Dossier
from maillage.value.convergence import REPLICATES, SHARES, Convergence, Point, convergence_of
from maillage.value.discounting import discount_factor
from maillage.value.distributions import Distribution, Floats, distribution_of, spread_of
from maillage.value.draws import LinearModel, check, percentiles
from maillage.value.lines import NOT_ACTORS, LeftOut, Line, Lines
from maillage.value.money import Estimate, smallest
from maillage.value.sensitivity import Index, linear_indices

TOTAL = ""
"""Stands for all the actors together among the balances."""

_SINGLE = 1 << 24  # balances × draws above which single precision is kept, seven digits
_ROWS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked of `outcomes`. `discounted`: with the rate and the convention of the assumptions of the lines.

    `shape` is the distribution of an amount said by low, likely and high. `spread`: an amount said by a single number
    varies by the convention of its confidence; else it does not vary. `by_year` also gives each year its balance.
    `replicates` sequences check the convergence; none when it is zero.
    """

    book: str = "money"
    unit: str = "eur"
    draws: int = 4096
    seed: int = 1
    shape: str = "pert"
    spread: bool = False
    discounted: bool = False
    by_year: bool = False
    replicates: int = REPLICATES


DEFAULT = Settings()
"""What is asked when nothing else is."""


@dataclass(frozen=True, slots=True)
class AmountUsed:
    """A row whose amount enters a balance, and how it is drawn. `actors` are those whose balance it changes.

    `by_convention`: its row says a single number, which only varies because a spread was asked for.
    """

    table: str
    id: str
    drawn: Distribution
    actors: tuple[str, ...]
    by_convention: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The balance of one actor, in the unit asked: percentiles, mean, and `loses`, the share of draws below zero.

    `amounts` is how many amounts it rests on, `varying` how many of them vary, `missing` how many rows about this actor
    have no usable amount.
    """

    actor: str
    p5: float
    p50: float
    p95: float
    mean: float
    loses: float
    amounts: int
    varying: int
    missing: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every outcome, by actor in the order of the dossier, with what it rests on."""

    lines: Lines
    settings: Settings
    by_actor: Mapping[str, Outcome]
    total: Outcome | None
    by_year: Mapping[tuple[str, int], Outcome]
    amounts: tuple[AmountUsed, ...]
    sensitivity: Mapping[str, tuple[Index, ...]]
    convergence: Mapping[str, tuple[Point, ...]]
    left_out: tuple[LeftOut, ...]

    @property
    def varying(self) -> tuple[AmountUsed, ...]:
        """The amounts that vary."""
        return tuple(one for one in self.amounts if one.drawn.varies)

    def missing_of(self, actor: str) -> tuple[LeftOut, ...]:
        """The rows about `actor` that have no usable amount."""
        return tuple(one for one in self.left_out if actor in one.parties)


def outcomes(
    lines: Lines, settings: Settings = DEFAULT, confidences: Mapping[tuple[str, str], str] | None = None
) -> Outcomes:
    """The outcomes of `lines`. `confidences` (by table and row) are only used when a spread is asked for.

    The same arguments give the same bytes. Raises `OutcomeError` for settings that cannot be.
    """
    counted = [one for one in lines.lines if one.book == settings.book and one.unit == settings.unit]
    keyed = _amounts(counted, settings, confidences or {})
    used = tuple(keyed.values())
    check(settings.draws, settings.seed, sum(one.drawn.varies for one in used))
    left_out = tuple(one for one in lines.left_out if one.book in (None, settings.book))
    actors = _actors(lines, counted)
    keys: list[tuple[str, int | None]] = [*((actor, None) for actor in actors), (TOTAL, None)]
    if settings.by_year:
        keys += [(actor, year) for actor in actors for year in sorted({one.year for one in counted})]
    model = _model(counted, keyed, keys, _discounts(lines, counted, settings))
    found = _summaries(model, keys, used, settings, left_out)
    shown = keys[: len(actors) + 1]
    return Outcomes(
        lines=lines,
        settings=settings,
        by_actor={actor: found[actor, None] for actor in actors},
        total=found[TOTAL, None] if actors else None,
        by_year={(actor, year): one for (actor, year), one in found.items() if year is not None},
        amounts=used,
        sensitivity=_sensitivity(model, used, shown),
        convergence=_convergence(model, settings, shown),
        left_out=left_out,
    )


def confidences_of(dossier: Dossier) -> Mapping[tuple[str, str], str]:
    """The confidence stated for each row of `dossier` that may hold an amount, by table and id."""
    tables = ("contributions", "costs", "effects", "flows")
    return {
        (table, row.id): row.confidence
        for table in tables
        for row in dossier.rows(table)
        if row.variant_of is None and row.confidence
    }


# --- amounts ----------------------------------------------------------------------------------------------------------

AmountKey = tuple[str, str, Estimate]


def _key(line: Line) -> AmountKey:
    """What tells amounts apart: a row that changed its amount over the years has several."""
    return line.table, line.id, line.estimate


def _amounts(
    counted: Iterable[Line], settings: Settings, confidences: Mapping[tuple[str, str], str]
) -> dict[AmountKey, AmountUsed]:
    """One amount per row: it varies in the same way in all its years and for all its parties."""
    parties: dict[AmountKey, list[str]] = {}
    for one in counted:
        both = (one.giver, one.receiver)
        parties.setdefault(_key(one), []).extend(each for each in both if each not in NOT_ACTORS)
    found = {}
    for key, actors in parties.items():
        table, id, estimate = key
        confidence = confidences.get((table, id))
        spread = spread_of(confidence) if settings.spread else None
        drawn = distribution_of(estimate, settings.shape, spread, confidence)
        if drawn is not None:
            alone = len(estimate.said) == 1
            found[key] = AmountUsed(table, id, drawn, tuple(dict.fromkeys(actors)), alone and drawn.varies)
    return found


def _actors(lines: Lines, counted: Iterable[Line]) -> tuple[str, ...]:
    """The actors that a line counts, in the order of the dossier."""
    found = dict.fromkeys(
        each for one in counted for each in (one.giver, one.receiver) if each not in NOT_ACTORS
    )
    known = [actor for actor in lines.names.actors if actor in found]
    return (*known, *(actor for actor in found if actor not in lines.names.actors))


def _discounts(lines: Lines, counted: Iterable[Line], settings: Settings) -> Mapping[int, Decimal]:
    """What a unit of each year is worth: one, unless discounting is asked for."""
    years = sorted({one.year for one in counted})
    taken = lines.assumptions
    if not settings.discounted or not years or not taken.rate:
        return dict.fromkeys(years, Decimal(1))
    base = lines.years[0] if lines.years else years[0]
    return {year: discount_factor(taken.rate, year - base, taken.convention) for year in years}


def _model(
    counted: Iterable[Line],
    keyed: Mapping[AmountKey, AmountUsed],
    keys: list[tuple[str, int | None]],
    discounts: Mapping[int, Decimal],
) -> LinearModel:
    """Each line adds its amount to who receives it and takes it from who gives it, and to the total of actors."""
    rows = {key: place for place, key in enumerate(keys)}
    columns = {key: place for place, key in enumerate(keyed)}
    entries: dict[tuple[int, int], Decimal] = {}
    for one in counted:
        column = columns.get(_key(one))
        for party, sign in ((one.receiver, 1), (one.giver, -1)):
            if column is None or party in NOT_ACTORS:
                continue
            weight = sign * one.factor * discounts[one.year]
            for key in ((party, None), (TOTAL, None), (party, one.year)):
                if key in rows:
                    place = (rows[key], column)
                    entries[place] = entries.get(place, Decimal(0)) + weight
    kept = {place: float(weight) for place, weight in entries.items() if weight}
    return LinearModel.of([one.drawn for one in keyed.values()], kept, len(keys))


# --- what comes out ---------------------------------------------------------------------------------------------------


def _summaries(
    model: LinearModel,
    keys: list[tuple[str, int | None]],
    used: tuple[AmountUsed, ...],
    settings: Settings,
    left_out: tuple[LeftOut, ...],
) -> dict[tuple[str, int | None], Outcome]:
    kind: type[np.floating[Any]] = np.float32 if len(keys) * settings.draws > _SINGLE else np.float64
    balances = model.balances(settings.draws, settings.seed, kind)
    below = -float(smallest(settings.unit)) / 2
    loses = _by_blocks(balances, lambda block: (block < below).mean(1)[:, np.newaxis])[:, 0]
    ends = _by_blocks(balances, lambda block: percentiles(block, SHARES))
    means = model.weights @ np.array([one.mean for one in model.amounts]) + model.fixed
    found = {}
    for place, key in enumerate(keys):
        mine = [one for one in used if key[0] in one.actors or key[0] == TOTAL]
        missing = sum(key[0] in one.parties or key[0] == TOTAL for one in left_out)
        found[key] = Outcome(
            actor=key[0],
            p5=float(ends[place, 0]),
            p50=float(ends[place, 1]),
            p95=float(ends[place, 2]),
            mean=float(means[place]),
            loses=float(loses[place]),
            amounts=len(mine),
            varying=sum(one.drawn.varies for one in mine),
            missing=missing,
        )
    return found


def _by_blocks(balances: NDArray[np.floating[Any]], of: Any) -> Floats:
    """`of` some rows at a time, so that no copy of all of them is made."""
    starts = range(0, len(balances), _ROWS_AT_ONCE)
    return np.concatenate([of(balances[start : start + _ROWS_AT_ONCE]) for start in starts])


def _sensitivity(
    model: LinearModel, used: tuple[AmountUsed, ...], keys: Iterable[tuple[str, int | None]]
) -> dict[str, tuple[Index, ...]]:
    """The amounts that make the uncertainty of each balance, the heaviest first; those that make none are left out."""
    varying = [one for one in used if one.drawn.varies]
    if not varying:
        return {}
    found = {}
    for (actor, _), shares in zip(keys, linear_indices(model), strict=False):
        order = sorted(range(len(varying)), key=lambda place: -shares[place])
        found[actor] = tuple(
            Index(varying[place].table, varying[place].id, float(shares[place]), float(shares[place]))
            for place in order
            if shares[place] > 0
        )
    return found


def _convergence(
    model: LinearModel, settings: Settings, keys: list[tuple[str, int | None]]
) -> dict[str, tuple[Point, ...]]:
    if not model.amounts or not settings.replicates:
        return {}
    shown = LinearModel(model.amounts, model.weights[: len(keys)], model.fixed[: len(keys)])
    found: Convergence = convergence_of(shown, settings.draws, settings.seed, settings.replicates)
    return {actor: points for (actor, _), points in zip(keys, found.points, strict=True)}
