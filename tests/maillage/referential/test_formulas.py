"""The language of rules: what formulas give, and where they stop being formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.data import packaged
from maillage.dossier.tables import Actor
from maillage.dossier.vocabularies import vocabulary
from maillage.referential.formulas import FormulaError, Value, evaluate, parse
from maillage.referential.frame import FAMILIES
from maillage.referential.profile import Profile, families, profile_of

WHO = Profile(
    legal_form="scic",
    family="cooperative",
    answers={"part": 0.4, "roads": True, "water": "NON", "size": "size_b"},
    identity={"place": ("island", "coast")},
)

GIVEN: list[tuple[str, Value]] = [
    ("1 - 2 - 3", 2.0),
    ("12 / 3 / 2", 8.0),
    ("2 * 3 + 1", 7.0),
    ("(1 + 2) * 3", 9.0),
    ("min(1, 2/4, 3)", 0.5),
    ("max(reponse(part), 0.5)", 0.5),
    ("reponse(part) + 1/10", 0.5),
    ("reponse(roads)", True),
    ("reponse(water)", False),
    ("reponse(size)", "size_b"),
    ("reponse(roads, OUI) et reponse(water, NON)", True),
    ("reponse(size, size_a) ou reponse(size, size_b)", True),
    ("reponse(nothing, OUI)", False),
    ("reponse(nothing)", None),
    ("max(reponse(nothing), 0.5)", None),
    ("si reponse(roads, NON) alors reponse(nothing) sinon 0.25", 0.25),
    ("si FAUX alors 1", None),
    ("si FAUX alors 1 sinon si VRAI alors 2 sinon 3", 2.0),
    ("VRAI ou reponse(nothing)", True),
    ("FAUX et reponse(nothing)", False),
    ("reponse(nothing) ou VRAI", None),
    ("VRAI ou FAUX et FAUX", True),
    ("identite(place, coast)", True),
    ("identité(family, cooperative) et identite(legal_form, scic)", True),
    ("identite(population, many)", False),
    ("1 / (1 - 1)", None),
    ("min(score(x-1.2), score(y))", 0.25),
    ("score(unknown)", None),
    ("score(worthless)", None),
    ("reponse (roads,\n OUI)", True),
]


@pytest.mark.parametrize(("formula", "value"), GIVEN)
def test_a_formula_gives(formula: str, value: Value) -> None:
    found = evaluate(parse(formula), WHO, {"x-1.2": 0.25, "y": 1.0, "worthless": None})
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        ("", 0),
        ("si VRAI", 7),
        ("1 +", 3),
        ("1 + + 2", 4),
        ("foo(1)", 0),
        ("reponse(a b)", 10),
        ("1 2", 2),
        ("__import__", 0),
    ],
)
def test_what_is_not_a_formula_says_where(formula: str, at: int) -> None:
    with pytest.raises(FormulaError) as raised:
        parse(formula)
    assert raised.value.at == at


def test_a_formula_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(FormulaError):
        parse("1 + " * 5000 + "1")


@given(st.text(alphabet="sialors reponse(),.+-*/0123456789OUI_é\n", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert 0 <= place_refused(text) <= len(text)


def place_refused(text: str) -> int:
    """Where a text stops being a formula; its length when it is one, which then gives a value."""
    try:
        formula = parse(text)
    except FormulaError as error:
        return error.at
    assert isinstance(evaluate(formula, WHO), bool | float | str | None)
    return len(text)


def test_every_legal_form_is_said_to_have_a_family_or_none() -> None:
    rows = {row["legal_form"]: row["family"] for row in packaged.rows("frames/families.csv")}
    assert set(rows) == set(vocabulary("legal_forms").terms)
    assert set(families().values()) == set(FAMILIES)


def test_the_profile_of_an_actor_comes_from_its_legal_form() -> None:
    assert profile_of(Actor(id="c", name="C", legal_form="municipality")).family == "public"
    assert profile_of(Actor(id="c", name="C"), "public").holds("sphere", "public")
    assert profile_of(Actor(id="c", name="C")).family is None


def test_profiles_that_rules_treat_alike_have_one_key() -> None:
    one = Profile(answers={"a": True}, identity={"place": ("x", "y")})
    assert one.key == Profile(answers={"a": True}, identity={"place": ("y", "x")}).key
    assert one.key != Profile(answers={"a": 1.0}, identity={"place": ("x", "y")}).key
