"""What is read of an organisation, and what it becomes in a dossier."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from maillage.data import packaged
from maillage.dossier.tables import TABLES
from maillage.organisations import Organisation, page_of, without_persons
from tests.directory_data import ORGANISATIONS, organisation

DAY = datetime.date(2026, 11, 23)
HOLE = re.compile(r"\{(\w+)\}")


def read(raw: Any) -> Organisation:
    """The one organisation of an answer."""
    kept = without_persons({"results": [raw], "total_results": 1})
    assert kept is not None
    (found,) = page_of(kept, DAY).organisations
    return found


def test_an_association_is_read_whole() -> None:
    found = read(ORGANISATIONS[0])
    assert found.siren == "999990005"
    assert (found.name, found.acronym) == ("LES JARDINS PARTAGES DU VAL", "JPV")
    assert found.address == "1 RUE DE L’EXEMPLE 62510 ARQUES"
    assert (found.commune, found.commune_label) == ("62040", "Arques")
    assert (found.legal_form, found.category, found.insee_code) == (
        "association_declared",
        "association",
        "9220",
    )
    assert found.legal_form_label is not None
    assert found.legal_form_label.fr == "Association déclarée"
    assert (found.activity, found.rna) == ("94.99Z", "W623000001")
    assert (found.is_ess, found.is_mission, found.is_inclusion) == (True, False, False)
    assert (found.active, found.created_on, found.closed_on) == (True, datetime.date(2015, 3, 12), None)
    assert found.caveats == ()
    assert found.properties()["indivisible_reserves"] == "yes"


def test_it_says_what_to_cite() -> None:
    source = read(ORGANISATIONS[0]).source
    assert source.url == "https://annuaire-entreprises.data.gouv.fr/entreprise/999990005"
    assert "INSEE" in source.author
    assert "DINUM" in source.author
    assert (source.accessed_on, source.licence) == (DAY, "etalab-2.0")
    assert "LES JARDINS PARTAGES DU VAL" in source.title.fr


@pytest.mark.parametrize("raw", ORGANISATIONS, ids=lambda raw: raw["siren"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_cells_are_cells_of_the_tables(raw: Any, language: Any) -> None:
    found = read(raw)
    for table, cells in (("actors", found.to_cells(language)), ("sources", found.source_cells(language))):
        fields = {field.name: field for field in TABLES[table].fields}
        assert set(cells) <= set(fields)
        assert all(cells.values())
    assert found.to_cells()["siren"] == raw["siren"]


def test_a_form_that_the_list_lacks_is_said_in_the_words_of_insee() -> None:
    found = read(organisation("999990088", "CAISSE DU VAL", "8110"))
    assert found.legal_form is None
    assert found.to_cells()["legal_form"] == "Régime général de la Sécurité Sociale"
    assert found.to_cells("en")["legal_form"] == "General social security scheme"
    assert "note" not in found.to_cells()


def test_what_is_to_be_confirmed_is_noted_and_what_is_to_be_done_is_not() -> None:
    cooperative, person = read(ORGANISATIONS[1]), read(ORGANISATIONS[5])
    assert cooperative.to_cells()["legal_form"] == "scic"
    assert "à confirmer" in cooperative.to_cells()["note"]
    assert person.caveats != ()
    assert "note" not in person.to_cells()


def test_a_closed_organisation_says_since_when_and_comes_last() -> None:
    closed = organisation("999990062", "FERMEE", "5599", etat_administratif="C", date_fermeture="2021-12-31")
    found = read(closed)
    assert (found.active, found.closed_on) == (False, datetime.date(2021, 12, 31))
    assert "2021-12-31" in found.to_cells()["note"]
    kept = without_persons({"results": [closed, ORGANISATIONS[0]]})
    assert kept is not None
    assert [one.active for one in page_of(kept, DAY).organisations] == [True, False]


def test_a_closed_organisation_without_date_is_closed_all_the_same() -> None:
    found = read(organisation("999990062", "FERMEE", "5599", etat_administratif="C"))
    assert (found.active, found.closed_on) == (False, None)


def test_a_masked_name_and_address_are_not_taken_for_one() -> None:
    found = read(
        organisation(
            "999990062",
            "[NON-DIFFUSIBLE]",
            "5599",
            nom_complet="[NON-DIFFUSIBLE]",
            siege__adresse="[NON-DIFFUSIBLE] 62510 ARQUES",
        )
    )
    assert (found.name, found.address) == ("Organisation 999990062", None)
    assert "ne diffuse pas le nom" in found.caveats[0].fr


def test_a_head_office_abroad_or_in_a_commune_that_is_gone_says_so() -> None:
    abroad = read(organisation("999990070", "ABROAD", "3220", siege=None))
    assert (abroad.commune, abroad.commune_label) == (None, None)
    assert "commune" not in abroad.to_cells()
    assert "n’est pas dans une commune française" in abroad.caveats[0].fr
    gone = read(organisation("999990070", "GONE", "5599", siege__commune="62999"))
    assert (gone.commune, gone.commune_label) == ("62999", "ARQUES")
    assert "2026" in gone.caveats[0].fr


@pytest.mark.parametrize("commune", ["75115", "69381", "2A004", "97411", "98735"])
def test_every_kind_of_commune_is_known(commune: str) -> None:
    found = read(organisation("999990070", "VAL", "5599", siege__commune=commune))
    assert found.commune == commune
    assert found.caveats == ()


@pytest.mark.parametrize("number", ["W62300001", "623000001", "", 12, "w623000001"])
def test_a_number_that_is_no_association_number_is_not_kept(number: object) -> None:
    raw = organisation("999990005", "VAL", "9220", complements__identifiant_association=number)
    assert read(raw).rna is None


# --- the sentences ---

MESSAGES = [
    (f"{section}.{name}", entry)
    for section, entries in packaged.document("messages/organisations.toml").items()
    for name, entry in entries.items()
]


@pytest.mark.parametrize(("key", "entry"), MESSAGES, ids=[key for key, _ in MESSAGES])
def test_a_message_has_both_languages_with_the_same_holes(key: str, entry: dict[str, str]) -> None:
    assert set(entry) == {"fr", "en"}
    assert set(HOLE.findall(entry["fr"])) == set(HOLE.findall(entry["en"]))
    assert "'" not in entry["fr"]
    assert all(f"{sign}" not in entry["fr"] for sign in ("« ", " »", " :", " ;"))
