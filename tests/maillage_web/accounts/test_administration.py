"""The administration pages: who opens them, what they show, what they do."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from maillage_web.accounts import actions
from maillage_web.accounts.models import User
from maillage_web.config import environment
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.addresses import PREFIXES
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
PEOPLE = "/administration/accounts/user/"


@pytest.fixture
def administrator(make_person: Callable[..., User]) -> User:
    return make_person("administration@example.org", password=PASSWORD, admin=True)


@pytest.fixture
def administering(administrator: User, client: Client) -> Client:
    """The browser of an administrator with a second factor."""
    Authenticator.objects.create(user=administrator, type="totp", data={"secret": "x"})
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_visitor_is_led_to_our_entrance(client: Client, prefix: str) -> None:
    answer = client.get(f"{prefix}administration/accounts/user/", follow=True)
    assert answer.redirect_chain[-1][0] == (
        f"{prefix}compte/entrer/?next={prefix}administration/accounts/user/"
    )


def test_who_does_not_administer_is_told_so(inside: Client) -> None:
    answer = inside.get("/administration/", follow=True)
    assert answer.status_code == 403
    assert "réservée" in Page(answer.content.decode()).one("main").text


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_without_a_second_factor_a_page_tells_how_to_set_one(
    administrator: User, client: Client, prefix: str
) -> None:
    client.force_login(administrator)
    answer = client.get(f"{prefix}administration/", follow=True)
    assert answer.status_code == 403
    assert f"{prefix}compte/second-facteur/" in Page(answer.content.decode()).links


def test_a_demonstration_may_do_without(administrator: User, client: Client, settings: Any) -> None:
    settings.MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(administrator)
    assert client.get("/administration/").status_code == 200


def test_the_second_factor_is_asked_unless_the_environment_says_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR", raising=False)
    assert environment.admin_needs_second_factor()
    monkeypatch.setenv("MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR", "0")
    assert not environment.admin_needs_second_factor()


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_people_are_listed_found_and_shown_without_their_password(
    administering: Client, person: User, prefix: str
) -> None:
    listed = administering.get(f"{prefix}administration/accounts/user/?q=facilit")
    assert ADDRESS in listed.content.decode()
    assert len(Page(listed.content.decode()).all("tr")) == 2, "the header and one person"
    shown = administering.get(f"{prefix}administration/accounts/user/{person.pk}/change/").content.decode()
    assert person.name in shown
    assert person.password not in shown
    assert "password" not in [one.attributes.get("name") for one in Page(shown).all("input")]


def test_leaving_and_changing_ones_password_are_our_pages(administering: Client) -> None:
    assert administering.post("/administration/logout/").url == "/compte/sortir/"
    assert administering.get("/administration/password_change/").url == "/compte/mot-de-passe/"


def test_nobody_is_made_nor_deleted_there(administering: Client, person: User) -> None:
    assert administering.get(f"{PEOPLE}add/").status_code == 403
    assert administering.post(f"{PEOPLE}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    administering.post(PEOPLE, {"action": "delete_selected", "_selected_action": [person.pk]})
    assert User.objects.filter(pk=person.pk).exists()


def test_accounts_are_closed_but_ones_own(
    administering: Client, other: Client, person: User, administrator: User
) -> None:
    other.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert UserSession.objects.filter(user=person).exists()
    chosen = [person.pk, administrator.pk]
    administering.post(PEOPLE, {"action": "deactivate_people", "_selected_action": chosen})
    person.refresh_from_db()
    administrator.refresh_from_db()
    assert (person.is_active, administrator.is_active) == (False, True)
    assert not UserSession.objects.filter(user=person).exists()


def test_what_belongs_to_people_is_not_shown() -> None:
    shown = {model._meta.label for model in admin.site._registry}
    assert "accounts.User" in shown
    hidden = {"mfa", "socialaccount", "account", "usersessions", "auth"}
    assert [label for label in shown if label.split(".")[0] in hidden] == []


def test_the_journal_forgets_the_name_of_the_erased(administering: Client, person: User) -> None:
    form = {"name": "Animatrice", "organisation": "", "language": "fr", "is_active": "on"}
    assert administering.post(f"{PEOPLE}{person.pk}/change/", form).status_code == 302
    assert LogEntry.objects.get().object_repr == "Animatrice"
    person.refresh_from_db()
    actions.erase(person=person, now=timezone.now())
    assert "Animatrice" not in LogEntry.objects.get().object_repr


def test_an_account_is_made_from_the_terminal(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    call_command(
        "make_account",
        "Admin@Example.org",
        "--name",
        "Administration",
        "--admin",
        "--password-stdin",
        stdout=io.StringIO(),
    )
    made = User.objects.get(email="admin@example.org")
    assert (made.name, made.is_superuser, made.is_staff) == ("Administration", True, True)
    answer = client.post("/compte/entrer/", {"login": made.email, "password": PASSWORD})
    assert answer.status_code == 302
    said = io.StringIO()
    call_command("make_account", "admin@example.org", stdout=said)
    assert "nothing was changed" in said.getvalue()
    assert "admin@example.org" not in said.getvalue()


@pytest.mark.parametrize(("email", "password"), [("nowhere", PASSWORD), (ADDRESS, "court")])
def test_a_wrong_account_is_refused(email: str, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password))
    with pytest.raises(CommandError):
        call_command("make_account", email, "--password-stdin")
    assert not User.objects.exists()
