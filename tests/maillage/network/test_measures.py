"""Every measure that NetworkX has gives the same value, on any graph."""

from __future__ import annotations

import math
import warnings

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.network import measures

CLOSE = 1e-9


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """Empty, lone, disconnected, with links to oneself and several links between the same two."""
    n = draw(st.integers(0, 12))
    if n == 0:
        return 0, []
    end = st.integers(0, n - 1)
    return n, draw(st.lists(st.tuples(end, end), max_size=30))


def as_graph(n: int, edges: list[tuple[int, int]], kind: type[nx.Graph] = nx.Graph) -> nx.Graph:
    graph = kind()
    graph.add_nodes_from(range(n))
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    return graph


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_measures_of_the_whole_equal_those_of_networkx(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    n, edges = drawn
    graph = as_graph(n, edges)
    assert measures.density(n, edges) == (pytest.approx(nx.density(graph), abs=CLOSE) if n > 1 else None)
    assert measures.components(n, edges) == tuple(
        sorted((tuple(sorted(part)) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    )
    assert measures.articulation_points(n, edges) == set(nx.articulation_points(graph))
    assert measures.bridges(n, edges) == {(min(pair), max(pair)) for pair in nx.bridges(graph)}
    directed = as_graph(n, edges, nx.DiGraph)
    found = measures.reciprocity(edges)
    if directed.number_of_edges():
        assert found == pytest.approx(nx.overall_reciprocity(directed), abs=CLOSE)
    else:
        assert found is None


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_measures_of_each_actor_equal_those_of_networkx(
    drawn: tuple[int, list[tuple[int, int]]],
) -> None:
    n, edges = drawn
    graph = as_graph(n, edges)
    reference = nx.betweenness_centrality(graph)
    assert measures.betweenness(n, edges) == pytest.approx([reference[one] for one in range(n)], abs=CLOSE)
    assert measures.degrees(n, edges) == tuple(graph.degree(one) for one in range(n))
    assert dict(enumerate(measures.core_numbers(n, edges))) == nx.core_number(graph)
    burt = nx.constraint(graph) if n else {}
    for one, found in enumerate(measures.constraint(n, edges)):
        assert found is None if math.isnan(burt[one]) else found == pytest.approx(burt[one], abs=CLOSE)


@settings(max_examples=100, deadline=None)
@given(graphs(), st.lists(st.sampled_from(["a", "b", "c"]), min_size=12, max_size=12))
def test_the_mixing_of_groups_equals_that_of_networkx(
    drawn: tuple[int, list[tuple[int, int]]], groups: list[str]
) -> None:
    n, edges = drawn
    graph = as_graph(n, edges)
    nx.set_node_attributes(graph, dict(enumerate(groups)), "group")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NetworkX divides by zero where we answer that there is no value
        reference = nx.attribute_assortativity_coefficient(graph, "group") if graph.edges else math.nan
    found = measures.assortativity(edges, groups[:n])
    assert found is None if math.isnan(reference) else found == pytest.approx(reference, abs=CLOSE)
    crossing = sum(groups[a] != groups[b] for a, b in graph.edges)
    if total := graph.number_of_edges():
        assert measures.ei_index(edges, groups[:n]) == pytest.approx((2 * crossing - total) / total)


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_the_absence_of_an_actor_leaves_the_parts_that_networkx_finds(
    drawn: tuple[int, list[tuple[int, int]]],
) -> None:
    n, edges = drawn
    graph = as_graph(n, edges)
    for actor in range(n):
        around = nx.node_connected_component(graph, actor) - {actor}
        left = {frozenset(part) for part in nx.connected_components(graph.subgraph(around))}
        assert {frozenset(part) for part in measures.parts_without(n, edges, actor)} == left


def test_a_star_is_wholly_centralised_and_a_ring_is_not() -> None:
    star = [(0, one) for one in range(1, 7)]
    ring = [(one, (one + 1) % 7) for one in range(7)]
    assert measures.centralisation(7, star) == 1
    assert measures.centralisation(7, ring) == 0
    assert measures.centralisation(2, [(0, 1)]) is None


def test_a_link_beyond_the_actors_is_refused() -> None:
    with pytest.raises(ValueError, match="beyond the 2"):
        measures.betweenness(2, [(0, 2)])
