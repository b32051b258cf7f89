"""Short messages shown once, words of the data kept, words of those who were erased."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from maillage.text import Text

ERASED_PERSON = _("Erased person")


class Holding(NamedTuple):
    """Something kept of a person: what it is, in words, and its content as JSON can say it."""

    about: Text
    content: Any


# What allauth announces, by the name of its template; an empty message is not shown.
SAYINGS = {
    "account/messages/cannot_delete_primary_email.txt": _(
        "This address cannot be removed: you enter with it."
    ),
    "account/messages/email_confirmation_failed.txt": _("%(email)s already belongs to another account."),
    "account/messages/email_confirmation_sent.txt": _(
        "We have written to %(email)s: follow the link to confirm it."
    ),
    "account/messages/email_confirmed.txt": _("%(email)s is confirmed."),
    "account/messages/email_deleted.txt": _("%(email)s was removed."),
    "account/messages/logged_in.txt": "",
    "account/messages/logged_out.txt": "",
    "account/messages/login_code_sent.txt": "",
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/phone_verification_sent.txt": "",
    "account/messages/phone_verified.txt": "",
    "account/messages/primary_email_set.txt": _("Your address is changed."),
    "account/messages/unverified_primary_email.txt": _("Confirm this address first."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Recovery codes are made; those you may have had before no longer work."
    ),
    "mfa/messages/totp_activated.txt": _(
        "The application is linked: it will be asked for a code when you sign in."
    ),
    "mfa/messages/totp_deactivated.txt": _("The application is no longer asked for a code."),
    "mfa/messages/webauthn_added.txt": _("The security key is added."),
    "mfa/messages/webauthn_removed.txt": _("The security key is removed."),
    "socialaccount/messages/account_connected.txt": _("You can now enter with this identity."),
    "socialaccount/messages/account_connected_other.txt": _(
        "This identity already belongs to another account."
    ),
    "socialaccount/messages/account_connected_updated.txt": _("You can enter with this identity."),
    "socialaccount/messages/account_disconnected.txt": _("You no longer enter with this identity."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
}

ACCOUNT_ERRORS = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _("This address cannot be removed: you enter with it."),
    "duplicate_email": _("This address is already yours."),
    "email_password_mismatch": _(
        "The address or the password is wrong. You can also ask for a code by e-mail."
    ),
    "email_taken": _("This address already belongs to an account."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This is not the right code: check the last e-mail received, or ask for a new code."),
    "incorrect_password": _("This is not your password."),
    "invalid_login": _("This address is not written as an e-mail address."),
    "invalid_password_reset": _("This link no longer works: ask for a new one."),
    "rate_limited": _("That was asked too often: wait a few minutes."),
    "same_as_current": _("This is what it is already."),
    "too_many_login_attempts": _("Too many attempts for this address: wait five minutes, or ask for a code."),
}
SECOND_FACTOR_ERRORS = {
    "add_email_blocked": _("The address cannot be changed while a second factor protects the account."),
    "cannot_delete_authenticator": _("The second factor cannot be removed."),
    "cannot_generate_recovery_codes": _("Recovery codes need a second factor: set one first."),
    "incorrect_code": _("This is not the right code. A code lasts thirty seconds: take the one shown now."),
    "unverified_email": _("Confirm your e-mail address first."),
}
IDENTITY_ERRORS = {
    "email_taken": _("An account has this address: sign in to it first, then link the identity %s to it."),
    "invalid_token": _("The answer of the identity provider is not valid."),
    "no_password": _("Choose a password first: otherwise you could no longer enter."),
    "no_verified_email": _("Confirm an e-mail address first: otherwise you could no longer enter."),
    "disconnect_last": _("This identity is your only way to enter: it cannot be removed."),
    "connected_other": _("This identity already belongs to another account."),
}
