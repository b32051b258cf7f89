"""How one wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage_web.common.templatetags.wording import said
from maillage_web.notices.choices import kind_words
from maillage_web.notices.models import Digest, Wish

WAYS = [
    (Wish.Way.NOW, _("by e-mail, within the hour")),
    (Wish.Way.DIGEST, _("in my digest")),
    (Wish.Way.SITE, _("on this page only")),
    (Wish.Way.NEVER, _("never")),
]
EVERY = [
    (Digest.Every.DAY, _("every day")),
    (Digest.Every.WEEK, _("every week")),
    (Digest.Every.MONTH, _("every month")),
    (Digest.Every.NEVER, _("never")),
]


class WishesForm(forms.Form):
    """One way per kind, and how often the one digest comes."""

    every = forms.ChoiceField(label=_("My digest, by e-mail"), choices=EVERY)

    def __init__(self, *arguments: Any, ways: Mapping[str, str], **further: Any) -> None:
        super().__init__(*arguments, **further)
        self._kinds = tuple(ways)
        for kind, way in ways.items():
            self.fields[f"kind-{kind}"] = forms.ChoiceField(
                label=said(kind_words(kind)), choices=WAYS, initial=way
            )

    def ways(self) -> dict[str, str]:
        """What was chosen for each kind."""
        return {kind: self.cleaned_data[f"kind-{kind}"] for kind in self._kinds}
