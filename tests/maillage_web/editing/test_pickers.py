"""Communes and organisations are offered while typing, to members only; an actor is added with three fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage_web.dossiers.choices import Role
from tests.directory_server import DirectoryServer
from tests.maillage_web.editing.conftest import Enter
from tests.maillage_web.editing.test_rows import fill
from tests.maillage_web.living.people import Ground


@pytest.fixture
def directory(settings: Any, tmp_path: Path) -> Iterator[DirectoryServer]:
    """A directory that answers as the official one does, and a memory of its own."""
    settings.MAILLAGE_DATA = tmp_path
    with DirectoryServer() as server:
        settings.MAILLAGE_DIRECTORY = server.url
        yield server


def ask(client: Client, there: Ground, name: str, **query: str) -> Any:
    with translation.override("fr"):
        answer = client.get(reverse(name, args=[there.slug]), query)
    assert answer.status_code == 200
    return answer.json()


def test_communes_are_found_by_name_and_by_postal_code(there: Ground, enter: Enter) -> None:
    client = enter(Role.CONTRIBUTOR)
    found = ask(client, there, "pick-communes", q="audruicq")["found"]
    assert found[0]["value"] == "62057"
    assert "Pas-de-Calais" in found[0]["label"]
    assert "62057" in {one["value"] for one in ask(client, there, "pick-communes", q="62370")["found"]}
    assert ask(client, there, "pick-communes", q="")["found"] == []


def test_codes_already_there_are_named_at_once(there: Ground, enter: Enter) -> None:
    found = ask(enter(), there, "pick-communes", codes="62057; 246200844; 99999")["found"]
    assert [one["value"] for one in found] == ["62057", "246200844"]
    assert "Audruicq" in found[0]["label"]


def test_groups_of_communes_are_offered_for_a_territory(there: Ground, enter: Enter) -> None:
    client = enter()
    plain = {one["value"] for one in ask(client, there, "pick-communes", q="audruicq")["found"]}
    wide = {one["value"] for one in ask(client, there, "pick-communes", q="audruicq", epci="1")["found"]}
    assert all(len(code) == 5 for code in plain)
    assert any(len(code) == 9 for code in wide)


def test_organisations_are_found_with_what_an_actor_needs(
    there: Ground, enter: Enter, directory: DirectoryServer
) -> None:
    wanted = directory.organisations[0]
    answer = ask(enter(Role.CONTRIBUTOR), there, "pick-organisations", q=wanted["siren"])
    one = answer["found"][0]
    assert one["cells"]["siren"] == wanted["siren"]
    assert one["label"] == one["cells"]["name"]
    assert answer["problem"] == ""


def test_a_directory_that_is_away_is_told_and_stops_nobody(
    there: Ground, enter: Enter, directory: DirectoryServer
) -> None:
    directory.mode = "failing"
    answer = ask(enter(), there, "pick-organisations", q="coopérative inconnue")
    assert answer["found"] == []
    assert answer["problem"]
    assert ask(enter(), there, "pick-organisations", q="ab") == {"found": [], "problem": ""}


def test_an_actor_is_added_with_three_fields_then_another(there: Ground, enter: Enter) -> None:
    client = enter(Role.CONTRIBUTOR)
    with translation.override("fr"):
        address = reverse("actor-add", args=[there.slug])
    page = client.get(address).content.decode()
    answer = client.post(
        address,
        fill(page, name="La Biocoop", legal_form="Association déclarée", roles="Membre; Financeur", siren=""),
        follow=True,
    )
    row = there.row("actors", "la-biocoop")
    assert row.cells == {
        "id": "la-biocoop",
        "name": "La Biocoop",
        "legal_form": "association_declared",
        "roles": "member; funder",
    }
    shown = answer.content.decode()
    assert "/reprendre/" in shown
    with translation.override("fr"):
        assert f'href="{reverse("row", args=[there.slug, "actors", row.pk])}"' in shown


def test_a_wrong_actor_keeps_what_was_typed(there: Ground, enter: Enter) -> None:
    with translation.override("fr"):
        address = reverse("actor-add", args=[there.slug])
    page = enter().post(address, {"name": "", "legal_form": "Tiers-lieu", "roles": "Membre"}).content.decode()
    assert 'value="Tiers-lieu"' in page
    assert "id_name_error" in page


def test_without_script_the_directory_is_searched_by_a_form(
    there: Ground, enter: Enter, directory: DirectoryServer
) -> None:
    client, siren = enter(), directory.organisations[0]["siren"]
    with translation.override("fr"):
        address = reverse("actor-add", args=[there.slug])
    page = client.get(address, {"chercher": siren}).content.decode()
    assert f"siren={siren}" in page
    chosen = client.get(address, {"siren": siren, "name": "Trouvée"}).content.decode()
    assert f'value="{siren}"' in chosen
    client.post(address, fill(chosen))
    assert there.cells("actors", "trouvee")["siren"] == siren
