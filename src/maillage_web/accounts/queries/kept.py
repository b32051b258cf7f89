"""All that is kept of a person: what each thing is, and its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.module_loading import import_string

from maillage.text import Language, Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User

_ACCOUNT = Text(
    "Votre compte : ce que vous avez écrit de vous, et les dates de votre arrivée et de votre dernière entrée.",
    "Your account: what you wrote of yourself, the dates of your arrival and of your last entrance.",
)
_ADDRESSES = Text(
    "Vos adresses e-mail : celle avec laquelle vous entrez, et celle que vous êtes en train de changer.",
    "Your e-mail addresses: the one you enter with, and the one you are changing to.",
)
_SESSIONS = Text(
    "Vos sessions ouvertes : d’où et avec quel navigateur vous êtes entré(e), pour que vous repériez un intrus.",
    "Your open sessions: from where and with which browser you entered, so that you can notice an intruder.",
)
_SECOND_FACTORS = Text(
    "Vos seconds facteurs : leur genre et leurs dates. Leurs secrets ne sont pas donnés ici.",
    "Your second factors: their kind and their dates. Their secrets are not given here.",
)
_IDENTITIES = Text(
    "Vos identités chez un fournisseur d’identité : ce qu’il nous a dit de vous la dernière fois.",
    "Your identities at an identity provider: what it told us of you the last time.",
)


def personal_data(person: User) -> dict[str, Holding]:
    """All that the site keeps of `person`, by name: what each app of ``MAILLAGE_PERSONAL_DATA`` says it keeps."""
    tellers: list[Callable[[User], dict[str, Holding]]] = [
        import_string(path) for path in settings.MAILLAGE_PERSONAL_DATA
    ]
    return {name: holding for tell in tellers for name, holding in tell(person).items()}


def as_json(holdings: dict[str, Holding], language: Language) -> dict[str, Any]:
    """What is kept as JSON says it, with the words that explain it in `language`."""
    return {
        name: {"what_it_is": holding.about.in_(language), "content": holding.content}
        for name, holding in holdings.items()
    }


def of_the_account(person: User) -> dict[str, Holding]:
    """What this app keeps of a person."""
    return {
        "account": Holding(_ACCOUNT, _account(person)),
        "addresses": Holding(_ADDRESSES, _addresses(person)),
        "sessions": Holding(_SESSIONS, _sessions(person)),
        "second_factors": Holding(_SECOND_FACTORS, _second_factors(person)),
        "identities": Holding(_IDENTITIES, _identities(person)),
    }


def _account(person: User) -> dict[str, Any]:
    told = ("email", "name", "organisation", "language", "is_staff", "joined_at", "last_login")
    return {"number": person.pk, **{name: getattr(person, name) for name in told}}


def _addresses(person: User) -> list[dict[str, Any]]:
    return list(
        EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary")
    )


def _sessions(person: User) -> list[dict[str, Any]]:
    told = ("created_at", "last_seen_at", "ip", "user_agent")
    return list(UserSession.objects.filter(user=person).order_by("pk").values(*told))


def _second_factors(person: User) -> list[dict[str, Any]]:
    told = ("type", "created_at", "last_used_at")
    return list(Authenticator.objects.filter(user=person).order_by("pk").values(*told))


def _identities(person: User) -> list[dict[str, Any]]:
    told = ("provider", "uid", "date_joined", "last_login", "extra_data")
    return list(SocialAccount.objects.filter(user=person).order_by("pk").values(*told))
