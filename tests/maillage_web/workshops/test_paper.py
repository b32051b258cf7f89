"""What was written on paper is typed in line by line, kept once, taken back, and never lost when it is not understood."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from maillage_web.workshops.actions import rooms
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.models import Event, Workshop
from tests.maillage_web.living.people import NOW, Ground, ground

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OPTIONS = {
    "effects": [{"id": "repas", "label": "De bons repas"}],
    "components": [{"id": "cantine", "label": "La cantine"}],
    "actors": [{"id": "la-ferme", "label": "La ferme"}, {"id": "l-ecole", "label": "L’école"}],
}
LEVELS = [{"code": "low", "label": "peu"}, {"code": "high", "label": "souvent"}]


@pytest.fixture
def place() -> Ground:
    return ground()


def workshop(place: Ground) -> Workshop:
    """A workshop with an activity of each way of typing."""
    activities = [
        Prepared("challenges", "Nommer les enjeux", "Qu’est-ce qui compte ?", 20),
        Prepared("threads", "Tirer des fils", settings={"options": OPTIONS}),
        Prepared("contributions", "Ce que j’apporte", settings={"options": OPTIONS}),
        Prepared(
            "position", "Se situer", settings={"asked": "Souvent ?", "levels": LEVELS, "options": OPTIONS}
        ),
        Prepared("dots", "Choisir", settings={"dots": 3}),
    ]
    author = place.people[Role.FACILITATOR].pk
    return rooms.prepare(dossier=place.pk, author=author, title="Les fils", activities=activities, now=NOW)


def address(room: Workshop, place: Ground, activity: str = "a1") -> str:
    return f"{reverse('workshop-paper', args=[place.slug, room.token])}?activite={activity}"


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    assert found, page[-1500:]
    return found[1]


def entered(room: Workshop) -> list[tuple[str, str, dict]]:
    events = Event.objects.filter(workshop=room, who="paper").order_by("number")
    return [(one.activity, one.kind, one.content) for one in events]


def test_a_line_is_said_once_listed_with_its_fields_and_taken_back(client: Client, place: Ground) -> None:
    room = workshop(place)
    client.force_login(place.people[Role.FACILITATOR])
    page = client.get(address(room, place)).content.decode()
    sent = {
        "key": key_of(page),
        "text": "Bien manger",
        "f-dimensions": ["ecological", "societal"],
        "f-sphere": "",
    }
    for _ in range(2):
        answer = client.post(address(room, place), sent, follow=True)
        assert answer.status_code == 200
    said = {"text": "Bien manger", "fields": {"dimensions": ["ecological", "societal"]}}
    assert entered(room) == [("a1", "note", said)]
    page = answer.content.decode()
    assert "Bien manger" in page
    assert "Écologique, Sociétale" in page
    number = re.search(r'name="back" value="(\d+)"', page)
    assert number is not None
    page = client.post(address(room, place), {"back": number[1]}, follow=True).content.decode()
    assert "Bien manger" not in page
    assert [kind for _, kind, _ in entered(room)] == ["note", "withdraw"]


def test_lines_that_are_not_understood_stay_in_the_box_and_say_why(client: Client, place: Ground) -> None:
    room = workshop(place)
    client.force_login(place.people[Role.FACILITATOR])
    key = key_of(client.get(address(room, place, "a2")).content.decode())
    lines = "Parce que | de bons repas | La cantine | La ferme\n\n | sans texte\nAutre | effet : Un effet neuf\nTrop|a|b|c|d"
    answer = client.post(address(room, place, "a2"), {"key": key, "lines": lines})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [content for _, _, content in entered(room)] == [
        {
            "text": "Parce que",
            "fields": {"effect": "id:repas", "component": "id:cantine", "actor": "id:la-ferme"},
        },
        {"text": "Autre", "fields": {"effect": "Un effet neuf"}},
    ]
    left = re.search(r'<textarea name="lines"[^>]*>([^<]*)</textarea>', page)
    assert left is not None
    assert left[1].strip("\n").splitlines() == [" | sans texte", "Trop|a|b|c|d"]
    assert "Ligne 1" in page
    assert "Ligne 2" in page
    assert "Ligne 3" not in page
    assert key_of(page) != key


def test_what_paper_alone_must_say_is_asked_who_speaks_and_which_sheet(client: Client, place: Ground) -> None:
    room = workshop(place)
    client.force_login(place.people[Role.FACILITATOR])
    for activity, lines in (
        ("a3", "200 h de cuisine | temps | 200 | Heure | an | | La ferme"),
        ("a4", "Tous les jours | souvent | L’école\n| peu"),
    ):
        key = key_of(client.get(address(room, place, activity)).content.decode())
        answer = client.post(address(room, place, activity), {"key": key, "lines": lines}, follow=True)
        assert answer.status_code == 200, answer.content.decode()[-3000:]
    bring = {"brings": "200 h de cuisine", "kind": "time", "amount": "200", "unit": "hour", "period": "year"}
    assert entered(room) == [
        ("a3", "contribution", {**bring, "actor": "id:la-ferme"}),
        ("a4", "stance", {"level": "high", "why": "Tous les jours", "sheet": 1, "actor": "id:l-ecole"}),
        ("a4", "stance", {"level": "low", "sheet": 2}),
    ]
    key = key_of(client.get(address(room, place, "a4")).content.decode())
    again = {"key": key, "text": "", "f-level": "high", "f-actor": "", "sheet": "2"}
    assert client.post(address(room, place, "a4"), again).status_code == 302
    assert entered(room)[-1] == ("a4", "stance", {"level": "high", "sheet": 2})


def test_paper_is_for_who_runs_workshops_until_the_review(client: Client, place: Ground) -> None:
    room = workshop(place)
    client.force_login(place.people[Role.CONTRIBUTOR])
    assert client.get(address(room, place)).status_code == 403
    client.force_login(place.people[Role.FACILITATOR])
    key = key_of(client.get(address(room, place)).content.decode())
    rooms.close_workshop(workshop=room.pk, now=NOW)
    sent = {"key": key, "text": "Après la fermeture"}
    assert client.post(address(room, place), sent).status_code == 302
    rooms.mark_reviewed(workshop=room.pk, act=None, session="", now=NOW)
    page = client.post(address(room, place), {**sent, "key": "0" * 32}).content.decode()
    assert "Après la fermeture" in page
    assert 'name="text"' not in page
    assert len(entered(room)) == 1


def test_the_kit_is_a_pdf_and_a_wrong_hour_is_said(client: Client, place: Ground) -> None:
    pytest.importorskip("typst")
    room = workshop(place)
    client.force_login(place.people[Role.FACILITATOR])
    kit = reverse("workshop-kit", args=[place.slug, room.token])
    answer = client.get(kit, {"debut": "14h"})
    assert answer.content.startswith(b"%PDF-")
    assert "les-fils.pdf" in answer["Content-Disposition"]
    page = client.get(kit, {"debut": "midi"}, follow=True).content.decode()
    assert "14:00" in page
    assert "saying-card--alert" in page
