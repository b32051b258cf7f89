"""Two moments of a dossier side by side: rows, findings, and who did what in between."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.actions.states import name_state
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.comparing import Comparison, compare_moments, moment_number
from maillage_web.dossiers.queries.living import find_living
from tests.maillage_web.living.people import NOW, Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Ground:
    return ground()


def compared(place: Ground, before: int, after: int | None = None, role: Role = Role.READER) -> Comparison:
    living = find_living(place.slug, place.people[role].pk)
    assert living
    return compare_moments(living, before, after or living.number, NOW.date())


def told(found: Comparison) -> set[tuple[str, str, str]]:
    return {(one.change.table, one.change.id, one.change.kind) for one in found.changes}


def page_of(client: Client, place: Ground, query: str, role: Role = Role.READER) -> Page:
    client.force_login(place.people[role])
    response = client.get(f"/dossiers/{place.slug}/comparer/{query}")
    assert response.status_code == 200
    return Page(response.content.decode())


def test_rows_added_changed_and_removed_come_with_the_acts_in_between(place: Ground) -> None:
    contributor = place.people[Role.CONTRIBUTOR]
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), by=contributor, why="Le nom")
    place.write(place.change("actors", "la-ferme", note="au nord"))
    place.write(add("actors", id="le-moulin", name="Le moulin"))
    place.write(Edit("archive", "actors", place.row("actors", "l-ecole").pk))
    found = compared(place, 2)
    assert told(found) == {
        ("actors", "la-ferme", "changed"),
        ("actors", "le-moulin", "added"),
        ("actors", "l-ecole", "removed"),
    }
    ferme = next(one for one in found.changes if one.change.id == "la-ferme")
    assert [(cell.column, cell.before, cell.after) for cell in ferme.change.fields] == [
        ("name", "La ferme", "La ferme haute"),
        ("note", "", "au nord"),
    ]
    assert [(act.number, act.why, act.author) for act in ferme.acts] == [
        (3, "Le nom", contributor.name),
        (4, "", place.owner.name),
    ]
    (table,) = found.tables
    assert (table.added, table.changed, table.removed) == (1, 1, 1)


def test_what_came_back_to_what_it_was_does_not_differ(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    place.write(place.change("actors", "la-ferme", name="La ferme"))
    assert told(compared(place, 2)) == set()
    assert told(compared(place, 2, 3)) == {("actors", "la-ferme", "changed")}


def test_the_two_moments_may_be_the_other_way_round(place: Ground) -> None:
    place.write(add("actors", id="le-moulin", name="Le moulin"))
    assert told(compared(place, 3, 2)) == {("actors", "le-moulin", "removed")}


def test_findings_that_appear_and_disappear_are_told(place: Ground) -> None:
    place.write(add("challenges", id="seul", name="Un enjeu que rien n’atteint"))
    found = compared(place, 2)
    about = {ref.id for finding in found.appeared for ref in finding.rows}
    assert "seul" in about
    back = compared(place, 3, 2)
    assert {finding.code for finding in back.disappeared} == {finding.code for finding in found.appeared}


def test_a_finding_that_concerns_other_rows_is_neither_new_nor_gone(place: Ground) -> None:
    place.write(*(add("actors", id=f"a{turn}", name=f"Acteur {turn}") for turn in range(5)))
    place.write(add("actors", id="a5", name="Le dernier venu"))
    found = compared(place, 3)
    moved = [one for one in found.moved if "a5" in {ref.id for ref in one.come}]
    assert moved
    assert all(one.gone == () for one in moved)
    codes = {one.finding.code for one in moved}
    assert not codes & {finding.code for finding in (*found.appeared, *found.disappeared)}
    back = compared(place, 4, 3)
    assert {one.finding.code for one in back.moved if "a5" in {ref.id for ref in one.gone}} == codes


def test_what_one_does_not_see_today_differs_in_nothing(place: Ground) -> None:
    place.write(add("challenges", id="discret", name="Le discret"))
    place.write(add("ties", id="lien", actor_a="la-ferme", actor_b="la-ville"))
    place.write(
        place.change("challenges", "discret", visibility="facilitators"),
        place.change("actors", "la-ferme", visibility="facilitators"),
    )
    for before in range(1, 5):
        found = compared(place, before, 5)
        assert not {"discret", "la-ferme", "lien"} & {one.change.id for one in found.changes}
        assert not [one for one in found.changes for cell in one.change.fields if "la-ferme" in cell.before]
        refs = {ref.id for finding in (*found.appeared, *found.disappeared) for ref in finding.rows}
        refs |= {ref.id for one in found.moved for ref in (*one.come, *one.gone)}
        assert not {"discret", "la-ferme", "lien"} & refs
    shown = {one.change.id for one in compared(place, 2, 5, Role.AUDITOR).changes}
    assert {"discret", "la-ferme", "lien"} <= shown


def test_rows_kept_for_an_actor_differ_for_those_who_see_them_only(place: Ground) -> None:
    leader = place.people[Role.LEADER]
    card = add("models", id="carte", actor="la-ferme", register="creation", visibility="actor")
    place.write(card, by=leader)
    for role in Role:
        if role is not Role.VISITOR:
            shown = ("models", "carte", "added") in told(compared(place, 2, role=role))
            assert shown is (role in (Role.LEADER, Role.FACILITATOR)), role


def test_moments_are_acts_days_or_now(place: Ground) -> None:
    place.write(add("actors", id="le-moulin", name="Le moulin"), at=60 * 24)
    living = find_living(place.slug, place.owner.pk)
    assert living
    words = ("2", "maintenant", "2026-11-23", "2026-11-24", "2001-01-01", "99", "hier", "")
    assert [moment_number(living, one) for one in words] == [2, 3, 2, 3, 1, None, None, None]


def test_the_page_compares_with_now_and_shows_who_and_why(client: Client, place: Ground) -> None:
    place.write(
        place.change("actors", "la-ferme", name="La ferme haute"),
        by=place.people[Role.CONTRIBUTOR],
        why="Le nom",
    )
    page = page_of(client, place, "?avant=2")
    for words in ("La ferme haute", "Le nom", "contributor"):
        assert words in page.text
    assert any("historique/3/" in link for link in page.links)


def test_a_day_given_wins_over_the_list(client: Client, place: Ground) -> None:
    place.write(add("actors", id="le-moulin", name="Le moulin"), at=60 * 24)
    assert "Le moulin" in page_of(client, place, "?avant=3&avant_jour=2026-11-23").text


def test_without_a_moment_the_page_says_what_to_choose(client: Client, place: Ground) -> None:
    page = page_of(client, place, "")
    assert [one for one in page.all("p") if one.attributes.get("class") == "notice"]
    page = page_of(client, place, "?avant=hier")
    assert [one for one in page.all("p") if one.attributes.get("role") == "alert"]


def test_what_changed_since_the_last_meeting_is_one_link_away(client: Client, place: Ground) -> None:
    place.write(add("sessions", id="s1", title="Comité", date="2026-11-20"))
    name_state(dossier=place.pk, author=place.owner.pk, title="Avant l’hiver", now=NOW)
    page = page_of(client, place, "")
    assert any("avant=2026-11-20" in link for link in page.links)
    assert any("avant=4" in link for link in page.links)
    heads = [head.text for head in page_of(client, place, "?avant=4&apres=maintenant").all("h2")]
    assert any("Avant l’hiver" in head for head in heads)


def test_the_changes_are_taken_away_as_csv_without_formulas(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="=1+1"), why="@raison")
    client.force_login(place.people[Role.READER])
    response = client.get(f"/dossiers/{place.slug}/comparer/changements.csv?avant=2")
    assert response.status_code == 200
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["colonne"], row["avant"], row["après"]) for row in rows] == [("name", "La ferme", "'=1+1")]
    assert (rows[0]["raisons"], rows[0]["personnes"]) == ("'@raison", place.owner.name)
    assert client.get(f"/dossiers/{place.slug}/comparer/changements.csv?avant=hier").status_code == 404
