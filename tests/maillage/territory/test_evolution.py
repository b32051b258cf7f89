"""What changed between vintages, and what keeps two of them from being compared."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.data import packaged
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.evolution import CAUTIONS, among_peers, evolution
from maillage.territory.measures import measures
from maillage.territory.standing import standing
from maillage.territory.wording import MESSAGES, text
from tests.maillage.territory.reading_samples import cases, figure


@pytest.mark.parametrize("case", cases("evolution"), ids=lambda case: case["about"])
def test_two_vintages_compare_as_an_expert_says(case: dict[str, Any]) -> None:
    code, dataset = case["indicator"], case.get("dataset", "insee_comparateur")
    figures = [figure(code, **one, dataset=dataset) for one in case["figures"]]
    found = evolution(figures, spans=indicators()[code].computed.uses_span)
    if case["change"] is None:
        assert found is None
        return
    assert found is not None
    assert found.change == pytest.approx(case["change"])
    assert [found.before.vintage, found.after.vintage] == case["between"]
    assert (list(found.cautions), found.comparable) == (case["cautions"], case["comparable"])


def test_two_sources_do_not_compare() -> None:
    before = figure("median_income", 19000.0, year=2016, dataset="insee_filosofi_epci")
    found = evolution([before, figure("median_income", 20000.0, year=2021)])
    assert found is not None
    assert found.cautions == ("datasets",)


def test_a_change_stands_among_those_of_the_peers() -> None:
    before, after = figure("birth_rate", 10.0, year=2015), figure("birth_rate", 13.0, year=2020)
    found = evolution([before, after])
    assert found is not None
    befores = dict(zip("abcdef", [9.0, 10.0, 11.0, 12.0, 13.0, 14.0], strict=True))
    afters = dict(zip("abcde", [9.0, 11.0, 12.0, 14.0, 15.0], strict=True))
    level = standing(after, list(afters.values()), 6, 1)
    beside = among_peers(found, befores, afters, "abcdef", level, 1)
    assert beside.standing is not None
    assert (beside.standing.peers_known, beside.standing.median) == (5, 1.0)
    assert beside.standing.place == "above"
    assert beside.movement == 1.0  # 3 points, when the middle half of the peers is 3 points wide


def test_what_the_table_names_exists() -> None:
    named = {one for row in packaged.document(MESSAGES)["cycles"] for one in row["measures"]}
    assert named <= measures().keys()
    assert set(packaged.document(MESSAGES)["incomparable"]["datasets"]) <= datasets().keys()
    assert all(text(f"caution.{one}").fr for one in CAUTIONS)
