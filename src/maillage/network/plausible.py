"""The measures of every plausible network, all at once where NumPy can, one network after the other where it cannot.

Intervals are the 5th and 95th percentiles over the plausible networks: nine out of ten fall within. They tell what the
stated doubts do to a figure; they are no confidence interval of a survey, since nobody drew the actors at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from maillage.network import measures
from maillage.network.doubts import Booleans, Doubts, Drawn, draw
from maillage.network.graph import Network

Numbers = NDArray[np.float64]
LOW, HIGH = 5, 95
_ZERO = 1e-12
_MOST, _FEWEST = 10_000, 20
_CELLS = 40_000_000
_WORK = 250_000_000


@dataclass(frozen=True)
class Plausible:
    """The plausible networks of `network`. Each property is an array with one line per draw."""

    network: Network
    drawn: Drawn
    edges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, network: Network, doubts: Doubts, draws: int, seed: int) -> Plausible:
        """`draws` plausible networks, or as many as `affordable` says. Same arguments, same arrays."""
        return cls(network, draw(network, doubts, affordable(network, draws), seed), network.edges)

    @property
    def draws(self) -> int:
        """How many networks were drawn."""
        return len(self.drawn.rows)

    @property
    def n(self) -> int:
        """How many actors there are."""
        return len(self.network.actors)

    @cached_property
    def degrees(self) -> Numbers:
        """To how many others each actor is linked (draws × actors)."""
        ends = np.array(self.edges, dtype=np.intp).reshape(-1, 2)
        found = np.zeros((self.draws, self.n))
        for present, pairs in ((self.drawn.pairs, ends), (self.drawn.missing, self.drawn.absent)):
            draws, links = np.nonzero(present)
            for side in (0, 1):
                np.add.at(found, (draws, pairs[links, side]), 1)
        return found

    @cached_property
    def density(self) -> Numbers:
        """The density of each; NaN never leaves this module (`interval`)."""
        if self.n < 2:
            return self._undefined()
        found: Numbers = self.degrees.sum(axis=1) / (self.n * (self.n - 1))
        return found

    @cached_property
    def centralisation(self) -> Numbers:
        """The degree centralisation of each."""
        if self.n < 3:
            return self._undefined()
        most, all_of_them = self.degrees.max(axis=1), self.degrees.sum(axis=1)
        found: Numbers = (self.n * most - all_of_them) / ((self.n - 1) * (self.n - 2))
        return found

    @cached_property
    def graphs(self) -> tuple[rx.PyGraph[None, None], ...]:
        """Each as a graph."""
        linked = np.array(self.edges, dtype=np.intp).reshape(-1, 2)
        absent = self.drawn.absent
        return tuple(
            _graph(self.n, np.concatenate((linked[present], absent[added])))
            for present, added in zip(self.drawn.pairs, self.drawn.missing, strict=True)
        )

    @cached_property
    def betweenness(self) -> Numbers:
        """The betweenness of every actor (draws × actors)."""
        found = [measures.betweenness_of(graph) for graph in self.graphs]
        return np.array(found, dtype=np.float64).reshape(self.draws, self.n)

    @cached_property
    def passages(self) -> Numbers:
        """The share of the pairs of others that the network joins whose paths go through each actor; 0 without pair."""
        joined = np.array([measures.joined_pairs_of(graph) for graph in self.graphs], dtype=np.float64)
        paths = self.betweenness * ((self.n - 1) * (self.n - 2) / 2)
        found: Numbers = paths / np.maximum(joined.reshape(paths.shape), 1)
        return found

    @cached_property
    def cuts(self) -> Booleans:
        """Whether each actor is an articulation point (draws × actors)."""
        found = np.zeros((self.draws, self.n), dtype=np.bool_)
        for line, graph in zip(found, self.graphs, strict=True):
            line[list(rx.articulation_points(graph))] = True
        return found

    @cached_property
    def bridges(self) -> Booleans:
        """Whether each recorded pair is a bridge (draws × pairs)."""
        places = {pair: place for place, pair in enumerate(self.edges)}
        found = np.zeros((self.draws, len(self.edges)), dtype=np.bool_)
        for line, graph in zip(found, self.graphs, strict=True):
            ends = ((min(pair), max(pair)) for pair in rx.bridges(graph))
            line[[places[pair] for pair in ends if pair in places]] = True
        return found

    @cached_property
    def parts(self) -> Numbers:
        """How many parts with no link between them."""
        return np.array([rx.number_connected_components(graph) for graph in self.graphs], dtype=np.float64)

    @cached_property
    def alone(self) -> Numbers:
        """How many actors have no link."""
        found: Numbers = (self.degrees == 0).sum(axis=1).astype(np.float64)
        return found

    def counts(self, rows: Sequence[bool]) -> Numbers:
        """How many of the links chosen by `rows` are there."""
        found: Numbers = self.drawn.rows[:, np.array(rows, dtype=np.bool_)].sum(axis=1).astype(np.float64)
        return found

    def _undefined(self) -> Numbers:
        return np.full(self.draws, np.nan)


def _graph(n: int, edges: NDArray[np.intp]) -> rx.PyGraph[None, None]:
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * n)
    graph.add_edges_from_no_data(list(map(tuple, edges.tolist())))
    return graph


def affordable(network: Network, draws: int) -> int:
    """How many of `draws` networks can be drawn in a few seconds: 200 up to some four hundred actors, at most 10,000.

    The arrays grow with the square of the actors and betweenness with actors × links, for each draw. Where fewer
    than 20 could be, none is: an interval over so few would mean nothing.
    """
    n, links = len(network.actors), len(network.pairs)
    bearable = min(_MOST, _CELLS // max(1, n * n), _WORK // max(1, n * (n + links)))
    return max(0, min(draws, bearable)) if bearable >= _FEWEST else 0


def interval(found: Numbers) -> tuple[float, float] | tuple[None, None]:
    """The 5th and 95th percentiles of a measure over the draws where it is defined; nothing where it never is.

    >>> interval(np.array([1.0, 1.0, np.nan]))
    (1.0, 1.0)
    """
    defined = found[np.isfinite(found)]
    if not len(defined):
        return None, None
    low, high = np.percentile(defined, (LOW, HIGH))
    return float(low), float(high)


def quotient(above: Numbers, below: Numbers) -> Numbers:
    """A quotient for each draw, not a number where it is not defined: `interval` leaves those draws out."""
    found = np.full(len(above), np.nan)
    np.divide(above, below, out=found, where=np.abs(below) > _ZERO)
    return found


def share(holds: Booleans) -> float:
    """In which share of the plausible networks something holds; 1 when none was drawn."""
    return float(holds.mean()) if len(holds) else 1.0
