"""Uncertain balances of 40 actors over 20 years, 100,000 draws: one product, beside the same model draw by draw.

Both take the same draws of the same amounts (200 rows, each known by low, likely and high) and give, for each actor,
the present value of its balance and its balance of each year; the plain model computes them one draw at a time.
``python -m bench.value.montecarlo`` prints processor seconds (one thread does it all), how many times as long the plain
model takes, and the largest difference between the two.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from bench.memory import peak_mebibytes
from maillage.value.discounting import discount_factor
from maillage.value.distributions import Floats, distribution_of
from maillage.value.draws import blocks, percentiles
from maillage.value.lines import Assumptions, Line, Lines, Names
from maillage.value.money import Estimate
from maillage.value.uncertainty import Outcomes, Settings, outcomes

ACTORS, YEARS, ROWS, DRAWS, FIRST = 40, 20, 200, 100_000, 2026
RATE = Decimal("0.045")
SHARES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Row:
    """What was computed, with what, in how many seconds, how far from the plain model and how much faster."""

    what: str
    tool: str
    seconds: float
    ratio: float
    difference: float


def ecosystem(seed: int = 7) -> Lines:
    """Rows without meaning: each makes one actor give another, every year, an amount known as a range."""
    drawn = np.random.default_rng(seed)
    made = []
    for row in range(ROWS):
        giver, receiver = drawn.choice(ACTORS, 2, replace=False)
        low, likely, high = (Decimal(int(one)) for one in np.sort(drawn.integers(100, 20_000, 3)))
        made += [
            Line("contributions", f"r{row}", "money", FIRST + year, f"a{giver}", f"a{receiver}",
                 Estimate(low, likely, high), Decimal(12), "eur")
            for year in range(YEARS)
        ]  # fmt: skip
    taken = Assumptions(first_year=FIRST, last_year=FIRST + YEARS - 1, rate=RATE)
    names = Names(actors={f"a{one}": f"Actor {one}" for one in range(ACTORS)})
    return Lines(tuple(made), (), taken, (), datetime.date(FIRST, 1, 1), names)


def together(lines: Lines, by_year: bool) -> Outcomes:
    """The balances as `maillage.value.uncertainty` computes them."""
    return outcomes(lines, Settings(draws=DRAWS, discounted=True, by_year=by_year, replicates=0))


def drawn_amounts(lines: Lines) -> Floats:
    """The very amounts that `together` draws: the same sequence, the same seed, one column per draw."""
    estimates = list(dict.fromkeys(one.estimate for one in lines.lines[::YEARS]))
    assert len(estimates) == ROWS
    amounts = [one for one in map(distribution_of, estimates) if one is not None]
    return np.concatenate(list(blocks(amounts, DRAWS, 1)), axis=1)


def plainly(lines: Lines) -> tuple[Floats, Floats]:
    """The same draws, then the same balances written plainly: for each draw, for each year, who gives and receives."""
    amounts = drawn_amounts(lines)
    rows = lines.lines[::YEARS]
    givers = np.array([int(one.giver[1:]) for one in rows])
    receivers = np.array([int(one.receiver[1:]) for one in rows])
    worths = [float(discount_factor(RATE, year)) for year in range(YEARS)]
    present, yearly = np.zeros((DRAWS, ACTORS)), np.zeros((DRAWS, YEARS, ACTORS), dtype=np.float32)
    for draw in range(DRAWS):
        amount = amounts[:, draw] * 12
        for year, worth in enumerate(worths):
            given = amount * worth
            net = np.bincount(receivers, given, ACTORS) - np.bincount(givers, given, ACTORS)
            yearly[draw, year] = net
            present[draw] += net
    return percentiles(present.T, SHARES), percentiles(yearly.reshape(DRAWS, -1).T, SHARES)


def main() -> list[Row]:
    """Measure, print, and give back the rows."""
    lines = ecosystem()
    together(lines, False)  # SciPy read and tables made once, as in a process that lives
    totals, seconds = _timed(lambda: together(lines, False))
    years, seconds_years = _timed(lambda: together(lines, True))
    (plain, plain_years), seconds_plain = _timed(lambda: plainly(lines))
    found = _ends(totals, [(actor, None) for actor in totals.by_actor])
    found_years = _ends(years, list(years.by_year))
    order = [int(actor[1:]) for actor in totals.by_actor]
    order_years = [(year - FIRST) * ACTORS + int(actor[1:]) for actor, year in years.by_year]
    rows = [
        Row(
            "balance of each actor", "maillage", seconds, seconds_plain / seconds, _apart(found, plain[order])
        ),
        Row(
            "and of each year",
            "maillage",
            seconds_years,
            seconds_plain / seconds_years,
            _apart(found_years, plain_years[order_years]),
        ),
        Row("both", "NumPy, draw by draw", seconds_plain, 1.0, 0.0),
    ]
    print(f"{ACTORS} actors, {YEARS} years, {ROWS} uncertain amounts, {DRAWS:,} draws")
    for one in rows:
        print(
            f"  {one.what:24} {one.tool:20} {one.seconds:8.2f} s  plain takes {one.ratio:5.1f} times as long"
            f"  largest difference {one.difference:.1e}"
        )
    print(f"  peak memory of the process {peak_mebibytes():.0f} MiB")
    return rows


def _ends(found: Outcomes, keys: Sequence[tuple[str, int | None]]) -> Floats:
    outcomes_ = [
        found.by_actor[actor] if year is None else found.by_year[actor, year] for actor, year in keys
    ]
    return np.array([[one.p5, one.p50, one.p95] for one in outcomes_])


def _apart(found: Floats, reference: Floats) -> float:
    """The largest difference, as a share of the largest percentile."""
    return float(np.abs(found - reference).max() / np.abs(reference).max())


def _timed(compute: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    found = compute()
    return found, time.process_time() - begun


if __name__ == "__main__":
    main()
