"""A perimeter is found as people type it: names, accents, typos, acronyms, postal codes, SIREN, INSEE codes."""

from __future__ import annotations

import pytest

from maillage.territory.searching import found_named, perimeters_named

FIRST = [
    ("lens lievin", "epci:246200364"),
    ("Lens-Liévin", "epci:246200364"),
    ("agglo lens", "epci:246200364"),
    ("communauté d'agglomération lens", "epci:246200364"),
    ("CALL", "epci:246200364"),
    ("metropole lille", "epci:200093201"),
    ("lille", "epci:200093201"),
    ("mel", "epci:200093201"),
    ("200093201", "epci:200093201"),
    ("arras", "epci:200033579"),
    ("dunkerque", "epci:245900428"),
    ("maubeuge val de sambre", "epci:200043396"),
    ("capso", "epci:200069037"),
    ("flandre interieure", "epci:200040947"),
    ("245900410", "epci:200093201"),
    ("ca d'agen", "epci:200096956"),
    ("villes soeurs", "epci:247600588"),
    ("lens", "commune:62498"),
    ("st omer", "commune:62765"),
    ("59000", "commune:59350"),
    ("62041", "commune:62041"),
    ("2a004", "commune:2A004"),
    ("paris 15", "commune:75115"),
    ("lomme", "commune:59350"),
    ("59355", "commune:59350"),
    ("saint denis reunion", "commune:97411"),
    ("papeete", "commune:98735"),
    ("nord", "department:59"),
    ("62", "department:62"),
    ("pas de calais", "department:62"),
    ("2b", "department:2B"),
    ("la réunion", "department:974"),
    ("marne", "department:51"),
    ("hauts de france", "region:32"),
    ("r32", "region:32"),
    ("corse", "region:94"),
    ("ile de france", "region:11"),
]

MISTYPED = [
    ("lens levin", "epci:246200364"),
    ("lanse lievin", "epci:246200364"),
    ("lenslievin", "epci:246200364"),
    ("métropole europenne de lile", "epci:200093201"),
    ("bethume bruay", "epci:200072460"),
    ("dunkerke", "epci:245900428"),
    ("comunauté d'aglomeration du pays de saint omer", "epci:200069037"),
    ("comunauté de comunes flandre interieure", "epci:200040947"),
    ("cambray", "epci:200068500"),
    ("roubay", "commune:59512"),
    ("kalais", "commune:62193"),
    ("saintomer", "commune:62765"),
    ("lambersard", "commune:59328"),
    ("pas de calait", "department:62"),
    ("hauts-de-frnace", "region:32"),
]


@pytest.mark.parametrize(("typed", "key"), FIRST + MISTYPED)
def test_the_first_perimeter_found_is_the_one_meant(typed: str, key: str) -> None:
    assert perimeters_named(typed)[0].key == key


def test_the_city_comes_after_its_epci() -> None:
    assert [one.key for one in perimeters_named("lille", limit=2)] == ["epci:200093201", "commune:59350"]
    assert [one.key for one in perimeters_named("valanciennes", limit=2)] == [
        "epci:245901160",
        "commune:59606",
    ]


@pytest.mark.parametrize(
    "typed", ["", "  ", "-", "|", "\n", "zz", "!!!", "日本", "xqwkj", "99999", "123456789", "e" * 5_000]
)
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert perimeters_named(typed) == ()


def test_what_is_found_by_a_name_or_a_code_of_before_says_so() -> None:
    assert [
        (one.perimeter.code, one.before)
        for typed in ("lomme", "59355", "54448", "flandre interieure", "245901061", "arras")
        for one in found_named(typed, limit=1)
    ] == [
        ("59350", "Lomme"),
        ("59350", "Lomme"),
        ("54518", "54448"),
        ("200040947", "CC de Flandre Intérieure"),
        ("200093201", "CC de la Haute-Deûle"),
        ("200033579", None),
    ]


def test_only_the_kinds_asked_for_are_found() -> None:
    assert {one.kind for one in perimeters_named("lille", limit=20, kinds=("commune",))} == {"commune"}
    assert [one.code for one in perimeters_named("bethume", limit=1, kinds=("epci",))] == ["200072460"]
    assert perimeters_named("lille", kinds=()) == perimeters_named("lille", limit=0) == ()


def test_none_is_found_twice_and_no_more_than_asked() -> None:
    for typed in ("a", "saint", "62", "la", "arras", "bethume", "de la sur"):
        found = perimeters_named(typed, limit=7)
        assert len(found) == len({one.key for one in found}) <= 7


def test_short_beginnings_and_words_that_mean_nothing_find_what_they_can() -> None:
    """Words are corrected one by one: several that mean nothing are the longest to look for."""
    typed = ("a", "saint", "de la", "pas de calait", "comunauté de comunes flandre interieure")
    assert [words for words in typed if not perimeters_named(words)] == []
    assert perimeters_named("aaaa bbbb cccc dddd eeee ffff") == ()
