"""Similar territories: stated variables, distances that can be worked out by hand, nobody imputed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.data import packaged
from maillage.territory.catalogue import indicators
from maillage.territory.similar import (
    FAR,
    Space,
    Variable,
    all_peers,
    nearest,
    peers_of,
    similarity_variables,
    stated,
)
from maillage.text import Text
from tests.conftest import ROOT
from tests.maillage.territory.reading_samples import cases
from tests.maillage.territory.wording import faults

COLUMN = st.dictionaries(st.sampled_from("abcdefghijkl"), st.floats(0.1, 1e4), min_size=6)


def variable(indicator: str, transform: str = "none", weight: float = 1.0) -> Variable:
    """A variable of a case."""
    return Variable(indicator, transform, weight, Text(indicator, indicator), Text("", ""))


@pytest.mark.parametrize("case", cases("similar"), ids=lambda case: case["about"])
def test_peers_are_those_an_expert_finds(case: dict[str, Any]) -> None:
    variables = [variable(**one) for one in case["variables"]]
    found = peers_of(
        case["of"], case["columns"], variables=variables, among=case.get("among"), count=case["count"]
    )
    assert list(found.codes) == list(case["nearest"])
    for peer in found.peers:
        wanted = case["nearest"][peer.code]
        assert wanted is None or peer.distance == pytest.approx(wanted, abs=5e-4)
    assert {code: list(names) for code, names in found.missing.items()} == case.get("missing", {})
    assert dict(found.unused) == case.get("unused", {})


@settings(max_examples=40)
@given(COLUMN, st.sampled_from([0.001, 7.0, 1000.0]))
def test_the_unit_of_a_variable_does_not_change_who_is_similar(
    column: dict[str, float], factor: float
) -> None:
    code = min(column)
    other = {one: value * factor for one, value in column.items()}
    found = [peers_of(code, {"x": each}, variables=[variable("x")]) for each in (column, other)]
    pairs = zip(found[0].peers, found[1].peers, strict=True)
    assert all(a.distance == pytest.approx(b.distance, rel=1e-6, abs=1e-9) for a, b in pairs)


@settings(max_examples=40)
@given(COLUMN)
def test_distance_is_the_same_both_ways_and_grows(column: dict[str, float]) -> None:
    space = Space.of({"x": column}, [variable("x", "log")])
    for code in space.points:
        distances = [peer.distance for peer in nearest(space, code).peers]
        assert distances == sorted(distances)  # type: ignore[type-var]  # all are numbers here
        for peer in nearest(space, code).peers:
            back = {one.code: one.distance for one in nearest(space, peer.code).peers}
            assert back[code] == pytest.approx(peer.distance)


def test_all_at_once_says_what_one_at_a_time_says() -> None:
    column = {str(rank): float(rank**2 % 23 + 1) for rank in range(40)}
    space = Space.of({"x": column, "y": dict(reversed(column.items()))}, [variable("x"), variable("y")])
    together = all_peers(space, 5)
    for code in column:
        alone = [(one.distance, one.code) for one in nearest(space, code, count=5).peers]
        assert list(together[code]) == alone


def test_a_list_stands_in_place_of_the_search() -> None:
    space = Space.of({"x": {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}}, [variable("x")])
    found = stated(space, "a", ["d", "nowhere", "b", "a", "d"])
    assert found.codes == ("d", "nowhere", "b")
    assert found.stated
    assert [peer.distance is None for peer in found.peers] == [False, True, False]
    assert found.peers[0].values == {"x": 4.0}


def test_a_territory_out_of_the_columns_is_compared_by_its_own_values() -> None:
    columns = {"x": {"a": 1.0, "b": 2.0, "c": 3.0, "d": 9.0}}
    assert peers_of("new", columns, variables=[variable("x")], count=1, own={"x": 8.0}).codes == ("d",)
    assert peers_of("new", columns, variables=[variable("x")], own={}).peers == ()


def test_those_without_any_value_are_counted() -> None:
    space = Space.of({"x": {"a": 1.0, "b": 2.0, "c": 3.0}}, [variable("x")], ["a", "b", "c", "d", "e"])
    assert nearest(space, "a").without == 2
    assert nearest(space, "a", among=["b", "d"]).without == 1


@pytest.mark.parametrize(("transform", "weight"), [("none", -1.0), ("none", float("nan")), ("cube", 1.0)])
def test_a_weight_or_a_transform_that_means_nothing_is_refused(transform: str, weight: float) -> None:
    with pytest.raises(ValueError, match=r"transform|weight"):
        Space.of({}, [variable("x", transform, weight)])


def test_a_weight_of_zero_leaves_a_variable_out() -> None:
    columns = {"x": {"a": 1.0, "b": 2.0, "c": 3.0}, "y": {"a": 1.0, "b": 5.0, "c": 2.0}}
    found = peers_of("a", columns, variables=[variable("x"), variable("y", weight=0)], count=1)
    assert found.codes == ("b",)
    assert [one.indicator for one in found.variables] == ["x"]


def test_the_table_of_variables_can_be_disputed() -> None:
    assert len(similarity_variables()) >= 5
    assert {one.indicator for one in similarity_variables()} <= indicators().keys()
    rows = packaged.rows("territory/similarity.csv")
    texts = [
        (row["indicator"], Text(row[f"{name}_fr"], row[f"{name}_en"]))
        for row in rows
        for name in ("label", "reason")
    ]
    assert faults(texts) == []


def test_the_page_of_the_method_states_every_variable() -> None:
    page = (ROOT / "docs/methods/similar-territories.md").read_text(encoding="utf-8")
    for one in similarity_variables():
        assert page.count(f"| `{one.indicator}` |") == 2
        assert one.reason.fr in page
        assert one.reason.en in page
    assert f"{FAR}" in page
