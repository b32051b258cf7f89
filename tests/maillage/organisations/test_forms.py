"""The legal form comes from the category of INSEE, or from the name, and then never without saying so."""

from __future__ import annotations

import pytest

from maillage.organisations.forms import form_said

DEDUCED = [
    ("5710", "LE CHAMP COMMUN SCIC", "scic"),
    ("5710", "S.C.I.C. LE CHAMP", "scic"),
    ("5710", "Le Champ, société coopérative d’intérêt collectif", "scic"),
    ("5499", "SCIC SARL LE CHAMP", "scic"),
    ("5560", "Société Coopérative d'Intérêt Collectif du Val", "scic"),
    ("5458", "scic du val", "scic"),
    ("5710", "SCOP DU VAL", "scop"),
    ("5710", "ATELIERS, S.C.O.P. SAS", "scop"),
    ("5499", "Société coopérative et participative du Val", "scop"),
    ("5458", "VAL COOPERATIVE D’ACTIVITES ET D’EMPLOI", "cae"),
    ("5710", "SCIC CAE COOPERATIVE D'ACTIVITES ET D'EMPLOI", "scic"),
    ("5599", "SPL DU VAL", "spl"),
    ("9300", "FONDS DE DOTATION DU VAL", "endowment_fund"),
    ("9300", "FONDATION D’ENTREPRISE DU VAL", "foundation_corporate"),
    ("7355", "SYNDICAT MIXTE DU PARC NATUREL REGIONAL DU VAL", "regional_nature_park"),
    ("4140", "OFFICE PUBLIC DE L’HABITAT DU VAL", "public_housing_office"),
    ("5710", "VAL SASU", "sasu"),
]


@pytest.mark.parametrize(("code", "name", "form"), DEDUCED)
def test_a_form_told_by_the_name_is_to_be_confirmed(code: str, name: str, form: str) -> None:
    said = form_said(code, (name,))
    assert said.legal_form == form
    assert said.caveat is not None
    assert "à confirmer" in said.caveat.fr
    assert "to be confirmed" in said.caveat.en


@pytest.mark.parametrize(
    ("code", "name", "form"),
    [
        ("5710", "ASCICOM", "sas"),
        ("5710", "SCICLO DU VAL", "sas"),
        ("9220", "LES AMIS DE LA SCIC DU VAL", "association_declared"),
        ("7210", "COMMUNE DE SCIC", "municipality"),
        ("6540", "SCI C DU VAL", "sci"),
        ("5458", "SCOP DU VAL", "scop"),
        ("5599", "SPLENDID", "sa"),
    ],
)
def test_a_name_that_only_looks_like_it_tells_nothing(code: str, name: str, form: str) -> None:
    said = form_said(code, (name,))
    assert (said.legal_form, said.caveat) == (form, None)


def test_any_of_the_names_may_tell() -> None:
    assert form_said("5710", ("LE CHAMP", "le champ (scic)")).legal_form == "scic"


def test_a_broader_form_an_uncertain_one_and_none_each_say_so() -> None:
    broader, uncertain, none = (form_said(code, ("VAL",)) for code in ("5785", "9300", "8110"))
    assert broader.legal_form == "sas"
    assert "forme la plus proche" in str(broader.caveat)
    assert uncertain.legal_form == "foundation_public_utility"
    assert "à confirmer" in str(uncertain.caveat)
    assert none.legal_form is None
    assert "Régime général de la Sécurité Sociale" in str(none.caveat)


def test_a_missing_or_unknown_category_says_so() -> None:
    assert form_said(None, ("VAL",)).legal_form is None
    assert "ne dit pas la forme" in str(form_said(None, ("VAL",)).caveat)
    assert "9999" in str(form_said("9999", ("VAL",)).caveat)
