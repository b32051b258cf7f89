"""A move out of a dossier: the ledger first, then rows, then a type; contradictions are said; and back to a what-if."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Coefficient, Contribution, Cost, Flow, Record, Source
from maillage.dossier.values import PartialDate
from maillage.transition.changes import as_changes
from maillage.transition.coefficients import STAGES, TODAY
from maillage.transition.inputs import asked
from maillage.transition.outlook import outlook
from maillage.transition.presets import illustrated
from maillage.transition.reading import actors_with_numbers, inputs_of
from maillage.transition.transition_json import to_json
from maillage.transition.wording import TransitionError
from maillage.transition.words import caution, origin_said, said
from maillage.value.ledger import ledger_of
from maillage.value.lines import Assumptions, lines_of
from maillage.value.scenario import apply
from maillage.value.scenario_text import parse, write

DAY = datetime.date(2026, 6, 1)
SINCE = PartialDate(2024)


def coefficient(code: str, likely: str | None = None, **more: Any) -> Coefficient:
    amount = None if likely is None else Decimal(likely)
    return Coefficient(
        id=f"c-{code}-{more.get('stage', '')}-{likely}".lower(),
        actor="atelier",
        coefficient=code,
        likely=amount,
        **more,
    )


def dossier(*coefficients: Coefficient) -> Dossier:
    return Dossier(
        record=Record(id="essai", title="Essai"),
        actors=(Actor(id="atelier", name="L’atelier"), Actor(id="ville", name="La ville"), Actor(id="region", name="La région"), Actor(id="seul", name="Seul")),
        sources=(Source(id="releve", title="Le relevé de 2025", date=PartialDate(2025)),),
        flows=(
            Flow(id="achats", object="Des achats", from_="ville", to="atelier", amount=Decimal(4000), unit="eur", period="month", since=SINCE),
        ),
        contributions=(
            Contribution(id="aide", object="Une aide", from_="region", to="atelier", kind="money", low=Decimal(1000), likely=Decimal(2000),
                         high=Decimal(4000), unit="eur", period="year", since=SINCE),
        ),
        costs=(
            Cost(id="salaires", bearer="atelier", likely=Decimal(40000), unit="eur", period="year", since=SINCE),
        ),
        coefficients=coefficients,
    )  # fmt: skip


FULL = (
    coefficient("volume", "96"), coefficient("uses_per_item", "10"), coefficient("life_span", "5"),
    coefficient("production_cost", "200"), coefficient("maintenance_cost", "10"), coefficient("running_cost", "0"),
    coefficient("facilitation_cost", "1000"), coefficient("contracted_share", "50", unit="percent"),
    coefficient("fee", "14"), coefficient("held_share", "100"), coefficient("risk_premium", "5"),
    coefficient("rebound", "0"), coefficient("move_years", "2"), coefficient("cannibalisation", "0"),
    coefficient("equipment_investment", "5000"), coefficient("intangible_investment", "0"),
    coefficient("contributions", "3000", stage="use_performance"), coefficient("contributions", "3000", stage="territorial"),
    coefficient("life_span", "9", stage="use_performance", source=("releve",), asserted_by="L’atelier"),
    coefficient("effects_value", "1"), coefficient("effects_share", "20"),
)  # fmt: skip


def test_todays_money_is_that_of_the_ledger_with_its_rows() -> None:
    inputs = inputs_of(dossier(*FULL), "atelier", DAY)
    revenue, costs, aid = (inputs.of(code, TODAY) for code in ("revenue", "costs", "contributions"))
    assert revenue is not None
    assert costs is not None
    assert aid is not None
    assert (revenue.estimate.likely, revenue.rows, revenue.origin) == (
        48000,
        (("flows", "achats"),),
        "ledger",
    )
    assert (costs.estimate.likely, costs.rows) == (40000, (("costs", "salaires"),))
    assert (aid.estimate.low, aid.estimate.high) == (1000, 4000)
    assert inputs.ledger_year == 2026
    assert inputs.notes == ()
    series = outlook(inputs, 3).stages[TODAY].series
    assert (series["revenue"].middle[0], series["costs"].middle[0]) == (50000.0, 40000.0)
    assert caution(inputs) is None


def test_a_row_says_its_source_its_date_and_who_stated_it() -> None:
    inputs = inputs_of(dossier(*FULL), "atelier", DAY)
    life = inputs.of("life_span", "use_performance")
    assert life is not None
    assert (life.source, life.date, life.by) == ("Le relevé de 2025", "2025", "L’atelier")
    assert origin_said(life).en == "row “c-life_span-use_performance-9” of the dossier"
    assert inputs.of("life_span", "territorial").estimate.likely == 5  # type: ignore[union-attr]


def test_a_contradiction_between_ledger_and_coefficients_is_said() -> None:
    more = (coefficient("price", "300"), coefficient("revenue", "30000"), coefficient("demand", "9600"))
    notes = [one.en for one in inputs_of(dossier(*FULL, *more), "atelier", DAY).notes]
    assert any("The accounts of 2026 say 48,000" in one and "30,000" in one for one in notes)
    assert any(one.startswith("Volume × price gives 57,600") for one in notes)
    assert any("demand for use (9,600" in one for one in notes)
    unsaid = (FULL[0], FULL[1], coefficient("demand", "4800"))
    notes = [one.en for one in inputs_of(dossier(*unsaid), "atelier", DAY).notes]
    assert any("only agree if an item lasts 5" in one for one in notes)
    many = coefficient("production_cost", "900")
    notes = [one.en for one in inputs_of(dossier(*FULL[:3], many, *FULL[4:]), "atelier", DAY).notes]
    assert any("explain" in one for one in notes)


def test_rows_that_cannot_be_taken_are_said_and_units_are_converted() -> None:
    rows = (
        coefficient("price", "3", unit="hour"), coefficient("life_span", "0"), coefficient("moral", "3"),
        coefficient("fee"), coefficient("volume", "2", period="once"), coefficient("material_per_item", "2", unit="t"),
        coefficient("facilitation_cost", "100", period="month", unit="eur"),
        coefficient("running_cost", "1"), coefficient("running_cost", "2"),
    )  # fmt: skip
    inputs = inputs_of(dossier(*rows), "atelier", DAY)
    assert len(inputs.notes) == 6
    assert inputs.of("price", TODAY) is None
    assert inputs.of("material_per_item", TODAY).estimate.likely == 2000  # type: ignore[union-attr]
    assert inputs.of("facilitation_cost", TODAY).estimate.likely == 1200  # type: ignore[union-attr]
    assert inputs.of("running_cost", TODAY).estimate.likely == 2  # type: ignore[union-attr]


def test_an_illustration_is_whole_and_uses_nothing_of_the_dossier() -> None:
    whole = dossier(*FULL)
    inputs = inputs_of(whole, "atelier", DAY, preset="sharing")
    assert {one.origin for one in inputs.used} == {"preset"}
    assert (inputs.ledger_year, inputs.apart, inputs.notes) == (None, (), ())
    for stage in STAGES:
        alone = outlook(illustrated("sharing"), 5).stages[stage].series
        assert outlook(inputs, 5).stages[stage].series == alone
    told = caution(inputs)
    assert told is not None
    assert told.en == "An illustration: all numbers are invented; those of the dossier are left out."
    tried = inputs_of(whole, "atelier", DAY, preset="sharing", asked=[asked("fee=2")])
    assert tried.of("fee", "territorial").origin == "asked"  # type: ignore[union-attr]
    assert "except those you try here" in caution(tried).en  # type: ignore[union-attr]


def test_volume_and_price_that_are_tried_stand_in_the_place_of_accounts() -> None:
    inputs = inputs_of(dossier(*FULL), "atelier", DAY, asked=[asked("price=100")])
    assert outlook(inputs, 2).stages[TODAY].series["sales"].middle[0] == 9600.0


def test_actors_without_any_number_are_told_from_the_others() -> None:
    found = actors_with_numbers(dossier(*FULL), DAY)
    assert {actor: bool(one.used) for actor, one in found.items()} == {
        "atelier": True,
        "ville": True,
        "region": True,
        "seul": False,
    }
    with pytest.raises(TransitionError, match="Vouliez-vous dire"):
        inputs_of(dossier(), "ateliers", DAY)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_a_move_looked_at_in_the_ledger_has_the_same_numbers(stage: Any) -> None:
    whole = dossier(*FULL)
    found = outlook(inputs_of(whole, "atelier", DAY), 6)
    changes = as_changes(found, whole, DAY, stage)
    assert [parse(write(one)) for one in changes] == list(changes)
    after = apply(whole, changes, DAY).dossier
    year = Assumptions(first_year=2027, last_year=2027)
    mine = ledger_of(lines_of(after, DAY, year)).balances()["atelier"]
    expected = found.stages[stage].series
    money = {name: Decimal(str(expected[name].middle[-1])) for name in ("revenue", "costs", "investment")}
    assert abs(mine.received - money["revenue"]) < Decimal("0.05")
    assert abs(mine.given - money["costs"] - money["investment"]) < Decimal("0.05")


def test_a_move_that_is_not_known_is_not_carried_into_the_ledger() -> None:
    whole = dossier(*FULL[:6])
    invented = outlook(inputs_of(whole, "atelier", DAY, preset="sharing"), 6)
    with pytest.raises(TransitionError, match="inventés"):
        as_changes(invented, whole, DAY)
    with pytest.raises(TransitionError, match="il manque"):
        as_changes(outlook(inputs_of(whole, "atelier", DAY), 6), whole, DAY)


def test_sentences_and_json_say_what_is_known_and_what_is_not() -> None:
    found = outlook(inputs_of(dossier(*FULL), "atelier", DAY), 10)
    told = [one.en for stage in STAGES for one in said(found, stage)]
    assert any(one.startswith("Low point of cash: −") for one in told)
    assert any("depend on the use delivered" in one for one in told)
    assert any("Others are spared" in one for one in told)
    unsaid = outlook(inputs_of(dossier(FULL[0], FULL[1], FULL[2]), "atelier", DAY), 10)
    assert not any("Rebound" in one.en for one in said(unsaid, "territorial"))
    partly = to_json(outlook(inputs_of(dossier(*FULL[:4]), "atelier", DAY), 3))
    assert partly["stages"]["use_performance"]["series"]["contracts"]["values"] is None
    assert "fee" in partly["missing"]
    assert partly["stages"]["volume"]["series"]["costs"]["bound"] == "exact"
