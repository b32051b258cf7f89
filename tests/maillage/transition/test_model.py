"""The model of a move: equal to a plain loop, equal stages for equal parameters, monotone, and its sums add up."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.transition.plain import plain
from maillage.transition.coefficients import STAGES, TODAY, definitions
from maillage.transition.equations import lasting_year, low_point
from maillage.transition.flows import IN, ONCE, OUT
from maillage.transition.inputs import Given, Inputs, asked
from maillage.transition.outlook import SHOWN, Outlook, draw, outlook, outlook_many
from maillage.transition.paths import TOTALS, paths_of
from maillage.transition.presets import illustrated, presets
from maillage.transition.wording import TransitionError
from maillage.value.money import Estimate
from maillage.value.outcome_words import OutcomeError

YEARS = 12
COSTLESS = ("equipment_investment", "intangible_investment", "cannibalisation")
types = st.sampled_from(tuple(presets()))


def trial(code: str, value: float | str) -> Given:
    return asked(f"{code}={value}")


def last(found: Outlook, stage: str, name: str) -> float:
    return found.stages[stage].series[name].middle[-1]  # type: ignore[index]


@pytest.mark.parametrize("preset", presets())
def test_arrays_and_a_plain_loop_give_the_same_numbers(preset: str) -> None:
    values = draw(illustrated(preset), 16, 3)
    paths = paths_of(values, YEARS)
    for place in range(16):
        alone = plain({key: float(one[place % one.size]) for key, one in values.items()}, YEARS)
        for stage in STAGES:
            for name, expected in alone[stage].items():
                found = paths[stage].by_year[name].values
                assert found is not None
                mine = np.broadcast_to(found, (YEARS, max(found.shape[1], 1)))[:, place % found.shape[1]]
                assert mine == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(types)
@settings(max_examples=8, deadline=None)
def test_identical_parameters_give_identical_stages(preset: str) -> None:
    same = [
        trial(code, 0) for code in (*COSTLESS, "contracted_share", "held_share", "rebound", "effects_value")
    ]
    start = illustrated(preset)
    for code in definitions():
        given_today = start.of(code, TODAY)
        if given_today is not None and "territorial" in definitions()[code].stages:
            same.append(trial(code, str(given_today.estimate.at("likely"))))
    found = outlook(illustrated(preset, *same), YEARS)
    first, *others = (found.stages[stage].series for stage in STAGES)
    for other in others:
        assert {name: first[name].middle for name in SHOWN} == {name: other[name].middle for name in SHOWN}


@given(types, st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_independent_changes_commute(preset: str, drawn: random.Random) -> None:
    codes = drawn.sample(["fee", "life_span", "rebound", "production_cost", "move_years"], 3)
    changes = [trial(code, drawn.randint(1, 9)) for code in codes]
    found = [outlook(illustrated(preset, *order), YEARS).stages for order in permutations(changes)]
    assert all(one == found[0] for one in found)


@given(types, st.integers(1, 20), st.integers(1, 20))
@settings(max_examples=15, deadline=None)
def test_what_the_method_says_is_monotone_is(preset: str, one: int, other: int) -> None:
    less, more = sorted((one, other))
    looked = {
        (code, value): outlook(illustrated(preset, trial(code, value)), YEARS)
        for code in ("life_span:1", "price", "fee", "rebound", "production_cost", "risk_premium")
        for value in (less, more)
    }

    def both(code: str, stage: str, name: str) -> tuple[float, float]:
        low, high = (last(looked[code, value], stage, name) for value in (less, more))
        return low, high + 1e-9 * max(1.0, abs(high))

    longer, shorter = (
        last(looked["life_span:1", value], STAGES[1], "material_per_use") for value in (more, less)
    )
    assert longer <= shorter
    low, high = both("price", TODAY, "revenue")
    assert low <= high
    for stage in STAGES[1:]:
        assert both("fee", stage, "cash")[0] <= both("fee", stage, "cash")[1]
        assert both("rebound", stage, "material")[0] <= both("rebound", stage, "material")[1]
        for code in ("production_cost", "risk_premium"):
            assert both(code, stage, "costs")[0] <= both(code, stage, "costs")[1]


@given(types, st.integers(1, 30))
@settings(max_examples=15, deadline=None)
def test_cash_is_revenue_less_costs_less_investment_cumulated_and_totals_are_their_terms(
    preset: str, years: int
) -> None:
    for stage in outlook(illustrated(preset), years).stages.values():
        line = {name: np.array(stage.series[name].middle) for name in (*TOTALS, *IN, *OUT, *ONCE)}
        kept = line["revenue"] - line["costs"] - line["investment"]
        assert line["cash"] == pytest.approx(np.cumsum(kept))
        assert line["revenue"] == pytest.approx(sum(line[name] for name in IN))
        assert line["costs"] == pytest.approx(sum(line[name] for name in OUT))
        assert line["investment"] == pytest.approx(sum(line[name] for name in ONCE))


def test_what_the_move_asks_once_is_spent_once_and_no_more() -> None:
    found = outlook(illustrated("sharing", trial("move_years", "3.5")), YEARS).stages["use_performance"]
    assert sum(found.series["equipment_investment"].middle) == pytest.approx(90_000)


def test_without_rebound_and_with_the_same_technique_the_matter_is_the_same() -> None:
    same = [trial("rebound", 0), trial("uses_per_item", 200), trial("life_span", 8)]
    found = outlook(illustrated("pay_per_use", *same), YEARS)
    assert {last(found, stage, "material") for stage in STAGES} == {65 / (200 * 8) * 1_600_000}


def test_the_low_point_and_the_lasting_year_are_those_one_would_read() -> None:
    cash = np.array([[-5.0, 3.0, 1.0], [-9.0, -2.0, 2.0], [4.0, -1.0, 3.0]])
    amount, year = low_point(cash)
    assert (amount.tolist(), year.tolist()) == ([-9.0, -2.0, 0.0], [2, 2, 0])
    assert lasting_year(cash).tolist() == [3, 4, 1]


def test_draws_are_the_same_bytes_each_time_and_hold_the_likely_point() -> None:
    inputs = illustrated("functional_result")
    one, other = (outlook_many(inputs, 512, 7, YEARS) for _ in range(2))
    assert one == other
    assert outlook_many(inputs, 512, 8, YEARS) != one
    point = outlook(inputs, YEARS)
    for stage in STAGES:
        for name in ("revenue", "costs", "material_per_use"):
            drawn, alone = one.stages[stage].series[name], point.stages[stage].series[name]
            ends = zip(drawn.low, alone.middle, drawn.high, strict=True)
            assert all(low <= likely <= high for low, likely, high in ends)


def test_trying_one_number_leaves_the_draws_of_the_others_as_they_were() -> None:
    one, other = (draw(illustrated("sharing", *tried), 64, 5) for tried in ((), (asked("fee=1/2/9"),)))
    apart = {code for (code, stage), values in one.items() if not np.array_equal(values, other[code, stage])}
    assert apart == {"fee"}


# --- what is not known ------------------------------------------------------------------------------------------------


def given_all(words: str) -> Inputs:
    return Inputs(tuple(asked(one) for one in words.split()))


def test_what_is_not_said_stays_unknown_and_is_named() -> None:
    found = outlook(given_all("volume=100 price=50 uses_per_item=10 life_span=4 production_cost=20"), 5)
    today = found.stages["volume"].series
    assert (today["sales"].middle[0], today["sales"].bound) == (5000.0, "exact")
    assert (today["revenue"].middle[0], today["revenue"].bound) == (5000.0, "at_least")
    assert (today["costs"].middle[0], today["costs"].bound) == (2000.0, "at_least")
    assert today["costs"].missing == {"maintenance_cost", "running_cost", "facilitation_cost", "other_costs"}
    assert (today["cash"].known, found.stages["volume"].marks) == (False, None)
    assert "fee" in found.missing
    assert not found.stages["use_performance"].series["contracts"].known


def test_cash_is_at_most_so_when_a_cost_is_missing() -> None:
    words = "volume=100 price=50 uses_per_item=1 life_span=1 production_cost=20 contributions=0"
    today = outlook(given_all(words), 3).stages["volume"].series["cash"]
    assert (today.bound, today.middle) == ("at_most", (3000.0, 6000.0, 9000.0))


def test_accounts_say_todays_total_and_the_rest_is_drawn_from_them() -> None:
    words = (
        "revenue=6000 costs=5500 volume=100 uses_per_item=1 life_span=1 production_cost=20 contributions=0"
    )
    more = "maintenance_cost=0 running_cost=0 facilitation_cost=500"
    series = outlook(given_all(f"{words} {more}"), 2).stages["volume"].series
    assert series["revenue"].middle == (6000.0, 6000.0)
    assert series["costs"].middle == (5500.0, 5500.0)
    assert series["other_costs"].middle[0] == pytest.approx(5500 - 2000 - 500)


def test_the_volume_is_drawn_from_sales_and_price_when_only_they_are_said() -> None:
    found = outlook(given_all("revenue=6000 price=30 uses_per_item=5 life_span=2"), 1).stages["volume"]
    assert (found.settled["uses"], found.settled["items_made"]) == (2000.0, 200.0)
    assert found.series["sales"].middle == (6000.0,)


def test_no_contract_needs_no_price_of_a_use() -> None:
    found = outlook(given_all("contracted_share=0 move_years=2 demand=10"), 2)
    assert found.stages["use_performance"].series["contracts"].missing == frozenset()
    assert found.stages["use_performance"].series["goods_held"].middle == (0.0, 0.0)


def test_matter_for_a_use_needs_no_money_and_no_volume() -> None:
    found = outlook(given_all("uses_per_item=10 life_span:0=4 life_span:1=8 material_per_item=80"), 2)
    assert found.stages["volume"].settled["material_per_use"] == 2.0
    assert found.stages["use_performance"].settled["material_per_use"] == 1.0


def test_a_trial_comes_before_a_type_and_a_stage_before_all() -> None:
    found = illustrated("sharing", asked("fee=1"), asked("fee:2=2"))
    assert [str(found.of("fee", stage).estimate.likely) for stage in STAGES[1:]] == ["1", "2"]  # type: ignore[union-attr]
    assert len(found.illustrations) < len(found.used)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("life_span", "code=valeur"),
        ("life_spam=3", "life_span"),
        ("life_span=0", "plus grand que 0"),
        ("life_span=9/8", "dans l’ordre"),
        ("life_span=1/2/3/4", "plus de trois"),
        ("life_span=long", "n’est pas un nombre"),
        ("life_span:4=1", "n’est pas un stade"),
        ("fee:volume=1", "ne se dit pas au stade"),
        ("risk_premium=120", "entre 0 et 100"),
        ("price=9999999999999", "mille milliards"),
        ("price=-1", "0 ou plus"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_a_sentence(words: str, said: str) -> None:
    with pytest.raises(TransitionError, match=said) as caught:
        asked(words)
    assert caught.value.text.en != caught.value.text.fr


def test_what_cannot_be_looked_at_is_refused() -> None:
    inputs = illustrated("advice")
    with pytest.raises(TransitionError, match="entre 1 et 60"):
        outlook(inputs, 61)
    with pytest.raises(OutcomeError):
        outlook_many(inputs, 3)
    with pytest.raises(TransitionError, match="Vouliez-vous dire «\u00a0pooling"):
        illustrated("poolling")


def test_every_illustrated_figure_is_one_that_can_be() -> None:
    for code in presets():
        for one in illustrated(code).given:
            assert one.illustration
            assert all(one.definition.allows(value) for value in one.estimate.said)
            assert list(one.estimate.said) == sorted(one.estimate.said)
        assert outlook(illustrated(code), 3).missing == ()


def test_a_number_said_with_a_comma_and_spaces_is_read() -> None:
    assert asked("price = 1 250,5").estimate == Estimate(likely=Decimal("1250.5"))
    assert asked("risk_premium=5 %").estimate.likely == Decimal(5)
