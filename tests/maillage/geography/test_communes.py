"""A commune is found as people type it, by name, by postal code or by code."""

from __future__ import annotations

import pytest

from maillage.geography import PROVENANCE, commune, communes_named, communes_of, department_name, epci

FIRST = [
    ("arras", "62041"),
    ("ARRAS", "62041"),
    ("  arras  ", "62041"),
    ("st omer", "62765"),
    ("St-Omer", "62765"),
    ("saint-omer", "62765"),
    ("ste marie 974", "97418"),
    ("l'hay les roses", "94038"),
    ("l’haÿ-les-roses", "94038"),
    ("oeuf en ternois", "62633"),
    ("Œuf-en-Ternois", "62633"),
    ("havre", "76351"),
    ("havre le", "76351"),
    ("ajaccio", "2A004"),
    ("2A004", "2A004"),
    ("2a004", "2A004"),
    ("bastia 2b", "2B033"),
    ("62041", "62041"),
    ("62000", "62041"),
    ("62", "62193"),
    ("lille 59", "59350"),
    ("59800", "59350"),
    ("saint denis 974", "97411"),
    ("saint denis reunion", "97411"),
    ("saint-denis seine", "93066"),
    ("97411", "97411"),
    ("paris", "75056"),
    ("paris 15", "75115"),
    ("69381", "69381"),
    ("lyon 1er", "69381"),
    ("marseille 16", "13216"),
    ("mamoudzou", "97611"),
    ("papeete", "98735"),
    ("miquelon", "97501"),
    ("boulogne s/ mer", "62160"),
]


@pytest.mark.parametrize(("typed", "code"), FIRST)
def test_the_first_commune_found_is_the_one_meant(typed: str, code: str) -> None:
    assert communes_named(typed)[0].code == code


@pytest.mark.parametrize("typed", ["", "   ", "-", "’", "|", "\n", "zzzz", "!!!", "日本", "lhay", "arras 75"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert communes_named(typed) == ()


def test_a_postal_code_finds_the_city_and_its_arrondissement() -> None:
    assert [one.code for one in communes_named("75015")] == ["75056", "75115"]


def test_the_last_word_st_may_begin_strasbourg_or_mean_saint() -> None:
    assert communes_named("st", limit=1)[0].name == "Strasbourg"
    assert "Mont-Saint-Aignan" in [one.name for one in communes_named("mont st")]


def test_exact_names_come_first_then_the_most_populated() -> None:
    found = communes_named("lens", limit=10)
    assert [one.name for one in found[:2]] == ["Lens", "Lens-Lestang"]
    people = [one.population or 0 for one in communes_named("saint", limit=10)]
    assert people == sorted(people, reverse=True)


def test_homonyms_are_told_apart_by_their_place() -> None:
    found = [one for one in communes_named("saint-denis") if one.name == "Saint-Denis"]
    assert len(found) > 2
    assert len({one.label for one in found}) == len(found)
    assert {one.department_name for one in found} >= {"La Réunion", "Seine-Saint-Denis"}


def test_no_more_are_given_than_asked_and_none_twice() -> None:
    for typed in ("a", "saint", "62", "st", "la"):
        found = communes_named(typed, limit=7)
        assert len(found) == len({one.code for one in found}) == 7
    assert communes_named("arras", limit=0) == ()


def test_a_commune_says_all_it_is() -> None:
    arras = commune("62041")
    assert arras is not None
    assert (arras.name, arras.department, arras.department_name) == ("Arras", "62", "Pas-de-Calais")
    assert (arras.postal_codes, arras.epci, arras.part_of) == (("62000",), "200033579", None)
    assert arras.population is not None
    assert arras.population > 40_000
    assert arras.label == "Arras (Pas-de-Calais, 62041)"


def test_an_arrondissement_is_part_of_its_city_and_in_its_epci() -> None:
    arrondissement, city = commune("69381"), commune("69123")
    assert arrondissement is not None
    assert city is not None
    assert (arrondissement.part_of, arrondissement.epci) == ("69123", city.epci)


@pytest.mark.parametrize("code", ["", "00000", "62041 ", "2a004", "6204", "59999", "DROP"])
def test_an_unknown_code_is_no_commune(code: str) -> None:
    assert commune(code) is None


def test_the_communes_of_an_epci_are_counted_without_arrondissements() -> None:
    assert len(communes_of("200093201")) == 95
    paris = communes_of("200054781")
    assert [one.code for one in paris if one.code.startswith("751")] == []
    assert communes_of("000000000") == ()
    assert all(one.epci == "200093201" for one in communes_of("200093201"))


def test_each_commune_in_an_epci_leads_to_it() -> None:
    found = commune("62041")
    assert found is not None
    group = epci(found.epci or "")
    assert group is not None
    assert group.name == "CU d’Arras"


def test_departments_are_named_and_an_unknown_one_shows_its_code() -> None:
    assert [department_name(code) for code in ("2B", "974", "987", "999")] == [
        "Haute-Corse",
        "La Réunion",
        "Polynésie française",
        "999",
    ]


def test_where_it_comes_from_is_said() -> None:
    assert (PROVENANCE.vintage, PROVENANCE.licence) == (2026, "etalab-2.0")
    assert "INSEE" in PROVENANCE.producer
