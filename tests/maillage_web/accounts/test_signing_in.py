"""Enter with a password or a code, leave, choose another password or another address."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from maillage_web.accounts import actions
from maillage_web.accounts.models import User
from tests.maillage_web.accounts.conftest import ADDRESS, PASSWORD
from tests.maillage_web.accounts.entering import code_of, link_of, who
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
CODE_PAGE = "/compte/entrer/code/saisir/"


def test_a_wrong_password_says_the_same_as_an_unknown_address(client: Client, person: User) -> None:
    wrong = client.post("/compte/entrer/", {"login": ADDRESS, "password": "autre chose"})
    unknown = client.post("/compte/entrer/", {"login": "inconnu@example.org", "password": "autre chose"})
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert who(client) is None


def test_the_key_of_the_session_changes_at_the_entrance(client: Client, person: User) -> None:
    client.session.save()
    session = client.session
    session["held"] = "a token"
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert who(client) == person.pk
    assert client.session.session_key != session.session_key
    assert client.session["held"] == "a token", "what the visitor held is kept"


def test_a_session_ends_with_the_browser_or_after_twelve_hours(inside: Client) -> None:
    assert inside.session.get_expire_at_browser_close()
    assert inside.session.get_expiry_age() == 12 * 3600
    cookie = inside.cookies["sessionid"]
    assert not cookie["max-age"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_one_comes_back_to_the_page_one_came_from(client: Client, person: User) -> None:
    form = {"login": ADDRESS, "password": PASSWORD}
    assert client.post("/compte/entrer/?next=/verifications/", form).url == "/verifications/"
    elsewhere = Client().post("/compte/entrer/?next=https://elsewhere.example/", form)
    assert elsewhere.url == "/dossiers/"


def test_a_code_received_by_e_mail_opens(client: Client, person: User, mailoutbox: list[Any]) -> None:
    assert client.post("/compte/entrer/code/", {"email": ADDRESS}).url == CODE_PAGE
    code = code_of(mailoutbox[0])
    assert code in mailoutbox[0].body
    client.post(CODE_PAGE, {"code": code.lower()})
    assert who(client) == person.pk


def test_the_link_of_the_e_mail_writes_the_code_and_a_button_enters(
    client: Client, person: User, mailoutbox: list[Any]
) -> None:
    client.post("/compte/entrer/code/?next=/verifications/", {"email": ADDRESS})
    link = link_of(mailoutbox[0])
    page = Page(client.get(link).content.decode())
    written = [
        one.attributes.get("value") for one in page.all("input") if one.attributes.get("name") == "code"
    ]
    assert written == [code_of(mailoutbox[0])]
    assert who(client) is None, "following a link does not enter: a program that reads e-mails may follow it"
    assert client.post(link, {"code": written[0]}).url == "/verifications/"
    assert who(client) == person.pk


def test_the_link_opened_in_another_browser_says_so(
    client: Client, other: Client, person: User, mailoutbox: list[Any]
) -> None:
    client.post("/compte/entrer/code/", {"email": ADDRESS})
    answer = other.get(link_of(mailoutbox[0]), follow=True)
    assert answer.redirect_chain == [("/compte/entrer/code/", 302)]
    assert len(list(answer.context["messages"])) == 1
    assert who(other) is None


def test_a_wrong_code_does_not_open_and_three_of_them_end_it(
    client: Client, person: User, mailoutbox: list[Any]
) -> None:
    client.post("/compte/entrer/code/", {"email": ADDRESS})
    for _ in range(2):
        assert client.post(CODE_PAGE, {"code": "AAAA-AAAA"}).status_code == 200
    assert client.post(CODE_PAGE, {"code": "AAAA-AAAA"}).url == "/compte/entrer/code/"
    client.post(CODE_PAGE, {"code": code_of(mailoutbox[0])})
    assert who(client) is None


def test_an_unknown_address_gets_the_same_page_and_another_e_mail(
    client: Client, mailoutbox: list[Any]
) -> None:
    assert client.post("/compte/entrer/code/", {"email": "inconnu@example.org"}).url == CODE_PAGE
    assert client.get(CODE_PAGE).status_code == 200
    assert mailoutbox[0].subject == "Aucun compte à cette adresse"
    assert link_of(mailoutbox[0]) == "/compte/creer/"
    assert client.post(CODE_PAGE, {"code": ""}).status_code == 200
    assert who(client) is None


def test_leaving_asks_first_then_ends_the_session(inside: Client) -> None:
    assert inside.get("/compte/sortir/").status_code == 200
    assert who(inside)
    assert inside.post("/compte/sortir/").url == "/compte/sorti/"
    assert who(inside) is None
    assert inside.get("/compte/sorti/").status_code == 200


def test_a_forgotten_password_is_replaced_by_a_link_that_serves_once(
    client: Client, person: User, mailoutbox: list[Any]
) -> None:
    assert client.post("/compte/mot-de-passe/oublie/", {"email": ADDRESS}).url.endswith("/envoye/")
    link = link_of(mailoutbox[0])
    form = client.get(link).url
    fresh = "une tout autre phrase à retenir"
    assert client.post(form, {"password1": fresh, "password2": fresh}).url.endswith("/fait/")
    client.post("/compte/entrer/", {"login": ADDRESS, "password": fresh})
    assert who(client) == person.pk
    again = Client().get(link)
    assert "ne sert plus" in again.content.decode()
    assert mailoutbox[1].subject == "Votre mot de passe a changé"


def test_a_password_changes_and_the_other_sessions_end(
    inside: Client, other: Client, person: User, mailoutbox: list[Any]
) -> None:
    other.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    fresh = "une tout autre phrase à retenir"
    form = {"oldpassword": "autre", "password1": fresh, "password2": fresh}
    assert inside.post("/compte/mot-de-passe/", form).status_code == 200
    inside.post("/compte/mot-de-passe/", {**form, "oldpassword": PASSWORD})
    assert inside.get("/compte/").status_code == 200
    assert other.get("/compte/").url.startswith("/compte/entrer/")
    person.refresh_from_db()
    assert person.check_password(fresh)
    assert [letter.subject for letter in mailoutbox] == ["Votre mot de passe a changé"]


def test_who_has_no_password_may_choose_one(client: Client, make_person: Any, mailoutbox: list[Any]) -> None:
    person = make_person("elu@example.org")
    client.post("/compte/entrer/code/", {"email": person.email})
    client.post(CODE_PAGE, {"code": code_of(mailoutbox[0])})
    assert client.get("/compte/mot-de-passe/").url == "/compte/mot-de-passe/choisir/"
    client.post("/compte/mot-de-passe/choisir/", {"password1": PASSWORD, "password2": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_an_address_changes_once_the_new_one_is_confirmed(
    inside: Client, person: User, mailoutbox: list[Any]
) -> None:
    inside.post("/compte/adresse/", {"email": "neuve@example.org", "action_add": ""})
    person.refresh_from_db()
    assert person.email == ADDRESS
    assert "neuve@example.org" in inside.get("/compte/adresse/").content.decode()
    inside.post(link_of(next(letter for letter in mailoutbox if letter.to == ["neuve@example.org"])))
    person.refresh_from_db()
    assert person.email == "neuve@example.org"
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["neuve@example.org"]
    assert [letter.to for letter in mailoutbox if "changé" in letter.subject] == [[ADDRESS]]


def test_an_address_of_somebody_else_cannot_be_taken(
    inside: Client, person: User, make_person: Any, mailoutbox: list[Any]
) -> None:
    make_person("elu@example.org")
    inside.post("/compte/adresse/", {"email": "elu@example.org", "action_add": ""}, follow=True)
    for letter in mailoutbox:
        if "confirmer" in link_of(letter):
            inside.post(link_of(letter))
    person.refresh_from_db()
    assert person.email == ADDRESS


def test_the_other_sessions_are_listed_and_ended(inside: Client, other: Client) -> None:
    other.post(
        "/compte/entrer/", {"login": ADDRESS, "password": PASSWORD}, headers={"user-agent": "Another browser"}
    )
    page = Page(inside.get("/compte/sessions/").content.decode())
    assert "Another browser" in page.text
    assert len(page.all("tr")) == 3
    inside.post("/compte/sessions/")
    assert inside.get("/compte/").status_code == 200
    assert other.get("/compte/").status_code == 302


def test_a_closed_account_does_not_open(client: Client, inside: Client, person: User) -> None:
    assert actions.deactivate(people=[person]) == 1
    assert inside.get("/compte/").status_code == 302
    answer = client.post("/compte/entrer/", {"login": ADDRESS, "password": PASSWORD})
    assert answer.status_code in (200, 302)
    assert who(client) is None
