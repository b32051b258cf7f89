"""A free perimeter is any set of communes and EPCI: the same set has the same code, and nothing is added unsaid."""

from __future__ import annotations

import random

import pytest

from maillage.geography import Carried
from maillage.geography.compositions import all_communes, communes_by_epci
from maillage.territory.drawing import MOST_CODES
from maillage.territory.perimeters import (
    TooManyCodesError,
    UnknownCommunesError,
    drawn,
    free_perimeter,
    perimeter,
    perimeters,
)


def refused(*codes: str) -> UnknownCommunesError:
    """What is said of codes that are refused."""
    with pytest.raises(UnknownCommunesError) as caught:
        free_perimeter("", codes)
    return caught.value


def test_communes_and_epci_make_one_set_with_a_short_code() -> None:
    found = free_perimeter("  Pays   d’Artois ", ["62041", "246200364", "62041", " 62498 ", ""])
    assert (found.kind, found.name, found.label) == ("free", "Pays d’Artois", "Pays d’Artois")
    assert found.code == "62041+246200364"
    assert set(found.communes) == {"62041", *communes_by_epci()["246200364"]}
    assert found.departments == ("62",)


def test_the_same_communes_have_the_same_code_however_they_are_written() -> None:
    lens = communes_by_epci()["246200364"]
    for codes in (["62041", "246200364"], [*lens, "62041"], ["62041", *reversed(lens), lens[0], "246200364"]):
        assert free_perimeter("", codes).code == "62041+246200364"
    assert free_perimeter("", lens[1:]).code == "+".join(lens[1:])


def test_the_code_alone_gives_the_communes_back() -> None:
    draw = random.Random(4)
    every, groups = all_communes(), [one.code for one in perimeters("epci")]
    for _ in range(60):
        codes = draw.sample(every, draw.randint(0, 30)) + draw.sample(groups, draw.randint(1, 4))
        found = free_perimeter("", codes)
        again = perimeter("free", found.code)
        assert again is not None
        assert (again.communes, again.code, again.key) == (found.communes, found.code, found.key)


def test_codes_of_before_are_carried_and_what_happened_is_said() -> None:
    found = drawn(["59355", "12076", "245900410"])
    assert found.carried == {
        "59355": Carried("59350", "merged"),
        "12076": Carried("12218", "renamed"),
        "245900410": Carried("200093201", "renamed"),
    }
    assert found.code == "12218+200093201"
    assert drawn(["59350"]).carried == {}


def test_what_is_given_twice_is_harmless_and_said() -> None:
    assert drawn(["62041", "62041", "62498"]).repeated == ("62041",)
    assert drawn(["62498", "246200364"]).repeated == ("62498",)
    assert drawn(["59355", "59350"]).repeated == ("59350",)
    assert drawn(["62041", "62498"]).repeated == ()


def test_a_free_perimeter_without_a_name_takes_that_of_its_largest_places() -> None:
    assert free_perimeter("", ["62041", "200093201"]).name == "Métropole Européenne de Lille, Arras"
    assert free_perimeter(" ", ["62041", "62099", "62498", "62065"]).name == "Arras, Lens, Avion…"


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("62000", "62041"),  # a postal code
        ("1001", "01001"),  # a spreadsheet ate the zero
        ("75115", "75056"),  # an arrondissement could count twice
        ("200035459", "200096956"),  # within a larger EPCI today
        ("200067221", "200096675"),  # split
    ],
)
def test_an_unknown_code_is_refused_with_what_may_have_been_meant(code: str, meant: str) -> None:
    error = refused("62041", code)
    assert error.codes == (code,)
    assert meant in error.suggestions[code]


def test_every_unknown_code_is_told_even_without_a_suggestion() -> None:
    error = refused("62041", "zzzzz", "99999", "999999999", "' OR 1=1", "62041;62099")
    assert error.codes == ("ZZZZZ", "99999", "999999999", "' OR 1=1", "62041;62099")
    assert refused("").codes == refused().codes == ()


def test_there_are_never_more_codes_than_communes() -> None:
    with pytest.raises(TooManyCodesError):
        drawn("62041" for _ in range(MOST_CODES + 1))
    whole = free_perimeter("France", all_communes())
    assert whole.communes == all_communes()
    assert len(whole.code.split("+")) == 1_255 + 4 + 94
