"""What is beside money as people read it: effects told whole, what is there now, balances only where they mean something."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from maillage.value.beside import benefit_said, benefits_of, goes_both_ways, latest
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.ledger_words import fills_said
from maillage.value.lines import Assumptions, lines_of
from tests.maillage.value.ledger_dossiers import written

ON = datetime.date(2024, 5, 20)


def ledger(tables: dict[str, list[dict[str, Any]]], *years: int) -> Ledger:
    """The ledger of these cells."""
    return ledger_of(lines_of(written(tables), ON, Assumptions(*years)))


def test_an_effect_is_told_whole_for_whom_and_thanks_to_whom_without_any_share() -> None:
    effect = {"id": "meals", "name": "Meals", "components": "canteen", "beneficiaries": "pupils; elders"}
    states = [
        effect | {"likely": 10, "unit": "person", "since": 2022, "until": 2023},
        effect | {"likely": 400, "unit": "person", "since": 2024},
    ]
    found = ledger(
        {
            "components": [{"id": "canteen", "name": "Canteen", "bearers": "town; farm; school"}],
            "effects": states,
        }
    )
    before, now = benefits_of(found)
    assert (before.years, now.years) == ((2022, 2023), (2024,))
    assert (now.beneficiaries, now.thanks_to) == (("pupils", "elders"), ("town", "farm", "school"))
    what, whom, thanks = (said.en for said in benefit_said(now, found))
    assert (what, whom) == ("Meals: 400\u00a0people, in 2024.", "For: pupils, elders.")
    assert thanks == "Made possible by: town, farm, school."


def test_an_unfavourable_effect_weighs_on_some_and_nobody_is_thanked_for_it() -> None:
    rows = [{"id": "noise", "name": "Noise", "sign": "negative", "components": "mill", "beneficiaries": "street",
             "likely": "1.5", "unit": "hour", "period": "day", "times": 2}]  # fmt: skip
    found = ledger({"components": [{"id": "mill", "name": "Mill", "bearers": "miller"}], "effects": rows})
    (one,) = benefits_of(found)
    assert [said.fr for said in benefit_said(one, found)] == [
        "Noise\u00a0: 1,5\u00a0heure, 2 fois, par jour, sans date dite.",
        "Défavorable. Pèse sur\u00a0: street.",
        "Vient de ce que portent\u00a0: miller.",
    ]


def test_what_is_there_all_along_is_read_in_its_last_year_and_the_rest_over_all_years() -> None:
    land = {"from": "town", "to": "farm", "kind": "space", "unit": "ha"}
    found = ledger({"contributions": [
        {"id": "land", **land, "likely": 4, "since": 2014, "until": 2021},
        {"id": "land", **land, "likely": 12, "since": 2022, "until": "2023-03"},
        {"id": "hours", "from": "farm", "to": "town", "kind": "time", "likely": 5, "unit": "hour", "period": "year", "since": 2020},
    ]})  # fmt: skip
    read, year = latest(found, "kind", "ha")
    assert (year, read.balances("kind", "ha")["farm"].received) == (2023, Decimal(12))
    assert latest(found, "kind", "hour") == (found, None)
    assert not any(map(goes_both_ways, read.balances("kind", "ha").values()))


def test_a_gap_names_who_fills_it_as_far_as_the_dossier_knows() -> None:
    cost = {
        "id": "rent",
        "component": "shop",
        "bearer": "fund",
        "likely": 100,
        "unit": "eur",
        "period": "year",
    }
    grant = {"id": "grant", "from": "town", "to": "fund", "kind": "money", "component": "shop"}
    for more, words in (
        ({"likely": 40, "unit": "eur"}, "the dossier names: town (40\u00a0€, period not said)."),
        ({}, "the dossier names: with no amount said, town."),
    ):
        found = ledger({"costs": [cost], "contributions": [grant | more]}, 2024, 2024)
        (said,) = (fills_said(one, found.lines.names) for one in found.who_finances)
        assert said is not None
        assert said.en.startswith("100\u00a0€ rests on fund")
        assert words in said.en
    alone = ledger({"costs": [cost]}, 2024, 2024)
    (said,) = (fills_said(one, alone.lines.names) for one in alone.who_finances)
    assert said is not None
    assert "does not say who fills" in said.en
