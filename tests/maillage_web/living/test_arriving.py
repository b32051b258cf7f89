"""Newcomers arrive where they were invited; people who act at the same moment leave a dossier that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.test import Client

from maillage_web.dossiers.actions import invitations, people
from maillage_web.dossiers.actions.people import PeopleRefusedError
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, Invitation, Membership
from maillage_web.dossiers.queries.history import broken_seals
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.databases import HERE, connected, fresh_database
from tests.maillage_web.living.people import NOW, ground
from tests.maillage_web.living.test_invitations import NEWCOMER, by_the_page, newcomer, send
from tests.maillage_web.living.test_people import give

CONFIRMATION = re.compile(r"https?://[^/]+(/compte/adresse/confirmer/[^/\s]+/)")


@pytest.mark.django_db
def test_who_has_no_account_signs_up_and_comes_back_to_the_invitation(client: Client, other: Client) -> None:
    place = ground()
    link = by_the_page(client, place)
    sent = {"name": "Nouvelle", "email": NEWCOMER, "password1": "une-phrase-de-passe-longue", "next": link}
    assert other.post("/compte/creer/", sent).status_code == 302
    confirmation = CONFIRMATION.search(str(mail.outbox[-1].body))
    assert confirmation
    assert other.post(confirmation.group(1))["Location"] == link
    assert other.post(link).status_code == 302
    assert other.get(f"/dossiers/{place.slug}/").status_code == 200


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    """A database of the kind that the tests run on, with its tables: several connections write in it."""
    with fresh_database(HERE, tmp_path_factory.mktemp("people")) as url, django_db_blocker.unblock():
        with connected("default", url):
            call_command("migrate", verbosity=0)
        yield url


@pytest.fixture
def database(address: str, django_db_blocker: Any) -> Iterator[None]:
    """That database in place of the usual one."""
    forget_all()
    with django_db_blocker.unblock(), connected("default", address):
        yield
    forget_all()


def together(*acts) -> list[str]:  # type: ignore[no-untyped-def]
    """Do several things at once, each on a connection of its own; what came of each."""

    def done(act) -> str:  # type: ignore[no-untyped-def]
        try:
            return str(act())
        except (PeopleRefusedError, KeyError) as refused:
            return type(refused).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


@pytest.mark.usefixtures("database")
def test_owners_who_leave_at_the_same_moment_leave_one_behind() -> None:
    place = ground()
    owners = [place.owner, place.people[Role.FACILITATOR], place.people[Role.READER]]
    for one in owners[1:]:
        give(place, one, Role.OWNER)
    came = together(*(lambda pk=one.pk: people.leave(dossier=place.pk, author=pk, now=NOW) for one in owners))
    assert sorted(came) == ["None", "None", "PeopleRefusedError"]
    assert Membership.objects.filter(dossier=place.pk, role=Role.OWNER).count() == 1
    assert broken_seals(place.pk) == []


@pytest.mark.usefixtures("database")
def test_an_invitation_accepted_thrice_at_the_same_moment_serves_once() -> None:
    place = ground()
    send(place)
    user, key = newcomer(), Invitation.objects.get(dossier=place.pk).pk
    before = place.number()
    accepted = [lambda: invitations.accept(invitation=key, user=user.pk, now=NOW)] * 3
    assert sorted(together(*accepted)) == ["KeyError", "KeyError", "joined"]
    assert Membership.objects.filter(dossier=place.pk, user=user).count() == 1
    assert Act.objects.filter(dossier=place.pk, number__gt=before).count() == 1


@pytest.mark.usefixtures("database")
def test_two_who_would_lead_the_same_actor_at_the_same_moment_are_not_both_let_in() -> None:
    place = ground()
    for address in ("une@example.org", "autre@example.org"):
        send(place, Role.LEADER, "la-ville", email=address)
    pairs = [(one.pk, newcomer(one.email).pk) for one in Invitation.objects.filter(dossier=place.pk)]
    came = together(
        *(
            lambda key=key, user=user: invitations.accept(invitation=key, user=user, now=NOW)
            for key, user in pairs
        )
    )
    assert sorted(came) == ["KeyError", "joined"]
    assert Membership.objects.filter(dossier=place.pk, actor="la-ville").count() == 1
