"""What recurs across the dossiers that somebody sees, and one page per entry of the catalogue."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from maillage.lockins.catalogue import catalogue
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.living.people import add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def place_of(name: str, *args: str, tongue: str = "fr") -> str:
    with translation.override(tongue):
        return reverse(name, args=args)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.content.decode()).one("main").text.replace("\u00a0", " ")


def test_a_visitor_reads_the_public_examples_counted_and_never_ranked(client: Client) -> None:
    told = words(client, place_of("recurring"))
    assert "Foncier inaccessible" in told
    assert "Noté dans 1 dossier sur 6." in told
    assert "Prix élevés des lieux de distribution" in told
    assert (
        told.index("Foncier inaccessible")
        < told.index("Verrou technique")
        < told.index("Prix élevés des lieux")
    )


def test_a_private_dossier_counts_for_its_members_only_and_hidden_rows_for_nobody_else(
    client: Client,
) -> None:
    place = ground(public=False)
    place.write(
        add("obstacles", id="a", holder="la-ferme", obstacle="land_out_of_reach", narrative="Marqueprivee"),
        add("obstacles", id="b", holder="ecosystem", obstacle="hard_words", narrative="Marquecachee",
            visibility="facilitators"),
    )  # fmt: skip
    assert "Marqueprivee" not in words(client, place_of("recurring"))
    client.force_login(place.people[Role.CONTRIBUTOR])
    told = words(client, place_of("recurring"))
    assert "Marqueprivee" in told
    assert "Noté dans 2 dossiers sur 7." in told
    assert "Marquecachee" not in told
    entry = client.get(place_of("obstacle", "land_out_of_reach"))
    assert "Marqueprivee" in entry.content.decode()
    assert "no-store" in entry["Cache-Control"]
    client.force_login(place.people[Role.OWNER])
    assert "Marquecachee" in words(client, place_of("obstacle", "hard_words"))


def test_every_entry_has_a_page(client: Client) -> None:
    for code, term in catalogue().obstacles.items():
        answer = client.get(place_of("obstacle", code))
        assert answer.status_code == 200, code
        assert term.label.fr in answer.content.decode()
    assert client.get(place_of("obstacle", "pas-un-code")).status_code == 404


def test_an_entry_says_signs_links_levers_and_practices_with_their_sources(client: Client) -> None:
    told = words(client, place_of("obstacle", "land_out_of_reach", tongue="en"))
    for part in (
        "Race for attractiveness",
        "Short cash",
        "Make land available",
        "entrusts four hectares",
        "Bordeaux",
    ):
        assert part in told, part
    assert (
        "no practice of the catalogue"
        in words(client, place_of("obstacle", "usage_data", tongue="en")).lower()
    )
    assert "legally" in words(client, place_of("obstacle", "performance_purchase", tongue="en"))


def test_a_hundred_dossiers_make_no_more_queries_than_one(client: Client) -> None:
    first = ground(public=True)
    first.write(add("obstacles", id="a", holder="ecosystem", obstacle="key_partner"))

    def queries(name: str, *args: str) -> int:
        forget_all()
        with CaptureQueriesContext(connection) as made:
            words(client, place_of(name, *args))
        return len(made)

    before = queries("recurring"), queries("obstacle", "key_partner")
    for _ in range(4):
        more = ground(public=True)
        more.write(add("obstacles", id="a", holder="ecosystem", obstacle="key_partner"))
    assert (queries("recurring"), queries("obstacle", "key_partner")) == before
