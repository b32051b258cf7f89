"""``python -m bench.transition``: 100,000 draws of the three stages over 20 years, beside a plain loop.

Prints processor seconds of the whole library call (draws, equations, percentiles, marks), then those of the equations
alone for one draw, here and in plain Python, on the same values; and the largest difference between the two.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.transition.plain import plain
from maillage.transition.outlook import draw, outlook_many
from maillage.transition.paths import paths_of
from maillage.transition.presets import illustrated

PRESET, YEARS, DRAWS, LOOPED, SEED = "pay_per_use", 20, 100_000, 4_096, 1


def seconds(what: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The fewest processor seconds of `what` over some times, and what it gave."""
    best, found = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        found = what()
        best = min(best, time.process_time() - start)
    return best, found


def looped(values: dict[tuple[str, Any], Any], draws: int) -> list[Any]:
    """The plain model, one draw after the other."""
    return [
        plain({key: float(one[place % one.size]) for key, one in values.items()}, YEARS)
        for place in range(draws)
    ]


def difference(paths: Any, found: list[Any]) -> float:
    """The largest relative difference between the arrays and the loop."""
    worst = 0.0
    for stage, quantities in found[0].items():
        for name in quantities:
            mine = np.broadcast_to(paths[stage].by_year[name].values, (YEARS, len(found)))
            other = np.array([one[stage][name] for one in found]).T
            worst = max(worst, float(np.max(np.abs(mine - other) / np.maximum(np.abs(other), 1.0))))
    return worst


def main() -> None:
    """Measure and print."""
    inputs = illustrated(PRESET)
    outlook_many(inputs, 64, SEED, YEARS)  # SciPy is read once
    whole, _ = seconds(lambda: outlook_many(inputs, DRAWS, SEED, YEARS))
    values = draw(inputs, LOOPED, SEED)
    arrays, paths = seconds(lambda: paths_of(values, YEARS))
    loop, found = seconds(lambda: looped(values, LOOPED), 1)
    print(f"{DRAWS:,} draws × {YEARS} years × 3 stages, ranges and marks included: {whole:.2f} s")
    print(
        f"{LOOPED:,} draws, equations alone: {arrays:.4f} s; plain loop {loop:.2f} s, {loop / arrays:.0f} times as long"
    )
    print(f"largest difference: {difference(paths, found):.1e}")


if __name__ == "__main__":
    main()
