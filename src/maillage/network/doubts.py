"""How far a stated link is believed, and how many links nobody wrote down: conventions, kept as rows of data.

A dossier says of each row how sure its author is (high, medium, low, or nothing). A reading needs numbers to say how
much its own figures could move: `data/network/doubts.csv` gives each confidence a probability and each link written a
number of links not written. They are conventions to be disputed, not measurements; `Doubts.but` changes any of them.

`draw` makes plausible networks from them:

- A row is there with the probability of its confidence. The rows that speak of the same two actors stand or fall
  together, the surest last: they often have the same author, so ten rows are no proof that each is right.
- Every pair without link, but the pairs stated strangers, is linked with the same small probability, such that
  `missing_share` links are added per linked pair, on average.
- Every pair linked in one direction only has, with the probability `missing_share`, an answer that nobody wrote down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from maillage.data import packaged
from maillage.network.graph import Network
from maillage.text import Text

Booleans = NDArray[np.bool_]

_ROWS = "network/doubts.csv"
UNSAID = "unsaid"
"""The row for a link whose confidence is not stated."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """The probability that a link stated with each confidence is there, and the links not written per link written.

    `missing_share` = 0.1 draws one unrecorded link for every ten pairs linked, on average.
    """

    high: float
    medium: float
    low: float
    unsaid: float
    missing_share: float

    def __post_init__(self) -> None:
        for name in ("high", "medium", "low", "unsaid"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}: {getattr(self, name)} is no probability (0 to 1)")
        if not 0 <= self.missing_share <= 1:
            raise ValueError(f"missing_share: {self.missing_share} is not between 0 and 1")

    def probability(self, confidence: str | None) -> float:
        """The probability that a link stated with `confidence` is there; an unlisted word counts as unsaid.

        >>> stated_doubts().probability(None) == stated_doubts().unsaid
        True
        """
        known = {"high": self.high, "medium": self.medium, "low": self.low}
        return known.get(confidence or UNSAID, self.unsaid)

    def but(self, **changes: float) -> Doubts:
        """The same conventions with some values changed. Raises `ValueError` for what is no probability."""
        return replace(self, **changes)


@cache
def doubt_rows() -> Mapping[str, tuple[float, Text, Text]]:
    """Every row: its value, what screens show, and why this value."""
    return {
        row["code"]: (
            float(row["value"]),
            Text(row["label_fr"], row["label_en"]),
            Text(row["why_fr"], row["why_en"]),
        )
        for row in packaged.rows(_ROWS)
    }


@cache
def stated_doubts() -> Doubts:
    """The conventions of the packaged table."""
    return Doubts(**{code: value for code, (value, _, _) in doubt_rows().items()})


@dataclass(frozen=True, slots=True)
class Drawn:
    """Plausible networks, one per line of each array.

    `rows` (draws × links of the network): whether the row is there. `pairs` (draws × pairs): whether a row that links
    the pair is. `absent` (candidates × 2): the pairs without link, as places of actors; `missing` (draws × candidates):
    whether a link that nobody wrote down joins them. `answers` (draws × pairs): whether the pair, linked in one
    direction, has an answer that nobody wrote down.
    """

    rows: Booleans
    pairs: Booleans
    absent: NDArray[np.intp]
    missing: Booleans
    answers: Booleans


def draw(network: Network, doubts: Doubts, draws: int, seed: int) -> Drawn:
    """`draws` plausible networks. Same arguments, same arrays."""
    chance = np.random.default_rng(seed)
    pairs = network.pairs
    numbers = {pair: number for number, pair in enumerate(pairs)}
    of_row = np.array([numbers[link.pair] for link in network.links], dtype=np.intp)
    sure = np.array([doubts.probability(link.confidence) for link in network.links], dtype=np.float64)
    surest = np.zeros(len(pairs))
    np.maximum.at(surest, of_row, sure)
    dice = chance.random((draws, len(pairs)))
    absent = _absent(network)
    share = min(1.0, doubts.missing_share * len(pairs) / len(absent)) if len(absent) else 0.0
    return Drawn(
        rows=dice[:, of_row] < sure,
        pairs=dice < surest,
        absent=absent,
        missing=chance.random((draws, len(absent)), dtype=np.float32) < share,
        answers=chance.random((draws, len(pairs))) < doubts.missing_share,
    )


def _absent(network: Network) -> NDArray[np.intp]:
    """The pairs that no link joins, strangers left out, as places of actors, lower first."""
    n, places = len(network.actors), network.places
    free = np.triu(np.ones((n, n), dtype=bool), 1)
    for pair in (*network.pairs, *network.strangers):
        low, high = sorted(places[one] for one in pair)
        free[low, high] = False
    return np.argwhere(free)


DEFAULT = stated_doubts()
"""What readings use when nothing else is asked."""
