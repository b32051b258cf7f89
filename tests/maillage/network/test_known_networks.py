"""Networks of the literature give what the literature says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from maillage.network import measures

CASES = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "cases" / "network" / "known.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"][:40])
def test_a_known_network_has_its_known_measures(case: dict[str, Any]) -> None:
    names = list(dict.fromkeys([one for edge in case["edges"] for one in edge] + case.get("alone", [])))
    place = {name: number for number, name in enumerate(names)}
    n, edges = len(names), [(place[a], place[b]) for a, b in case["edges"]]
    whole = {"density": measures.density(n, edges), "centralisation": measures.centralisation(n, edges)}
    for name, found in whole.items():
        if name in case:
            assert round(found or 0.0, case["rounded"]) == case[name], name
    of_each = {
        "degrees": measures.degrees(n, edges),
        "betweenness": measures.betweenness(n, edges),
        "constraint": measures.constraint(n, edges),
    }
    for name, values in of_each.items():
        found = {one: round(values[place[one]] or 0.0, case["rounded"]) for one in case.get(name, {})}
        assert found == case.get(name, {}), name
    assert sorted(names[one] for one in measures.articulation_points(n, edges)) == case["cut"]
    bridges = sorted(sorted((names[a], names[b])) for a, b in measures.bridges(n, edges))
    assert bridges == case["bridges"]
