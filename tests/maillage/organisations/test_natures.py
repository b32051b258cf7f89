"""Every legal category of INSEE means something here, and the list of legal forms agrees."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.organisations import nature, natures

FORMS = vocabulary("legal_forms").terms
LISTED = {
    code: form
    for form, term in FORMS.items()
    for code in filter(None, term.properties["insee_codes"].split(";"))
}


def test_the_260_categories_are_there_with_both_labels() -> None:
    assert len(natures()) == 260
    assert [code for code, one in natures().items() if not all(one.label)] == []
    assert "'" not in "".join(one.label.fr + one.label.en for one in natures().values())


def test_they_are_those_of_the_published_nomenclature(shared: Path) -> None:
    published = json.loads(
        (shared / "data" / "nomenclatures" / "categories-juridiques.json").read_text(encoding="utf-8")
    )
    assert set(natures()) == set(published)


def test_a_category_listed_with_a_legal_form_means_it_exactly_or_waits_for_a_word() -> None:
    assert {code: natures()[code].legal_form for code in LISTED} == LISTED
    assert {natures()[code].fit for code in LISTED} == {"exact", "uncertain"}
    assert [code for code, one in natures().items() if one.fit == "exact" and code not in LISTED] == []


def test_what_is_not_exact_says_so() -> None:
    fits = Counter(one.fit for one in natures().values())
    assert fits == {"exact": 98, "broader": 105, "uncertain": 17, "none": 40}


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("5458", "scop"), ("5558", "scop"), ("5658", "scop"), ("6316", "cuma"), ("6317", "farm_cooperative"),
        ("6220", "gie"), ("8210", "mutual"), ("9220", "association_declared"), ("9230", "association_public_utility"),
        ("9300", "foundation_public_utility"), ("7410", "gip"), ("7210", "municipality"), ("7344", "metropolis"),
        ("7346", "community_of_communes"), ("7354", "closed_joint_board"), ("7355", "open_joint_board"),
        ("7357", "petr"), ("7340", "metropolitan_pole"), ("1000", "sole_trader"), ("8110", None), ("5430", None),
    ],
)  # fmt: skip
def test_the_categories_people_meet_mean_what_they_say(code: str, form: str | None) -> None:
    found = nature(code)
    assert found is not None
    assert found.legal_form == form


@pytest.mark.parametrize("code", [None, "", "9999", "57", "571O"])
def test_an_unknown_code_is_no_category(code: str | None) -> None:
    assert nature(code) is None


def test_people_are_protected_in_every_category_registered_under_their_name() -> None:
    assert {code for code, one in natures().items() if one.persons} == {
        "1000",
        "2110",
        "2210",
        "2310",
        "2385",
    }


def test_the_names_that_tell_a_form_are_plain_words_of_known_forms_and_categories() -> None:
    for row in packaged.rows("organisations/form_names.csv"):
        assert row["legal_form"] in FORMS
        assert row["words"] == " ".join(row["words"].lower().split())
        assert row["words"].replace(" ", "").isalnum()
        assert set(row["insee_codes"].split(";")) <= set(natures())
