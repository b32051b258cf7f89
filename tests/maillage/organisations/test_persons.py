"""People are dropped from an answer, whatever the place they are in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.organisations import page_of, without_persons
from tests.directory_data import ELECTED, OFFICER, ORGANISATIONS, PERSON, SHOP, organisation


def kept_of(*results: Any) -> dict[str, Any]:
    """What is kept of an answer."""
    kept = without_persons({"results": list(results), "total_results": len(results)})
    assert kept is not None
    return kept


def test_the_answers_to_be_stripped_do_name_people() -> None:
    assert json.dumps(ORGANISATIONS).count(PERSON) > 20


def test_no_person_is_left() -> None:
    assert PERSON not in json.dumps(kept_of(*ORGANISATIONS), ensure_ascii=False)


@pytest.mark.parametrize("nature", ["1000", "2110", "2210", "2310", None, "9999"])
def test_a_name_that_may_be_that_of_a_person_is_dropped_and_the_shop_stays(nature: str | None) -> None:
    raw = organisation(
        "999990054", PERSON, nature, nom_raison_sociale=None, sigle=PERSON, siege__nom_commercial=SHOP
    )
    raw["siege"]["adresse"] = f"1 RUE {PERSON}"
    kept = kept_of(raw)
    assert PERSON not in json.dumps(kept)
    (found,) = page_of(kept, None).organisations
    assert found.name == SHOP
    assert found.address is None
    assert "personne" in found.caveats[0].fr


def test_a_sole_trader_said_by_the_other_registers_only_is_protected_too() -> None:
    raw = organisation("999990054", PERSON, "5499", complements__est_entrepreneur_individuel=True)
    assert PERSON not in json.dumps(kept_of(raw))


def test_a_person_without_shop_gets_a_neutral_name() -> None:
    (found,) = page_of(kept_of(organisation("999990054", PERSON, "1000")), None).organisations
    assert found.name == "Entreprise individuelle 999990054"


def test_what_the_directory_may_add_one_day_is_dropped() -> None:
    raw = organisation("999990005", "LE VAL", "9220", contacts=[OFFICER], siege__gerant=PERSON)
    raw["complements"]["elus"] = [ELECTED]
    raw["siege"]["liste_enseignes"] = [{"nom": PERSON}, "LE VAL", 3]
    kept = kept_of(raw)
    assert PERSON not in json.dumps(kept)
    assert kept["results"][0]["siege"]["liste_enseignes"] == ["LE VAL"]


def test_a_value_that_hides_people_under_a_kept_key_is_dropped() -> None:
    kept = kept_of(
        organisation("999990005", "LE VAL", "9220", sigle=[OFFICER], siege=[OFFICER], complements=OFFICER)
    )
    assert PERSON not in json.dumps(kept)


def test_a_result_that_is_none_stays_to_be_counted() -> None:
    assert kept_of(None, "texte", ORGANISATIONS[0])["results"][:2] == [None, None]


@pytest.mark.parametrize("payload", [None, [], "texte", 3, {}, {"results": None}, {"results": {"a": 1}}])
def test_what_is_no_answer_is_nothing(payload: object) -> None:
    assert without_persons(payload) is None


def test_stripping_twice_changes_nothing() -> None:
    once = kept_of(*ORGANISATIONS)
    assert without_persons(once) == once


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = (
    "siren",
    "nom_complet",
    "siege",
    "complements",
    "nature_juridique",
    "date_creation",
    "etat_administratif",
)


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), ANYTHING) | ANYTHING, max_size=4), ANYTHING)
def test_whatever_is_answered_is_read_or_counted(results: list[Any], total: Any) -> None:
    kept = without_persons({"results": results, "total_results": total})
    assert kept is not None
    page = page_of(kept, None)
    assert len(page.organisations) + page.unread == len(results)
