"""One card: each field with its row, confidential to begin with, opened field by field, and taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingRow
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
SECRET, AIM = "Marquedelacontrainte", "Marquedelavisée"


@pytest.fixture
def place() -> Ground:
    """A farm whose leader wrote a row of three fields for itself, beside one that everybody sees."""
    made = ground(public=True)
    leader = made.people[Role.LEADER]
    made.write(
        add("models", id="dite", actor="la-ferme", register="overall", today="Vend des légumes.", visibility="members"),
        add(
            "models", id="confiee", actor="la-ferme", register="overall", constraint=SECRET, aim=AIM,
            stage="volume", direction="advancing", visibility="actor", asserted_by="La ferme", since="2025",
        ),
        by=leader,
    )  # fmt: skip
    return made


def enter(client: Client, place: Ground, role: Role) -> None:
    client.force_login(place.people[role])


def read(client: Client, place: Ground, actor: str = "la-ferme") -> Page:
    answer = client.get(f"/en/dossiers/{place.slug}/modeles/{actor}/")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def open_field(client: Client, place: Ground, row: LivingRow, field: str) -> int:
    address = reverse("open-field", args=[place.slug, "la-ferme"])
    return client.post(address, {"row": row.pk, "field": field}).status_code


def visible(place: Ground, client: Client, role: Role) -> set[str]:
    enter(client, place, role)
    words = read(client, place).text
    return {word for word in (SECRET, AIM, "Stage 0, volume") if word in words}


def test_a_card_shows_each_field_with_its_row_to_those_who_may_see_it(client: Client, place: Ground) -> None:
    everything = {SECRET, AIM, "Stage 0, volume"}
    assert visible(place, client, Role.LEADER) == visible(place, client, Role.FACILITATOR) == everything
    assert visible(place, client, Role.OWNER) == visible(place, client, Role.READER) == set()
    enter(client, place, Role.LEADER)
    page = read(client, place)
    assert "La ferme · since 2025 · seen by: Actor concerned" in page.text
    edits = [one.attributes["href"] for one in page.all("a") if one.text.startswith("Change")]
    assert {client.get(address).status_code for address in edits} == {200}


def test_one_field_is_opened_and_nothing_else_of_its_row(client: Client, place: Ground) -> None:
    enter(client, place, Role.LEADER)
    assert open_field(client, place, place.row("models", "confiee"), "constraint") == 302
    assert visible(place, client, Role.READER) == {SECRET}
    opened = LivingRow.objects.get(dossier=place.pk, table="models", cells__constraint=SECRET)
    assert opened.cells["visibility"] == "members"
    assert (opened.cells["asserted_by"], opened.cells["since"]) == ("La ferme", "2025")
    kept = place.cells("models", "confiee")
    assert (kept["visibility"], kept["aim"], "constraint" in kept) == ("actor", AIM, False)


def test_a_stage_is_opened_with_its_direction_and_a_last_field_without_leaving_its_row(
    client: Client, place: Ground
) -> None:
    enter(client, place, Role.LEADER)
    row = place.row("models", "confiee")
    for field in ("constraint", "stance", "aim"):
        open_field(client, place, row, field)
    assert visible(place, client, Role.READER) == {SECRET, AIM, "Stage 0, volume"}
    enter(client, place, Role.READER)
    assert "Stage 0, volume; advancing" in read(client, place).text
    assert place.cells("models", "confiee")["visibility"] == "members"


def test_what_was_opened_is_taken_back_whole(client: Client, place: Ground) -> None:
    enter(client, place, Role.LEADER)
    before = place.cells("models", "confiee")
    address = reverse("open-field", args=[place.slug, "la-ferme"])
    told = client.post(address, {"row": place.row("models", "confiee").pk, "field": "aim"}, follow=True)
    assert "take-back" in told.content.decode() or "/reprendre/" in told.content.decode()
    client.post(reverse("take-back", args=[place.slug, place.number()]))
    assert place.cells("models", "confiee") == before
    assert visible(place, client, Role.READER) == set()


def test_nobody_opens_what_they_do_not_write(client: Client, place: Ground) -> None:
    row = place.row("models", "confiee")
    for role, expected in ((Role.READER, 403), (Role.OWNER, 302), (Role.CONTRIBUTOR, 302)):
        enter(client, place, role)
        assert open_field(client, place, row, "aim") == expected, role
    assert visible(place, client, Role.READER) == set(), (
        "a row that one does not see is not there to be opened"
    )
    client.logout()
    assert open_field(client, place, row, "aim") in (302, 403, 404)


@pytest.mark.parametrize(
    "sent", [{}, {"row": "x", "field": "aim"}, {"row": "9" * 40, "field": "aim"}, {"field": "aim"}]
)
def test_what_cannot_be_opened_is_said_and_nothing_is_written(
    client: Client, place: Ground, sent: dict[str, str]
) -> None:
    enter(client, place, Role.LEADER)
    number = place.number()
    address = reverse("open-field", args=[place.slug, "la-ferme"])
    for data in (sent, {"row": place.row("models", "confiee").pk, "field": "actor"}):
        assert client.post(address, data, follow=True).status_code == 200
    assert open_field(client, place, place.row("models", "dite"), "today") == 302
    assert place.number() == number
    assert client.get(address).status_code == 405


def test_new_rows_about_an_actor_begin_as_confidential_as_their_writer_can_make_them(
    client: Client, place: Ground
) -> None:
    begins = {
        Role.LEADER: "actor",
        Role.FACILITATOR: "actor",
        Role.OWNER: "facilitators",
        Role.CONTRIBUTOR: "members",
    }
    for role, visibility in begins.items():
        enter(client, place, role)
        page = read(client, place)
        (adding,) = [one.attributes["href"] for one in page.all("a") if one.text == "Add to this card"]
        assert f"visibility={visibility}" in adding
        form = Page(
            client.get(f"/dossiers/{place.slug}/tables/models/ajouter/?actor=la-ferme").content.decode()
        )
        chosen = [one.attributes["value"] for one in form.all("option") if "selected" in one.attributes]
        checked = [one.attributes.get("value") for one in form.all("input") if "checked" in one.attributes]
        assert visibility in chosen + checked, role
    shared = client.get(
        f"/dossiers/{place.slug}/tables/milestones/ajouter/?holder=ecosystem"
    ).content.decode()
    assert 'value="members" selected' not in shared, "what is of all begins as the dossier"


def test_questions_lead_to_forms_with_their_fields_filled_in(client: Client, place: Ground) -> None:
    enter(client, place, Role.OWNER)
    page = read(client, place, "la-ville")
    (asked,) = [one for one in page.all("li") if one.text.startswith("How does “La ville” create value")]
    (link,) = [one.attributes["href"] for one in page.all("a") if one.text.startswith("Write the answer")]
    assert "actor=la-ville" in link
    assert "register=overall" in link
    assert client.get(link).status_code == 200
    assert "The effects it benefits from" in page.text
    assert asked.tag == "li"
