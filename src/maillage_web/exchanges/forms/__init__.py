"""What people write in exchanges."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000
_BOX = forms.Textarea(attrs={"rows": 6})


def fresh_key() -> str:
    """The key of what is about to be sent: sent twice, it is kept once."""
    return secrets.token_urlsafe(16)


class WordsForm(forms.Form):
    """A text with the sender's own key."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        widget=_BOX,
        help_text=_("Lists, links and emphasis as in Markdown; HTML stays text."),
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=fresh_key)


class ThreadForm(WordsForm):
    """A thread to start."""

    scope = forms.ChoiceField(label=_("Who reads it"))
    title = forms.CharField(label=_("Title"), max_length=200)
    field_order = ("scope", "title", "text", "key")

    def __init__(self, *arguments: Any, scopes: list[tuple[str, str]], **further: Any) -> None:
        super().__init__(*arguments, **further)
        self.fields["scope"] = forms.ChoiceField(label=_("Who reads it"), choices=scopes)


class ReasonForm(forms.Form):
    """A reason, or what came out of a thread."""

    why = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ChangeForm(forms.Form):
    """One's own words, changed."""

    text = forms.CharField(label=_("Message"), max_length=LONGEST, widget=_BOX)


class ClinicForm(forms.Form):
    """A case clinic to open."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Those invited read it: keep the case itself for the room."),
    )
    emails = forms.CharField(
        label=_("People invited, one e-mail address per line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Members of the community only; the others are told to you and not invited."),
    )
