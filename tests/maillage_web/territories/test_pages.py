"""The pages of territories: well made in both languages, under the strict policy.

No test here may reach the database, and none needs to: a question to it would fail.
"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from maillage.territory.catalogue import indicators
from tests.maillage_web.addresses import PREFIXES
from tests.maillage_web.reading import Page
from tests.maillage_web.territories.addresses import EPCI, PAGES
from tests.maillage_web.territories.samples import LENS, LILLE, REUNION, SECRET
from tests.maillage_web.test_pages import english_sentences

pytestmark = pytest.mark.one_database


def page_at(client: Client, address: str) -> Page:
    """The page at an address."""
    response = client.get(f"/{address}")
    assert response.status_code == 200, address
    return Page(response.content.decode())


@pytest.mark.parametrize("language", list(PREFIXES))
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_well_made_translated_and_ready_for_a_strict_policy(
    client: Client, address: str, language: str
) -> None:
    page = page_at(client, PREFIXES[language].removeprefix("/") + address)
    assert page.one("html").attributes["lang"] == language
    assert page.one("h1").text
    assert page.one("main")
    assert [name for name in set(page.ids) if page.ids.count(name) > 1] == []
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inside - set(page.ids) == set()
    if language == "fr":
        assert [message for message in english_sentences() if message in page.text] == []
    assert [element for element in page.elements if "style" in element.attributes] == []
    assert [name for element in page.elements for name in element.attributes if name.startswith("on")] == []
    assert [element for element in page.all("script") if not element.attributes.get("src")] == []
    assert [asset for asset in page.assets if not asset.startswith(settings.STATIC_URL)] == []


def test_a_figure_stands_with_its_value_its_unit_its_years_and_its_source(client: Client) -> None:
    page = page_at(client, EPCI)
    article = next(one for one in page.all("article") if one.attributes["id"] == "population_growth-2023")
    assert "0,41 % par an" in article.text
    assert "2018–2023" in article.text
    assert "Comparateur de territoires" in article.text or "comparateur de territoires" in article.text
    assert "35 communes sur 36" in article.text
    carried = f"/dossiers/porter/?perimetre=epci%3A{LENS}&indicateur=population_growth&millesime=2023"
    assert carried in page.links


def test_two_vintages_are_told_with_the_change_between_them(client: Client) -> None:
    page = page_at(client, EPCI)
    article = next(one for one in page.all("article") if one.attributes["id"] == "vacancy_rate-2023")
    assert "depuis 2018" in article.text
    assert "vacancy_rate-2018" in page.ids
    pictures = [
        one.attributes for one in page.all("svg") if one.attributes.get("class") in ("strip", "slope")
    ]
    assert pictures
    assert [one for one in pictures if one.get("role") != "img" or not one.get("aria-label")] == []


def test_what_is_not_known_says_why_each_reason_in_its_own_words(client: Client) -> None:
    commune = page_at(client, f"territoires/commune/{SECRET}/")
    told = {one.text for one in commune.all("span") if "status--" in one.attributes.get("class", "")}
    assert {"Secret statistique", "Source non chargée"} <= told
    group = page_at(client, EPCI)
    told = {one.text for one in group.all("span") if "status--" in one.attributes.get("class", "")}
    assert {"Publié à une autre échelle", "partiel : 35 communes sur 36"} <= told


def test_every_indicator_of_the_catalogue_is_shown_known_or_not(client: Client) -> None:
    page = page_at(client, EPCI)
    shown = {found for link in page.links for found in re.findall(r"/indicateurs/(\w+)/$", link)}
    assert shown == set(indicators())


def test_sentences_lead_to_their_cells(client: Client) -> None:
    page = page_at(client, EPCI)
    cells = [link for link in page.links if re.fullmatch(r"#[a-z0-9_]+-20\d\d", link)]
    assert len(cells) > 10
    assert {link.removeprefix("#") for link in cells} <= set(page.ids)


def test_the_choice_of_similar_territories_is_in_the_address(client: Client) -> None:
    usual = page_at(client, EPCI)
    chosen = page_at(client, f"{EPCI}?semblables=6&parmi=departement&selon=population")
    lines = [
        len([row for row in page.all("tr") if row.attributes.get("role") == "row"])
        for page in (usual, chosen)
    ]
    assert lines == [14, 8]
    assert REUNION not in " ".join(chosen.links)
    twice = page_at(client, f"{EPCI}?selon=population:2&selon=population_density")
    selected = [one.attributes.get("value") for one in twice.all("option") if "selected" in one.attributes]
    assert selected[2:5] == ["population:2", "population_density", ""]
    assert any("× 2" in one.text for one in twice.all("th"))


def test_similar_territories_may_be_listed(client: Client) -> None:
    page = page_at(client, f"{EPCI}?territoires=audruicq;{LILLE};nowhere at all")
    rows = [row for row in page.all("tr") if row.attributes.get("role") == "row"]
    assert ["Audruicq" in rows[2].text, "Lille" in rows[3].text, len(rows)] == [True, True, 4]


@pytest.mark.parametrize(
    "query", ["semblables=9999&parmi=mars&selon=nothing", "semblables=x", "selon=" + "a" * 3000]
)
def test_a_choice_that_is_none_is_as_if_nothing_was_said(client: Client, query: str) -> None:
    assert page_at(client, f"{EPCI}?{query}").text == page_at(client, EPCI).text


def test_a_page_is_asked_for_again_only_when_something_changed(
    client: Client, loaded, settings, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    first = client.get(f"/{EPCI}")
    assert client.get(f"/{EPCI}", headers={"If-None-Match": first["ETag"]}).status_code == 304
    packed = client.get(f"/{EPCI}", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    settings.MAILLAGE_TERRITORY = tmp_path / "nothing"
    assert client.get(f"/{EPCI}", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(f"/{EPCI}").content != first.content


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_only_reads_refuses_other_methods(client: Client, method: str) -> None:
    assert getattr(client, method)(f"/{EPCI}").status_code == 405


def test_without_anything_loaded_the_page_says_what_to_load(client: Client, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MAILLAGE_TERRITORY = tmp_path / "nothing"
    assert "maillage territory update" in page_at(client, "territoires/").text
    lonely = page_at(client, "territoires/commune/97502/")
    assert "Source non chargée" in lonely.text
    assert f"/territoires/epci/{LENS}/" in " ".join(page_at(client, "territoires/").links)


def test_figures_behind_the_sentences_stand_first_and_the_others_stay_in_the_page_folded(
    client: Client,
) -> None:
    page = client.get(f"/{EPCI}").content.decode()
    folded = "".join(re.findall(r'<details class="figures-others">.*?</details>', page, re.DOTALL))
    assert "autres chiffres" in folded
    told = "".join(re.findall(r'<ul class="sphere__said">.*?</ul>', page, re.DOTALL))
    resting = {f'id="{anchor}"' for anchor in re.findall(r'href="#(\w+-2023)"', told)}
    assert resting
    assert [anchor for anchor in resting if anchor in folded or anchor not in page] == []
    printed = client.get(f"/{EPCI}rapport/").content.decode()
    assert printed.count('<details class="figures-others" open>') == page.count("figures-others")


def test_a_commune_that_was_divided_says_of_what_its_figures_are(client: Client) -> None:
    divided = page_at(client, "territoires/commune/60694/")
    assert "Avant 2024, cette commune était une partie d’une autre" in divided.text
    assert "Avant 2024" not in page_at(client, f"territoires/commune/{SECRET}/").text
