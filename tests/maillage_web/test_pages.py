"""Every page, in each language, for each example: well made, whole, translated, and read without writing.

The pages of the site and of the first example are looked at in both languages, those of the other examples in one of
them, in turn (tests.rotation). Only the first example is read from each kind of database: the same two questions are
asked of it for all (see below).
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from maillage.dossier.tables import LISTED
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.addresses import ALL_PAGES, PREFIXES, SITE_PAGES, SLUGS, first_on_each, pages_of
from tests.maillage_web.catalogues import read_catalogue
from tests.maillage_web.reading import Page
from tests.rotation import in_turn

pytestmark = pytest.mark.django_db
LANGUAGES = list(PREFIXES)
FIRST = [*SITE_PAGES, *pages_of(SLUGS[0])]
one_database = pytest.mark.one_database


@cache
def english_sentences() -> tuple[str, ...]:
    """The English messages that a French page must not show: long enough not to be a name, and without holes."""
    catalogue = read_catalogue("fr")
    return tuple(
        message.id
        for message in catalogue
        if isinstance(message.id, str)
        and len(message.id) > 11
        and "%(" not in message.id
        and message.id != message.string
    )


@pytest.mark.one_database  # its words and marks do not depend on the database
@pytest.mark.parametrize(
    ("address", "language"),
    [
        pytest.param(address, language, marks=() if address in FIRST else one_database)
        for address, language in in_turn(ALL_PAGES, LANGUAGES, every=FIRST)
    ],
)
def test_a_page_is_well_made_and_translated(client: Client, address: str, language: str) -> None:
    response = client.get(PREFIXES[language] + address)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert page.one("html").attributes["lang"] == language
    assert page.one("h1").text
    assert page.one("main")
    assert page.all("title")[0].text
    assert len(page.ids) == len(set(page.ids)), [name for name in page.ids if page.ids.count(name) > 1]
    if language == "fr":
        assert [message for message in english_sentences() if message in page.text] == []


@one_database
@pytest.mark.parametrize("address", FIRST)
def test_a_page_is_ready_for_a_strict_policy(client: Client, address: str) -> None:
    page = Page(client.get(f"/{address}").content.decode())
    assert [element for element in page.elements if "style" in element.attributes] == []
    assert [name for element in page.elements for name in element.attributes if name.startswith("on")] == []
    assert page.all("style") == []
    assert [element for element in page.all("script") if not element.attributes.get("src")] == []
    assert [asset for asset in page.assets if not asset.startswith(settings.STATIC_URL)] == []


@first_on_each
def test_every_card_of_the_picture_leads_to_the_outline(client: Client, slug: str) -> None:
    page = Page(client.get(f"/dossiers/{slug}/articulation/").content.decode())
    cards = [element for element in page.all("a") if "node" in element.attributes.get("class", "").split()]
    assert cards
    assert {card.attributes["href"].removeprefix("#") for card in cards} <= set(page.ids)


ELSEWHERE: dict[str, Page | None] = {}
"""The pages that the links of several dossiers lead to, opened once."""


@first_on_each
def test_every_link_within_a_dossier_leads_somewhere(client: Client, slug: str) -> None:
    pages = {f"/{address}": Page(client.get(f"/{address}").content.decode()) for address in pages_of(slug)}
    links = {(address, link) for address, page in pages.items() for link in page.links}
    known: dict[str, Page | None] = {**ELSEWHERE, **pages}
    for address, link in sorted(links):
        if link.startswith("http"):
            continue
        path, _, anchor = link.partition("#")
        target = path or address
        if target not in known:
            response = client.get(target)
            assert response.status_code == 200, (address, link)
            html = response["Content-Type"].startswith("text/html") and not response.has_header(
                "Content-Disposition"
            )
            known[target] = Page(response.content.decode()) if html else None
        page = known[target]
        assert not anchor or (page is not None and anchor in page.ids), (address, link)
    ELSEWHERE.update({path: page for path, page in known.items() if slug not in path})


@pytest.mark.parametrize("address", ["", "dossiers/", *pages_of(SLUGS[0])])
def test_reading_never_writes(client: Client, address: str) -> None:
    forget_all()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(f"/{address}")
    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("address", pages_of(SLUGS[0]))
def test_a_page_of_a_dossier_asks_the_database_three_times_at_most(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """For a living dossier of this name, then for a stored one, then for its content when it was not read lately."""
    forget_all()
    with django_assert_max_num_queries(3):
        client.get(f"/{address}")
    with django_assert_max_num_queries(2):
        client.get(f"/{address}")


def test_the_list_asks_twice_and_once_more_for_each_dossier_not_read_lately(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    forget_all()
    with django_assert_max_num_queries(2 + len(SLUGS)):
        client.get("/dossiers/")
    with django_assert_max_num_queries(2):
        client.get("/dossiers/")


@pytest.mark.parametrize("address", ["verifications/", "a-propos/", "accessibilite/", "essayer/"])
def test_a_page_about_nothing_stored_asks_nothing(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(0):
        client.get(f"/{address}")


@pytest.mark.parametrize("address", ["dossiers/", f"dossiers/{SLUGS[0]}/constats/?gravite=info&le=2015"])
def test_the_language_switch_keeps_the_page(client: Client, address: str) -> None:
    french, english = (Page(client.get(prefix + address).content.decode()) for prefix in ("/", "/en/"))
    assert f"/en/{address}" in french.links
    assert f"/{address}" in english.links


def test_the_day_is_kept_from_tab_to_tab(client: Client) -> None:
    page = Page(client.get(f"/dossiers/{SLUGS[0]}/?le=2015").content.decode())
    tabs = [link for link in page.links if re.search(r"/(articulation|acteurs|constats|tables)/(\?|$)", link)]
    assert len(tabs) >= 4
    assert [link for link in tabs if "le=2015" not in link] == []


def test_a_day_that_is_none_is_told_and_today_shown(client: Client) -> None:
    page = Page(client.get(f"/dossiers/{SLUGS[0]}/?le=2015-02-30").content.decode())
    assert "n’est pas une date" in page.text
    assert "Voici l’état d’aujourd’hui" in page.text


def test_a_past_state_shows_what_held_then(client: Client) -> None:
    today = Page(client.get("/dossiers/ecopole-audruicq/acteurs/").content.decode())
    then = Page(client.get("/dossiers/ecopole-audruicq/acteurs/?le=2012").content.decode())
    assert "31 décembre 2012" in then.text
    assert "pas encore là" in then.text
    assert "pas encore là" not in today.text


def test_findings_are_filtered_by_the_address(client: Client) -> None:
    address = "/dossiers/ecopole-audruicq/constats/"
    whole, some = (Page(client.get(address + query).content.decode()) for query in ("", "?gravite=warning"))
    assert len(some.text) < len(whole.text)
    assert Page(client.get(f"{address}?gravite=nonsense").content.decode()).text.count("constats") >= 1


def test_every_table_of_the_model_has_its_page(client: Client) -> None:
    page = Page(client.get("/dossiers/ecopole-audruicq/tables/").content.decode())
    assert {f"/dossiers/ecopole-audruicq/tables/{table}/" for table in LISTED} <= set(page.links)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_only_reads_refuses_other_methods(client: Client, method: str) -> None:
    assert getattr(client, method)(f"/dossiers/{SLUGS[0]}/").status_code == 405
