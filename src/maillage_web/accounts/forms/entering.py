"""The forms of the entrance, in our words: allauth's own, with labels that stand outside the fields."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as identity
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ADDRESS = _("E-mail address")
_PASSWORD = _("Password")
_NEW_PASSWORD = _("New password")
_TWICE = _("New password, again")
_LONG_ENOUGH = _("At least twelve characters: a few words that only you would put together make a good one.")
_CODE = _("Code")
_NAME = _("Name shown to the others")


class Worded(forms.Form):
    """A form whose fields have our labels and our help, no placeholder, and never an empty suffix."""

    labels: ClassVar[dict[str, str | Promise]] = {}
    helps: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("autocomplete") == "one-time-code":
                field.widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}


class SignInForm(Worded, account.LoginForm):
    """Sign in with a password."""

    labels = {"login": _ADDRESS, "password": _PASSWORD}


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_NAME, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class SignUpForm(Worded, account.SignupForm):
    """Create an account; without a password, one enters by a code."""

    labels = {"email": _ADDRESS, "password1": _("Password (optional)")}
    helps = {
        "email": _("We write to it to make sure that it is yours."),
        "name": _("What you assert in a dossier is signed with it."),
        "password1": _(
            "At least twelve characters. Leave it empty to enter each time with a code sent by e-mail."
        ),
    }
    name = _name_field()
    field_order = ["name", "email", "password1"]


class CompleteIdentityForm(Worded, identity.SignupForm):
    """What an identity provider did not say, asked once."""

    labels = {"email": _ADDRESS}
    name = _name_field()
    field_order = ["name", "email"]


class RequestCodeForm(Worded, account.RequestLoginCodeForm):
    """Ask for a code by e-mail."""

    labels = {"email": _ADDRESS}


class CodeForm(Worded, account.ConfirmLoginCodeForm):
    """The code received by e-mail."""

    labels = {"code": _CODE}


class NewAddressForm(Worded, account.AddEmailForm):
    """Another address to enter with."""

    labels = {"email": _("New address")}
    helps = {"email": _("We write to it; the present address works until you confirm the new one.")}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    """Change one's password."""

    labels = {"oldpassword": _("Present password"), "password1": _NEW_PASSWORD, "password2": _TWICE}
    helps = {"password1": _LONG_ENOUGH}


class SetPasswordForm(Worded, account.SetPasswordForm):
    """Choose a first password."""

    labels = {"password1": _NEW_PASSWORD, "password2": _TWICE}
    helps = {"password1": _LONG_ENOUGH}


class ForgottenPasswordForm(Worded, account.ResetPasswordForm):
    """Ask for a link to choose another password."""

    labels = {"email": _ADDRESS}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    """Choose another password, having followed the link."""

    labels = {"password1": _NEW_PASSWORD, "password2": _TWICE}
    helps = {"password1": _LONG_ENOUGH}


class PasswordAgainForm(Worded, account.ReauthenticateForm):
    """The password again, before something delicate."""

    labels = {"password": _PASSWORD}


class SecondCodeForm(Worded, second.AuthenticateForm):
    """A code of the application, or a recovery code."""

    labels = {"code": _CODE}
    helps = {"code": _("Six figures shown by the application, or one of your recovery codes.")}


class SecondCodeAgainForm(Worded, second.ReauthenticateForm):
    """The same, before something delicate."""

    labels = {"code": _CODE}
    helps = SecondCodeForm.helps


class ActivateApplicationForm(Worded, totp.ActivateTOTPForm):
    """The first code shown by the application."""

    labels = {"code": _("Code shown by the application")}


class AddKeyForm(Worded, webauthn.AddWebAuthnForm):
    """A security key and the name one gives it."""

    labels = {"name": _("Name of the key")}


class RenameKeyForm(Worded, webauthn.EditWebAuthnForm):
    """Another name for a security key."""

    labels = {"name": _("Name of the key")}
