"""One measurement per call, each in a process of its own: ``python -m bench.network.measures TOOL ACTORS TIES FOLDER``.

Seconds are those of the wall for each measure; `cpu` those of all threads. The graph is built once and timed apart, as
our readings do. What was found is written as a file of NumPy arrays, to compare the tools.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.memory import peak_mebibytes
from bench.network.networks import edges_of

SOURCES, EXACT_UP_TO = 60, 1000
"""From how many sources, drawn at random, NetworkX counts paths in a larger network; its time is then scaled to all."""

Found = dict[str, Any]
Clock = Callable[[str, Callable[[], Any]], Any]


def maillage(n: int, edges: list[tuple[int, int]], clock: Clock) -> Found:
    """Our measures, on rustworkx."""
    from maillage.network import measures

    graph = clock("graph", lambda: measures.graph_of(n, edges))
    return {
        "betweenness": clock("betweenness", lambda: measures.betweenness_of(graph)),
        "articulation": sorted(clock("articulation", lambda: measures.articulation_points_of(graph))),
        "components": len(clock("components", lambda: measures.components_of(graph))),
    }


def igraph(n: int, edges: list[tuple[int, int]], clock: Clock) -> Found:
    """The same with igraph; its betweenness is not normalised."""
    import igraph as ig

    graph = clock("graph", lambda: ig.Graph(n=n, edges=edges))
    found = clock("betweenness", graph.betweenness)
    return {
        "betweenness": np.array(found) / ((n - 1) * (n - 2) / 2),
        "articulation": sorted(clock("articulation", graph.articulation_points)),
        "components": len(clock("components", graph.connected_components)),
    }


def networkit(n: int, edges: list[tuple[int, int]], clock: Clock) -> Found:
    """The same with NetworKit, on all cores; cut actors are those of several blocks."""
    import networkit as nk

    def built() -> Any:
        made = nk.Graph(n)
        for a, b in edges:
            made.addEdge(a, b)
        return made

    graph = clock("graph", built)

    def cuts() -> list[int]:
        blocks = nk.components.BiconnectedComponents(graph)
        blocks.run()
        counts = np.zeros(n, dtype=int)
        for block in blocks.getComponents():
            counts[list(block)] += 1
        return [int(one) for one in np.flatnonzero(counts > 1)]

    return {
        "betweenness": clock(
            "betweenness", lambda: nk.centrality.Betweenness(graph, normalized=True).run().scores()
        ),
        "articulation": clock("articulation", cuts),
        "components": clock("components", lambda: _parts(nk, graph)),
    }


def _parts(nk: Any, graph: Any) -> int:
    found = nk.components.ConnectedComponents(graph)
    found.run()
    return int(found.numberOfComponents())


def networkx(n: int, edges: list[tuple[int, int]], clock: Clock) -> Found:
    """The same with NetworkX: betweenness from `SOURCES` sources; each other measure in full."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    clock("graph", lambda: graph.add_edges_from(edges))
    sources = SOURCES if n > EXACT_UP_TO else n
    found = clock("betweenness", lambda: nx.betweenness_centrality(graph, k=sources, seed=1))
    exact = {"betweenness": [found[one] for one in range(n)]} if sources == n else {}
    return {
        **exact,
        "sources": sources,
        "articulation": sorted(clock("articulation", lambda: list(nx.articulation_points(graph)))),
        "components": clock("components", lambda: nx.number_connected_components(graph)),
    }


TOOLS = {"maillage": maillage, "igraph": igraph, "networkit": networkit, "networkx": networkx}


def main(arguments: list[str]) -> None:
    """Run one tool and print its seconds; ``PATH`` is where its betweenness is written."""
    tool, actors, ties, path = arguments
    n, edges = int(actors), edges_of(int(actors), int(ties))
    seconds: dict[str, float] = {}
    cpu: dict[str, float] = {}

    def clock(name: str, run: Callable[[], Any]) -> Any:
        began, used = time.perf_counter(), time.process_time()
        found = run()
        seconds[name], cpu[name] = time.perf_counter() - began, time.process_time() - used
        return found

    found = TOOLS[tool](n, edges, clock)
    if "betweenness" in found:
        np.save(Path(path) / f"{tool}.npy", np.array(found.pop("betweenness")))
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": peak_mebibytes(), **found}))


if __name__ == "__main__":
    main(sys.argv[1:])
