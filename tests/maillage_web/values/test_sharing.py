"""The page of sharing rules: every example is useful, every choice is honoured, nothing hidden is shown."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage_web.dossiers.choices import Role
from tests.maillage_web.addresses import PREFIXES, SLUGS
from tests.maillage_web.living.people import Ground, add
from tests.maillage_web.reading import Page
from tests.maillage_web.values.conftest import SECRET, enter

pytestmark = pytest.mark.django_db
NEVER = re.compile(r"\b(?:NaN|nan|inf|Infinity|None|Decimal|Text\()\b")
CHOICES = (
    {"mesure": "challenges", "lecture": "integrated"},
    {"mesure": "money", "lecture": "alone", "argent": "1"},
    {"mesure": "costs"},
    {
        "mesure": "amour",
        "lecture": "haine",
        "acteur": "personne",
        "excedent": "abc",
        "capital": "-1",
        "taux": "%",
    },
    {"joueurs": "A;B", "jeu": "worth", "m1": "1", "m2": "2,5", "m3": "9"},
    {"le": "2012"},
)


@pytest.mark.one_database
@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_has_a_picture_and_the_same_figures_in_a_table(client: Client, slug: str) -> None:
    page = shown(client, slug)
    strips = [one for one in page.all("svg") if one.attributes.get("class") == "strip"]
    table = next(one for one in page.all("table") if "Situation présente" in one.text)
    assert 1 <= len(strips) < len(page.all("tr"))
    assert all(rule in table.text for rule in ("Parts égales", "Valeur de Shapley", "Nucléole"))
    assert "Situation présente" in page.one("main").text


@pytest.mark.one_database
@pytest.mark.parametrize("language", list(PREFIXES))
def test_whatever_is_asked_the_page_is_well_made(client: Client, language: str) -> None:
    with translation.override(language):
        address = reverse("sharing", args=["caisse-alimentaire-montpellier"])
    for asked in ({}, *CHOICES):
        answer = client.get(address, asked)
        assert answer.status_code == 200
        page = Page(answer.content.decode())
        assert NEVER.findall(page.text) == []
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
        assert not [one for one in page.elements if "style" in one.attributes]


def shown(client: Client, slug: str, **asked: object) -> Page:
    answer = client.get(reverse("sharing", args=[slug]), asked)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def row_of(page: Page, name: str) -> str:
    return next(one.text for one in page.all("tr") if one.text.startswith(name))


@pytest.mark.one_database
def test_the_numbers_of_montpellier_are_told(client: Client) -> None:
    text = shown(client, "caisse-alimentaire-montpellier").one("main").text
    assert re.search(r"192\s000 € par an pour 400 personnes", text)
    assert "Reste à couvrir" in text


@pytest.mark.one_database
def test_a_surplus_is_shared_under_the_rules_of_a_scic(client: Client) -> None:
    page = shown(client, "ikos", excedent="10 000 €", capital="50000", taux="4")
    assert "1 500" in row_of(page, "À la réserve légale").replace("\u202f", " ").replace("\xa0", " ")
    assert "art. 19 nonies" in page.one("main").text
    assert "négatif" in shown(client, "ikos", excedent="-5").one("main").text


@pytest.mark.one_database
def test_numbers_of_ones_own_are_shared_as_soon_as_every_group_has_its_amount(client: Client) -> None:
    slug = SLUGS[0]
    names = {"joueurs": "A; B; C", "jeu": "cost"}
    empty = shown(client, slug, **names)
    assert (
        len([one for one in empty.all("input") if re.fullmatch(r"m\d", one.attributes.get("name", ""))]) == 7
    )
    airport = dict(
        zip((f"m{mask}" for mask in (1, 2, 4, 3, 5, 6, 7)), (8, 11, 13, 11, 13, 13, 13), strict=True)
    )
    page = shown(client, slug, **names, **airport)
    assert "2,674,176,17" in row_of(page, "Valeur de Shapley")
    holed = shown(client, slug, **names, **{**airport, "m6": ""})
    assert "Ligne 6 : le montant manque" in holed.text.replace("\xa0", " ")
    assert "est négatif" in shown(client, slug, **names, **{**airport, "m6": "-4"}).text
    for wrong in ("A", "A;A", "A;B;C;D;E;F"):
        assert "noms différents" in shown(client, slug, joueurs=wrong).text


def test_choosing_actors_leaves_the_others_absent(client: Client, place: Ground) -> None:
    valued = add("effects", id="gain", name="Des économies", components="cantine", beneficiaries="l-ecole",
                 likely="20000", unit="eur", period="year", since="2024", until="2026")  # fmt: skip
    place.write(valued)
    money = shown(client, place.slug, mesure="money", lecture="alone")
    gains = next(one for one in money.all("table") if "Parts égales" in one.text)
    assert "15000" in re.sub(r"\s", "", gains.text)  # three years of 20 000 €, less three of 15 000 €
    refused = shown(client, place.slug, acteur="la-ferm")
    assert "Vouliez-vous dire" in refused.text
    chosen = shown(client, place.slug, acteur=["la-ferme", "la-ville"])
    ticked = [one.attributes["value"] for one in chosen.all("input") if "checked" in one.attributes]
    assert ticked == ["la-ferme", "la-ville"]


def test_a_row_kept_apart_is_in_no_figure_of_who_may_not_see_it(client: Client, place: Ground) -> None:
    for role in (Role.VISITOR, Role.READER):
        enter(client, place, role)
        assert SECRET not in client.get(reverse("sharing", args=[place.slug])).content.decode()
