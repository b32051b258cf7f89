"""What goes wrong when people enter, and why somebody cannot be erased."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.text import Text
from maillage_web.common.choices import Mishap

TOO_MANY = Mishap(
    429,
    _("Too many attempts"),
    _("This was asked too often in a short time. It is how the site resists those who guess passwords."),
    _("Wait a few minutes, then try again. Nothing is lost, and no account is locked."),
)
LETTER_NOT_SENT = Mishap(
    503,
    _("The e-mail could not be sent"),
    _("The server that carries our e-mails does not answer, or refused this one. It is not your fault."),
    _("Try again in a few minutes; if it happens again, tell those who run this site."),
)
NOT_FOR_YOU = Mishap(
    403,
    _("You cannot open this page"),
    _("It is reserved to those who administer the site."),
    _("Go back to the home page and follow the links from there."),
)
REFUSED_BY_PROVIDER = Mishap(
    401,
    _("You could not be recognised"),
    _("The answer of the identity provider was missing, too late, or not signed by it."),
    _("Start again from the page “Sign in”, or enter with your e-mail address."),
)
PROVIDER_IS_SILENT = Mishap(
    503,
    _("The identity provider does not answer"),
    _("We could not reach it. It is not your fault."),
    _("Try again in a few minutes, or enter with your e-mail address."),
)


class LetterNotSent(Exception):
    """An e-mail could not be handed over to the server that carries it."""


class ErasureRefused(Exception):
    """A person cannot be erased yet; `reason` says why and what to do, to them."""

    def __init__(self, reason: Text | str | Promise) -> None:
        super().__init__("a person cannot be erased yet")
        self.reason = reason
