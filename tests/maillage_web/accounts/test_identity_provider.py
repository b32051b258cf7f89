"""Enter by an identity provider such as ProConnect: what it says is signed, bound to our question, and not overtrusted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from maillage_web.accounts.models import User
from maillage_web.config import environment, security, sign_in
from tests.maillage_web.accounts.conftest import ADDRESS
from tests.maillage_web.accounts.entering import link_of, who
from tests.maillage_web.accounts.identity_provider import (
    CLIENT_ID,
    Provider,
    accept,
    enter_by_it,
    running,
)
from tests.maillage_web.reading import Page

pytestmark = [
    pytest.mark.django_db,
    # the provider that the tests run lives on deprecated parts of the packages that it is made with
    pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:oidc_provider_mock"),
]
TOLD = {
    "email": ADDRESS,
    "email_verified": True,
    "given_name": "Camille",
    "usual_name": "Exemple",
    "siret": "12345678901234",
}


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider that answers as ProConnect, known to the site."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with running(Provider(told=dict(TOLD))) as provider:
        known = environment.IdentityProvider(
            issuer=provider.address,
            client_id=CLIENT_ID,
            secret="secret",
            name="ProConnect",
            scopes=("openid", "profile", "email"),
            acr="eidas1",
            origins=(provider.address,),
        )
        theirs = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {**theirs, "APPS": sign_in.provider_apps(known)}
        }
        yield provider


def query_of(address: str) -> dict[str, str]:
    """What an address asks."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.mark.parametrize("as_token", [True, False], ids=["signed", "JSON"])
def test_somebody_new_enters_with_the_name_and_the_address_told(
    client: Client, provider: Provider, as_token: bool, mailoutbox: list[Any]
) -> None:
    provider.as_token = as_token
    answer = enter_by_it(client, next="/verifications/")
    assert (answer.status_code, answer.url) == (302, "/verifications/")
    person = User.objects.get(email=ADDRESS)
    assert who(client) == person.pk
    assert person.name == "Camille Exemple"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert mailoutbox == []
    kept = SocialAccount.objects.get(user=person).extra_data
    assert kept == {"userinfo": {"sub": "person-1", **TOLD}}


def test_the_question_holds_a_state_a_nonce_and_what_the_settings_ask(
    client: Client, provider: Provider
) -> None:
    page = Page(client.get("/en/compte/entrer/").content.decode())
    assert "/en/compte/identite/oidc/" in [one.attributes.get("action") for one in page.all("form")]
    asked = query_of(client.post("/en/compte/identite/oidc/?scope=admin&auth_params=prompt%3Dnone").url)
    assert len(asked["state"]) >= 16
    assert len(asked["nonce"]) == 32
    assert asked["acr_values"] == "eidas1"
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked
    assert asked["redirect_uri"] == "http://testserver/compte/identite/oidc/retour/"


def test_following_a_link_asks_nothing_of_the_provider(client: Client, provider: Provider) -> None:
    answer = client.get("/compte/identite/oidc/")
    assert answer.status_code == 200
    assert provider.asked == []


def test_a_person_known_by_a_verified_address_is_joined(
    client: Client, provider: Provider, person: User
) -> None:
    enter_by_it(client)
    assert who(client) == person.pk
    assert User.objects.count() == 1
    assert SocialAccount.objects.get().user == person


@pytest.mark.parametrize("said", [False, None, "false", "true", 1])
def test_an_address_that_the_provider_does_not_verify_joins_nobody(
    client: Client, provider: Provider, person: User, said: Any, mailoutbox: list[Any]
) -> None:
    provider.changed = {"email_verified": said}
    answer = enter_by_it(client)
    assert answer.url == "/compte/adresse/envoyee/"
    assert who(client) is None
    assert not SocialAccount.objects.exists()
    assert [letter.subject for letter in mailoutbox] == ["Vous avez déjà un compte"]


def test_somebody_new_with_an_unverified_address_confirms_it_first(
    client: Client, provider: Provider, mailoutbox: list[Any]
) -> None:
    provider.changed = {"email_verified": False}
    enter_by_it(client)
    assert who(client) is None
    client.post(link_of(mailoutbox[0]))
    enter_by_it(client)
    assert who(client) == User.objects.get(email=ADDRESS).pk


def test_an_account_never_confirmed_does_not_let_its_maker_in_afterwards(
    client: Client, provider: Provider, make_person: Callable[..., User]
) -> None:
    squatter = make_person(ADDRESS, password="a password that its maker knows")
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    enter_by_it(client)
    squatter.refresh_from_db()
    assert not squatter.has_usable_password()


@pytest.mark.parametrize(
    "spoiled",
    [
        {"forged": True},
        {"algorithm": "none"},
        {"changed": {"iss": "https://elsewhere.example"}},
        {"changed": {"aud": "another"}},
        {"changed": {"exp": 1}},
        {"changed": {"sub": "person-2"}},
        {"changed": {"sub": "person-2"}, "as_token": False},
    ],
    ids=str,
)
def test_an_answer_that_does_not_hold_together_lets_nobody_in(
    client: Client, provider: Provider, spoiled: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in spoiled.items():
        setattr(provider, name, value)
    with caplog.at_level(logging.INFO, logger="maillage_web"):
        answer = enter_by_it(client)
    assert answer.status_code == 401
    assert Page(answer.content.decode()).one("h1").text == "Vous n’avez pas pu être reconnu(e)"
    assert who(client) is None
    assert not User.objects.exists()
    assert "identity refused" in caplog.text
    assert ADDRESS not in "".join(
        record.getMessage() for record in caplog.records if "maillage" in record.name
    )


def test_an_answer_to_another_question_lets_nobody_in(client: Client, provider: Provider) -> None:
    asked = client.post("/compte/identite/oidc/")
    session = client.session
    states = session["socialaccount_states"]
    states[query_of(asked.url)["state"]][0]["nonce"] = "another"
    session["socialaccount_states"] = states
    session.save()
    assert client.get(accept(asked.url)).status_code == 401
    assert who(client) is None


def test_an_answer_brought_by_another_browser_lets_nobody_in(
    client: Client, other: Client, provider: Provider
) -> None:
    asked = client.post("/compte/identite/oidc/")
    assert other.get(accept(asked.url)).status_code == 401
    assert who(other) is None


def test_giving_up_at_the_provider_is_no_error(client: Client, provider: Provider) -> None:
    state = query_of(client.post("/compte/identite/oidc/").url)["state"]
    answer = client.get(f"/compte/identite/oidc/retour/?error=access_denied&state={state}")
    assert answer.url == "/compte/identite/renonce/"
    assert client.get(answer.url).status_code == 200


def test_leaving_leaves_the_provider_too(client: Client, provider: Provider) -> None:
    enter_by_it(client, prefix="/en/")
    answer = client.post("/en/compte/sortir/")
    assert answer.url.startswith(f"{provider.address}/oauth2/end_session?")
    asked = query_of(answer.url)
    assert asked["post_logout_redirect_uri"] == "http://testserver/compte/sorti/"
    assert len(asked["id_token_hint"].split(".")) == 3
    assert asked["state"]
    assert who(client) is None
    assert client.post("/compte/sortir/").url == "/compte/sorti/"


def test_who_entered_with_a_password_does_not_pass_by_the_provider_when_leaving(
    inside: Client, provider: Provider
) -> None:
    assert inside.post("/compte/sortir/").url == "/compte/sorti/"


def test_an_identity_is_linked_from_ones_account_and_detached(
    inside: Client, provider: Provider, person: User
) -> None:
    provider.changed = {"email": "autre@example.org", "email_verified": False}
    answer = enter_by_it(inside, process="connect", next="/compte/identite/")
    assert answer.url == "/compte/identite/"
    held = SocialAccount.objects.get(user=person)
    assert "autre@example.org" in inside.get("/compte/identite/").content.decode()
    inside.post("/compte/identite/", {"account": held.pk})
    assert not SocialAccount.objects.exists()


def test_a_provider_that_is_silent_gives_a_page(client: Client, provider: Provider, settings: Any) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://localhost:1"
    answer = client.post("/compte/identite/oidc/")
    assert answer.status_code == 503
    assert "ne répond pas" in Page(answer.content.decode()).one("h1").text


def test_without_a_provider_nothing_is_offered(client: Client) -> None:
    page = Page(client.get("/compte/entrer/").content.decode())
    assert len([one for one in page.all("form") if "identite" in one.attributes.get("action", "")]) == 0
    assert client.get("/compte/identite/oidc/").status_code == 404
    assert client.post("/compte/identite/oidc/").status_code == 404


def test_the_provider_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ISSUER", "CLIENT_ID", "SECRET", "NAME", "SCOPES", "ACR", "ORIGINS"):
        monkeypatch.delenv(f"MAILLAGE_OIDC_{name}", raising=False)
    assert environment.identity_provider() is None
    assert security.form_targets() == ()
    monkeypatch.setenv("MAILLAGE_OIDC_ISSUER", "https://auth.example.org/api/v2")
    monkeypatch.setenv("MAILLAGE_OIDC_CLIENT_ID", "maillage")
    monkeypatch.setenv("MAILLAGE_OIDC_ORIGINS", "https://other.example.org")
    found = environment.identity_provider()
    assert found is not None
    assert found.scopes == ("openid", "given_name", "usual_name", "email", "siret")
    assert security.form_targets() == ("https://auth.example.org", "https://other.example.org")
    (app,) = sign_in.provider_apps(found)
    assert app["settings"]["email_authentication"] is True
    assert app["settings"]["auth_params"] == {}
