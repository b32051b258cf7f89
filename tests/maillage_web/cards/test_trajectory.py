"""The path on a page: a picture, the same as an ordered list, and what changed from one moment to the next."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.http import urlencode

from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def read(client: Client, slug: str = "ecopole-audruicq", **asked: str) -> Page:
    answer = client.get(f"/en/dossiers/{slug}/chemins/?{urlencode(asked)}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def test_the_picture_and_the_list_tell_the_same_path(client: Client) -> None:
    page = read(client, acteur="anges-gardins")
    listed = [one for one in page.all("li") if one.attributes.get("id", "").startswith("path-")]
    drawn = [one for one in page.all("a") if one.attributes.get("href", "").startswith("#path-")]
    assert [one.attributes["href"][1:] for one in drawn] == [one.attributes["id"] for one in listed]
    heights = {
        one.attributes["id"]: float(point.attributes["y"])
        for one, point in zip(listed, [p for p in page.all("svg") if "y" in p.attributes], strict=True)
    }
    stages = [one.attributes["id"] for one in listed if "Value created Stage" in one.text]
    assert sorted((heights[one] for one in stages), reverse=True) == [heights[one] for one in stages], (
        "upwards"
    )
    words = [one.text for one in listed]
    assert any("Étape 1" in one and "when is not said" in one for one in words)
    assert all("page_id" not in one for one in words)
    assert (
        len({one.attributes["href"] for one in page.all("a") if "sources" in one.attributes.get("href", "")})
        > 2
    )


def test_the_ecosystem_tells_its_named_days_with_what_changed(client: Client) -> None:
    page = read(client)
    text = page.one("main").text
    assert "The path: The ecosystem" in text
    assert "31 December 2014 · Étape 2" in text
    assert "Ville de Loos-en-Gohelle: joined (2012)" in text
    assert "According to another source: Reached (2016)" in text
    assert {one.attributes["value"] for one in page.all("option")} >= {"", "anges-gardins", "terre-d-opale"}


def test_odd_addresses_are_sentences(client: Client) -> None:
    for odd in ("personne", "\x00", "a" * 5000, "<b>"):
        assert "this is the path of the ecosystem" in read(client, acteur=odd).one("main").text


def test_an_empty_path_says_where_to_begin_and_a_member_adds_a_milestone(client: Client) -> None:
    place = ground(public=True)
    client.force_login(place.people[Role.OWNER])
    page = read(client, place.slug)
    assert "Begin with what is already behind" in page.text
    (adding,) = [one.attributes["href"] for one in page.all("a") if one.text == "Add a milestone"]
    assert "holder=ecosystem" in adding
    assert "visibility" not in adding, "what is of all begins as the dossier"
    place.write(
        add(
            "milestones",
            id="un",
            title="La cantine ouvre",
            holder="ecosystem",
            status="missed",
            aimed_on="2025",
        )
    )
    assert "La cantine ouvre Missed, aimed for 2025" in read(client, place.slug).text
