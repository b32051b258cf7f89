"""Raters side by side: dissent in shape and words, nothing hidden shown, nothing lost, and nothing averaged."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage.referential.shipped import shipped
from maillage_web.dossiers.choices import Role
from tests.maillage_web.addresses import PREFIXES
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
FRAME = shipped("efc")
FIRST, SECOND, THIRD = (item.id for item in FRAME.asked[:3])
LOW, _MIDDLE, HIGH = (level.code for level in FRAME.levels[FIRST])
SECRET = "Marqueduregardconfie"
NEVER = re.compile(r"\b(?:NaN|nan|None|Text\(|Decimal)\b")


def said(id: str, item: str, value: str, rater: str = "", **cells: str) -> object:
    """An answer about the farm to the latest version."""
    given = {"holder": "la-ferme", "frame": "efc", "version": FRAME.version, "visibility": "members"}
    return add("answers", id=id, item=item, value=value, rater=rater, **(given | cells))


@pytest.fixture
def place() -> Ground:
    """The farm as the town, the school and somebody see it; one look is kept for the farm, one cannot be read."""
    made = ground(public=True)
    made.write(
        said("v1", FIRST, LOW, "La ville", date="2024", visibility="public"),
        said("v2", FIRST, HIGH, "La ville", date="2025", narrative="Tout a changé.", visibility="public"),
        said("e1", FIRST, HIGH, "l-ecole", date="2025", visibility="public"),
        said("q1", FIRST, LOW, date="2025", visibility="public"),
        said("v3", SECOND, LOW, "La ville", date="2025", visibility="public"),
        said("e3", SECOND, LOW, "l-ecole", date="2025", visibility="public"),
        said("off", THIRD, "beaucoup", "La ville", date="2025", visibility="public"),
        said("old", THIRD, LOW, "La ville", date="2023", version="0.1", visibility="public"),
        said("f1", SECOND, HIGH, "La ferme", date="2025", visibility="actor", narrative=SECRET),
        by=made.people[Role.FACILITATOR],
    )
    return made


def shown(client: Client, place: Ground, prefix: str = "/", **asked: str) -> Page:
    answer = client.get(f"{prefix}dossiers/{place.slug}/modeles/la-ferme/regards/", asked)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def row_of(page: Page, item: str) -> str:
    return next(one.text for one in page.all("tr") if one.attributes.get("id") == f"item-{item}")


def test_raters_stand_side_by_side_with_who_is_apart_in_words_and_in_shape(
    client: Client, place: Ground
) -> None:
    page = shown(client, place, "/en/")
    heads = [one.text for one in page.all("th") if one.attributes.get("scope") == "col"]
    assert heads[:5] == ["Question", "La ville", "L’école", "someone (rater not said)", "Together"]
    first = row_of(page, FIRST)
    assert "They differ" in first
    assert "apart: someone (rater not said)" in first
    assert "Tout a changé." in first
    assert "2024 : stage 0, volume" in first
    assert "In agreement" in row_of(page, SECOND)
    marks = [one for one in page.all("svg") if "spread__mark" in (one.attributes.get("class") or "")]
    assert len(marks) == 2
    assert "Median" not in page.one("main").text


def test_what_cannot_be_counted_is_kept_apart_and_said(client: Client, place: Ground) -> None:
    text = shown(client, place, "/en/").one("main").text
    assert "Answers kept apart" in text
    assert "“beaucoup” is not in the scale of this question" in text
    assert "An answer to version 0.1, kept apart" in text


def test_differences_gathering_and_another_day_are_asked_by_the_address(
    client: Client, place: Ground
) -> None:
    page = shown(client, place, "/en/", ecarts="1", rassembler="median", avant="2024")
    assert [one for one in page.ids if one.startswith("item-")] == [f"item-{FIRST}"]
    text = page.one("main").text
    assert "Median of 3 looks: stage 2, territory." in text
    assert "Gathering looks loses some of them" in text
    assert "La ville moves from “stage 0, volume” to “stage 2, territory”." in text
    wrong = shown(client, place, "/en/", rassembler="moyenne", avant="hier", ecarts="")
    assert "“hier” is not a date" in wrong.one("main").text
    assert "Median" not in wrong.text.partition("<main")[2]


def test_nobody_sees_a_look_that_is_kept_for_somebody(client: Client, place: Ground) -> None:
    assert SECRET not in shown(client, place).text
    for role in Role:
        client.logout()
        if role is not Role.VISITOR:
            client.force_login(place.people[role])
        found = shown(client, place, "/en/", ecarts="1", avant="2024")
        sees = role in (Role.LEADER, Role.FACILITATOR)  # the one who leads the farm, the one it trusts
        assert (SECRET in found.text) is sees, role
        assert ("they differ on 2 questions" in found.text) is sees, role


def test_another_frame_an_empty_page_and_what_is_not_there(client: Client, place: Ground) -> None:
    empty = shown(client, place, "/en/", referentiel="territoires-engages-3.6")
    assert "Nobody has answered" in empty.one("main").text
    base = f"/dossiers/{place.slug}/modeles"
    assert client.get(f"{base}/personne/regards/").status_code == 404
    assert client.get(f"{base}/la-ferme/regards/", {"referentiel": "inconnu"}).status_code == 404
    assert client.get(f"{base}/la-ferme/regards/", {"referentiel": "efc@99"}).status_code == 404
    assert client.post(f"{base}/la-ferme/regards/").status_code == 405


@pytest.mark.parametrize("language", list(PREFIXES))
def test_whatever_is_asked_the_page_is_well_made(client: Client, place: Ground, language: str) -> None:
    with translation.override(language):
        address = reverse("raters", args=[place.slug, "la-ferme"])
    for asked in ({}, {"le": "2024"}, {"ecarts": "1", "rassembler": "lowest", "avant": "2024-06"}):
        page = Page(client.get(address, asked).content.decode())
        assert NEVER.findall(page.text) == []
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
        assert not [one for one in page.elements if "style" in one.attributes]
