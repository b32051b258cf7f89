"""Where the communes and the EPCI of before are today, compared with the table that the INSEE publishes for that."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from maillage.data import packaged
from maillage.geography import (
    PROVENANCE,
    Carried,
    commune,
    detached,
    epci,
    epci_composition,
    epci_moves,
    epci_today_of,
    old_codes,
    today_of,
    wider_before,
)
from maillage.geography.compositions import (
    all_communes,
    arrondissements_by_city,
    communes_by_epci,
    communes_by_region,
)
from maillage.geography.history import FIRST_YEAR, old_epci_names, old_names
from tests.maillage.geography.published import census, epcis_of_2016, old_to_new

PARTED = {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}


@pytest.mark.parametrize(
    ("code", "today", "why"),
    [
        ("59350", "59350", "same"),
        ("59355", "59350", "merged"),  # Lomme, associated to Lille
        ("12076", "12218", "renamed"),  # the seat of Conques-en-Rouergue moved
        ("20325", "2A249", "merged"),  # Corsica before 1976
        ("2A325", "2A249", "merged"),
        ("55273", "55386", "merged"),  # went twice
        ("75115", "75115", "same"),
        ("15031", "15031", "same"),
        ("59999", None, "unknown"),
        ("", None, "unknown"),
    ],
)
def test_a_code_of_before_leads_to_the_commune_of_today(code: str, today: str | None, why: str) -> None:
    assert today_of(code) == Carried(today, why)  # type: ignore[arg-type]


def test_every_old_code_leads_to_a_commune_of_today_and_is_none_itself() -> None:
    today = set(all_communes())
    assert len(old_codes()) == 4_253
    assert {carried.code for carried in old_codes().values()} <= today
    assert today.isdisjoint(old_codes())
    assert Counter(carried.why for carried in old_codes().values()) == {"merged": 4_248, "renamed": 5}
    assert dict(old_names())["59355"] == "Lomme"


def test_of_the_39161_codes_of_the_insee_all_are_carried_the_same_way_but_46(shared: Path) -> None:
    """The 45 arrondissements stay themselves; 60455 is in the commune it is delegated to, which came back in 2024."""
    published = old_to_new(shared)
    assert len(published) == 39_161
    other = {code: to for code, to in published.items() if today_of(code).code != to}
    arrondissements = {code: city for city, parts in arrondissements_by_city().items() for code in parts}
    assert other == {**arrondissements, "60455": "60054"}
    assert today_of("60455").code == "60694"
    assert len(old_codes().keys() - published.keys()) == 12


def test_seven_communes_of_today_have_no_census_of_2018_and_no_row_of_it_is_lost(shared: Path) -> None:
    carried = {row["CODGEO"]: today_of(row["CODGEO"]) for row in census(shared)}
    assert len(carried) == 35_010
    assert [code for code, to in carried.items() if to.code is None] == []
    metro_and_drom = {code for code in all_communes() if not code.startswith(("975", "977", "978", "98"))}
    without = metro_and_drom - {to.code for to in carried.values()}
    assert (len(metro_and_drom), without) == (34_875, PARTED)
    assert without & set(communes_by_region()["32"]) == {"60694"}


def test_the_communes_without_a_census_were_parts_of_another_in_the_same_epci() -> None:
    assert set(detached()) == PARTED
    for one in detached().values():
        whole, part = commune(one.part_of), commune(one.code)
        assert whole is not None
        assert part is not None
        assert whole.epci == part.epci
        assert one.code in wider_before(one.part_of, 2021)
        assert wider_before(one.part_of, one.since) == ()


def test_the_census_carried_onto_the_epci_of_today_counts_the_people_that_are_published(shared: Path) -> None:
    people: Counter[str] = Counter()
    for row in census(shared):
        people[today_of(row["CODGEO"]).code or ""] += round(float(row["P18_POP"] or 0))
    counted = {
        code: sum(people[one] for one in communes_by_epci()[code])
        for code in ("200093201", "246200364", "245900428", "200043396")
    }
    assert counted == {
        "200093201": 1_174_273,
        "246200364": 241_703,
        "245900428": 195_917,
        "200043396": 125_160,
    }


# --- EPCI ---


@pytest.mark.parametrize(
    ("code", "today", "why"),
    [
        ("200093201", "200093201", "same"),
        ("245900410", "200093201", "renamed"),  # Lille
        ("246201149", "200090751", "renamed"),  # Calais
        ("245901061", "200093201", "merged"),
        ("200035459", "200096956", "merged"),
        ("200067221", None, "split"),
        ("999999999", None, "unknown"),
    ],
)
def test_the_siren_of_before_leads_to_the_epci_of_today(code: str, today: str | None, why: str) -> None:
    assert epci_today_of(code) == Carried(today, why)  # type: ignore[arg-type]


def test_of_the_epci_of_2016_those_of_the_region_are_all_found_again(shared: Path) -> None:
    codes = epcis_of_2016(shared)
    region = set(communes_by_region()["32"])
    here = {code for code, members in communes_by_epci().items() if not region.isdisjoint(members)}
    assert (len(codes), len(here)) == (1_244, 92)
    assert len(here & set(codes)) == 90
    continued = {to.code for code in codes if (to := epci_today_of(code)).why in ("same", "renamed")}
    assert here <= continued
    whys = Counter(epci_today_of(code).why for code in codes)
    assert whys == {"same": 1_226, "renamed": 2, "merged": 3, "split": 2, "unknown": 11}


def test_what_moved_between_epci_is_told_year_by_year() -> None:
    assert [move.since for move in epci_moves("200067221")] == [2022] * 18
    joined = [move for move in epci_moves("244500419") if move.commune == "45041"]
    assert [(move.before, move.after, move.since) for move in joined] == [
        (("200071850",), ("244500419",), 2025)
    ]
    assert [epci_composition("244500419", year) for year in (2020, 2024, 2025, 2026, 2027)] == [
        "unknown", "changed", "same", "same", "unknown",
    ]  # fmt: skip


def test_a_commune_that_left_and_came_back_changes_nothing() -> None:
    assert len(epci_moves("200042190")) == 2
    assert epci_composition("200042190", 2021) == "same"
    assert epci_composition("200042190", 2023) == "changed"


def test_the_names_that_epci_of_today_had_are_known() -> None:
    assert ("200040947", "CC de Flandre Intérieure") in old_epci_names()
    assert all(epci(code) is not None for code, _ in old_epci_names())


def test_the_years_that_are_known_are_those_of_the_pinned_packages() -> None:
    stated = packaged.document("geography/sources.toml")
    years = [one["vintage"] for one in stated["older"]]
    assert sorted([*years, stated["administrative"]["vintage"]]) == list(
        range(FIRST_YEAR, PROVENANCE.vintage + 1)
    )
    assert {move.since for code in communes_by_epci() for move in epci_moves(code)} <= {
        *years,
        PROVENANCE.vintage,
    }
