"""What the move of one organisation looks like: three stages side by side, at one point or over many draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from maillage.text import same
from maillage.transition import equations as eq
from maillage.transition.coefficients import STAGES, TODAY, Stage, definitions
from maillage.transition.equations import Floats
from maillage.transition.inputs import Given, Inputs
from maillage.transition.paths import INTENSITIES, TOTALS, Bound, Path, Paths, paths_of
from maillage.transition.wording import TransitionError, sentence
from maillage.value.distributions import distribution_of
from maillage.value.money import Level

LONGEST = 60
"""Over how many years a move can be looked at."""
SHOWN = (*TOTALS, *INTENSITIES)
"""The quantities whose ranges are kept when many draws are made."""
SHARES = (0.05, 0.5, 0.95)
_BLOCK = 1 << 12


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity, year by year: likely values, or the values below which 5, 50 and 95 % of the draws lie.

    `bound` says whether the values are exact or a bound, since terms are `missing`; both are empty when unknown.
    """

    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    bound: Bound
    missing: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether anything can be said."""
        return bool(self.middle)


@dataclass(frozen=True, slots=True)
class Range:
    """One number: its middle, and the ends of its range, equal to it at one point."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the cash of one stage.

    `amount` (€) is the lowest cumulated cash and `year` its year, 0 when it is never below nought. `break_even` is the
    year from which cumulated cash is never below nought again, `catch_up` that from which it is never below that of
    today's way; one more than the years looked at when there is none within them. `reached` and `caught` are the
    shares of the draws in which there is one.
    """

    amount: Range
    year: Range
    break_even: Range
    reached: float
    catch_up: Range | None = None
    caught: float | None = None


@dataclass(frozen=True, slots=True)
class StageOutlook:
    """One stage: its quantities year by year, what they are once the whole demand has moved, the marks of its cash.

    `settled` holds yearly quantities at their likely values. `marks` is `None` when cash is not exact.
    """

    stage: Stage
    series: Mapping[str, Series]
    settled: Mapping[str, float]
    lacking: Mapping[str, frozenset[str]]
    marks: Mark | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The three stages over the same years. `draws` is 0 for one point, that of likely values."""

    inputs: Inputs
    years: int
    draws: int
    seed: int
    stages: Mapping[Stage, StageOutlook]

    @property
    def missing(self) -> tuple[str, ...]:
        """The coefficients without which some total of some stage is not exact, sorted."""
        return tuple(
            sorted(
                frozenset[str]().union(
                    *(one.series[name].missing for one in self.stages.values() for name in SHOWN)
                )
            )
        )


def outlook(inputs: Inputs, years: int = 20, level: Level = "likely") -> Outlook:
    """The three stages at one point: every coefficient at `level`. Raises `TransitionError`."""
    check_years(years)
    found = paths_of(_values(inputs, lambda one: np.array([float(one.estimate.at(level) or 0)])), years)
    begin = found[TODAY].by_year["cash"]
    stages = {
        stage: StageOutlook(
            stage,
            {name: _point(path, years) for name, path in one.by_year.items()},
            settled_of(one),
            one.flows.missing,
            marks_of(one.by_year["cash"], None if stage == TODAY else begin),
        )
        for stage, one in found.items()
    }
    return Outlook(inputs, years, 0, 0, stages)


def outlook_many(inputs: Inputs, draws: int = 4096, seed: int = 1, years: int = 20) -> Outlook:
    """The three stages over `draws` draws: for each quantity of `SHOWN` and each year its P5, P50 and P95.

    A statement is drawn once, whatever the stages it holds in; statements vary independently. The same arguments give
    the same bytes. Raises `TransitionError` for years, `OutcomeError` for draws that cannot be.
    """
    check_years(years)
    found = _by_blocks(draw(inputs, draws, seed), draws, years)
    at_point = outlook(inputs, years)
    begin = found[TODAY]["cash"]
    stages = {}
    for stage, paths in found.items():
        kept = {name: _ranged(path, years) for name, path in paths.items()}
        rest = at_point.stages[stage]
        marks = marks_of(paths["cash"], None if stage == TODAY else begin)
        stages[stage] = StageOutlook(stage, {**rest.series, **kept}, rest.settled, rest.lacking, marks)
    return Outlook(inputs, years, draws, seed, stages)


def check_years(years: int) -> None:
    """Refuse years that cannot be looked at. Raises `TransitionError`."""
    if not 1 <= years <= LONGEST:
        raise TransitionError(sentence("wrong.years", found=same(str(years)), most=same(str(LONGEST))))


def draw(inputs: Inputs, draws: int, seed: int) -> dict[tuple[str, Stage], Floats]:
    """Values drawn for each coefficient and stage that is known; those that do not vary are one number.

    Each statement has a stream of its own, so that trying another number leaves the draws of all others as they were;
    its range is cut into as many parts as there are draws, each drawn from once (a Latin hypercube: McKay, Beckman,
    Conover, 1979, Technometrics 21(2), 239-245).
    """
    from maillage.value.draws import check  # scipy: only whoever draws waits for it

    check(draws, seed)

    def drawn(one: Given) -> Floats:
        shape = distribution_of(one.estimate)
        if shape is None or not shape.varies:
            return np.array([float(one.estimate.at("likely") or 0)])
        return shape.quantiles(_shares(one, draws, seed))

    return _values(inputs, drawn)


def _shares(one: Given, draws: int, seed: int) -> Floats:
    """One share from each of `draws` equal parts between 0 and 1, in an order of its own."""
    place = 0 if one.stage is None else 1 + STAGES.index(one.stage)
    stream = np.random.default_rng([seed, tuple(definitions()).index(one.code), place])
    return np.asarray((stream.permutation(draws) + stream.random(draws)) / draws)


def _by_blocks(
    values: Mapping[tuple[str, Stage], Floats], draws: int, years: int
) -> dict[Stage, dict[str, Path]]:
    """The quantities of `SHOWN` of all draws, computed some draws at a time: what is held fits a processor's cache."""
    kept: dict[Stage, dict[str, Path]] = {}
    for start in range(0, draws, _BLOCK):
        some = {key: one if one.size == 1 else one[start : start + _BLOCK] for key, one in values.items()}
        for stage, paths in paths_of(some, years).items():
            mine = kept.setdefault(stage, {})
            for name in SHOWN:
                _put(mine, name, paths.by_year[name], start, draws)
    return kept


def _put(kept: dict[str, Path], name: str, path: Path, start: int, draws: int) -> None:
    if path.values is None or path.values.shape[1] == 1:
        kept.setdefault(name, path)
        return
    if name not in kept:
        kept[name] = Path(np.empty((len(path.values), draws)), path.bound, path.missing)
    whole = kept[name].values
    if whole is not None:
        whole[:, start : start + path.values.shape[1]] = path.values


def settled_of(one: Paths) -> dict[str, float]:
    """The quantities of a stage once the whole demand has moved, those that are known."""
    return {name: float(value[0]) for name, value in one.flows.known.items()}


def marks_of(cash: Path, begin: Path | None) -> Mark | None:
    """The low point of cash, the year it is paid back, the year it catches up with today's way (`begin`)."""
    if cash.values is None or cash.bound != "exact":
        return None
    years = len(cash.values)
    amount, year = eq.low_point(cash.values)
    lasting = eq.lasting_year(cash.values)
    reached = float((lasting <= years).mean())
    compared = begin is not None and begin.values is not None and begin.bound == "exact"
    if not compared:
        return Mark(_range(amount), _whole(year), _whole(lasting), reached)
    caught = eq.lasting_year(cash.values - begin.values)  # type: ignore[operator, union-attr]
    share = float((caught <= years).mean())
    return Mark(_range(amount), _whole(year), _whole(lasting), reached, _whole(caught), share)


# --- numbers out of arrays --------------------------------------------------------------------------------------------


def _values(inputs: Inputs, of: Callable[[Given], Floats]) -> dict[tuple[str, Stage], Floats]:
    once = {one: of(one) for one in inputs.used}
    return {
        (code, stage): once[one]
        for stage in STAGES
        for code in definitions()
        if (one := inputs.of(code, stage)) is not None
    }


def _point(path: Path, years: int) -> Series:
    if path.values is None:
        return Series((), (), (), path.bound, path.missing)
    line = tuple(float(one) for one in np.broadcast_to(path.values[:, :1], (years, 1))[:, 0])
    return Series(line, line, line, path.bound, path.missing)


def _ranged(path: Path, years: int) -> Series:
    """Percentiles of each year; a year equal to the one before is not sorted again."""
    from maillage.value.draws import percentiles

    if path.values is None:
        return Series((), (), (), path.bound, path.missing)
    values = path.values
    ends = np.empty((years, len(SHARES)))
    for year in range(years):
        row = min(year, len(values) - 1)
        same_row = year and (row == year - 1 or np.array_equal(values[row], values[row - 1]))
        if year and (row < year or same_row):
            ends[year] = ends[year - 1]
        else:
            ends[year] = percentiles(values[row : row + 1], SHARES)[0]
    low, middle, high = (tuple(float(one) for one in ends[:, place]) for place in range(3))
    return Series(middle, low, high, path.bound, path.missing)


def _range(values: Floats) -> Range:
    low, middle, high = (float(one) for one in np.quantile(values, SHARES))
    return Range(low, middle, high)


def _whole(values: np.ndarray) -> Range:
    """Quantiles that are years of draws, not between two years."""
    ordered = np.sort(values)
    low, middle, high = (float(ordered[round(share * (len(ordered) - 1))]) for share in SHARES)
    return Range(low, middle, high)
