"""Exact shares beside published packages, on the same games.

shapiq (``ExactComputer``) computes Shapley values of the same table of coalitions. coopgame (coopgame-py, a Rust
library with Python bindings) computes a nucleolus; it is measured where it is installed, else absent.
``python -m bench.value`` prints seconds, how many times as long the other takes, and the largest difference.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.memory import peak_mebibytes
from maillage.value.sharing import Game, nucleolus, shapley

SIZES = (10, 15, 20, 25)
COMPARED = 15
"""Players up to which the other package is asked as well: it takes minutes, then memory, beyond."""
NUCLEOLUS = 12
SEED = 1


@dataclass(frozen=True, slots=True)
class Row:
    """What was computed, with what, in how many seconds, how many times as long, how far from ours."""

    what: str
    tool: str
    seconds: float
    ratio: float | None = None
    difference: float | None = None


def table_of(count: int) -> npt.NDArray[np.float64]:
    """A game in which it pays to join: the square of what the players weigh together, and a little noise."""
    drawn = np.random.default_rng(SEED)
    weights = drawn.integers(1, 100, count)
    total = np.zeros(1)
    for weight in weights:
        total = np.concatenate([total, total + weight])
    table = total**2 + drawn.random(1 << count)
    table[0] = 0.0
    return table


def game_of(table: npt.NDArray[np.float64], count: int) -> Game:
    """The game of a table, with its amounts at hand."""
    game = Game.from_function(range(count), lambda masks: table[masks], masks=True)
    assert game.total
    assert len(game.amounts.values) == 1 << count
    return game


def rows() -> list[Row]:
    """Every measurement."""
    found: list[Row] = []
    _by_shapiq(table_of(3), 3)  # imports and tables made once
    for count in SIZES:
        found += _shapley(count)
    mapping = {_key(mask, 20): float(mask) for mask in range(1, 1 << 20)}
    _, seconds = timed(lambda: Game.from_worth(mapping))
    return [*found, Row("game of 20 from a mapping", "maillage", seconds), *_nucleolus()]


def _key(mask: int, count: int) -> frozenset[int]:
    return frozenset(player for player in range(count) if mask >> player & 1)


def _shapley(count: int) -> list[Row]:
    table = table_of(count)
    game = game_of(table, count)
    ours, seconds = timed(lambda: shapley(game))
    told = Row(f"Shapley, {count} players", "maillage", seconds)
    if count > COMPARED:
        return [told]
    theirs, other = timed(lambda: _by_shapiq(table, count))
    apart = max(abs(float(ours.shares[player]) - theirs[player]) for player in range(count))
    return [told, Row(told.what, "shapiq", other, other / seconds, apart)]


def _by_shapiq(table: npt.NDArray[np.float64], count: int) -> list[float]:
    import shapiq

    powers = 1 << np.arange(count)
    computer = shapiq.ExactComputer(
        lambda coalitions: table[coalitions.astype(np.int64) @ powers], n_players=count
    )
    values = computer("SV", 1)
    return [float(values[(player,)]) for player in range(count)]


def _nucleolus() -> list[Row]:
    table = table_of(NUCLEOLUS)
    game = game_of(table, NUCLEOLUS)
    ours, seconds = timed(lambda: nucleolus(game))
    told = Row(f"nucleolus, {NUCLEOLUS} players", "maillage", seconds)
    try:
        import coopgame
    except ImportError:
        return [told, Row(told.what, "coopgame: absent", 0.0)]
    theirs, other = timed(lambda: coopgame.nucleolus(coopgame.Game(table.tolist()[1:])))
    pairs = zip(ours.shares.values(), theirs["allocation"], strict=True)
    return [
        told,
        Row(told.what, "coopgame", other, other / seconds, max(abs(float(a) - b) for a, b in pairs)),
    ]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives, and the seconds it takes."""
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


def main() -> list[Row]:
    """Measure, print, and give back the rows."""
    found = rows()
    print("Sharing a value: seconds, how many times as long the other takes, the largest difference")
    for one in found:
        ratio = "" if one.ratio is None else f"{one.ratio:9.1f} times"
        apart = "" if one.difference is None else f"  apart by {one.difference:.1e}"
        print(f"  {one.what:28} {one.tool:18} {one.seconds:9.4f} s {ratio}{apart}")
    print(f"  peak memory of the process {peak_mebibytes():.0f} MiB")
    return found
