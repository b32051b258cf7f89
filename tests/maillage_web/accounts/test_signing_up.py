"""Create an account, confirm its address, enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from maillage_web.accounts.models import User
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.accounts.entering import html_of, link_of, who
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
FORM = {"name": "Facilitatrice", "email": ADDRESS, "password1": PASSWORD}


def test_one_enters_after_confirming_the_address_and_not_before(
    client: Client, mailoutbox: list[Any]
) -> None:
    assert client.post("/compte/creer/", FORM).url == "/compte/adresse/envoyee/"
    assert who(client) is None
    client.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert who(client) is None
    link = link_of(mailoutbox[0])
    assert "/compte/adresse/confirmer/" in link
    page = Page(client.get(link).content.decode())
    assert ADDRESS in page.text
    assert not EmailAddress.objects.get(email=ADDRESS).verified, (
        "following the link confirms nothing by itself"
    )
    client.post(link)
    assert EmailAddress.objects.get(email=ADDRESS).verified
    person = User.objects.get(email=ADDRESS)
    client.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert who(client) == person.pk
    assert person.name == "Facilitatrice"


@pytest.mark.parametrize(("prefix", "language"), [("/", "fr"), ("/en/", "en")])
def test_the_language_of_the_page_becomes_that_of_the_e_mails(
    client: Client, mailoutbox: list[Any], prefix: str, language: str
) -> None:
    client.post(f"{prefix}compte/creer/", FORM)
    assert User.objects.get(email=ADDRESS).language == language
    subject, link = mailoutbox[0].subject, link_of(mailoutbox[0])
    assert subject == {"fr": "Confirmez votre adresse", "en": "Confirm your address"}[language]
    assert link.startswith(f"{prefix}compte/")
    assert f'lang="{language}"' in html_of(mailoutbox[0])


def test_an_account_needs_no_password(client: Client, mailoutbox: list[Any]) -> None:
    client.post("/compte/creer/", {**FORM, "password1": ""})
    assert not User.objects.get(email=ADDRESS).has_usable_password()
    client.post(link_of(mailoutbox[0]))
    assert EmailAddress.objects.get(email=ADDRESS).verified


def test_nobody_learns_that_an_address_has_an_account(
    client: Client, person: User, mailoutbox: list[Any]
) -> None:
    known = client.post("/compte/creer/", {**FORM, "email": ADDRESS.upper()})
    unknown = Client().post("/compte/creer/", {**FORM, "email": "autre@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.subject for letter in mailoutbox] == [
        "Vous avez déjà un compte",
        "Confirmez votre adresse",
    ]
    assert mailoutbox[0].to == [ADDRESS]
    assert User.objects.filter(email=ADDRESS).count() == 1


@pytest.mark.parametrize(
    "password", ["court", "1q2w3e4r5t6y", "123456789012", "facilitatrice@example.org", "facilitatrice"]
)
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    answer = client.post("/compte/creer/", {**FORM, "password1": password})
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_a_wrong_form_says_what_is_wrong_beside_the_field(client: Client) -> None:
    page = Page(client.post("/compte/creer/", {"email": "nowhere"}).content.decode())
    fields = {one.attributes["name"]: one.attributes for one in page.all("input") if "name" in one.attributes}
    for name in ("name", "email"):
        assert fields[name]["aria-invalid"] == "true"
        described = fields[name]["aria-describedby"].split()
        assert set(described) <= set(page.ids)
        assert f"id_{name}_error" in described


def test_an_invented_link_confirms_nothing(client: Client) -> None:
    answer = client.get("/compte/adresse/confirmer/abc:def:ghi/")
    assert "ne sert plus" in answer.content.decode()
    assert client.post("/compte/adresse/confirmer/abc:def:ghi/").status_code == 404


def test_addresses_are_compared_whatever_their_case(
    person: User, client: Client, enter: Callable[..., Client]
) -> None:
    client.post("/compte/entrer/", {"login": ADDRESS.upper(), "password": PASSWORD})
    assert who(client) == person.pk
