"""What people fill in to invite, to give a role, to name a confidant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from maillage.text import Text
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.people import Member

MEANINGS: Mapping[Role, str | Promise] = {
    Role.OWNER: _(
        "sees and writes everything but what is kept for one actor; decides of people and settings"
    ),
    Role.FACILITATOR: _("sees and writes as the owner does, imports, undoes, invites; actors may trust them"),
    Role.CONTRIBUTOR: _("sees and writes what members see"),
    Role.LEADER: _(
        "sees what members see, writes what is about one actor, decides who sees what is kept for it"
    ),
    Role.READER: _("sees what members see, and exports it; writes nothing"),
    Role.AUDITOR: _("sees what facilitators see and the whole history; writes nothing"),
}
"""What each role may do, for who gives it."""

_ADDRESS = _("This is not an e-mail address. Write it as name@example.org.")
_LEADS_NOBODY = _("Choose the actor that this person will lead.")


def role_choices(roles: Sequence[Role]) -> list[tuple[str, str]]:
    """The roles with what they mean."""
    return [
        (
            role.value,
            format_html('<b>{}</b> <span class="soft">{}</span>', capfirst(role.label), MEANINGS[role]),
        )
        for role in roles
    ]


class RoleForm(forms.Form):
    """A role; and the actor, for who leads one."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    actor = forms.ChoiceField(
        label=_("Actor led"),
        required=False,
        help_text=_("For a leader only; nobody leads it yet, or you do."),
    )

    def __init__(self, *args: Any, roles: Sequence[Role], actors: Mapping[str, Text], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        given = [role for role in roles if role is not Role.LEADER or actors]
        self.fields["role"].choices = role_choices(given)
        self.fields["actor"].choices = [("", "—"), *((actor, said(name)) for actor, name in actors.items())]
        if Role.LEADER not in given:
            del self.fields["actor"]

    def clean(self) -> dict[str, Any]:
        """A leader leads an actor; the others lead none."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("role") != Role.LEADER:
            data["actor"] = ""
        elif not data.get("actor") and "actor" not in self.errors:
            self.add_error("actor", _LEADS_NOBODY)
        return data

    @property
    def given(self) -> dict[str, Any]:
        """The role and the actor, as actions take them."""
        return {"role": Role(self.cleaned_data["role"]), "actor": self.cleaned_data["actor"]}


class InviteForm(RoleForm):
    """An address and the role proposed."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"invalid": _ADDRESS, "required": _ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["email", "role", "actor"]


class TrustForm(forms.Form):
    """A facilitator and the actor for which they are named."""

    actor = forms.ChoiceField(label=_("Actor"))
    member = forms.TypedChoiceField(label=_("Facilitator"), coerce=int)

    def __init__(
        self, *args: Any, actors: Mapping[str, Text], facilitators: Sequence[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, label_suffix="", auto_id="id_trust_%s", **kwargs)
        self.fields["actor"].choices = [(actor, said(name)) for actor, name in actors.items()]
        self.fields["member"].choices = [(one.pk, one.name or one.email) for one in facilitators]
