"""What somebody gives to come in: the code of the room, a first name, perhaps whom they speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_OLD = _("This form was too old: send it again.")
_TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "join__code"}


class CodeForm(forms.Form):
    """The code of the room, as it is typed: case, spaces and dashes do not count."""

    code = forms.CharField(
        label=_("Code of the workshop"),
        help_text=_("Six letters and figures, shown on the big screen."),
        max_length=40,
        widget=forms.TextInput(attrs=_TYPED),
        error_messages={"required": _("Type the code that the big screen shows.")},
    )


class JoinForm(forms.Form):
    """A first name; for whom one speaks, among the actors that the workshop names."""

    name = forms.CharField(
        label=_("Your first name, or a nickname"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "spellcheck": "false"}),
        error_messages={
            "required": _("Say your first name, or a nickname: 40 characters at most."),
            "max_length": _("Say your first name, or a nickname: 40 characters at most."),
        },
    )
    actor = forms.ChoiceField(
        label=_("I speak for (optional)"),
        required=False,
        error_messages={"invalid_choice": _("This organisation is not in the list of the workshop.")},
    )

    def __init__(self, *args: Any, actors: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", _("Myself, or nobody in particular"))
        self.fields["actor"].choices = [nobody, *((one["id"], one["label"]) for one in actors)]
        if not actors:
            del self.fields["actor"]


class NoteForm(forms.Form):
    """One note, from a page without JavaScript; `key` makes a second sending harmless."""

    key = forms.RegexField(r"^[0-9a-f-]{36}\Z", error_messages={"invalid": _OLD, "required": _OLD})
    activity = forms.CharField(max_length=20)
    text = forms.CharField(
        label=_("Your words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first.")},
    )
