"""The cards of everybody: in brief, in both languages, with what to do next when there is nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from tests.maillage_web.addresses import PREFIXES, SLUGS
from tests.maillage_web.living.people import add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGES = ("modeles/", "registres/", "chemins/")
NEVER = re.compile(r"\b(?:NaN|None|Text\(|PartialDate)\b")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_every_example_is_read_in_both_languages(client: Client, slug: str) -> None:
    for prefix in PREFIXES.values():
        list_page = Page(client.get(f"{prefix}dossiers/{slug}/modeles/").content.decode())
        cards = [
            one.attributes["href"]
            for one in list_page.all("a")
            if "/modeles/" in one.attributes.get("href", "")
        ]
        own = [f"{prefix}dossiers/{slug}/{path}" for path in PAGES]
        for address in [*own, *cards[3:6]]:
            answer = client.get(address)
            assert answer.status_code == 200
            page = Page(answer.content.decode())
            assert NEVER.findall(page.text) == []
            assert len(page.ids) == len(set(page.ids))
            assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
            assert not [one for one in page.elements if "style" in one.attributes]


def test_a_card_in_brief_says_stage_and_direction_and_what_to_ask(client: Client) -> None:
    page = Page(client.get("/en/dossiers/ecopole-audruicq/modeles/").content.decode())
    brief = next(one.text for one in page.all("li") if one.text.startswith("Les Anges Gardins"))
    assert "Value created Stage 2, territory; advancing" in brief
    assert "Externalities Stage not said; advancing" in brief
    assert "To ask:" in brief
    full = [one for one in page.all("rect") if "is-full" in one.attributes["class"]]
    assert len(full) == 3 + 2, "three steps for stage 2, two for stage 1, none where nothing is said"


def test_an_empty_page_says_what_to_do_next_to_who_may_write(client: Client) -> None:
    place = ground(public=True)
    client.force_login(place.people[Role.CONTRIBUTOR])
    address = f"/en/dossiers/{place.slug}/modeles/"
    page = Page(client.get(address).content.decode())
    assert "Begin with one actor and half an hour" in page.text
    (begin,) = [one.attributes["href"] for one in page.all("a") if one.text == "Describe a first model"]
    assert "visibility=members" in begin
    assert client.get(begin).status_code == 200
    client.force_login(place.people[Role.READER])
    assert "Describe a first model" not in client.get(address).content.decode()


def test_who_has_left_has_no_card_in_the_list_and_still_one_at_its_address(client: Client) -> None:
    place = ground(public=True)
    place.write(add("actors", id="partie", name="La partie", left_on="2020"))
    listed = client.get(f"/dossiers/{place.slug}/modeles/").content.decode()
    assert "La partie" not in listed
    assert client.get(f"/dossiers/{place.slug}/modeles/partie/").status_code == 200
    assert client.get(f"/dossiers/{place.slug}/modeles/personne/").status_code == 404
    assert client.get(reverse("cards", args=["nulle-part"])).status_code == 404


def test_who_leads_an_organisation_finds_its_card_and_all_that_follows_from_it(client: Client) -> None:
    place = ground(public=True)
    own = f"/en/dossiers/{place.slug}/"
    client.force_login(place.people[Role.LEADER])
    page = Page(client.get(f"{own}modeles/").content.decode())
    assert "Your organisation: La ferme" in page.text
    assert {f"{own}modeles/la-ferme/", f"{own}modeles/la-ferme/questions/"} <= set(page.links)
    follows = {f"{own}freins/?acteur=la-ferme", f"{own}passage/la-ferme/"}
    for page_of in ("modeles/la-ferme/", "modeles/la-ferme/questions/"):
        links = Page(client.get(f"{own}{page_of}").content.decode()).links
        assert follows <= set(links), page_of
        assert {client.get(link).status_code for link in follows} == {200}
    client.force_login(place.people[Role.READER])
    assert "Your organisation" not in Page(client.get(f"{own}modeles/").content.decode()).text


def test_where_a_register_comes_from_is_told_once_when_it_comes_from_one_row(client: Client) -> None:
    place = ground(public=True)
    place.write(
        add(
            "models",
            actor="la-ville",
            register="governance",
            today="Ici",
            aim="Là-bas",
            asserted_by="Marque une",
        )
    )
    address = f"/en/dossiers/{place.slug}/modeles/la-ville/"
    assert Page(client.get(address).content.decode()).text.count("Marque une") == 1
    place.write(
        add("models", actor="la-ville", register="governance", constraint="Un mur", asserted_by="Marque deux")
    )
    text = Page(client.get(address).content.decode()).text
    assert (text.count("Marque une"), text.count("Marque deux")) == (2, 1)
