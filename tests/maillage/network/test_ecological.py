"""Measures of flows: published values found again, singular and cyclic flows, units apart, words for what is missing."""

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.articulation.chain import Chain, build_chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Flow, Record
from maillage.dossier.values import PartialDate
from maillage.io import load
from maillage.network.ecological import (
    FlowError,
    FlowMeasures,
    flow_measures,
    flow_readings,
    flows_by_unit,
    flows_left_out,
    landmarks,
)
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "flows").glob("*.yaml"))
DAY = PartialDate.parse("2026-06-01").first_day()


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (ROOT / "tests" / "cases" / "flows" / f"{name}.yaml").read_text("utf-8")
    )
    return found


def measured(read: dict[str, Any]) -> FlowMeasures:
    matrix = {(source, target): float(amount) for source, target, amount in read["flows"]}
    return flow_measures(matrix, read.get("inputs"), read.get("outputs"), read.get("dissipation"))


def chain(*flows: Flow, actors: tuple[Actor, ...] = ()) -> Chain:
    known = actors or tuple(Actor(id=one, name=one) for one in ("a", "b", "c"))
    return build_chain(Dossier(record=Record(id="x", title="X"), actors=known, flows=flows), DAY)


def flow(id: str, source: str, target: str, amount: int | None = None, **said: Any) -> Flow:
    given = None if amount is None else Decimal(amount)
    return Flow(id=id, from_=source, to=target, object=said.pop("object", "eau"), amount=given, **said)


# --- published networks ---


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_values_of_a_published_network_are_found_again(path: Path) -> None:
    read = case(path.stem)
    found = measured(read)
    known = {name: getattr(found, name) for name in FlowMeasures.__slots__}
    known["ascendency_bits"] = found.ascendency and found.ascendency / math.log(2)
    known["capacity_bits"] = found.capacity and found.capacity / math.log(2)
    for name, one in {**read.get("published", {}), **read["computed"]}.items():
        assert known[name] == pytest.approx(one["value"], abs=max(one["within"], 1e-12)), name


def test_cone_spring_lies_where_natural_food_webs_were_found() -> None:
    found, lines = measured(case("cone_spring")), landmarks()
    assert found.roles is not None
    assert found.connectivity is not None
    assert lines["roles_low"] < found.roles < lines["roles_high"]
    assert lines["connectivity_low"] < found.connectivity < lines["connectivity_high"]
    assert found.robustness_relative == pytest.approx(-math.e * 0.41751 * math.log(0.41751), abs=1e-4)


def test_the_links_of_kalundborg_transcribed_elsewhere_have_the_same_single_cycle(shared: Path) -> None:
    told = json.loads((shared / "data" / "networks" / "kalundborg.json").read_text("utf-8"))["flux"]
    found = flow_measures({(one["de"], one["vers"]): 1.0 for one in told})
    assert found.links == len({(one["de"], one["vers"]) for one in told}) == 12
    assert found.cyclicity == pytest.approx(1.0)


# --- definitions ---


def test_the_measures_add_up_and_are_those_of_their_formulas() -> None:
    flows = np.array([[0, 8, 2], [1, 0, 3], [4, 0, 0.0]])
    names = "abc"
    found = flow_measures({(names[i], names[j]): flows[i, j] for i in range(3) for j in range(3)})
    share = flows / flows.sum()
    expected = share * np.log(share / (share.sum(1, keepdims=True) * share.sum(0, keepdims=True)), where=share > 0, out=np.zeros((3, 3)))  # fmt: skip
    assert found.average_mutual_information == pytest.approx(expected.sum())
    assert found.capacity == pytest.approx(-flows.sum() * (share[share > 0] * np.log(share[share > 0])).sum())
    assert found.ascendency is not None
    assert found.overhead is not None
    assert found.capacity == pytest.approx(found.ascendency + found.overhead)
    assert found.redundancy == pytest.approx(found.overhead), "nothing crosses the boundary"


def test_a_loop_that_leaks_nothing_cycles_wholly_and_one_that_leaks_as_finn_says() -> None:
    assert flow_measures({("a", "b"): 3, ("b", "c"): 3, ("c", "a"): 3}).finn == 1.0
    leaking = flow_measures({("a", "b"): 10, ("b", "a"): 5}, inputs={"a": 5}, outputs={"b": 5})
    # half of what leaves b comes back: (N_ii − 1) / N_ii is one half for both
    assert leaking.finn == pytest.approx(0.5)
    assert leaking.cycled == pytest.approx(10)


def test_a_chain_that_ends_in_a_closed_loop_cycles_in_the_loop_only() -> None:
    found = flow_measures({("a", "b"): 4, ("b", "c"): 6, ("c", "b"): 2, ("c", "d"): 4, ("d", "d"): 4})
    assert found.finn is not None
    assert 0 < found.finn < 1
    trap = flow_measures({("a", "b"): 1, ("b", "c"): 9, ("c", "b"): 9}, inputs={"a": 1})
    # b and c keep what they receive: their throughflow (10 and 9) all comes back, that of a never does
    assert trap.finn == pytest.approx((10 * 0.9 + 9 * 0.9) / 20, rel=0.2)


def test_finn_equals_the_plain_leontief_inverse_where_there_is_one() -> None:
    read = case("cone_spring")
    found = measured(read)
    places = {one: place for place, one in enumerate(found.actors)}
    inside = np.zeros((5, 5))
    for source, target, amount in read["flows"]:
        inside[places[source], places[target]] = amount
    out = np.array([read["outputs"].get(one, 0) + read["dissipation"].get(one, 0) for one in found.actors])
    through = inside.sum(1) + out
    visits = np.diag(np.linalg.inv(np.eye(5) - inside / through[:, None]))
    assert found.finn == pytest.approx(((visits - 1) / visits * through).sum() / through.sum())


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.floats(0, 1e9), max_size=14
    )
)
def test_whatever_the_flows_no_measure_leaves_its_bounds_nor_is_a_nan(
    matrix: dict[tuple[str, str], float],
) -> None:
    found = flow_measures(matrix)
    for name in FlowMeasures.__slots__:
        value = getattr(found, name)
        assert value is None or not isinstance(value, float) or math.isfinite(value), name
        assert value is not None or name in found.why, name
    for name in ("alpha", "finn"):
        assert getattr(found, name) is None or -1e-12 <= getattr(found, name) <= 1 + 1e-12, name
    assert found.robustness is None or -1e-12 <= found.robustness <= 1 / math.e + 1e-12


def test_nothing_and_a_single_flow_have_no_shape_and_say_why() -> None:
    nothing = flow_measures({})
    assert (nothing.total_throughput, nothing.finn, nothing.alpha) == (0.0, None, None)
    assert nothing.why["finn"].fr == "aucun flux n’a de quantité"
    single = flow_measures({("a", "b"): 5.0})
    assert (single.alpha, single.total_throughput) == (None, 5.0)
    assert single.why["alpha"].en.startswith("a single flow")
    crossing = flow_measures({}, inputs={"a": 2.0}, outputs={"a": 2.0})
    assert (crossing.linkage_density, crossing.cyclicity) == (None, None)


@pytest.mark.parametrize("amount", [-1.0, math.nan, math.inf])
def test_an_amount_that_no_flow_can_have_is_refused_with_its_place(amount: float) -> None:
    with pytest.raises(FlowError, match="a → b") as refused:
        flow_measures({("a", "b"): amount})
    assert "a → b" in refused.value.text.en


# --- the flows of a dossier ---


def test_flows_are_put_to_a_year_and_units_stay_apart() -> None:
    year = {"unit": "t", "period": "year"}
    found = flows_by_unit(
        chain(
            flow("one", "a", "b", 10, **year),
            flow("two", "b", "a", 2, unit="t", period="month", times=Decimal(3)),
            flow("water", "a", "c", 7, unit="m3", period="week"),
            flow("in", "outside", "a", 5, **year),
            flow("out", "c", "outside", 4, **year),
        )
    )
    tonnes, water = found
    assert (tonnes.unit, dict(tonnes.matrix)) == ("t", {("a", "b"): 10.0, ("b", "a"): 72.0})
    assert (dict(tonnes.inputs), dict(tonnes.outputs)) == ({"a": 5.0}, {"c": 4.0})
    assert (water.unit, dict(water.matrix)) == ("m3", {("a", "c"): 364.0})


def test_a_flow_of_an_actor_that_has_left_crosses_the_boundary() -> None:
    gone = Actor(id="b", name="b", left_on=PartialDate.parse("2020"))
    (found,) = flows_by_unit(
        chain(flow("one", "a", "b", 10, unit="t", period="year"), actors=(Actor(id="a", name="a"), gone))
    )
    assert (dict(found.matrix), dict(found.outputs)) == ({}, {"a": 10.0})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "quantité non dite"),
        ({"amount": 5}, "unité non dite"),
        ({"amount": 5, "unit": "t"}, "période non dite"),
        ({"amount": 5, "unit": "t", "period": "once"}, "une seule fois"),
        ({"amount": -5, "unit": "t", "period": "year"}, "négative"),
    ],
)
def test_a_flow_that_cannot_be_counted_says_what_to_write(said: dict[str, Any], words: str) -> None:
    state = chain(flow("one", "a", "b", **said))
    (found,) = flows_left_out(state)
    assert words in found.said.fr
    assert flows_by_unit(state) == ()
    (reading,) = flow_readings(state)
    assert "ne peuvent pas être calculées" in reading.said[0].fr
    assert [one.id for one in reading.items] == ["one"]


def test_the_reading_of_the_examples_says_each_unit_and_what_is_missing() -> None:
    dossier = load(ROOT / "examples" / "kalundborg").dossier
    assert dossier is not None
    (reading,) = flow_readings(build_chain(dossier, DAY))
    said = " ".join(one.fr for one in reading.said)
    assert "Tonne\u00a0: 200\u202f000 par an dans 1 flux sur 13" in said
    assert "Mètre cube\u00a0: 700\u202f000 par an" in said
    assert said.count("Un seul flux est chiffré") == 2
    assert len(reading.items) == 11
    assert reading.value("t.alpha").value is None
    assert "rien à comparer" in reading.value("t.alpha").shown.fr
    assert reading.caution is not None
    assert set(reading.rests_on) == {("flows", "gypse"), ("flows", "eau-refroidissement")}
