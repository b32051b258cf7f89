"""Finding a territory, comparing some, drawing one of one's own; what is no territory is told."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.territory.perimeters import composition
from tests.maillage_web.reading import Page
from tests.maillage_web.territories.samples import AUDRUICQ, LENS, LILLE, REUNION, SECRET, SISTERS

pytestmark = pytest.mark.one_database


def page_at(client: Client, address: str, status: int = 200) -> Page:
    """The page at an address."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return Page(response.content.decode())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("metropole europeenne de lille", f"/territoires/epci/{LILLE}/"),
        ("audruick", f"/territoires/epci/{AUDRUICQ}/"),
        ("62300", f"/territoires/commune/{SECRET}/"),
        (LENS, f"/territoires/epci/{LENS}/"),
        ("pas de calais", "/territoires/departement/62/"),
        ("hauts de france", "/territoires/region/32/"),
    ],
)
def test_a_place_is_found_as_people_type_it(client: Client, typed: str, meant: str) -> None:
    assert meant in page_at(client, f"/territoires/?q={typed}").links
    part = client.get("/territoires/trouver/", {"q": typed}).content.decode()
    assert f'href="{meant}"' in part
    assert "<html" not in part


def test_a_code_that_is_none_is_told_with_near_names(client: Client) -> None:
    page = page_at(client, "/territoires/commune/lens/", 404)
    assert f"/territoires/commune/{SECRET}/" in page.links
    assert "Aucun territoire n’a ce code" in page.text
    for address in (
        "epci/1/",
        "region/99/carte/",
        "libre/99999+62041/",
        "departement/ZZ/chiffres.csv",
        "planete/1/",
    ):
        assert client.get(f"/territoires/{address}").status_code == 404


def test_the_code_of_a_former_commune_leads_to_that_of_today(client: Client) -> None:
    response = client.get("/territoires/commune/59355/carte/")
    assert response.status_code == 302
    assert response.url.startswith("/territoires/commune/59350/carte/")
    landed = page_at(client, "/territoires/commune/59350/?ancien=59355")
    assert "59355" in landed.text


def test_territories_are_compared_in_the_order_in_which_they_were_chosen(client: Client) -> None:
    five = "&".join(f"avec=epci:{code}" for code in (REUNION, LILLE, LENS, SISTERS, AUDRUICQ))
    page = page_at(client, f"/territoires/comparer/?{five}&avec=nonsense")
    heads = [one.text for one in page.all("th") if one.attributes.get("scope") == "col"][1:]
    assert [words.split()[0] for words in heads] == ["CA", "Métropole", "CA", "CC"]
    assert len(heads) == 4
    assert f"/territoires/epci/{AUDRUICQ}/" not in page.links


def test_one_is_added_to_a_comparison_by_its_name(client: Client) -> None:
    response = client.get(f"/territoires/comparer/?avec=epci:{LENS}&q={LILLE}")
    assert response.status_code == 302
    assert response.url == f"/territoires/comparer/?avec=epci:{LENS}&avec=epci:{LILLE}"


def test_a_perimeter_is_drawn_from_names_codes_and_boxes(client: Client) -> None:
    written = f"Arras (Pas-de-Calais, 62041)\n59355 Lomme\n{AUDRUICQ}"
    asked = {"nom": "Bassin", "liste": written, "avec": ["62498"], "lire": "1"}
    response = client.get("/territoires/libre/", asked)
    assert response.status_code == 302
    assert response.url == f"/territoires/libre/59350+62041+62498+{AUDRUICQ}/?nom=Bassin"
    page = page_at(client, response.url)
    assert page.one("h1").text == "Bassin"
    assert "/territoires/commune/62041/" in page.links
    assert "18" in page.text


def test_a_list_that_is_not_understood_is_told_and_nothing_is_lost(client: Client) -> None:
    asked = {"liste": "Arras\nXyzzy qqq\nSaint-Denis\n00000", "lire": "1", "departement": "59"}
    response = client.get("/territoires/libre/", asked)
    page = Page(response.content.decode())
    alert = next(one for one in page.all("div") if one.attributes.get("role") == "alert")
    assert "Xyzzy qqq" in alert.text
    assert "Saint-Denis (La Réunion, 97411)" in alert.text
    assert "00000" in alert.text
    assert page.one("textarea").text.split()[:2] == ["62041", "Arras"]
    assert "Xyzzy qqq" in page.one("textarea").text


def test_a_list_too_long_is_cut_and_answered(client: Client) -> None:
    page_at(client, "/territoires/libre/?liste=" + "62041;" * 900)
    assert client.get("/territoires/libre/" + "62041+" * 900 + "62041/").status_code == 302


def test_the_communes_of_a_whole_departement_are_posted_and_their_address_is_short_enough(
    client: Client,
) -> None:
    codes = composition("department")["62"]
    response = client.post("/territoires/libre/", {"nom": "Tout", "liste": "\n".join(codes), "lire": "1"})
    assert response.status_code == 302
    assert len(codes) > 800
    assert len(response.url) < 8_000


def test_a_free_perimeter_has_one_address_however_it_is_written(client: Client) -> None:
    response = client.get(f"/territoires/libre/{AUDRUICQ}+62498+59355/carte/?nom=Bassin")
    assert response.status_code == 302
    assert response.url == f"/territoires/libre/59350+62498+{AUDRUICQ}/carte/?nom=Bassin"
