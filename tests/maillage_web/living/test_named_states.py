"""The present state gets a name, which the dossier carries and to which one comes back."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage_web.dossiers.actions.edits import Edit, NotAllowedError
from maillage_web.dossiers.actions.states import name_state
from maillage_web.dossiers.choices import ActKind, Role
from maillage_web.dossiers.models import Act
from maillage_web.dossiers.queries.living import find_living
from maillage_web.dossiers.queries.states import named_days, named_states
from tests.maillage_web.living.people import NOW, Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Ground:
    return ground()


def named(place: Ground, title: str = "Comité de novembre", **further: str) -> int:
    written = name_state(dossier=place.pk, author=place.owner.pk, title=title, now=NOW, **further)
    assert written.number
    return written.number


def titles(place: Ground, role: Role) -> list[str]:
    living = find_living(place.slug, place.people[role].pk)
    assert living
    return [state.title for state in named_states(living)]


def test_naming_a_state_writes_a_row_dated_of_the_day(place: Ground) -> None:
    number = named(place, why="Avant le comité")
    cells = place.cells("snapshots", "comite-de-novembre")
    assert (cells["title"], cells["date"]) == ("Comité de novembre", "2026-11-23")
    act = Act.objects.get(dossier=place.pk, number=number)
    assert (act.kind, act.why) == (ActKind.SNAPSHOT, "Avant le comité")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OWNER, Role.FACILITATOR)])
def test_only_those_who_lead_name_states(client: Client, place: Ground, role: Role) -> None:
    person = place.people[role]
    with pytest.raises(NotAllowedError):
        name_state(dossier=place.pk, author=person.pk, title="Un état", now=NOW)
    client.force_login(person)
    answer = client.post(f"/dossiers/{place.slug}/etats/", {"title": "Un état"})
    assert answer.status_code == (404 if role is Role.VISITOR else 403)
    assert titles(place, Role.OWNER) == []


def test_a_facilitator_names_a_state_on_the_page(client: Client, place: Ground) -> None:
    client.force_login(place.people[Role.FACILITATOR])
    empty = Page(client.get(f"/dossiers/{place.slug}/etats/").content.decode())
    assert empty.all("form")
    wrong = client.post(f"/dossiers/{place.slug}/etats/", {"title": "  "})
    assert wrong.status_code == 422
    response = client.post(
        f"/dossiers/{place.slug}/etats/", {"title": "Comité", "why": "Le premier"}, follow=True
    )
    page = Page(response.content.decode())
    for words in ("Comité", "Le premier", "facilitator"):
        assert words in page.text
    number = place.number()
    assert any(f"vu={number}" in link for link in page.links)
    assert any(f"avant={number}" in link for link in page.links)


def test_a_reader_is_told_who_can_name_a_state(client: Client, place: Ground) -> None:
    client.force_login(place.people[Role.READER])
    page = Page(client.get(f"/dossiers/{place.slug}/etats/").content.decode())
    assert not [form for form in page.all("form") if form.attributes.get("method") == "post"]
    assert [one for one in page.all("p") if one.attributes.get("class") == "notice"]


def test_states_that_were_archived_or_hidden_are_not_listed(place: Ground) -> None:
    named(place, "Premier")
    named(place, "Second")
    place.write(place.change("snapshots", "second", visibility="facilitators"))
    assert titles(place, Role.READER) == ["Premier"]
    assert titles(place, Role.AUDITOR) == ["Second", "Premier"]
    place.write(Edit("archive", "snapshots", place.row("snapshots", "premier").pk))
    assert titles(place, Role.AUDITOR) == ["Second"]


def test_the_days_that_a_workbook_names_are_apart(place: Ground) -> None:
    place.write(add("snapshots", id="debut", title="Le début", date="2015"))
    named(place)
    living = find_living(place.slug, place.owner.pk)
    assert living
    found = named_states(living)
    assert [state.title for state in found] == ["Comité de novembre"]
    assert [row.title for row in named_days(living, found)] == ["Le début"]
