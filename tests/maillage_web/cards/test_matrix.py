"""The matrix of the group: what each agreed to show, and what is kept said only to those who may know it."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def read(client: Client, place: Ground, role: Role) -> str:
    client.force_login(place.people[role])
    answer = client.get(f"/en/dossiers/{place.slug}/registres/")
    assert answer.status_code == 200
    return Page(answer.content.decode()).one("main").text


def test_what_is_kept_is_known_to_its_actor_and_to_those_it_trusts_only(client: Client) -> None:
    place = ground(public=True)
    kept = add(
        "models", id="confiee", actor="la-ferme", register="governance", today="Marque", visibility="actor"
    )
    shown = add(
        "models", id="dite", actor="la-ville", register="governance", stage="territorial", direction="holding"
    )
    place.write(shown)
    before = {role: read(client, place, role) for role in (Role.OWNER, Role.READER)}
    place.write(kept, by=place.people[Role.FACILITATOR])
    for role, words in before.items():
        assert read(client, place, role) == words, "a hidden row leaves no trace"
        assert "Stage 2, territory; holding" in words
    for role in (Role.LEADER, Role.FACILITATOR):
        words = read(client, place, role)
        assert "Kept, not shown to the group" in words
        assert "only said to be kept, and only to you" in words
        assert "Marque" not in words
    assert "Not said" in read(client, place, Role.FACILITATOR), (
        "who sees every row of an actor reads what is not said"
    )
    assert "Not said" not in read(client, place, Role.READER)


def test_an_empty_matrix_leads_to_the_cards(client: Client) -> None:
    place = ground(public=True)
    words = read(client, place, Role.READER)
    assert "Nobody shows anything of their model to the group yet" in words
    assert "Those who show nothing" in words
