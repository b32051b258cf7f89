"""Those who guess are slowed down, whichever process they talk to."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory

from maillage_web.accounts.actions.adapters import Accounts
from maillage_web.config import environment
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.accounts.entering import who
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
TITLES = {"/": "Trop de tentatives", "/en/": "Too many attempts"}


@pytest.mark.parametrize("prefix", list(TITLES))
@pytest.mark.parametrize(
    ("page", "form", "action"),
    [
        ("entrer/", {"login": ADDRESS, "password": "x"}, "login"),
        ("creer/", {"email": ADDRESS}, "signup"),
        ("mot-de-passe/oublie/", {"email": ADDRESS}, "reset_password"),
    ],
)
def test_past_the_limit_the_page_429_says_what_to_do(
    client: Client, settings: Any, prefix: str, page: str, form: dict[str, str], action: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**site.ACCOUNT_RATE_LIMITS, action: "2/m/ip"}
    address = f"{prefix}compte/{page}"
    assert [client.post(address, form).status_code == 429 for _ in range(2)] == [False, False]
    refused = client.post(address, form)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert Page(refused.content.decode()).one("h1").text == TITLES[prefix]


def test_too_many_codes_for_one_address_are_refused(
    client: Client, person: Any, mailoutbox: list[Any]
) -> None:
    for _ in range(3):
        Client().post("/compte/entrer/code/", {"email": ADDRESS})
    answer = client.post("/compte/entrer/code/", {"email": ADDRESS})
    assert answer.context["form"].errors["email"]
    assert len(mailoutbox) == 3


def test_nobody_has_the_site_flood_somebody_with_e_mails(
    person: Any, mailoutbox: list[Any], settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**site.ACCOUNT_RATE_LIMITS, "letter": "2/1h/key"}
    answers = [Client().post("/compte/entrer/code/", {"email": ADDRESS}).status_code for _ in range(3)]
    assert (answers, len(mailoutbox)) == ([302, 302, 429], 2)


def test_five_wrong_passwords_stop_even_the_right_one_for_a_while(client: Client, person: Any) -> None:
    for _ in range(5):
        Client().post("/compte/entrer/", {"login": ADDRESS, "password": "autre chose"})
    answer = client.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert "cinq minutes" in answer.content.decode()
    assert who(client) is None


def test_the_counts_are_in_the_database_for_all_processes(client: Client) -> None:
    client.post("/compte/entrer/", {"login": ADDRESS, "password": "x"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM maillage_cache")
        assert cursor.fetchone()[0] > 0


def test_no_address_is_written_in_the_counts(client: Client) -> None:
    client.post("/compte/entrer/", {"login": ADDRESS, "password": "x"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM maillage_cache")
        assert ADDRESS not in str(cursor.fetchall())


def test_a_forwarded_address_is_not_believed_without_a_proxy(rf: RequestFactory, settings: Any) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR="192.0.2.1")
    assert Accounts().get_client_ip(request) == "192.0.2.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert Accounts().get_client_ip(request) == "203.0.113.9"


def test_a_proxy_is_trusted_behind_https_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAILLAGE_HTTPS", "MAILLAGE_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    assert environment.proxies() == 0
    monkeypatch.setenv("MAILLAGE_HTTPS", "1")
    assert environment.proxies() == 1
    monkeypatch.setenv("MAILLAGE_PROXIES", "2")
    assert environment.proxies() == 2


def test_a_count_is_kept_whatever_the_database() -> None:
    cache.set("a", 1)
    assert cache.add("a", 2) is False
    assert cache.get("a") == 1
