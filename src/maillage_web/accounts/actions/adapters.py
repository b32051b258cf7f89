"""What allauth asks us: how to write to people, what to say, how to make a person from an identity."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url, user_email
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import dateformat, timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from requests import RequestException

from maillage.text import LANGUAGES, Language, Text
from maillage_web.accounts.actions.letters import addresses, post
from maillage_web.accounts.choices import LetterNotSent
from maillage_web.accounts.choices.letters import LETTERS
from maillage_web.accounts.choices.mishaps import (
    LETTER_NOT_SENT,
    PROVIDER_IS_SILENT,
    REFUSED_BY_PROVIDER,
    TOO_MANY,
)
from maillage_web.accounts.choices.sayings import (
    ACCOUNT_ERRORS,
    IDENTITY_ERRORS,
    SAYINGS,
    SECOND_FACTOR_ERRORS,
)
from maillage_web.accounts.models import User
from maillage_web.accounts.queries.people import language_of
from maillage_web.common.views import mishap

_log = logging.getLogger(__name__)


def _page_language() -> Language:
    return "en" if get_language() == "en" else "fr"


class Accounts(DefaultAccountAdapter):
    """Accounts: our words, our letters, the language of the page for who has just come."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words."""
        said = message or SAYINGS[message_template or ""]
        if said:
            words = str(said) % (message_context or {})
            super().add_message(request, level, message=words, extra_tags=extra_tags)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name given, and the language of the page as that of the e-mails."""
        user.name = form.cleaned_data.get("name", "")
        user.language = _page_language()
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the letter of this name, in the language of who reads it, else of the page.

        Whoever knows an address may have us write to it: past the limit nothing is sent, and the page says so.
        """
        if not ratelimit.consume(self.request, action="letter", key=email.lower()):
            raise ImmediateHttpResponse(mishap(self.request, TOO_MANY))
        letter = LETTERS[template_prefix]
        values = {**context, **_circumstances(context), **_links(self.request, context)}
        link = values.get(letter.link_to)
        try:
            post(
                letter,
                to=email,
                language=language_of(email) or _page_language(),
                values=values,
                link=link if isinstance(link, Text) else None,
            )
        except LetterNotSent:
            if "timestamp" in context:  # a notice of what is done already
                return
            raise ImmediateHttpResponse(mishap(self.request, LETTER_NOT_SENT)) from None


def _circumstances(context: dict[str, Any]) -> dict[str, Any]:
    """When something was done, in words."""
    if "timestamp" not in context:
        return {}
    here = timezone.localtime(context["timestamp"])
    words = []
    for language, form in zip(LANGUAGES, ("j F Y à H:i", "j F Y, H:i"), strict=True):
        with override(language):
            words.append(dateformat.format(here, form.replace("à", r"\à")))
    return {"when": Text(*words)}


def _links(request: HttpRequest, context: dict[str, Any]) -> dict[str, Text]:
    """Where the letter may lead, in each language: allauth knows the language of the page only."""
    given = {
        name: Text(*(translate_url(url, language) for language in LANGUAGES))
        for name, url in context.items()
        if name.endswith("_url") and isinstance(url, str)
    }
    own = {
        "account_url": addresses(request, "account"),
        "login_url": addresses(request, "account_login"),
    }
    if code := context.get("code"):
        after = get_next_redirect_url(request)
        query = urlencode({"code": code, **({"next": after} if after else {})})
        own["code_url"] = addresses(request, "account_confirm_login_code", query=query)
    return {**own, **given}


class SecondFactor(DefaultMFAAdapter):
    """The second factor: our words."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SECOND_FACTOR_ERRORS}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name for the next key of this person."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Key %(number)s") % {"number": count + 1}


class Identities(DefaultSocialAccountAdapter):
    """Identities from a provider: our words, and what it says of the person."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, **IDENTITY_ERRORS}

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """The person that the provider describes, as yet unsaved."""
        person: User = sociallogin.user
        user_email(person, (data.get("email") or "").strip().lower())
        person.name = (data.get("name") or "").strip()[:120]
        person.language = _page_language()
        return person

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Tell what happened, unless the person changed their mind."""
        if error == AuthError.CANCELLED:
            return
        silent = isinstance(exception, RequestException)
        _log.warning("identity refused: %s", type(exception).__name__ if exception else "no answer")
        raise ImmediateHttpResponse(mishap(request, PROVIDER_IS_SILENT if silent else REFUSED_BY_PROVIDER))

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """What the form to complete begins with."""
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}
