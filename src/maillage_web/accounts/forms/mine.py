"""What people change of themselves, and how they confirm that they leave."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage_web.accounts.actions import is_the_code
from maillage_web.accounts.models import User


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person says of themself."""

    class Meta:
        model = User
        fields = ["name", "organisation", "language"]
        labels = {
            "name": _("Name shown to the others"),
            "organisation": _("Organisation"),
            "language": _("Language of the e-mails"),
        }
        help_texts = {"name": _("What you assert in a dossier is signed with it.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["name"].required = True


class ProofForm(forms.Form):
    """That it is the person themself: their password, or for who has none the code sent by e-mail."""

    proof = forms.CharField(strip=False, max_length=200)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.request = request
        self.by_password = request.user.has_usable_password()
        field = self.fields["proof"]
        field.label = _("Your password") if self.by_password else _("Code received by e-mail")
        kind, complete = (
            (forms.PasswordInput, "current-password")
            if self.by_password
            else (forms.TextInput, "one-time-code")
        )
        field.widget = kind(attrs={"autocomplete": complete})

    def clean_proof(self) -> str:
        """Raises a validation error when it proves nothing."""
        proof: str = self.cleaned_data["proof"]
        if self.by_password:
            if not get_adapter(self.request).reauthenticate(self.request.user, proof):
                raise forms.ValidationError(_("This is not your password."))
        elif not is_the_code(self.request.session, proof, now=timezone.now()):
            raise forms.ValidationError(
                _("This is not the code sent, or it is too old: ask for another one.")
            )
        return proof
