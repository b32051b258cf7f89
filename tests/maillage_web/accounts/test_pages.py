"""Every page of accounts, in both languages, before and after the entrance.

Who is let in is asked in one language, in turn (tests.rotation); that each page is whole, in both but on one database.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from maillage_web.accounts import urls
from maillage_web.accounts.models import User
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.addresses import PREFIXES
from tests.maillage_web.catalogues import messages
from tests.maillage_web.reading import Page
from tests.rotation import in_turn

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FILLED = {
    "key": "abc:def:ghi",
    "uidb36": "1",
    "provider_id": "oidc",
    "pk": "1",
}
FREE = {  # what one may open without having entered
    "account_login",
    "account_request_login_code",
    "account_signed_out",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_erased",
    "socialaccount_login_cancelled",
}
ABSENT = {  # what there is nothing of, for these people
    "openid_connect_login",
    "openid_connect_callback",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


def address_of(pattern: URLPattern) -> str:
    """The address of a page, its holes filled."""
    route = str(pattern.pattern).removeprefix("^").removesuffix("$")
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda hole: FILLED[hole[1]], route)
    return "compte/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: FILLED[hole[1]], route)


PAGES = {str(pattern.name): address_of(pattern) for pattern in urls.urlpatterns}
MINE = (
    "",
    "adresse/",
    "mot-de-passe/",
    "second-facteur/",
    "sessions/",
    "mes-donnees/",
    "mes-donnees/effacer/",
)


def test_addresses_are_french_words_without_accent() -> None:
    assert [address for address in PAGES.values() if re.search(r"[^a-z/:\d-]", address)] == []
    assert len(PAGES) == len(urls.urlpatterns)


@pytest.mark.parametrize(("name", "prefix"), in_turn(PAGES, list(PREFIXES.values())))
def test_a_visitor_opens_the_entrance_and_is_led_to_it_from_the_rest(
    client: Client, name: str, prefix: str
) -> None:
    answer = client.get(prefix + PAGES[name])
    if name in FREE:
        assert answer.status_code == 200
        return
    if name in ABSENT and answer.status_code == 404:
        return
    assert answer.status_code in (302, 405)
    if answer.status_code == 302:
        assert answer.url.startswith(f"{prefix}compte/")


@pytest.mark.parametrize(("name", "prefix"), in_turn(PAGES, list(PREFIXES.values())))
def test_a_person_opens_their_pages(inside: Client, name: str, prefix: str) -> None:
    answer = inside.get(prefix + PAGES[name])
    assert answer.status_code in ((302, 404) if name in ABSENT else (200, 302, 405))


@pytest.mark.one_database
@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_in_its_language(
    inside: Client, client: Client, name: str, language: str
) -> None:
    for browser in (Client(), inside):
        answer = browser.get(PREFIXES[language] + PAGES[name])
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = Page(answer.content.decode())
            assert page.one("html").attributes["lang"] == language
            assert page.one("h1").text
            assert page.one("main")
            assert page.one("title").text != "Maillage"
            assert len(page.ids) == len(set(page.ids))
            labelled = {one.attributes["for"] for one in page.all("label")}
            for one in page.all("input", "select"):
                if one.attributes.get("type") != "hidden":
                    assert one.attributes["id"] in labelled
            assert not [one for one in page.elements if "style" in one.attributes]
            assert not [one for one in page.elements if any(name.startswith("on") for name in one.attributes)]
            posted = [one for one in page.all("form") if one.attributes.get("method") == "post"]
            tokens = [one for one in page.all("input") if one.attributes.get("name") == "csrfmiddlewaretoken"]
            assert len(tokens) == len(posted)
            if language == "fr":
                assert english_of(page) == []


@cache
def english() -> list[str]:
    """The messages of this app, those that are long enough not to be French by chance."""
    said = [message for message, files in messages().items() if any("accounts/" in file for file in files)]
    return [words for words in said if isinstance(words, str) and len(words) > 14 and "%" not in words]


def english_of(page: Page) -> list[str]:
    """The messages of this app that a French page says in English."""
    return [words for words in english() if words in page.text]


@pytest.mark.parametrize("prefix", PREFIXES.values())
@pytest.mark.parametrize("address", ["entrer/", "creer/", "mot-de-passe/oublie/", "entrer/code/"])
def test_what_people_send_is_kept_by_no_cache_and_needs_a_token(
    address: str, prefix: str, person: User
) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = f"{prefix}compte/{address}"
    assert strict.post(page, {"login": ADDRESS, "password": PASSWORD, "email": ADDRESS}).status_code == 403
    answer = strict.get(page)
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", [*MINE, "entrer/"])
def test_ones_pages_are_kept_by_no_cache(inside: Client, client: Client, address: str) -> None:
    answer = inside.get(f"/compte/{address}")
    if address != "mot-de-passe/":
        assert answer.has_header("Vary")
    if address in ("", "mes-donnees/", "mes-donnees/effacer/"):
        assert "no-store" in answer["Cache-Control"]


def test_the_masthead_says_where_to_enter_and_then_how_to_leave(inside: Client) -> None:
    before = Page(Client().get("/verifications/?a=b").content.decode())
    assert "/compte/entrer/?next=%2Fverifications%2F%3Fa%3Db" in before.links
    after = Page(inside.get("/en/verifications/").content.decode())
    assert {"/en/compte/", "/en/compte/sortir/"} <= set(after.links)
    assert not Client().get("/verifications/").cookies


@pytest.mark.parametrize("address", MINE)
def test_a_page_asks_as_few_questions_of_the_database_whatever_one_has(
    inside: Client, person: User, address: str, make_person: Callable[..., User]
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert inside.get(f"/compte/{address}").status_code == 200
        return len(asked)

    few = count()
    for number in range(5):
        make_person(f"person{number}@example.org")
    assert count() <= few
    assert few <= 36  # what is kept of a person is asked of every app


def test_a_get_writes_no_session_for_a_visitor(client: Client) -> None:
    client.get("/compte/entrer/")
    client.get("/compte/creer/")
    assert not Session.objects.exists()


def test_the_log_of_entering_names_nobody(
    client: Client, person: User, caplog: pytest.LogCaptureFixture, capsys: Any
) -> None:
    with caplog.at_level("DEBUG"):
        client.post("/compte/entrer/", {"login": ADDRESS, "password": "autre chose"})
        client.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
        client.get("/compte/nowhere/")
    said = "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert ADDRESS not in said
    assert ADDRESS not in capsys.readouterr().err
