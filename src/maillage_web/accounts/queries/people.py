"""Who somebody is: by their address, and how they enter."""

from __future__ import annotations

from typing import TypeGuard

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser

from maillage.text import Language
from maillage_web.accounts.models import User


def language_of(email: str) -> Language | None:
    """The language in which the person of this address reads e-mails; none when nobody has it."""
    found = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    if found is None:
        found = (
            User.objects.filter(emailaddress__email__iexact=email).values_list("language", flat=True).first()
        )
    return None if found is None else "en" if found == "en" else "fr"


def is_known(person: User | AnonymousUser) -> TypeGuard[User]:
    """Whether the visitor has entered."""
    return person.is_authenticated


def has_second_factor(person: User) -> bool:
    """Whether entering this account asks for more than the password or the e-mail."""
    return is_mfa_enabled(person)
