"""Words are found wherever one may see them, and programs read the same as people."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import Ground, add, ground

pytestmark = pytest.mark.django_db
SECRET = "Marge insuffisante"


@pytest.fixture
def place() -> Ground:
    made = ground(public=True)
    made.write(
        add("models", id="fiche", actor="la-ferme", register="value", today=SECRET, visibility="actor"),
        by=made.people[Role.LEADER],
    )
    made.write(add("sessions", title="Réunion à l’école", visibility="members"))
    return made


def page(client: Client, place: Ground, role: Role, path: str) -> str:
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])
    answer = client.get(path.format(slug=place.slug))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("words", ["reunion", "RÉUNION", "ecole reunion", "reun"])
def test_words_are_found_with_or_without_accents_and_capitals(
    client: Client, place: Ground, words: str
) -> None:
    found = page(client, place, Role.READER, f"/dossiers/{{slug}}/chercher/?q={words}")
    assert "Réunion à l’école".replace("’", "’") in found.replace("<mark>", "").replace("</mark>", "")


def test_what_is_not_there_is_said_with_what_to_do(client: Client, place: Ground) -> None:
    found = page(client, place, Role.READER, "/en/dossiers/{slug}/chercher/?q=zeppelin")
    assert "No row says all these words" in found


SEERS = {Role.LEADER, Role.FACILITATOR}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "path",
    [
        "/dossiers/{slug}/chercher/?q=marge",
        "/api/dossiers/{slug}/tables/models/",
        "/dossiers/{slug}/tables/models/",
    ],
)
def test_a_card_kept_for_an_actor_is_found_by_its_own_only(
    client: Client, place: Ground, role: Role, path: str
) -> None:
    found = page(client, place, role, path).replace("<mark>", "").replace("</mark>", "")
    assert (SECRET in found) is (role in SEERS)


@pytest.mark.parametrize("role", Role)
def test_programs_count_what_the_person_sees(client: Client, place: Ground, role: Role) -> None:
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])
    tables = client.get(f"/api/dossiers/{place.slug}/").json()["tables"]
    assert tables["models"]["rows"] == (1 if role in SEERS else 0)
    assert tables["sessions"]["rows"] == (0 if role is Role.VISITOR else 1)


def test_programs_read_the_tables_with_their_schema(client: Client, place: Ground) -> None:
    found = client.get(f"/api/dossiers/{place.slug}/tables/actors/").json()
    assert found["count"] == 3
    assert {"id": "la-ferme", "name": "La ferme"} in found["rows"]
    assert {field["name"] for field in found["schema"]["fields"]} >= {"id", "name", "siren"}


def test_programs_go_from_page_to_page(client: Client, place: Ground) -> None:
    place.write(*(add("challenges", name=f"Enjeu {number}") for number in range(600)))
    first = client.get(f"/api/dossiers/{place.slug}/tables/challenges/").json()
    second = client.get(first["next"]).json()
    assert (len(first["rows"]), len(second["rows"]), second["next"]) == (500, 101, None)


def test_the_list_for_programs_holds_what_one_may_open(client: Client, place: Ground) -> None:
    private = ground()
    slugs = {one["slug"] for one in client.get("/api/dossiers/").json()["dossiers"]}
    assert place.slug in slugs
    assert private.slug not in slugs
    client.force_login(private.people[Role.READER])
    found = {one["slug"]: one["role"] for one in client.get("/api/dossiers/").json()["dossiers"]}
    assert found[private.slug] == "reader"
