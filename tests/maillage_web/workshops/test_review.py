"""A workshop that was played is reviewed, and what is taken enters the dossier in one act that can be undone."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.articulation.analysis import analyse
from maillage.dossier.audience import Audience
from maillage.dossier.dossier import Dossier
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, LivingRow, RowChange
from maillage_web.dossiers.queries.living import seen_at
from maillage_web.workshops.actions import rooms
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Participant, Workshop
from tests.maillage_web.editing.browsing import sent
from tests.maillage_web.living.people import NOW, Ground, add, ground

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FORM = "application/x-www-form-urlencoded"
DAY = datetime.date(2026, 11, 23)
NAMES = ("Zéphirine", "Barnabé")
OPTIONS = {
    "effects": [{"id": "lien", "label": "Du lien entre habitants"}],
    "components": [{"id": "cantine", "label": "La cantine"}],
    "actors": [{"id": "la-ferme", "label": "La ferme"}, {"id": "l-ecole", "label": "L’école"}],
}
_PLAN = [
    Prepared("challenges", "Nommer les enjeux"),
    Prepared("threads", "Tirer des fils", settings={"options": OPTIONS}),
    Prepared("constraints", "Dire ses contraintes", settings={"options": OPTIONS}),
    Prepared("contributions", "Ce que j’apporte", settings={"options": OPTIONS}),
    Prepared("learnings", "Ce que l’on retient"),
]


@pytest.fixture
def place() -> Ground:
    made = ground()
    made.write(add("effects", id="lien", name="Du lien entre habitants", challenges="sante", sign="positive"))
    return made


def played(place: Ground) -> Workshop:
    """A workshop where two people came in, and everything was said that one says."""
    author = place.people[Role.FACILITATOR].pk
    room = rooms.prepare(dossier=place.pk, author=author, title="Les fils", activities=_PLAN, now=NOW)
    rooms.open_workshop(workshop=room.pk, now=NOW)
    for name, actor in zip(NAMES, ("la-ferme", "l-ecole"), strict=True):
        rooms.enter(workshop=room.pk, name=name, actor=actor, now=NOW)
    for key in ("a1", "a2", "a3", "a4", "a5"):
        heard(room, "f", key, "open", {})
    heard(room, "p1", "a1", "note", {"text": "La Santé", "fields": {"dimensions": ["societal"]}})
    heard(
        room,
        "p2",
        "a1",
        "note",
        {"text": "Se déplacer sans voiture", "fields": {"dimensions": ["ecological"]}},
    )
    heard(room, "p1", "a1", "note", {"text": "Une idée de Zéphirine", "fields": {}})
    thread = {"effect": "id:lien", "component": "La table commune", "actor": "id:l-ecole"}
    heard(room, "p2", "a2", "note", {"text": "On y mange ensemble", "fields": thread})
    heard(room, "p1", "a3", "constraint", {"text": "Je ne peux pas livrer le lundi", "open_to": "neighbour"})
    brought = {
        "brings": "Deux matinées",
        "kind": "time",
        "amount": "8",
        "unit": "hour",
        "period": "month",
        "against": "id:lien",
    }
    heard(room, "p1", "a4", "contribution", brought)
    heard(
        room, "p2", "a5", "note", {"text": "On se connaît mal", "fields": {"changes": "Une visite par mois"}}
    )
    return rooms.close_workshop(workshop=room.pk, now=NOW + datetime.timedelta(hours=2))


def heard(room: Workshop, who: str, activity: str, kind: str, content: dict[str, Any]) -> None:
    key = f"{activity}-{kind}-{json.dumps(content)}"[-40:]
    key = re.sub(r"[^A-Za-z0-9_-]", "-", key)
    (answer,) = say(room.pk, who, [Said(key, activity, kind, content)], NOW)
    assert answer.refusal is None, answer.refusal


def address(place: Ground, room: Workshop, activity: str) -> str:
    return f"{reverse('workshop-review', args=[place.slug, room.token])}?activite={activity}"


def marks(page: str) -> dict[str, str]:
    """The proposals of a page: the mark of each by its title."""
    found = re.findall(
        r'<fieldset class="proposal[^"]*" id="(r\d+)">\s*<legend[^>]*>(.*?)<span class="pill', page, re.S
    )
    return {re.sub(r"<[^>]+>|\s+", " ", title).strip(): mark for mark, title in found}


def chosen(
    client: Client, place: Ground, room: Workshop, activity: str, **choices: dict[str, str]
) -> dict[str, str]:
    """Keep the page of an activity as it proposes, but for `choices`; the marks of its proposals."""
    url = address(place, room, activity)
    page = client.get(url).content.decode()
    filled = sent(page).copy()
    titles = marks(page)
    for title, cells in choices.items():
        for name, words in cells.items():
            filled[f"{titles[title]}-{name}"] = words
    assert client.post(url, filled.urlencode(), content_type=FORM).status_code == 302
    return titles


ENDING = {
    "title": "Les fils",
    "date": "2026-11-23",
    "hours": "2",
    "participants": ["la-ferme", "l-ecole"],
    "hours_preparing": "3,5",
    "given_by": "L’accompagnement",
    "write": "1",
}


def reviewed(client: Client, place: Ground, room: Workshop) -> str:
    """Take everything but the idea that bears a first name, and write."""
    chosen(client, place, room, "a1", **{"Une idée de Zéphirine": {"do": "leave"}})
    for activity in ("a2", "a4", "a5"):
        chosen(client, place, room, activity)
    return client.post(address(place, room, "fin"), ENDING, follow=True).content.decode()


def everything(place: Ground) -> Dossier:
    return seen_at(place.pk, place.number(), Audience(frozenset({"public", "members", "facilitators"})))


def codes_about(dossier: Dossier, identity: str) -> set[str]:
    found = analyse(dossier, DAY).findings
    return {one.code for one in found if any(ref.id == identity for ref in one.rows)}


def test_what_is_taken_enters_in_one_act_and_mends_the_thread_that_was_broken(
    client: Client, place: Ground
) -> None:
    room = played(place)
    before, number = codes_about(everything(place), "lien"), place.number()
    client.force_login(place.people[Role.FACILITATOR])
    page = reviewed(client, place, room)
    assert place.number() == number + 1, re.findall(r"field__error[^>]*>(.*?)</p>", page)
    room.refresh_from_db()
    assert (room.state, room.act) == ("reviewed", number + 1)
    table = place.cells("components", "la-table-commune")
    assert table["bearers"] == "l-ecole"
    assert place.cells("effects", "lien")["components"] == "la-table-commune"
    (brought,) = LivingRow.objects.filter(dossier=place.pk, table="contributions")
    assert (brought.cells["from"], brought.cells["in_return_of"], brought.cells["likely"]) == (
        "la-ferme",
        "lien",
        "8",
    )
    challenges = set(
        LivingRow.objects.filter(dossier=place.pk, table="challenges").values_list("identity", flat=True)
    )
    assert challenges == {"sante", "se-deplacer-sans-voiture"}  # “La Santé” is in the dossier already
    session = place.cells("sessions", room.session)
    said = {name: session[name] for name in ("kind", "date", "hours", "participants", "learnings")}
    assert said == {
        "kind": "workshop",
        "date": "2026-11-23",
        "hours": "2",
        "participants": "la-ferme; l-ecole",
        "learnings": "On se connaît mal",
    }
    (learning,) = LivingRow.objects.filter(dossier=place.pk, table="learnings")
    assert (learning.cells["session"], learning.cells["change"]) == (room.session, "Une visite par mois")
    (effort,) = LivingRow.objects.filter(dossier=place.pk, table="efforts")
    assert (effort.cells["hours"], effort.cells["kind"], effort.cells["session"]) == (
        "3.5",
        "preparing",
        room.session,
    )
    (source,) = LivingRow.objects.filter(dossier=place.pk, table="sources")
    assert {table["source"], session["source"], effort.cells["source"]} == {source.identity}
    after = codes_about(everything(place), "lien")
    assert before - after, (before, after)
    assert after < before


def test_no_first_name_is_in_any_cell_nor_act_and_the_room_forgets_them(
    client: Client, place: Ground
) -> None:
    room = played(place)
    client.force_login(place.people[Role.FACILITATOR])
    chosen(client, place, room, "a1")
    page = client.post(address(place, room, "fin"), ENDING, follow=True).content.decode()
    assert "Nothing was written" in page or "Rien n’a été écrit" in page
    assert Act.objects.filter(dossier=place.pk, details__workshop=room.token).count() == 0
    beside = client.get(address(place, room, "a1")).content.decode()
    assert beside.count("Zéphirine") >= 2
    assert "is-wrong" in beside
    reviewed(client, place, room)
    room.refresh_from_db()
    assert room.state == "reviewed"
    changes = RowChange.objects.filter(act__dossier=place.pk).values_list("before", "after")
    acts = Act.objects.filter(dossier=place.pk).values_list("why", "details")
    rows = LivingRow.objects.filter(dossier=place.pk).values_list("identity", "cells")
    told = json.dumps([list(changes), list(acts), list(rows)], ensure_ascii=False)
    assert not [name for name in NAMES if name in told]
    assert set(Participant.objects.filter(workshop=room.pk).values_list("name", flat=True)) == {""}
    assert "livrer le lundi" not in told


def test_writing_twice_writes_once_and_undoing_takes_all_back_then_one_may_review_again(
    client: Client, place: Ground
) -> None:
    room = played(place)
    client.force_login(place.people[Role.FACILITATOR])
    reviewed(client, place, room)
    number, before = place.number(), everything(place).count()
    client.post(address(place, room, "fin"), ENDING)
    assert place.number() == number
    undo = reverse("take-back", args=[place.slug, number])
    assert client.post(undo).status_code == 302
    assert everything(place).count() < before
    assert not LivingRow.objects.filter(dossier=place.pk, table="sessions", archived=False).exists()
    again = reverse("workshop-review", args=[place.slug, room.token])
    assert 'name="again"' in client.get(again).content.decode()
    client.post(again, {"again": "1"})
    client.post(address(place, room, "fin"), ENDING)
    room.refresh_from_db()
    assert (room.state, room.act) == ("reviewed", place.number())
    assert everything(place).count() == before


def test_what_was_not_looked_at_stays_out_and_a_table_may_be_changed(client: Client, place: Ground) -> None:
    room = played(place)
    client.force_login(place.people[Role.FACILITATOR])
    titles = chosen(
        client,
        place,
        room,
        "a1",
        **{
            "Se déplacer sans voiture": {
                "table": "challenges",
                "c-name": "Se déplacer à pied",
                "visibility": "facilitators",
            }
        },
    )
    assert "La Santé" in titles
    page = client.get(address(place, room, "fin")).content.decode()
    assert "regard" in page or "looked at" in page
    chosen(client, place, room, "a1", **{"Une idée de Zéphirine": {"do": "leave"}})
    client.post(address(place, room, "fin"), ENDING)
    assert place.cells("challenges", "se-deplacer-sans-voiture")["name"] == "Se déplacer à pied"
    assert place.cells("challenges", "se-deplacer-sans-voiture")["visibility"] == "facilitators"
    assert not LivingRow.objects.filter(dossier=place.pk, table="contributions").exists()


def test_a_refusal_is_said_beside_its_proposal_and_the_choices_are_kept(
    client: Client, place: Ground
) -> None:
    room = played(place)
    client.force_login(place.people[Role.FACILITATOR])
    chosen(client, place, room, "a4")
    url = address(place, room, "a4")
    page = client.get(url).content.decode()
    (mark,) = marks(page).values()
    client.post(url, {"base": str(place.number()), f"{mark}-do": "take", f"{mark}-c-likely": "beaucoup"})
    number = place.number()
    page = client.post(address(place, room, "fin"), ENDING, follow=True).content.decode()
    assert place.number() == number
    beside = client.get(url).content.decode()
    assert "is-wrong" in beside
    assert 'value="beaucoup"' in beside
    client.post(url, {"base": str(number), f"{mark}-do": "take", f"{mark}-c-likely": "12"})
    client.post(address(place, room, "fin"), ENDING)
    (brought,) = LivingRow.objects.filter(dossier=place.pk, table="contributions")
    assert brought.cells["likely"] == "12"


def test_what_somebody_changed_meanwhile_is_not_overwritten_and_is_said_beside_the_proposal(
    client: Client, place: Ground
) -> None:
    room = played(place)
    client.force_login(place.people[Role.FACILITATOR])
    url = address(place, room, "a2")
    page = client.get(url).content.decode()
    mark = next(mark for title, mark in marks(page).items() if "Du lien" in title)
    typed = sent(page).copy()
    typed.setlist(f"{mark}-c-components", ["la-table-commune", "cantine"])
    client.post(url, typed.urlencode(), content_type=FORM)
    place.write(add("components", id="le-four", name="Le four"))
    place.write(place.change("effects", "lien", components="le-four"))
    number = place.number()
    client.post(address(place, room, "fin"), ENDING)
    assert place.number() == number
    page = client.get(url).content.decode()
    assert "le-four" in page.split(f'id="{mark}"', 1)[1].split("field__error", 1)[1].split("</p>", 1)[0]
    typed = sent(page).copy()
    typed.setlist(f"{mark}-c-components", ["la-table-commune", "cantine", "le-four"])
    client.post(url, typed.urlencode(), content_type=FORM)
    client.post(address(place, room, "fin"), ENDING)
    assert set(place.cells("effects", "lien")["components"].split("; ")) == {
        "la-table-commune",
        "cantine",
        "le-four",
    }


def test_the_report_tells_what_was_said_and_left_once_the_session_is_written(
    client: Client, place: Ground
) -> None:
    room = played(place)
    client.force_login(place.people[Role.FACILITATOR])
    report = reverse("workshop-report", args=[place.slug, room.token])
    assert client.get(report).url == reverse("workshop-review", args=[place.slug, room.token])
    reviewed(client, place, room)
    page = client.get(report, follow=True).content.decode()
    assert (
        "Une idée de Zéphirine" in page
    )  # left, so in the report alone: its author is told to say it otherwise
    assert "La table commune" in page
    assert "livrer le lundi" not in page


def test_what_was_told_to_a_neighbour_is_kept_for_its_actor_by_who_the_actor_trusts(
    client: Client, place: Ground
) -> None:
    room = played(place)
    client.force_login(place.owner)
    page = client.get(address(place, room, "a3")).content.decode()
    assert 'type="hidden" name="r1-do" value="leave"' in page
    client.post(address(place, room, "a3"), {"base": "1", "r1-do": "take", "r1-c-constraint": "Autre chose"})
    client.force_login(place.people[Role.FACILITATOR])
    assert "livrer le lundi" not in client.get(address(place, room, "a3")).content.decode()
    client.post(address(place, room, "a3"), {"base": "1", "r1-do": "take", "r1-c-constraint": "Autre chose"})
    client.post(address(place, room, "fin"), ENDING)
    (model,) = LivingRow.objects.filter(dossier=place.pk, table="models")
    said = {name: model.cells[name] for name in ("constraint", "visibility", "kept_for")}
    assert said == {
        "constraint": "Je ne peux pas livrer le lundi",
        "visibility": "actor",
        "kept_for": "la-ferme",
    }


def test_the_review_is_for_who_runs_workshops(client: Client, place: Ground) -> None:
    room = played(place)
    for role, status in ((Role.CONTRIBUTOR, 403), (Role.READER, 403), (Role.VISITOR, 404), (Role.OWNER, 200)):
        client.force_login(place.people[role])
        assert client.get(address(place, room, "a1")).status_code == status, role
    page = client.get(address(place, room, "a3")).content.decode()
    assert "livrer le lundi" not in page
