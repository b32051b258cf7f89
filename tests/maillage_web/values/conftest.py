"""What the tests of the pages of value count on: a dossier with money, in kind, unknown amounts and a row kept apart."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

SECRET = "Marqueducontrat"
SECRET_AMOUNT = "7391"


@pytest.fixture
def place() -> Ground:
    """A canteen: a town that pays, a farm that bears, a school that gives time, an amount unsaid, a row kept for one."""
    made = ground(public=True)
    made.write(
        made.change("components", "cantine", bearers="la-ferme"),
        add("sources", id="budget", title="Le budget de 2025", date="2025"),
        add("contributions", id="subvention", from_="la-ville", to="la-ferme", kind="money", object="Subvention",
            likely="12000", unit="eur", period="year", component="cantine", since="2024", until="2026",
            source="budget", asserted_by="La ville", confidence="high"),
        add("contributions", id="don", from_="l-ecole", to="la-ferme", kind="money", object="Un don à préciser"),
        add("contributions", id="benevoles", from_="l-ecole", to="la-ferme", kind="time", object="Des bras",
            likely="100", unit="hour", period="year", since="2024", until="2026"),
        add("costs", id="salaires", component="cantine", bearer="la-ferme", kind="operation", low="14000",
            likely="15000", high="20000", unit="eur", period="year", first_year="2024", last_year="2026"),
    )  # fmt: skip
    hidden = add(
        "contributions", id="contrat", from_="la-ferme", to="la-ville", kind="money", object=SECRET,
        likely=SECRET_AMOUNT, unit="eur", period="year", since="2024", until="2026", component="cantine",
        visibility="actor", kept_for="la-ferme",
    )  # fmt: skip
    made.write(hidden, by=made.people[Role.FACILITATOR])
    return made


PAGES = {"value": "valeur/", "what-if": "valeur/et-si/"}


def read(client: Client, place: Ground, name: str = "value", query: str = "", prefix: str = "/") -> Page:
    """A page of the dossier, as a reader meets it."""
    answer = client.get(f"{prefix}dossiers/{place.slug}/{PAGES[name]}{query}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def table_of(page: Page, caption: str) -> str:
    """The words of the table called `caption`."""
    return next(one.text for one in page.all("table") if one.text.startswith(caption))


def enter(client: Client, place: Ground, role: Role) -> None:
    """Enter as somebody, or as nobody."""
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])
