"""Measures of a network of flows: how much moves, how constrained it is, how much of it cycles.

Flows are in one unit and over one period. With T.. the sum of all of them, those that cross the boundary included,
T_ij one flow, T_i. what leaves i and T_.j what enters j (Ulanowicz, 2004, Computational Biology and Chemistry 28,
321-339; natural logarithms, hence nats):

    AMI = Σ (T_ij / T..) ln(T_ij T.. / (T_i. T_.j))      average mutual information: what the flows are constrained to
    H   = − Σ (T_ij / T..) ln(T_ij / T..)                diversity of the flows
    A = T.. AMI (ascendency)   C = T.. H (capacity)   C − A (overhead)   α = A / C   robustness = − α ln α

Finn's cycling index (Finn, 1976, Journal of Theoretical Biology 56, 363-380) is the share of the throughflow that has
passed by the same actor before: Σ T_i (N_ii − 1) / N_ii over Σ T_i, where N = (I − G)⁻¹ and G_ij = T_ij / T_i.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.data.wording import Messages
from maillage.text import Text, fill

Pair = tuple[str, str]
Floats = NDArray[np.float64]
_NEGLIGIBLE = (
    1e-12  # a flow below this share of the others is none: logarithms and inverses lose their sense there
)
_NO_LEAK = 1 - 1e-11  # a row of G that sums to one keeps everything inside
_MESSAGES = Messages("messages/ecological.toml")


class FlowError(ValueError):
    """An amount that no flow can have. `text` says which, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


@dataclass(frozen=True, slots=True)
class FlowMeasures:
    """The measures of one network of flows; `None` where one is not defined, `why` (by name) then says why.

    Amounts (`total_throughput` T.., `throughflow` Σ T_i, `ascendency`, `capacity`, `overhead`, `redundancy` its part
    inside the network, `cycled`) are in the unit of the flows, those with information times nats. `roles` = e^AMI and
    `connectivity` = e^((H − AMI)/2) are the effective numbers of roles and of links per actor (Zorach, Ulanowicz,
    2003). `linkage_density`, `prey_to_predator` and `cyclicity` (largest eigenvalue of the matrix of links: 0 without
    cycle, 1 for simple cycles, above 1 when cycles cross) only look at who gives to whom (Layton, Bras, Weissburg,
    2016). `imbalance` is what enters actors without leaving them, or the reverse, over the throughflow.
    """

    actors: tuple[str, ...]
    links: int
    total_throughput: float
    throughflow: float
    average_mutual_information: float | None
    diversity: float | None
    ascendency: float | None
    capacity: float | None
    overhead: float | None
    redundancy: float | None
    alpha: float | None
    robustness: float | None
    roles: float | None
    connectivity: float | None
    cycled: float | None
    finn: float | None
    linkage_density: float | None
    prey_to_predator: float | None
    cyclicity: float | None
    imbalance: float | None
    why: Mapping[str, Text]

    @property
    def robustness_relative(self) -> float | None:
        """The robustness over the greatest that the formula can give: − e α ln α, from 0 to 1."""
        return None if self.robustness is None else math.e * self.robustness


def flow_measures(
    matrix: Mapping[Pair, float],
    inputs: Mapping[str, float] | None = None,
    outputs: Mapping[str, float] | None = None,
    dissipation: Mapping[str, float] | None = None,
) -> FlowMeasures:
    """The measures of flows between actors, `inputs` from outside, `outputs` to it, and what is lost on the way.

    Raises `FlowError` for a negative or infinite amount. Cubic in the number of actors.

    >>> loop = flow_measures({("a", "b"): 10.0, ("b", "a"): 10.0})
    >>> loop.finn, round(loop.cyclicity, 6), loop.alpha
    (1.0, 1.0, 1.0)
    """
    crossing = (inputs or {}, outputs or {}, dissipation or {})
    _check(matrix, *crossing)
    actors = tuple(
        dict.fromkeys([one for pair in matrix for one in pair] + [one for each in crossing for one in each])
    )
    inside = _square(matrix, actors)
    enters, leaves, lost = (
        np.array([each.get(one, 0.0) for one in actors], dtype=float) for each in crossing
    )
    least = _NEGLIGIBLE * sum(float(each.sum()) for each in (inside, enters, leaves, lost))
    for each in (inside, enters, leaves, lost):
        each[each <= least] = 0.0
    everything = _with_boundary(inside, enters, leaves, lost)
    if not everything.any():
        return _nothing(actors)
    through = np.maximum(inside.sum(0) + enters, inside.sum(1) + leaves + lost)
    gap = np.abs(inside.sum(0) + enters - inside.sum(1) - leaves - lost)
    information = _information(everything, len(actors))
    structure = _structure(inside)
    why = {name: _text("why", reason) for name, reason in _undefined(information, structure).items()}
    cycled = float(_returning(inside, through) @ through)
    return FlowMeasures(
        actors=actors,
        links=int((inside > 0).sum()),
        total_throughput=float(everything.sum()),
        throughflow=float(through.sum()),
        cycled=cycled,
        finn=cycled / float(through.sum()),
        imbalance=float(gap.sum() / through.sum()),
        why=why,
        **information,
        **structure,
    )


# --- information ------------------------------------------------------------------------------------------------------


def _information(flows: Floats, inside: int) -> dict[str, float | None]:
    """What the amounts say: every flow counts, those of the boundary as flows with three further places."""
    total = float(flows.sum())
    rows, columns = np.nonzero(flows)
    share = flows[rows, columns] / total
    left, entered = flows.sum(1)[rows] / total, flows.sum(0)[columns] / total
    # the order of the logarithms keeps a chain without choice at exactly no residual
    constraint = share * (np.log(share) - np.log(left) - np.log(entered))
    residual = share * (np.log(left) + np.log(entered) - 2 * np.log(share))
    ami, rest = max(float(constraint.sum()), 0.0), max(float(residual.sum()), 0.0)
    own = (rows < inside) & (columns < inside)
    alpha = ami / (ami + rest) if ami + rest > 0 else None
    return {
        "average_mutual_information": ami,
        "diversity": ami + rest,
        "ascendency": total * ami,
        "capacity": total * (ami + rest),
        "overhead": total * rest,
        "redundancy": total * float(residual[own].sum()),
        "alpha": alpha,
        "robustness": None if alpha is None else _robustness(alpha),
        "roles": math.exp(ami),
        "connectivity": math.exp(rest / 2),
    }


def _robustness(alpha: float) -> float:
    """− α ln α, nothing at both ends."""
    return -alpha * math.log(alpha) if 0 < alpha < 1 else 0.0


# --- cycles -----------------------------------------------------------------------------------------------------------


def _returning(inside: Floats, through: Floats) -> Floats:
    """For each actor, the share of what leaves it that comes back to it: (N_ii − 1) / N_ii.

    A group that gives nothing outside itself makes I − G singular: what moves in it all comes back. Such groups are
    set apart; what remains always has an inverse, for everything in it ends up leaving.
    """
    shares = inside / np.where(through > 0, through, 1.0)[:, np.newaxis]
    shares[shares <= _NEGLIGIBLE] = 0.0
    closed = _closed(shares)
    coming_back = closed.astype(float)
    others = np.flatnonzero(~closed)
    if others.size:
        leontief = np.linalg.inv(np.eye(others.size) - shares[np.ix_(others, others)])
        visits = np.diag(leontief)
        coming_back[others] = np.clip((visits - 1) / visits, 0.0, 1.0)
    return coming_back


def _closed(shares: Floats) -> NDArray[np.bool_]:
    """The actors of groups, each of which reaches the others and nothing else, and that lose nothing."""
    reach = shares > 0
    for middle in range(len(shares)):
        reach |= np.outer(reach[:, middle], reach[middle])
    together = reach & reach.T
    keeps = shares.sum(1) >= _NO_LEAK
    return np.array(
        [bool(reach[one, one] and not (reach[one] & ~together[one]).any() and keeps[reach[one]].all())
         for one in range(len(shares))],
        dtype=bool,
    )  # fmt: skip


# --- structure --------------------------------------------------------------------------------------------------------


def _structure(inside: Floats) -> dict[str, float | None]:
    """What the links alone say, whatever their amounts: rows that give are prey, columns that receive are predators."""
    links = inside > 0
    count = int(links.sum())
    if not count:
        return {"linkage_density": None, "prey_to_predator": None, "cyclicity": None}
    eigenvalues = np.linalg.eigvals(links.astype(float)) if _has_cycle(links) else np.zeros(1)
    return {
        "linkage_density": count / len(links),
        "prey_to_predator": float(links.any(1).sum() / links.any(0).sum()),
        "cyclicity": float(np.abs(eigenvalues).max()),
    }


def _has_cycle(links: NDArray[np.bool_]) -> bool:
    """Whether some actor gives to itself through others: without one, eigenvalues are zero but for rounding."""
    left = links.copy()
    while True:
        ends = ~left.any(1) & left.any(0)
        if not ends.any():
            return bool(left.any())
        left[:, ends] = False


# --- reading and words ------------------------------------------------------------------------------------------------


def _square(matrix: Mapping[Pair, float], actors: tuple[str, ...]) -> Floats:
    places = {one: place for place, one in enumerate(actors)}
    square = np.zeros((len(actors), len(actors)))
    for (source, target), amount in matrix.items():
        square[places[source], places[target]] = float(amount)
    return square


def _with_boundary(inside: Floats, enters: Floats, leaves: Floats, lost: Floats) -> Floats:
    """The matrix with three further places: where inputs come from, where outputs go, where losses go."""
    count = len(inside)
    whole = np.zeros((count + 3, count + 3))
    whole[:count, :count] = inside
    whole[count, :count], whole[:count, count + 1], whole[:count, count + 2] = enters, leaves, lost
    return whole


def _check(*amounts: Mapping[str, float] | Mapping[Pair, float]) -> None:
    for each in amounts:
        for key, amount in each.items():
            if not math.isfinite(amount) or amount < 0:
                where = " → ".join(key) if isinstance(key, tuple) else key
                raise FlowError(fill(_text("problem", "amount"), where=where, found=str(amount)))


def _nothing(actors: tuple[str, ...]) -> FlowMeasures:
    measures = [name for name in FlowMeasures.__slots__ if name not in ("actors", "links", "why")]
    amounts = ("total_throughput", "throughflow")
    values = {name: 0.0 if name in amounts else None for name in measures}
    why = {name: _text("why", "nothing") for name in measures if name not in amounts}
    return FlowMeasures(actors=actors, links=0, why=why, **values)  # type: ignore[arg-type]


def _undefined(*found: Mapping[str, float | None]) -> dict[str, str]:
    """Why each measure that is missing is missing."""
    reasons = {"alpha": "single", "robustness": "single"}
    return {
        name: reasons.get(name, "inside") for each in found for name, value in each.items() if value is None
    }


def _text(section: str, name: str) -> Text:
    return _MESSAGES.text(f"{section}.{name}")
