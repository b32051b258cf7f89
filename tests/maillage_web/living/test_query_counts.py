"""How many queries each page makes, held by a table: a page that makes more than it did fails.

QUERY_COUNTS=write pytest tests/maillage_web/living/test_query_counts.py     writes the table anew

They are counted on one database: the queries are those of Django, whichever answers them.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.living.test_rights_of_addresses import OF_ONE_PERSON, POSTED, of_dossiers, sample

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BASELINE = Path(__file__).resolve().parents[2] / "cases" / "query_counts.csv"
OF_A_ROW_ASKED = {"commitment-state", "decision-review", "journal-share", "workshop-report"}
"""Pages of what the rest of their address names, or of what was reviewed: without it, they lead elsewhere."""
NOT_PAGES = (
    OF_ONE_PERSON
    | POSTED
    | OF_A_ROW_ASKED
    | {"delete", "keep", "report-pdf", "pick-organisations", "need-ask"}
)
PAGES = sorted(name for name in set(of_dossiers()) - NOT_PAGES)


def grown(place: Ground) -> Ground:
    """The same dossier with more of everything: pages must not make more queries of it."""
    place.write(*(add("actors", name=f"Acteur {number}") for number in range(40)))
    for number in range(20):
        place.write(add("challenges", name=f"Enjeu {number}"), by=place.people[Role.CONTRIBUTOR])
    return place


def queries(client: Client, place: Ground, name: str) -> tuple[int, int]:
    """The queries of a page with nothing at hand, then with what the first one left there."""
    address = reverse(name, kwargs=sample(place, name, place.row("challenges", "sante")))
    counts = []
    forget_all()
    for _ in range(2):
        with CaptureQueriesContext(connection) as made:
            assert client.get(address, {"avant": "1"}).status_code == 200
        counts.append(len([one for one in made if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    return counts[0], counts[1]


def baseline() -> dict[str, tuple[int, int]]:
    """The table."""
    if not BASELINE.exists():
        return {}
    with BASELINE.open(encoding="utf-8", newline="") as file:
        return {row["page"]: (int(row["first"]), int(row["again"])) for row in csv.DictReader(file)}


def test_no_page_makes_more_queries_than_it_did(client: Client) -> None:
    place = ground(public=True)
    client.force_login(place.owner)
    found = {name: queries(client, place, name) for name in PAGES}
    if os.environ.get("QUERY_COUNTS") == "write":
        with BASELINE.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["page", "first", "again"])
            rows.writerows([name, *counts] for name, counts in found.items())
    known = baseline()
    assert known.keys() == found.keys()
    assert {name: counts for name, counts in found.items() if counts > known[name]} == {}


def test_no_page_makes_more_queries_of_a_bigger_dossier(client: Client) -> None:
    place = ground(public=True)
    client.force_login(place.owner)
    small = {name: queries(client, place, name) for name in PAGES}
    grown(place)
    big = {name: queries(client, place, name) for name in PAGES}
    assert {name: (small[name], big[name]) for name in PAGES if big[name][0] > small[name][0] + 1} == {}
