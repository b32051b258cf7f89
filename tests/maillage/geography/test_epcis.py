"""An EPCI is found by name or by SIREN."""

from __future__ import annotations

import pytest

from maillage.geography import communes_of, epci, epcis_named


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("métropole européenne de lille", "200093201"),
        ("METROPOLE LILLE", "200093201"),
        ("lille", "200093201"),
        ("200093201", "200093201"),
        ("cu arras", "200033579"),
        ("béthune bruay", "200072460"),
        ("quatre rivieres haute saone", "247000623"),
        ("pays de st omer", "200069037"),
    ],
)
def test_the_first_epci_found_is_the_one_meant(typed: str, code: str) -> None:
    assert epcis_named(typed)[0].code == code


def test_homonyms_are_told_apart_by_their_place() -> None:
    found = [one for one in epcis_named("CC des Quatre Rivières") if one.name == "CC des Quatre Rivières"]
    assert {one.department_name for one in found} == {"Haute-Savoie", "Haute-Saône"}
    assert len({one.label for one in found}) == 2


def test_an_epci_says_all_it_is() -> None:
    found = epci("200093201")
    assert found is not None
    assert (found.kind, found.department, found.name) == ("METRO", "59", "Métropole Européenne de Lille")
    assert found.population == sum(one.population or 0 for one in communes_of(found.code))


@pytest.mark.parametrize("code", ["", "62041", "999999999"])
def test_an_unknown_siren_is_no_epci(code: str) -> None:
    assert epci(code) is None


def test_what_means_nothing_finds_nothing() -> None:
    assert epcis_named("zzzz") == epcis_named("") == ()
