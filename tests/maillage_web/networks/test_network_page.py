"""The page of a network: of every example, of few and of many actors, and to each reader what they may see of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from maillage_web.networks.choices import DRAWN
from tests.maillage_web.addresses import SLUGS
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page
from tests.rotation import in_turn

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database
FOOD = "ecopole-audruicq"
SEVERAL = {"tie": "ties", "flow": "flows", "contribution": "contributions", "commitment": "commitments"}


def html(client: Client, slug: str, query: str = "", prefix: str = "") -> str:
    answer = client.get(f"{prefix}/dossiers/{slug}/reseau/{query}")
    assert answer.status_code == 200
    content: str = answer.content.decode()
    return content


def drawn(page: Page) -> set[str]:
    """Who is in the picture."""
    return {
        one.attributes["data-actor"]
        for one in page.all("a")
        if one.attributes.get("class", "").startswith("actor")
    }


def links_drawn(page: Page) -> set[tuple[str, str]]:
    """The pairs that lines join."""
    edges = [one.attributes for one in page.all("g") if "edge" in one.attributes.get("class", "")]
    return {tuple(sorted((one["data-a"], one["data-b"]))) for one in edges}  # type: ignore[misc]


def listed(page: Page) -> list[str]:
    return [one.attributes["data-row"] for one in page.all("tr") if "data-row" in one.attributes]


def places(page: Page) -> dict[str, str]:
    """Where everybody stands in the picture."""
    return {
        one.attributes["data-actor"]: one.attributes["transform"]
        for one in page.all("a")
        if one.attributes.get("class", "").startswith("actor")
    }


@pytest.mark.parametrize(
    ("slug", "prefix"),
    [
        pytest.param(slug, prefix, marks=() if slug == SLUGS[0] else one_database)
        for slug, prefix in in_turn(SLUGS, ["", "/en"], every=SLUGS[:1])
    ],
)
def test_every_example_is_drawn_listed_and_told(client: Client, slug: str, prefix: str) -> None:
    content = html(client, slug, prefix=prefix)
    page = Page(content)
    assert len(page.ids) == len(set(page.ids))
    assert re.search(r"\b(nan|NaN|inf|None)\b", page.text) is None
    assert re.search(r' (?:d|transform|viewBox|width)="[^"]*(?:nan|inf)[^"]*"', content) is None
    assert drawn(page) == set(listed(page)) == {one[2:] for one in page.ids if one.startswith("o-")}
    assert links_drawn(page)
    assert len(page.all("article")) >= 10
    targets = {link[1:] for link in page.links if link.startswith("#")}
    assert targets <= set(page.ids)
    assert 'style="' not in content


@one_database
def test_filters_and_days_change_the_links_and_never_the_places(client: Client) -> None:
    everything = Page(html(client, FOOD))
    ties = Page(html(client, FOOD, "?lien=tie"))
    close = Page(html(client, FOOD, "?niveau=cooperation&niveau=nonsense&lien=nonsense"))
    before = Page(html(client, FOOD, "?le=2011"))
    assert places(everything) == places(ties) == places(close)
    assert links_drawn(close) < links_drawn(ties) < links_drawn(everything)
    assert ("anges-gardins", "reseau-cocagne") in links_drawn(ties) - links_drawn(close)
    assert set(places(before).items()) < set(places(everything).items())
    ticked = [one.attributes["value"] for one in close.all("input") if "checked" in one.attributes]
    assert ticked == ["cooperation"]
    nothing = Page(html(client, FOOD, "?sens=vertical"))
    assert links_drawn(nothing) == set()
    assert f"/dossiers/{FOOD}/reseau/" in nothing.links


@one_database
def test_a_picture_is_drawn_around_one_actor_and_the_list_narrowed_without_any_script(client: Client) -> None:
    page = Page(html(client, FOOD, "?autour=terre-d-opale&q=OPALÉ"))
    assert drawn(page) == {
        "terre-d-opale",
        "anges-gardins",
        "ccra",
        "producteurs-bio",
        "abonnes",
        "restauration-collective",
    }
    assert listed(page) == ["terre-d-opale"]
    assert drawn(Page(html(client, FOOD, "?autour=personne"))) == drawn(Page(html(client, FOOD)))


@one_database
def test_actors_stand_on_the_map_by_commune_and_the_others_are_listed(client: Client) -> None:
    page = Page(html(client, FOOD))
    spots = [one for one in page.all("li") if "data-latitude" in one.attributes]
    found = {
        one.text: (float(one.attributes["data-latitude"]), float(one.attributes["data-longitude"]))
        for one in spots
    }
    place = next(at for words, at in found.items() if words.startswith("Vieille-Église"))
    assert place == pytest.approx((50.93, 2.08), abs=0.05)
    assert "Loos-en-Gohelle" in page.text
    nobody = Page(html(client, "kalundborg"))
    assert not [one for one in nobody.all("li") if "data-latitude" in one.attributes]
    assert "net-map" not in nobody.ids
    nowhere = Page(html(client, "kalundborg", prefix="/en"))
    assert "No map here: the dossier gives no actor a commune of France." in nowhere.text
    assert "How to load outlines" not in page.text


@one_database
def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    page, opened = Page(html(client, "kalundborg")), dict[str, Page]()
    for link in page.links:
        path, _, anchor = link.partition("#")
        if path and path not in opened:
            answer = client.get(path)
            assert answer.status_code == 200, link
            if answer["Content-Type"].startswith("text/html"):
                opened[path] = Page(answer.content.decode())
        assert not anchor or anchor in opened.get(path, page).ids, link


# --- what a dossier that people write together shows, and to whom -----------------------------------------------------


def enter(client: Client, place: Ground, role: Role) -> Client:
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])
    return client


def test_a_dossier_without_link_says_what_to_do_next(client: Client) -> None:
    place = ground(public=True)
    page = Page(html(enter(client, place, Role.OWNER), place.slug))
    for table in SEVERAL.values():
        assert reverse("row-add", args=[place.slug, table]) in page.links
    visitor = Page(html(enter(client, place, Role.VISITOR), place.slug))
    assert [link for link in visitor.links if "ajouter" in link] == []
    assert "net-map" not in visitor.ids
    assert page.all("svg") == []


@pytest.fixture
def secretive() -> Ground:
    """A dossier where a tie, a flow and an actor are kept from visitors."""
    made = ground(public=True)
    made.write(
        add("actors", id="l-invisible", name="Marqueacteur", visibility="actor", kept_for="la-ferme", commune="62852"),
        add("ties", id="su", actor_a="la-ferme", actor_b="l-ecole", level="exchange"),
        add("ties", id="tu", actor_a="la-ferme", actor_b="la-ville", level="cooperation", visibility="facilitators"),
        add("ties", id="rien", actor_a="la-ville", actor_b="l-ecole", level="unknown"),
        add("ties", id="cache", actor_a="la-ferme", actor_b="l-invisible", level="cooperation"),
        add("flows", id="don", from_="la-ville", to="l-ecole", object="Marqueflux", visibility="facilitators"),
        by=made.people[Role.FACILITATOR],
    )  # fmt: skip
    return made


def test_what_is_hidden_is_nowhere_on_the_page(client: Client, secretive: Ground) -> None:
    seen = html(enter(client, secretive, Role.FACILITATOR), secretive.slug)
    assert "Marqueacteur" in seen
    assert "Marqueflux" in seen
    page = Page(seen)
    assert links_drawn(page) == {
        ("l-ecole", "la-ferme"),
        ("la-ferme", "la-ville"),
        ("l-invisible", "la-ferme"),
        ("l-ecole", "la-ville"),
    }
    for role in (Role.VISITOR, Role.READER, Role.OWNER):
        mine = html(enter(client, secretive, role), secretive.slug)
        assert "Marqueacteur" not in mine
        assert "l-invisible" not in mine
        assert "62852" not in mine
        if role is not Role.OWNER:
            assert "Marqueflux" not in mine
            assert links_drawn(Page(mine)) == {("l-ecole", "la-ferme")}
            assert "tables/ties/#ties-tu" not in mine
    around = html(enter(client, secretive, Role.VISITOR), secretive.slug, "?autour=l-invisible&q=marque")
    assert "Marqueacteur" not in around


def test_those_who_do_not_know_each_other_are_told_and_not_linked(client: Client, secretive: Ground) -> None:
    page = Page(html(enter(client, secretive, Role.VISITOR), secretive.slug, prefix="/en"))
    (block,) = (one for one in page.all("li") if one.attributes.get("id") == "o-la-ville")
    assert "Does not know" in block.text
    assert "L’école" in block.text


def test_too_many_actors_for_one_picture_are_drawn_around_the_one_chosen(client: Client) -> None:
    place = ground(public=True)
    many = [add("actors", id=f"acteur-{rank}", name=f"Acteur {rank}") for rank in range(DRAWN)]
    ties = [
        add("ties", id=f"lien-{rank}", actor_a="la-ferme", actor_b=f"acteur-{rank}", level="known")
        for rank in range(5)
    ]
    place.write(*many, *ties)
    page = Page(html(client, place.slug))
    assert drawn(page) == set()
    assert len(listed(page)) == DRAWN + 3
    around = Page(html(client, place.slug, "?autour=la-ferme"))
    assert drawn(around) == {"la-ferme", *(f"acteur-{rank}" for rank in range(5))}
    assert len(around.all("article")) >= 10
