"""A perimeter is a dated set of communes of today: found by its code, whole, counting nobody twice."""

from __future__ import annotations

import pytest

from maillage.geography import department_name, epci
from maillage.geography.compositions import arrondissements_by_city
from maillage.territory.perimeters import (
    GEOGRAPHY,
    KINDS,
    Perimeter,
    composition,
    perimeter,
    perimeter_at,
    perimeters,
    population_of,
)


def at(written: str) -> Perimeter:
    """The perimeter that a code means."""
    found = perimeter_at(written)
    assert found is not None, written
    return found


@pytest.mark.parametrize(
    ("written", "key", "label"),
    [
        ("62041", "commune:62041", "Arras (Pas-de-Calais, 62041)"),
        ("01001", "commune:01001", "L’Abergement-Clémenciat (Ain, 01001)"),
        ("2a004", "commune:2A004", "Ajaccio (Corse-du-Sud, 2A004)"),
        (" 75115 ", "commune:75115", "Paris 15e Arrondissement (Paris, 75115)"),
        ("98735", "commune:98735", "Papeete (Polynésie française, 98735)"),
        ("200093201", "epci:200093201", "Métropole Européenne de Lille (Nord, 200093201)"),
        ("epci:246200364", "epci:246200364", "CA de Lens - Liévin (Pas-de-Calais, 246200364)"),
        ("62", "department:62", "Pas-de-Calais (62)"),
        ("01", "department:01", "Ain (01)"),
        ("2a", "department:2A", "Corse-du-Sud (2A)"),
        ("974", "department:974", "La Réunion (974)"),
        ("dep:62", "department:62", "Pas-de-Calais (62)"),
        ("Département:62", "department:62", "Pas-de-Calais (62)"),
        ("R32", "region:32", "Hauts-de-France (32)"),
        ("reg:94", "region:94", "Corse (94)"),
        ("region:01", "region:01", "Guadeloupe (01)"),
        ("free:62041+62099", "free:62041+62099", "Arras, Beaurains"),
        ("libre:62041", "free:62041", "Arras"),
        ("62041+", "free:62041", "Arras"),
        ("62099+62041", "free:62041+62099", "Arras, Beaurains"),
    ],
)
def test_a_code_is_read_as_people_and_addresses_write_it(written: str, key: str, label: str) -> None:
    found = at(written)
    assert (found.key, found.label) == (key, label)
    assert perimeter_at(found.key) == perimeter(found.kind, found.code) == found


@pytest.mark.parametrize(
    "written",
    ["", " ", "99", "6204", "99999", "59355", "999999999", "245900410", "R99", "R", "reg:62", "commune:62",
     "epci:62041", "planet:62041", "free:", "free:+", "free:99999", "::", "32:reg", "free:75115"],
)  # fmt: skip
def test_a_code_that_means_nothing_today_is_no_perimeter(written: str) -> None:
    assert perimeter_at(written) is None


def test_there_are_as_many_as_published() -> None:
    assert {kind: len(perimeters(kind)) for kind in KINDS} == {
        "commune": 34_875 + 94, "epci": 1_255, "department": 101 + 8, "region": 18 + 8, "free": 0,
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_each_one_is_whole_dated_and_the_only_one_of_its_name_and_code(kind: str) -> None:
    every = perimeters(kind)
    assert len({one.label for one in every}) == len(every)
    assert [one.code for one in every] == sorted(composition(kind))
    for one in every:
        assert one.communes == composition(kind)[one.code] == tuple(sorted(one.communes)) != ()
        assert one.geography == GEOGRAPHY == 2026
        assert one.kind == kind
        assert one.departments
        assert perimeter(kind, one.code) == one


def test_no_membership_counts_anybody_twice() -> None:
    arrondissements = {code for parts in arrondissements_by_city().values() for code in parts}
    assert len(arrondissements) == 45
    for kind in KINDS[:-1]:
        members = [code for communes_ in composition(kind).values() for code in communes_]
        assert len(members) == len(set(members)), kind
        assert arrondissements.isdisjoint(members), kind


def test_an_arrondissement_is_a_perimeter_of_its_own_and_in_no_other() -> None:
    paris = at("commune:75056")
    assert paris.communes == ("75056",)
    assert at("75115").communes == ("75115",)
    assert "75115" not in at("75").communes + at("epci:200054781").communes
    assert population_of(at("75")) == population_of(paris)
    assert len(at("200054781").communes) == 130


def test_two_epci_are_across_the_border_of_the_region_of_the_examples() -> None:
    touching = [one for one in perimeters("epci") if "32" in one.regions]
    assert len(touching) == 92
    across = {one.code: one.regions for one in touching if len(one.regions) > 1}
    assert across == {"200069722": {"28": 34, "32": 10}, "247600588": {"28": 15, "32": 13}}
    assert at("247600588").departments == ("76", "80")
    assert at("247600588").label.startswith("CC des Villes Soeurs (Seine-Maritime")


def test_the_population_in_force_adds_up_to_that_of_the_region() -> None:
    assert population_of(at("R32")) == 5_992_194
    assert population_of(at("R32")) == sum(population_of(at(code)) for code in ("02", "59", "60", "62", "80"))
    found = epci("200093201")
    assert found is not None
    assert population_of(at("200093201")) == found.population


def test_corsica_and_overseas_are_at_their_place() -> None:
    assert (at("reg:94").departments, len(at("reg:94").communes)) == (("2B", "2A"), 360)
    assert [at(code).regions for code in ("971", "972", "973", "974", "976")] == [
        {"01": 32}, {"02": 34}, {"03": 22}, {"04": 24}, {"06": 17},
    ]  # fmt: skip
    assert at("reg:987").communes == at("987").communes
    assert department_name(at("975").departments[0]) == "Saint-Pierre-et-Miquelon"


def test_an_island_in_no_epci_is_a_commune_of_its_departement_all_the_same() -> None:
    assert "29155" in at("29").communes
    assert not [one.code for one in perimeters("epci") if "29155" in one.communes]
