"""Départements, regions, and who is in what."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from maillage.geography import department_name, department_of, departments, region_of, regions
from maillage.geography.compositions import (
    all_communes,
    arrondissements_by_city,
    communes_by_department,
    communes_by_epci,
    communes_by_region,
    each_alone,
    epci_of,
    people_in,
)
from tests.maillage.geography.published import census


def test_every_departement_is_in_a_region_and_every_region_has_one() -> None:
    assert len(departments()) == 101 + 8
    assert len(regions()) == 18 + 8
    assert {one.region for one in departments().values()} == set(regions())
    assert Counter(one.zone for one in departments().values()) == {"metro": 96, "drom": 5, "com": 8}
    assert Counter(one.zone for one in regions().values()) == {"metro": 13, "drom": 5, "com": 8}


def test_codes_are_strings_with_their_zeros_and_letters() -> None:
    assert [region_of(code) for code in ("01001", "2A004", "2B033", "97411", "97611", "98735")] == [
        "84", "94", "94", "04", "06", "987",
    ]  # fmt: skip
    assert department_of("01001") == "01"
    assert department_name("01") == "Ain"
    assert list(departments())[:2] == ["01", "02"]
    assert regions()["01"].name == "Guadeloupe"


def test_no_commune_is_counted_twice_nor_forgotten() -> None:
    assert len(all_communes()) == 34_875 + 94
    for kind in (communes_by_department, communes_by_region, each_alone):
        counted = [code for members in kind().values() for code in members]
        assert sorted(counted) == list(all_communes()), kind
        assert all(list(members) == sorted(members) for members in kind().values())
    in_an_epci = [code for members in communes_by_epci().values() for code in members]
    assert len(in_an_epci) == len(set(in_an_epci)) == 34_871
    assert len(communes_by_epci()) == 1_255


def test_the_45_arrondissements_are_in_no_sum() -> None:
    parts = [code for members in arrondissements_by_city().values() for code in members]
    assert len(parts) == 45
    assert set(parts).isdisjoint(all_communes())
    assert sum(people_in(part) for part in parts) == sum(
        people_in(city) for city in arrondissements_by_city()
    )
    assert "75056" in communes_by_epci()["200054781"]


def test_four_islands_are_in_no_epci_and_all_the_rest_is() -> None:
    alone = [
        code
        for code in all_communes()
        if epci_of(code) is None and departments()[department_of(code)].zone != "com"
    ]
    assert alone == ["22016", "29083", "29155", "85113"]
    assert {departments()[department_of(code)].zone for code in all_communes() if epci_of(code) is None} == {
        "metro",
        "com",
    }


def test_the_region_of_the_examples_has_the_counts_that_are_published() -> None:
    communes = communes_by_region()["32"]
    assert len(communes) == 3_782
    assert sum(people_in(code) for code in communes) == 5_992_194
    assert len({epci_of(code) for code in communes} - {None}) == 92


def test_of_overseas_the_file_of_the_census_knows_five_departements_and_mayotte_by_its_births_alone(
    shared: Path,
) -> None:
    rows = census(shared)
    found = {department_of(row["CODGEO"]) for row in rows}
    assert found == {code for code, one in departments().items() if one.zone != "com"}
    mayotte = [row for row in rows if row["CODGEO"].startswith("976")]
    assert len(mayotte) == 17
    assert {row["P18_POP"] for row in mayotte} == {""}
    assert all(row["NAISD20"] for row in mayotte)
