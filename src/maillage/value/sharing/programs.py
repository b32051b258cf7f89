"""Linear programs over every coalition, solved on the few coalitions that matter.

A program has one variable per player, some more, and one constraint per coalition. It is solved on a handful of them;
the coalitions that its solution breaks most are added, until it breaks none: the 2**n constraints are all checked, and
the solver (HiGHS, through SciPy) never sees them together.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from maillage.text import Text
from maillage.value.sharing.masks import rows, sums
from maillage.value.sharing.refusals import refuse

Floats = npt.NDArray[np.float64]
Masks = npt.NDArray[np.int64]
Bounds = list[tuple[float, float]]

CLOSE = 1e-9
_PRECISE = 1e-10


@dataclass(frozen=True, slots=True)
class Solution:
    """The best variables, the value of the objective, the coalitions seen and their prices (0: decides nothing)."""

    variables: Floats
    value: float
    masks: Masks
    prices: Floats
    other_prices: Floats
    floor_prices: Floats


@dataclass(slots=True)
class Coalitions:
    """The coalitions to respect, ``x(S) + tail · extras ≥ least(S)``, of which a program sees those in `seen`."""

    least: Floats
    count: int
    tail: tuple[float, ...]
    open: npt.NDArray[np.bool_]
    seen: set[int] = field(default_factory=set)
    programs: int = 0

    def best(
        self,
        objective: Floats,
        equal: tuple[Floats, Floats],
        other: tuple[Floats, Floats] | None,
        bounds: Bounds,
    ) -> Solution:
        """Minimise `objective` under equalities, other inequalities (≤), bounds, and every open coalition."""
        while True:
            masks = np.array(sorted(mask for mask in self.seen if self.open[mask]), dtype=np.int64)
            solution = self._solve(masks, objective, equal, other, bounds)
            broken = self._broken(solution.variables)
            if not len(broken):
                return solution
            self.seen.update(broken.tolist())

    def _solve(
        self,
        masks: Masks,
        objective: Floats,
        equal: tuple[Floats, Floats],
        other: tuple[Floats, Floats] | None,
        bounds: Bounds,
    ) -> Solution:
        tails = np.tile(self.tail, (len(masks), 1)) if self.tail else np.zeros((len(masks), 0))
        table, limits = -np.hstack([rows(masks, self.count), tails]), -self.least[masks]
        if other is not None:
            table, limits = np.vstack([table, other[0]]), np.concatenate([limits, other[1]])
        self.programs += 1
        from scipy.optimize import linprog  # a third of a second to read: pages that solve nothing do without

        found = linprog(
            objective,
            table,
            limits,
            equal[0],
            equal[1],
            bounds=bounds,
            method="highs-ds",
            options={"primal_feasibility_tolerance": _PRECISE, "dual_feasibility_tolerance": _PRECISE},
        )
        if found.status != 0:
            raise refuse("solver", why=Text(str(found.message), str(found.message)))
        prices, seen = -found.ineqlin.marginals, len(masks)
        variables = np.asarray(found.x)
        return Solution(
            variables,
            float(objective @ variables),
            masks,
            prices[:seen],
            prices[seen:],
            found.lower.marginals,
        )

    def _broken(self, variables: Floats) -> Masks:
        """The open coalitions that lack most, at most ten per player."""
        lack = self.least - sums(variables[: self.count])
        if self.tail:
            lack -= float(np.dot(self.tail, variables[self.count :]))
        lack[~self.open] = -np.inf
        many = min(10 * self.count, len(lack) - 1)
        worst = np.argpartition(lack, len(lack) - many)[-many:]
        return worst[lack[worst] > CLOSE]
