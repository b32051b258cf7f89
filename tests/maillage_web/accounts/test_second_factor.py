"""A second factor: set, asked for at the entrance, replaced by a recovery code, removed."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from maillage_web.accounts.models import User
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.accounts.entering import code_of, who
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
ACTIVATE = "/compte/second-facteur/application/activer/"
STEP = "/compte/entrer/second-facteur/"
CODES = "/compte/second-facteur/codes/"


def shown_now(secret: str) -> str:
    """The figures that an application shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def prove(client: Client) -> None:
    """Give one's password again."""
    client.post("/compte/reconfirmer/", {"password": PASSWORD})


def set_application(client: Client) -> str:
    """Link an application and give its key."""
    prove(client)
    secret = str(client.get(ACTIVATE).context["form"].secret)
    assert client.post(ACTIVATE, {"code": shown_now(secret)}).url == CODES
    return secret


def test_the_password_is_asked_again_before(inside: Client) -> None:
    session = inside.session
    session["account_authentication_methods"] = []
    session.save()
    assert inside.get(ACTIVATE).url.startswith("/compte/reconfirmer/")
    prove(inside)
    page = Page(inside.get(ACTIVATE).content.decode())
    assert page.one("path").attributes["d"]
    assert not [one for one in page.elements if "style" in one.attributes]


def test_an_application_is_linked_then_asked_for_a_code(
    inside: Client,
    other: Client,
    person: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_application(inside)
    assert mailoutbox[0].subject == "Second facteur activé"
    form = {"login": ADDRESS, "password": PASSWORD}
    assert other.post("/compte/entrer/?next=/verifications/", form).url.startswith(STEP)
    assert who(other) is None
    wrong = other.post(STEP, {"code": "000000"})
    assert "Ce n’est pas le bon code" in wrong.content.decode()
    cache.clear()  # the same thirty seconds: a code serves once
    assert other.post(STEP, {"code": shown_now(secret)}).url == "/verifications/"
    assert who(other) == person.pk


def test_a_code_by_e_mail_does_not_replace_the_second_factor(
    inside: Client, other: Client, mailoutbox: list[Any]
) -> None:
    set_application(inside)
    mailoutbox.clear()
    other.post("/compte/entrer/code/", {"email": ADDRESS})
    assert other.post("/compte/entrer/code/saisir/", {"code": code_of(mailoutbox[0])}).url.startswith(STEP)
    assert who(other) is None


def test_a_recovery_code_opens_once(inside: Client, other: Client, person: User) -> None:
    set_application(inside)
    page = Page(inside.get(CODES).content.decode())
    codes = [one.text for one in page.all("code")]
    assert len(codes) == 10
    downloaded = inside.get(f"{CODES}telecharger/")
    assert downloaded.content.decode().split() == codes
    form = {"login": ADDRESS, "password": PASSWORD}
    for browser, opens in ((other, True), (Client(), False)):
        browser.post("/compte/entrer/", form)
        browser.post(STEP, {"code": codes[0]})
        assert (who(browser) == person.pk) is opens


def test_new_recovery_codes_end_the_former_ones(inside: Client) -> None:
    set_application(inside)
    before = inside.get(CODES).content
    assert inside.post(f"{CODES}creer/").url == CODES
    assert inside.get(CODES).content != before


def test_the_application_is_removed(inside: Client, other: Client, person: User) -> None:
    set_application(inside)
    assert inside.get("/compte/second-facteur/application/retirer/").status_code == 200
    inside.post("/compte/second-facteur/application/retirer/")
    assert not Authenticator.objects.exists()
    other.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert who(other) == person.pk


def test_an_application_half_a_minute_late_still_opens(inside: Client, other: Client, person: User) -> None:
    secret = set_application(inside)
    other.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    late = format_hotp_value(hotp_value(secret, int(time.time()) // 30 - 1))
    other.post(STEP, {"code": late})
    assert who(other) == person.pk
