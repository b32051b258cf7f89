"""Measures of a network given as `n` actors, numbered from 0, and the links between them.

Every function takes ``n`` and ``edges``, pairs of numbers below `n`; undirected ones read them as a simple graph: a
link from an actor to itself counts for nothing, and several links between the same two count once. Directed ones do
the same with each direction apart. Where NetworkX has the measure, the value is the same to 1e-9 on that simple graph.
Where a measure is not defined (too few actors, no link), the answer is `None`: never NaN.

The work on graphs is done by rustworkx (docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import rustworkx as rx

Edges = Iterable[tuple[int, int]]
_ALONE_UNDER = 500
"""Under this number of actors one thread does the work: the order of the sums, so their last digit, never changes."""
_DIGITS = 15


def simple(edges: Edges) -> tuple[tuple[int, int], ...]:
    """The distinct pairs, lower number first, without links to oneself, in the order in which they first appear.

    >>> simple([(2, 1), (1, 2), (3, 3)])
    ((1, 2),)
    """
    pairs = ((a, b) if a < b else (b, a) for a, b in edges if a != b)
    return tuple(dict.fromkeys(pairs))


def arcs(edges: Edges) -> tuple[tuple[int, int], ...]:
    """The distinct directed links, without links to oneself, in the order in which they first appear."""
    return tuple(dict.fromkeys((a, b) for a, b in edges if a != b))


def graph_of(n: int, edges: Edges) -> rx.PyGraph[None, None]:
    """The simple undirected graph, for several measures of the same network.

    Raises `ValueError` for an end that is not a number from 0 to n - 1.
    """
    pairs = simple(edges)
    if any(low < 0 or high >= n for low, high in pairs):
        raise ValueError(f"a link names an actor beyond the {n} of the network")
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * n)
    graph.add_edges_from_no_data(list(pairs))
    return graph


def degrees(n: int, edges: Edges) -> tuple[int, ...]:
    """To how many others each actor is linked."""
    found = [0] * n
    for a, b in simple(edges):
        found[a] += 1
        found[b] += 1
    return tuple(found)


def density(n: int, edges: Edges) -> float | None:
    """The share of the possible pairs that are linked: 2m / (n (n − 1)), from 0 to 1. `None` under two actors.

    >>> density(3, [(0, 1)])
    0.3333333333333333
    """
    return 2 * len(simple(edges)) / (n * (n - 1)) if n > 1 else None


def centralisation(n: int, edges: Edges) -> float | None:
    """Freeman's degree centralisation, from 0 (all alike) to 1 (a star). `None` under three actors.

    The sum over actors of the highest degree less theirs, divided by the value of that sum for a star of the same
    size, (n − 1) (n − 2). Freeman, 1978, Social Networks 1(3), doi:10.1016/0378-8733(78)90021-7.

    >>> centralisation(4, [(0, 1), (0, 2), (0, 3)])
    1.0
    """
    if n < 3:
        return None
    found = degrees(n, edges)
    return (n * max(found) - sum(found)) / ((n - 1) * (n - 2))


def betweenness(n: int, edges: Edges) -> tuple[float, ...]:
    """For each actor, the share of the pairs of others whose shortest paths go through it (Freeman), 0 to 1.

    Where several paths are as short, each counts for its part. Divided by the (n − 1) (n − 2) / 2 pairs of others,
    linked or not; 0 under three actors. Exact (Brandes, 2001, doi:10.1080/0022250X.2001.9990249), rounded to 15
    decimals so that the number of threads changes nothing.

    >>> betweenness(3, [(0, 1), (1, 2)])
    (0.0, 1.0, 0.0)
    """
    return betweenness_of(graph_of(n, edges))


def betweenness_of(graph: rx.PyGraph[None, None]) -> tuple[float, ...]:
    """`betweenness` of a graph already built."""
    n = graph.num_nodes()
    if n < 3:
        return (0.0,) * n
    found = rx.graph_betweenness_centrality(graph, parallel_threshold=_ALONE_UNDER)
    return tuple(round(found[place], _DIGITS) for place in range(n))


def joined_pairs(n: int, edges: Edges) -> tuple[int, ...]:
    """For each actor, how many pairs of others the network joins, directly or from one to the next.

    >>> joined_pairs(4, [(0, 1), (1, 2)])
    (1, 1, 1, 3)
    """
    return joined_pairs_of(graph_of(n, edges))


def joined_pairs_of(graph: rx.PyGraph[None, None]) -> tuple[int, ...]:
    """`joined_pairs` of a graph already built."""
    size = [1] * graph.num_nodes()
    joined = 0
    for part in rx.connected_components(graph):
        joined += len(part) * (len(part) - 1) // 2
        for one in part:
            size[one] = len(part)
    return tuple(joined - (one - 1) for one in size)


def constraint(n: int, edges: Edges) -> tuple[float | None, ...]:
    """Burt's constraint: how far the contacts of an actor know one another. `None` for an actor without link.

    For each contact j of i: (p_ij + Σ_q p_iq p_qj)², with p_ij the inverse of the degree of i, summed over j. Low: i
    holds together contacts that do not meet without it. Burt, 2004, doi:10.1086/421787. 1 for a single contact
    who has no other; above 1 is possible in very small groups.

    >>> constraint(3, [(0, 1), (0, 2)])
    (0.5, 1.0, 1.0)
    """
    near: list[set[int]] = [set() for _ in range(n)]
    for a, b in simple(edges):
        near[a].add(b)
        near[b].add(a)
    inverse = [1 / len(contacts) if contacts else 0.0 for contacts in near]
    return tuple(_constraint(near, inverse, one) if near[one] else None for one in range(n))


def _constraint(near: Sequence[set[int]], inverse: Sequence[float], one: int) -> float:
    through = (1 + sum(inverse[q] for q in near[one] & near[j]) for j in sorted(near[one]))
    return sum((inverse[one] * share) ** 2 for share in through)


def articulation_points(n: int, edges: Edges) -> frozenset[int]:
    """The actors without whom the part of the network they are in would fall into several.

    >>> articulation_points(3, [(0, 1), (1, 2)])
    frozenset({1})
    """
    return articulation_points_of(graph_of(n, edges))


def articulation_points_of(graph: rx.PyGraph[None, None]) -> frozenset[int]:
    """`articulation_points` of a graph already built."""
    return frozenset(rx.articulation_points(graph))


def bridges(n: int, edges: Edges) -> frozenset[tuple[int, int]]:
    """The pairs whose link is the only passage between two parts of the network, lower number first.

    >>> sorted(bridges(4, [(0, 1), (1, 2), (2, 0), (2, 3)]))
    [(2, 3)]
    """
    return bridges_of(graph_of(n, edges))


def bridges_of(graph: rx.PyGraph[None, None]) -> frozenset[tuple[int, int]]:
    """`bridges` of a graph already built."""
    return frozenset((min(pair), max(pair)) for pair in rx.bridges(graph))


def components(n: int, edges: Edges) -> tuple[tuple[int, ...], ...]:
    """The parts of the network with no link between them, the largest ahead, then by their first actor.

    >>> components(3, [(1, 2)])
    ((1, 2), (0,))
    """
    return components_of(graph_of(n, edges))


def components_of(graph: rx.PyGraph[None, None]) -> tuple[tuple[int, ...], ...]:
    """`components` of a graph already built."""
    parts = (tuple(sorted(part)) for part in rx.connected_components(graph))
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def parts_without(n: int, edges: Edges, actor: int) -> tuple[tuple[int, ...], ...]:
    """What the part of the network that holds `actor` becomes if it is absent, in the order of `components`.

    >>> parts_without(4, [(0, 1), (1, 2)], 1)
    ((0,), (2,))
    """
    pairs = simple(edges)
    whole = next(part for part in components(n, pairs) if actor in part)
    left = components(n, [pair for pair in pairs if actor not in pair])
    return tuple(part for part in left if part[0] in whole and part != (actor,))


def parts_around(n: int, edges: Edges) -> tuple[int, ...]:
    """Into how many parts the absence of each actor would leave those it is linked to, at once for all; 0 without link.

    One part per block (biconnected component) that the actor belongs to.

    >>> parts_around(4, [(0, 1), (1, 2)])
    (1, 2, 1, 0)
    """
    return parts_around_of(graph_of(n, edges))


def parts_around_of(graph: rx.PyGraph[None, None]) -> tuple[int, ...]:
    """`parts_around` of a graph already built."""
    blocks: list[set[int]] = [set() for _ in range(graph.num_nodes())]
    for pair, block in rx.biconnected_components(graph).items():
        for one in pair:
            blocks[one].add(block)
    return tuple(len(found) for found in blocks)


def core_numbers(n: int, edges: Edges) -> tuple[int, ...]:
    """For each actor, the largest k such that it is in a group where each is linked to at least k of the group.

    >>> core_numbers(4, [(0, 1), (1, 2), (2, 0), (2, 3)])
    (2, 2, 2, 1)
    """
    return core_numbers_of(graph_of(n, edges))


def core_numbers_of(graph: rx.PyGraph[None, None]) -> tuple[int, ...]:
    """`core_numbers` of a graph already built."""
    found: Any = rx.graph_core_number(graph)
    return tuple(found[place] for place in range(graph.num_nodes()))


def reciprocity(edges: Edges) -> float | None:
    """The share of the directed links that are answered by one in the other direction. `None` without link.

    >>> reciprocity([(0, 1), (1, 0), (1, 2)])
    0.6666666666666666
    """
    known = set(arcs(edges))
    return sum((b, a) in known for a, b in known) / len(known) if known else None


def ei_index(edges: Edges, groups: Sequence[Hashable | None]) -> float | None:
    """Krackhardt and Stern's E-I index: (external − internal) / all, from −1 (all within) to 1 (all across).

    `groups` gives each actor its group; a pair with an actor of no known group is left out. `None` when none is left.
    Krackhardt and Stern, 1988, doi:10.2307/2786835.

    >>> ei_index([(0, 1), (1, 2)], ["a", "a", "b"])
    0.0
    """
    across = [groups[a] != groups[b] for a, b in _known(edges, groups)]
    return (2 * sum(across) - len(across)) / len(across) if across else None


def assortativity(edges: Edges, groups: Sequence[Hashable | None]) -> float | None:
    """Newman's assortativity by group: 1 when links stay within groups, 0 when they fall as by chance, below 0 when
    they cross more often than that. Pairs with an actor of no known group are left out.

    (Σ e_gg − Σ a_g²) / (1 − Σ a_g²), where e is the share of link ends between groups and a their sums. `None`
    without pair, or when all the ends are in one group. Newman, 2003, doi:10.1103/PhysRevE.67.026126.
    """
    pairs = _known(edges, groups)
    if not pairs:
        return None
    ends: dict[Hashable, int] = {}
    for one in (groups[end] for pair in pairs for end in pair):
        ends[one] = ends.get(one, 0) + 1
    expected = sum((count / (2 * len(pairs))) ** 2 for count in ends.values())
    within = sum(groups[a] == groups[b] for a, b in pairs) / len(pairs)
    return (within - expected) / (1 - expected) if len(ends) > 1 else None


def _known(edges: Edges, groups: Sequence[Hashable | None]) -> tuple[tuple[int, int], ...]:
    return tuple(
        pair for pair in simple(edges) if groups[pair[0]] is not None and groups[pair[1]] is not None
    )
