"""What is kept of people, taken away, and erased."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from maillage.text import Text
from maillage_web.accounts import actions
from maillage_web.accounts.choices import ErasureRefused, Holding
from maillage_web.accounts.models import User
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.accounts.entering import code_of, who
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
HERE = "tests.maillage_web.accounts.test_leaving"
ERASE = "/compte/mes-donnees/effacer/"


def holds_a_note(person: User) -> dict[str, Holding]:
    """What another app could keep."""
    return {"notes": Holding(Text("Vos notes.", "Your notes."), [f"a note of {person.pk}"])}


def refuses(person: User, now: datetime.datetime) -> None:
    """What another app could answer."""
    person.name = "changed before the refusal"
    person.save()
    raise ErasureRefused(Text("Confiez d’abord le dossier.", "Hand the dossier over first."))


def notes_the_end(person: User, now: datetime.datetime) -> None:
    """What another app could do: at that moment the person still has a name."""
    assert person.name
    User.objects.filter(email="temoin@example.org").update(name=f"{person.pk} left at {now.isoformat()}")


@pytest.fixture
def second_factor(person: User) -> Authenticator:
    return Authenticator.objects.create(user=person, type="totp", data={"secret": "SECRETOFTHEPERSON"})


@pytest.fixture
def identity(person: User) -> SocialAccount:
    return SocialAccount.objects.create(
        user=person, provider="oidc", uid="abc", extra_data={"userinfo": {"siret": "12345678901234"}}
    )


def test_one_takes_away_all_that_is_kept(
    inside: Client, person: User, second_factor: Authenticator, identity: SocialAccount, settings: Any
) -> None:
    settings.MAILLAGE_PERSONAL_DATA = [*settings.MAILLAGE_PERSONAL_DATA, f"{HERE}.holds_a_note"]
    answer = inside.get("/en/compte/mes-donnees/telecharger/")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    told = json.loads(answer.content)
    assert {"account", "addresses", "sessions", "second_factors", "identities", "notes"} <= set(told)
    assert all(part["what_it_is"] for part in told.values())
    assert told["account"]["content"]["email"] == ADDRESS
    assert told["addresses"]["content"] == [{"email": ADDRESS, "verified": True, "primary": True}]
    assert told["sessions"]["content"][0]["ip"] == "127.0.0.1"
    assert told["identities"]["content"][0]["extra_data"]["userinfo"]["siret"] == "12345678901234"
    assert told["notes"] == {"what_it_is": "Your notes.", "content": [f"a note of {person.pk}"]}
    assert "SECRETOFTHEPERSON" not in answer.content.decode()
    assert person.password not in answer.content.decode()


def test_the_page_says_what_is_kept_in_words(inside: Client, settings: Any) -> None:
    settings.MAILLAGE_PERSONAL_DATA = [*settings.MAILLAGE_PERSONAL_DATA, f"{HERE}.holds_a_note"]
    page = Page(inside.get("/compte/mes-donnees/").content.decode())
    assert "Vos notes." in page.text


def test_nothing_is_erased_without_the_password(inside: Client, person: User) -> None:
    assert inside.get(ERASE).status_code == 200
    answer = inside.post(ERASE, {"proof": "autre chose"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["proof"]
    person.refresh_from_db()
    assert person.erased_at is None


def test_an_erased_person_leaves_a_row_without_name_nor_address(
    inside: Client,
    person: User,
    second_factor: Authenticator,
    identity: SocialAccount,
    mailoutbox: list[Any],
    make_person: Callable[..., User],
    settings: Any,
) -> None:
    witness = make_person("temoin@example.org")
    settings.MAILLAGE_ERASURES = [f"{HERE}.notes_the_end"]
    assert inside.post(ERASE, {"proof": PASSWORD}).url == "/compte/efface/"
    assert inside.get("/compte/efface/").status_code == 200
    person.refresh_from_db()
    witness.refresh_from_db()
    assert person.email == f"efface-{person.pk}@erased.invalid"
    assert (person.name, person.organisation, person.is_active, person.last_login) == ("", "", False, None)
    assert not person.has_usable_password()
    assert str(person) == person.get_full_name() == "Personne effacée"
    assert witness.name == f"{person.pk} left at {person.erased_at.isoformat()}"
    for kind in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not kind.objects.filter(user=person).exists()
    assert who(inside) is None
    assert not [
        one for one in Session.objects.all() if one.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    assert [letter.to for letter in mailoutbox] == [[ADDRESS]]
    assert Client().post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD}).status_code == 200


def test_the_address_of_an_erased_person_may_come_back(
    inside: Client, client: Client, mailoutbox: list[Any]
) -> None:
    inside.post(ERASE, {"proof": PASSWORD})
    client.post("/compte/creer/", {"name": "Facilitatrice", "email": ADDRESS, "password1": PASSWORD})
    assert User.objects.filter(email=ADDRESS, erased_at=None).count() == 1


def test_another_app_may_refuse_and_says_why(inside: Client, person: User, settings: Any) -> None:
    settings.MAILLAGE_ERASURES = [f"{HERE}.refuses"]
    answer = inside.post(f"/en{ERASE}", {"proof": PASSWORD})
    assert answer.status_code == 409
    assert "Hand the dossier over first." in Page(answer.content.decode()).text
    person.refresh_from_db()
    assert (person.name, person.erased_at) == ("Facilitatrice", None)
    assert who(inside) == person.pk


def test_who_has_no_password_receives_a_code(
    client: Client, make_person: Callable[..., User], mailoutbox: list[Any]
) -> None:
    person = make_person("elu@example.org", language="en")
    client.force_login(person)
    client.post(f"{ERASE}code/")
    assert mailoutbox[0].subject.startswith("Your code to erase your account")
    assert client.post(ERASE, {"proof": "XXXXXXXX"}).status_code == 200
    client.post(ERASE, {"proof": f" {code_of(mailoutbox[0]).lower()} "})
    person.refresh_from_db()
    assert person.erased_at


def test_a_code_of_erasure_ends_after_a_quarter_of_an_hour(client: Client, now: datetime.datetime) -> None:
    session = client.session
    code = actions.remember_code(session, now=now)
    assert actions.is_the_code(session, code, now=now)
    assert not actions.is_the_code(session, code, now=now + datetime.timedelta(minutes=15))
    assert not actions.is_the_code({}, code, now=now)  # type: ignore[arg-type]


def test_guessing_the_password_to_erase_is_slowed_down(inside: Client) -> None:
    answers = [inside.post(ERASE, {"proof": "autre chose"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_profile_changes(inside: Client, person: User) -> None:
    form = {"name": "Animatrice", "organisation": "Une association", "language": "en"}
    assert inside.post("/compte/", form).url == "/compte/"
    person.refresh_from_db()
    assert (person.name, person.organisation, person.language) == tuple(form.values())
    assert inside.post("/compte/", {**form, "name": ""}).context["form"].errors["name"]
    person.refresh_from_db()
    assert person.name == "Animatrice"
