"""The nucleolus: the sharing whose most dissatisfied coalitions are the least dissatisfied, one after the other.

The dissatisfaction of a coalition is what it loses by staying: v(S) − x(S). A linear program makes the largest one as
small as possible; the coalitions that decide it (those with a positive price: their dissatisfaction is the same in
every best solution) are fixed, those that follow from fixed ones are left out, and the next program makes the next
one as small as possible, until one sharing is left. Each program fixes at least one direction: n − 1 levels at most.
The coalitions that decided are then solved as equations in exact fractions, and every coalition is checked against
its level.

Schmeidler, D. (1969). The nucleolus of a characteristic function game. SIAM Journal on Applied Mathematics 17(6),
1163-1170. On what may be fixed: Guajardo, M., Jörnsten, K. (2015). Common mistakes in computing the nucleolus. European
Journal of Operational Research 241(3), 931-935.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from maillage.value.sharing.equations import solved
from maillage.value.sharing.game import Game
from maillage.value.sharing.masks import bits, rows, sums
from maillage.value.sharing.programs import Coalitions, Floats, Solution
from maillage.value.sharing.refusals import too_many
from maillage.value.sharing.sharing import Sharing, sharing_of
from maillage.value.sharing.wording import sentence, text

#: Players up to which the nucleolus is computed.
MOST_NUCLEOLUS = 15
_PRICED = 1e-7
_SPANNED = 1e-7


def nucleolus(game: Game) -> Sharing:
    """The nucleolus of a game of worth or of costs, at most `MOST_NUCLEOLUS` players. Raises `TooManyPlayers`.

    Among sharings that give everyone at least what it has alone; when there is none, among all sharings (prenucleolus),
    and a remark says so. `error` is the largest amount by which a coalition exceeds its level, once checked.

    >>> gloves = Game.from_function("abc", lambda coalition: "c" in coalition and len(coalition) > 1)
    >>> dict(nucleolus(gloves).shares)
    {'a': 0.0, 'b': 0.0, 'c': 1.0}
    """
    if game.count > MOST_NUCLEOLUS:
        raise too_many(game.count, MOST_NUCLEOLUS, "too-many-here")
    gains = game.gains()
    alone = gains[1 << np.arange(game.count)]
    least = gains - sums(alone)
    scale = float(np.abs(least).max()) or 1.0
    levels = _Levels(least / scale, game.count, bool(least[-1] >= -1e-12 * scale))
    while not levels.done:
        levels.next()
    remarks = game.remarks if levels.alone_first else (*game.remarks, text("remark.no-imputation"))
    parts, exact, error = _parts(game, levels, alone, scale)
    key = "method.nucleolus-exact" if exact else "method.nucleolus"
    return sharing_of(
        game, "nucleolus", parts, sentence(key, programs=levels.programs), error, remarks, total=game.total
    )


@dataclass(slots=True)
class _Levels:
    """What is fixed so far: equations ``x(S) = least(S) − level``, in amounts over what each has alone."""

    least: Floats
    count: int
    alone_first: bool
    fixed: list[tuple[int, int | None]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    left_at: npt.NDArray[np.int16] = field(init=False)
    programs: int = 0
    done: bool = False
    sharing: Floats = field(init=False)
    _coalitions: Coalitions = field(init=False)
    _independent: Floats = field(init=False)
    _sides: list[float] = field(init=False)

    def __post_init__(self) -> None:
        every = len(self.least)
        self.left_at = np.full(every, -1, dtype=np.int16)
        opened = np.ones(every, dtype=bool)
        self._coalitions = Coalitions(
            self.least, self.count, (1.0,), opened, {1 << player for player in range(self.count)}
        )
        self._independent = np.ones((1, self.count))
        self._sides = [float(self.least[-1])]
        self.sharing = np.full(self.count, self.least[-1] / self.count)
        self._close()

    def next(self) -> None:
        """Solve the next program, fix the coalitions that decide it, leave out those that follow."""
        table = np.hstack([self._independent, np.zeros((len(self._independent), 1))])
        floor = 0.0 if self.alone_first else -np.inf
        bounds = [(floor, np.inf)] * self.count + [(-4.0 * self.count, np.inf)]
        objective = np.append(np.zeros(self.count), 1.0)
        solution = self._coalitions.best(objective, (table, np.array(self._sides)), None, bounds)
        self.programs = self._coalitions.programs
        self.sharing = solution.variables[: self.count]
        self._fix(solution)
        self.heights.append(solution.value)
        self._close()

    def _fix(self, solution: Solution) -> None:
        level = len(self.heights)
        for mask in solution.masks[solution.prices > _PRICED].tolist():
            self.fixed.append((mask, level))
            self._add(mask, float(self.least[mask]) - solution.value)
        for player in np.flatnonzero(solution.floor_prices[: self.count] > _PRICED).tolist():
            self.fixed.append((1 << player, None))
            self._add(1 << player, 0.0)

    def _add(self, mask: int, side: float) -> None:
        taller = np.vstack([self._independent, rows([mask], self.count)])
        if np.linalg.matrix_rank(taller) == len(taller):
            self._independent = taller
            self._sides.append(side)

    def _close(self) -> None:
        """Leave out the coalitions whose share follows from what is fixed: they are nothing in every direction left."""
        level = len(self.heights) - 1
        directions = np.linalg.svd(self._independent)[2][len(self._independent) :]
        self.done = not len(directions)
        opened = self._coalitions.open
        if self.done:
            self.left_at[opened] = level
            opened[:] = False
            return
        follows = opened.copy()
        for mix in np.random.default_rng(0).normal(size=(2, len(directions))):
            follows &= np.abs(sums(mix @ directions)) < _SPANNED
        self.left_at[follows] = level
        opened &= ~follows


def _parts(
    game: Game, levels: _Levels, alone: Floats, scale: float
) -> tuple[list[Fraction] | list[float], bool, float]:
    """The shares, whether they are exact, and the largest excess of a coalition over its level."""
    sign = -1 if game.kind == "cost" else 1
    exact = _exact(game, levels, sign)
    parts = exact if exact is not None else [Fraction(float(each)) for each in alone + scale * levels.sharing]
    error = _excess(game, levels, [float(part) for part in parts])
    if exact is None:
        return [float(sign * part) for part in parts], False, max(error, scale * 1e-9)
    return [sign * part for part in parts], True, error


def _exact(game: Game, levels: _Levels, sign: int) -> list[Fraction] | None:
    """The equations that decided, solved exactly: unknown shares, then unknown levels."""
    width = game.count + len(levels.heights)
    table = [_equation(bits((1 << game.count) - 1), None, sign * game.amounts.exactly(-1), width, game.count)]
    for mask, level in levels.fixed:
        table.append(_equation(bits(mask), level, sign * game.amounts.exactly(mask), width, game.count))
    found = solved(table, width)
    return None if found is None else found[: game.count]


def _equation(
    players: tuple[int, ...], level: int | None, side: Fraction, width: int, count: int
) -> list[Fraction]:
    line = [Fraction(0)] * (width + 1)
    for player in players:
        line[player] = Fraction(1)
    if level is not None:
        line[count + level] = Fraction(1)
    line[-1] = side
    return line


def _excess(game: Game, levels: _Levels, parts: list[float]) -> float:
    """By how much a coalition is more dissatisfied than its level, at most: 0 when the sharing is the nucleolus."""
    dissatisfied = game.gains() - sums(np.array(parts))
    heights = np.zeros(len(levels.heights) + 1)
    for mask, level in levels.fixed:
        if level is not None:
            heights[level] = dissatisfied[mask]
    inside = levels.left_at >= 0
    excess = dissatisfied[inside] - heights[levels.left_at[inside]]
    return max(0.0, float(excess.max(initial=0.0)))
