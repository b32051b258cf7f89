"""What one keeps for oneself is read by nobody else: in no page, file, history or administration page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from maillage_web.accounts.actions.erasing import erase
from maillage_web.accounts.queries.kept import as_json, personal_data
from maillage_web.dossiers.actions.undoing import undo
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Membership
from maillage_web.journeys.models import PrivateEntry
from tests.maillage_web.living.people import NOW, Ground, ground, person
from tests.maillage_web.living.test_rights_of_addresses import NAMES, POSTED, enter, sample, text_of

pytestmark = pytest.mark.django_db
MARK = "Marqueintime"
TELLING = ("journal", ".xlsx", ".zip", "/api/", "historique", "exporter", "tables", "chercher", "equipe")
"""Addresses that tell rows: opened as every role; the owner, who sees most, opens every page."""
SLOW = {"report-pdf", "pick-organisations", "value-summary-pdf", "deliverable"}


def written(place: Ground, role: Role = Role.READER) -> PrivateEntry:
    return PrivateEntry.objects.create(
        dossier=place.dossier,
        author=place.people[role],
        date="2026-11-20",
        title=MARK,
        text=f"{MARK} : ce que je n’ai pas osé dire.",
        written_at=NOW,
        changed_at=NOW,
    )


def addresses(place: Ground) -> set[str]:
    row = place.row("challenges", "sante")
    found = set()
    for name in sorted(set(NAMES) - POSTED - SLOW):
        try:
            found.add(reverse(name, kwargs=sample(place, name, row)))
        except (NoReverseMatch, KeyError):
            continue
    return found


def test_every_role_but_the_author_finds_it_nowhere(client: Client) -> None:
    place = ground(public=True)
    entry = written(place)
    pages = addresses(place)
    assert len(pages) > 40
    asked = {f"{reverse(n, args=[place.slug])}?entree={entry.pk}" for n in ("journal-write", "journal-share")}
    telling = {page for page in pages if any(word in page for word in TELLING)}
    assert len(telling) > 8
    for role in Role:
        enter(client, place, role)
        opened = pages if role is Role.OWNER else telling
        shown = {page for page in opened | asked if MARK in text_of(client.get(page))}
        if role is Role.READER:
            assert shown == {
                f"/dossiers/{place.slug}/journal/",
                f"/dossiers/{place.slug}/journal/ecrire/?entree={entry.pk}",
            }
        else:
            assert shown == set(), role
    client.force_login(place.other_facilitator)
    assert MARK not in text_of(client.get(f"/dossiers/{place.slug}/journal/"))
    client.logout()
    assert client.get("/mon-journal/").status_code == 302


def test_the_administrator_does_not_find_it_either(client: Client, settings: Any) -> None:
    settings.MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR = False
    place = ground(public=True)
    written(place)
    admin = person("Administratrice")
    admin.is_staff = admin.is_superuser = True
    admin.save()
    admin.user_permissions.set(Permission.objects.all())
    client.force_login(admin)
    names = get_resolver().namespace_dict["admin"][1].reverse_dict
    opened = 0
    for name in names:
        if isinstance(name, str) and name.endswith(("_changelist", "index")):
            answer = client.get(reverse(f"admin:{name}"), follow=True)
            opened += answer.status_code == 200
            assert MARK not in text_of(answer), name
    assert opened > 1
    assert not any("privateentry" in str(name) for name in names)
    assert MARK not in str(PrivateEntry.objects.get())


def test_it_is_kept_changed_and_erased_by_its_author_alone(client: Client) -> None:
    place = ground(public=False)
    before = place.number()
    client.force_login(place.people[Role.AUDITOR])
    write = reverse("journal-write", args=[place.slug])
    sent = {"title": MARK, "entry": "Ligne une\r\nligne deux", "date": "2026-11-20", "level": "mine"}
    assert client.post(write, sent).url == reverse("journal", args=[place.slug])
    entry = PrivateEntry.objects.get()
    assert (entry.text, entry.date, place.number()) == ("Ligne une\nligne deux", "2026-11-20", before)
    assert client.post(write, {**sent, "level": "members:"}).status_code == 200  # an auditor writes no row
    client.post(f"{write}?entree={entry.pk}", {**sent, "entry": "Autrement"})
    assert PrivateEntry.objects.get().text == "Autrement"
    client.force_login(place.owner)
    assert client.get(f"{write}?entree={entry.pk}").status_code == 404
    assert client.post(f"{write}?entree={entry.pk}", {"effacer": "1"}).status_code == 404
    client.post("/mon-journal/", {"effacer": entry.pk})
    assert PrivateEntry.objects.count() == 1
    client.force_login(place.people[Role.AUDITOR])
    client.post(f"{write}?entree={entry.pk}", {"effacer": "1"})
    assert PrivateEntry.objects.count() == 0


def test_sharing_moves_it_into_the_dossier_and_undoing_loses_nothing(client: Client) -> None:
    place = ground(public=True)
    entry = written(place, Role.FACILITATOR)
    author = place.people[Role.FACILITATOR]
    client.force_login(author)
    address = f"{reverse('journal-share', args=[place.slug])}?entree={entry.pk}"
    page = text_of(client.get(address))
    assert 'value="actor:la-ferme"' in page
    assert 'value="mine"' not in page
    sent = {
        "title": MARK,
        "entry": "Relu",
        "date": "2026-11-20",
        "level": "facilitators:",
        "asserted_by": "Accompagnement",
    }
    refused = client.post(address, {**sent, "entry": ""})
    assert (refused.status_code, PrivateEntry.objects.count()) == (200, 1)
    assert client.post(address, sent).status_code == 302
    assert PrivateEntry.objects.count() == 0
    journal = reverse("journal", args=[place.slug])
    for role in Role:
        enter(client, place, role)
        sees = role in (Role.OWNER, Role.FACILITATOR, Role.AUDITOR)
        assert (MARK in text_of(client.get(journal))) is sees, role
        assert (MARK in text_of(client.get(reverse("journal-csv", args=[place.slug])))) is sees, role
    assert client.get(address).status_code in (403, 404)
    undone = undo(dossier=place.pk, number=place.number(), author=author.pk, now=NOW)
    row = place.row("journal", place_id(place))
    assert (row.archived, row.cells["entry"]) == (True, "Relu")
    undo(dossier=place.pk, number=undone.number or 0, author=author.pk, now=NOW)
    assert not place.row("journal", place_id(place)).archived


def place_id(place: Ground) -> str:
    from maillage_web.dossiers.models import LivingRow

    return LivingRow.objects.get(dossier=place.pk, table="journal").identity


def test_a_leader_writes_for_the_actor_they_lead(client: Client) -> None:
    place = ground(public=False)
    client.force_login(place.people[Role.LEADER])
    sent = {"title": MARK, "entry": "Mes doutes", "date": "2026-11", "level": "actor:la-ferme"}
    assert client.post(reverse("journal-write", args=[place.slug]), sent).status_code == 302
    cells = place.cells("journal", place_id(place))
    assert (cells["visibility"], cells["kept_for"]) == ("actor", "la-ferme")
    journal = reverse("journal", args=[place.slug])
    for role in Role:
        enter(client, place, role)
        sees = role in (Role.LEADER, Role.FACILITATOR)
        assert (MARK in text_of(client.get(journal))) is sees, role


def test_it_is_taken_away_after_leaving_and_goes_with_the_account(client: Client) -> None:
    place = ground(public=False)
    written(place)
    reader = place.people[Role.READER]
    Membership.objects.get(dossier=place.pk, user=reader).delete()
    client.force_login(reader)
    assert client.get(reverse("journal", args=[place.slug])).status_code == 404
    assert MARK in text_of(client.get("/mon-journal/"))
    assert MARK in text_of(client.get(reverse("my-journal-file")))
    assert MARK in json.dumps(as_json(personal_data(reader), "fr"), default=str)
    assert MARK not in json.dumps(as_json(personal_data(place.owner), "fr"), default=str)
    erase(person=reader, now=NOW)
    assert PrivateEntry.objects.count() == 0
