"""The pages of the journey: what each reader sees, what writers do in one act, what stays confidential."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingRow
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LORIENT = "lorient-reemploi"


@pytest.fixture
def place() -> Ground:
    return ground(public=True)


def read(client: Client, name: str, slug: str, *further: str, query: str = "", tongue: str = "en") -> str:
    with translation.override(tongue):
        address = reverse(name, args=[slug, *further])
    answer = client.get(f"{address}{query}")
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\u00a0", " ")


def act(client: Client, place: Ground, **sent: str) -> str:
    with translation.override("en"):
        address = reverse("journey-act", args=[place.slug])
    answer = client.post(address, sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def enter(client: Client, place: Ground, role: Role) -> None:
    client.force_login(place.people[role])


def rows(place: Ground, table: str) -> list[dict[str, str]]:
    found = LivingRow.objects.filter(dossier=place.pk, table=table, archived=False).order_by("pk")
    return [dict(row.cells) for row in found]


def test_lorient_is_drawn_told_and_its_phases_open(client: Client) -> None:
    html = read(client, "journey", LORIENT)
    page = Page(html)
    (ring,) = [one for one in page.elements if one.attributes.get("class") == "ring"]
    assert "Experimenting" in ring.attributes["aria-label"]
    assert html.count('class="ring__dot"') == 5
    assert "you stand here" in html
    assert "No hour is noted." in html
    assert "%" not in page.one("main").text
    assert reverse("journey-act", args=[LORIENT]) not in html
    other = read(client, "journey", LORIENT, query="?parcours=coopter")
    assert "A meeting of the community of bearers every two months." in other
    phase = read(client, "phase", LORIENT, "reemploi-lorient", "actors")
    for words in (
        "2021 – 2023",
        "What constrains me, that the others do not know?",
        "Loop",
        "Before leaving",
    ):
        assert words.lower() in phase.lower(), words
    assert "ALOEN, agence locale de l’énergie et du climat – Optim’ism" in phase
    before = read(client, "journey", LORIENT, query="?le=2022-06")
    assert before.count("you stand here") == 2
    with translation.override("en"):
        assert client.get(reverse("phase", args=[LORIENT, "reemploi-lorient", "nowhere"])).status_code == 404


def test_an_empty_page_says_what_to_do_and_to_whom(client: Client, place: Ground) -> None:
    html = read(client, "journey", place.slug)
    assert "This dossier tells no journey yet." in html
    assert 'name="do"' not in html
    assert "this journey was not begun" in read(client, "phase", place.slug, "collective", "existing").lower()
    enter(client, place, Role.OWNER)
    html = read(client, "journey", place.slug)
    assert html.count('value="begin"') == 2
    assert "It is kept for one actor" in html


def test_a_journey_begins_enters_a_phase_and_leaves_it_each_in_one_act(client: Client, place: Ground) -> None:
    enter(client, place, Role.CONTRIBUTOR)
    before = place.number()
    html = act(client, place, do="begin", template="collective")
    assert "The journey has begun." in html
    (journey,) = rows(place, "journeys")
    today = timezone.localdate()
    assert (journey["template"], journey["holder"], journey["since"]) == (
        "collective", "collective", today.isoformat(),
    )  # fmt: skip
    act(client, place, do="enter", journey=journey["id"], phase="existing", why="Pour   commencer")
    html = act(client, place, do="enter", journey=journey["id"], phase="actors", close="1")
    assert "You are now in the phase “Actors and their constraints”." in html
    assert html.count('<strong class="pill pill--certainty">you stand here') == 1, "one left the other today"
    first, second = rows(place, "turns")
    assert (first["phase"], first["why"], first["until"]) == ("existing", "Pour commencer", today.isoformat())
    assert (second["phase"], second.get("until")) == ("actors", None)
    assert place.number() == before + 3
    assert "This is no longer there" in act(client, place, do="enter", journey="nowhere", phase="actors")
    assert "This is no longer there" in act(client, place, do="begin", template="collective")
    act(client, place, do="dance")
    assert place.number() == before + 3


def test_a_stay_begun_earlier_ends_the_day_before(client: Client, place: Ground) -> None:
    place.write(
        add("journeys", id="j", title="J", template="collective", holder="collective"),
        add("turns", id="t", journey="j", phase="existing", since="2024"),
    )
    enter(client, place, Role.OWNER)
    act(client, place, do="enter", journey="j", phase="frame", close="1")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert rows(place, "turns")[0]["until"] == yesterday.isoformat()


def test_phases_are_adapted_in_one_act_that_can_be_undone(client: Client, place: Ground) -> None:
    place.write(add("journeys", id="j", title="J", template="collective", holder="collective"))
    enter(client, place, Role.OWNER)
    before = place.number()
    html = act(client, place, do="adapt", journey="j")
    assert "The phases are now yours" in html
    found = rows(place, "phases")
    assert (len(found), place.number()) == (10, before + 1)
    assert found[1]["id"] == "j-existing"
    assert len(found[1]["questions"].split("; ")) == 3
    assert "Adapt this journey" not in html
    with translation.override("en"):
        client.post(reverse("take-back", args=[place.slug, before + 1]), {"next": "/"})
    assert rows(place, "phases") == []
    assert "The phases are now yours" in act(client, place, do="adapt", journey="j")
    assert len(rows(place, "phases")) == 10
    assert "This is no longer there" in act(client, place, do="adapt", journey="j")
    row = LivingRow.objects.get(dossier=place.pk, table="phases", identity="j-existing", archived=False)
    place.write(Edit("change", "phases", row.pk, {"title": "Marcher dans la vallée"}))
    html = read(client, "phase", place.slug, "j", "existing")
    assert "Marcher dans la vallée" in html
    assert "What is already done, and by whom, unseen?" in html
    assert "Rewrite this phase" in html


def test_the_journey_of_a_leader_is_born_confidential_with_all_that_it_holds(
    client: Client, place: Ground
) -> None:
    enter(client, place, Role.FACILITATOR)
    assert 'value="la-ville"' not in read(client, "journey", place.slug)
    act(client, place, do="begin", template="leader", holder="la-ville")
    assert rows(place, "journeys") == []
    act(client, place, do="begin", template="leader", holder="la-ferme")
    (journey,) = rows(place, "journeys")
    assert (journey["visibility"], journey["kept_for"], journey["holder"]) == (
        "actor",
        "la-ferme",
        "la-ferme",
    )
    act(client, place, do="enter", journey=journey["id"], phase="model", why="Marqueconfidence")
    act(client, place, do="adapt", journey=journey["id"])
    for row in (*rows(place, "turns"), *rows(place, "phases")):
        assert (row["visibility"], row["kept_for"]) == ("actor", "la-ferme")
    html = read(client, "journey", place.slug)
    assert html.count("visibility=actor&amp;kept_for=la-ferme") == 2, (
        "a session and hours begin as confidential"
    )
    for role in (Role.LEADER, Role.FACILITATOR):
        enter(client, place, role)
        assert "Marqueconfidence" in read(client, "journey", place.slug), role
    for role in (Role.OWNER, Role.CONTRIBUTOR, Role.AUDITOR, Role.READER):
        enter(client, place, role)
        assert "Marqueconfidence" not in read(client, "journey", place.slug), role
        with translation.override("en"):
            address = reverse("phase", args=[place.slug, journey["id"], "model"])
        assert client.get(address).status_code == 404, role


def test_a_workshop_and_notes_are_offered_to_who_may_and_to_nobody_else(
    client: Client, place: Ground
) -> None:
    place.write(
        add("journeys", id="j", title="J", template="collective", holder="collective"),
        add("turns", id="t", journey="j", phase="existing", since="2024"),
        add("sessions", id="s", date="2099-03-02", title="La suivante", journey="j", starts_at="14:00"),
        add("decisions", id="d", question="Continuer ensemble ?", review_on="2020-01-01"),
    )
    offered = {}
    for role in (Role.FACILITATOR, Role.CONTRIBUTOR, Role.READER):
        enter(client, place, role)
        html = read(client, "journey", place.slug)
        assert "La suivante" in html
        assert "place not said" in html
        assert "date passed" in html
        offered[role] = ("Open a workshop" in html, "Note hours" in html, 'value="enter"' in html)
    assert offered == {
        Role.FACILITATOR: (True, True, True),
        Role.CONTRIBUTOR: (False, True, True),
        Role.READER: (False, False, False),
    }


def test_hours_are_filtered_summed_and_handed_on_as_a_file(client: Client, place: Ground) -> None:
    place.write(
        add("journeys", id="j", title="J", template="collective", holder="collective"),
        add("efforts", id="a", hours="3.5", kind="running", date="2026-03-01", journey="j", phase="actors", given_by="=cmd()"),
        add("efforts", id="b", hours="2", date="2026", journey="j"),
        add("efforts", id="c", hours="4", kind="preparing", date="2025-05-01", visibility="facilitators"),
    )  # fmt: skip
    html = read(client, "efforts", place.slug)
    assert "<strong>5.5 h</strong>" in html
    assert "not said" in html
    html = read(client, "efforts", place.slug, query="?du=2026-02&au=2026-06")
    assert "<strong>3.5 h</strong>" in html
    assert "1 row (2 h) is not counted here" in html
    assert "<strong>2 h</strong>" in read(client, "efforts", place.slug, query="?nature=-")
    assert "is not a date" in read(client, "efforts", place.slug, query="?du=hier")
    assert "No hour answers these filters." in read(client, "efforts", place.slug, query="?phase=solution")
    with translation.override("en"):
        answer = client.get(reverse("efforts-csv", args=[place.slug]) + "?nature=running")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "date,hours,kind,phase,journey,given_by,session,source,note"
    assert lines[1:] == ["2026-03-01,3.5,Running,Actors and their constraints,J,'=cmd(),,,"]
    enter(client, place, Role.OWNER)
    assert "<strong>9.5 h</strong>" in read(client, "efforts", place.slug)
    assert "Time given" in read(client, "journey", place.slug)
