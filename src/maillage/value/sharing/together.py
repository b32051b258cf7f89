"""Does it always pay to join? What is said of a game in which it does not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from maillage.text import Text
from maillage.value.sharing.amounts import Amount
from maillage.value.sharing.wording import sentence
from maillage.value.sharing.words import amount_text

Floats = npt.NDArray[np.float64]
ALL_PAIRS = 14
"""Players up to which every pair of coalitions is looked at."""

_CLOSE = 1e-9
_LEAF = 7


def losing_pair(gains: Floats, count: int) -> tuple[int, int] | None:
    """Two coalitions with nobody in common that lose by joining, those that lose most; None when there is none.

    Every pair is looked at up to `ALL_PAIRS` players; beyond, only the arrival of one player in a coalition.
    """
    pair = _worst_pair(gains, count) if count <= ALL_PAIRS else _worst_newcomer(gains, count)
    return pair and (min(pair), max(pair))


def losing(kind: str, first: Text, second: Text, whole: Amount, excess: Amount) -> Text:
    """The remark that two coalitions lose by joining."""
    key = "remark.not-subadditive" if kind == "cost" else "remark.not-superadditive"
    return sentence(key, first=first, second=second, together=amount_text(whole), excess=amount_text(excess))


def _worst_newcomer(gains: Floats, count: int) -> tuple[int, int] | None:
    """The coalition and the single player who lose most by joining."""
    worst, found = _CLOSE * float(np.abs(gains).max(initial=0)), None
    for player in range(count):
        halves = gains.reshape(-1, 2, 1 << player)
        brings = halves[:, 1] - halves[:, 0]
        loss = float(gains[1 << player] - brings.min())
        if loss > worst:
            worst, found = loss, (_without(int(brings.argmin()), player), 1 << player)
    return found


def _without(place: int, player: int) -> int:
    """The coalition at `place` among those that lack `player`."""
    low = place & (1 << player) - 1
    return (place ^ low) << 1 | low


def _worst_pair(gains: Floats, count: int) -> tuple[int, int] | None:
    """The two separate coalitions that lose most by joining."""
    worst, found = _CLOSE * float(np.abs(gains).max(initial=0)), None
    leaf = min(count, _LEAF)
    first, second = _separate_pairs(leaf)
    for one, two in _blocks(count - leaf):
        left, right, both = (gains[block << leaf :][: 1 << leaf] for block in (one, two, one | two))
        loss = left[first] + right[second] - both[first | second]
        at = int(loss.argmax())
        if loss[at] > worst:
            worst, found = float(loss[at]), (one << leaf | int(first[at]), two << leaf | int(second[at]))
    return found


def _separate_pairs(count: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Every ordered pair of coalitions of `count` players with nobody in common."""
    places = np.arange(count)
    digits = np.arange(3**count)[:, None] // 3**places % 3
    powers = 1 << places
    return (digits == 1) @ powers, (digits == 2) @ powers


def _blocks(count: int) -> Iterator[tuple[int, int]]:
    first, second = _separate_pairs(count)
    return zip(first.tolist(), second.tolist(), strict=True)
