"""What people ask of the page of a network: which links, around whom, which names in the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from maillage.dossier.vocabularies import vocabulary
from maillage.network.graph import KINDS, STRANGERS, Choice
from maillage_web.common.templatetags.wording import said
from maillage_web.networks.choices import KIND_WORDS, LONGEST_ID, LONGEST_WORDS

FIELDS = {"lien": "kinds", "niveau": "levels", "sens": "directions"}
"""What addresses call each part of a choice."""


@dataclass(frozen=True, slots=True)
class Box:
    """Something to tick."""

    name: str
    code: str
    words: str
    ticked: bool


def _levels() -> list[str]:
    return [code for code in reversed(list(vocabulary("tie_levels").terms)) if code != STRANGERS]


class NetworkForm(forms.Form):
    """A choice of links; what is not a known code is left out, and nothing ticked asks for everything."""

    autour = forms.CharField(required=False, max_length=LONGEST_ID)
    q = forms.CharField(required=False, max_length=LONGEST_WORDS)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._asked = {name: tuple(dict.fromkeys(data.getlist(name)[:20])) for name in FIELDS}
        self.is_valid()

    @property
    def known(self) -> dict[str, list[str]]:
        """The codes that may be asked for, by field."""
        return {
            "lien": list(KINDS),
            "niveau": _levels(),
            "sens": list(vocabulary("tie_directions").terms),
        }

    @property
    def kept(self) -> dict[str, tuple[str, ...]]:
        """The known codes that were asked for, by field, in the order of the boxes."""
        return {
            name: tuple(code for code in codes if code in self._asked[name])
            for name, codes in self.known.items()
        }

    def chosen(self) -> Choice:
        """The links asked for."""
        asked: dict[str, Any] = {FIELDS[name]: codes for name, codes in self.kept.items() if codes}
        return Choice(**asked)

    @property
    def narrowed(self) -> bool:
        """Whether some links are left out."""
        return any(self.kept.values())

    @property
    def around(self) -> str:
        """The actor around whom to draw; empty when nobody is asked for."""
        return str(self.cleaned_data.get("autour") or "")

    @property
    def words(self) -> str:
        """What names in the list must hold."""
        return str(self.cleaned_data.get("q") or "")

    def boxes(self) -> dict[str, list[Box]]:
        """What can be ticked, by field."""
        return {
            name: [Box(name, code, _words(name, code), code in self.kept[name]) for code in codes]
            for name, codes in self.known.items()
        }

    def query(self, **further: str) -> str:
        """What addresses carry to keep the same links, with `further` values, without the leading sign."""
        pairs = [(name, code) for name, codes in self.kept.items() for code in codes]
        return urlencode([*pairs, *((name, value) for name, value in further.items() if value)])


def _words(name: str, code: str) -> str:
    if name == "lien":
        return str(KIND_WORDS[code])
    return said(vocabulary("tie_levels" if name == "niveau" else "tie_directions").label_of(code))
