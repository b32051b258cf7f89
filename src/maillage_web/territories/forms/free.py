"""A perimeter of one's own: a list of communes and groups of communes, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.territory.perimeters import Perimeter
from maillage.territory.searching import perimeters_named
from maillage_web.territories.choices import LONGEST, WRITTEN

_BETWEEN = re.compile(r"[;\n\r\t+]+")
_CODE = re.compile(r"(?:\d{9}|\d[\dAB]\d{3}|\d{4})\b", re.IGNORECASE)
_LABELLED = re.compile(r"\((?:[^()]*, )?(\d{9}|\d[\dAB]\d{3})\)$", re.IGNORECASE)
_MOST = 2_000
_MEMBERS = ("commune", "epci")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says: the codes, the words that name nothing, and those that may name several places."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unclear: Mapping[str, tuple[Perimeter, ...]] = field(default_factory=dict)

    @property
    def wrong(self) -> bool:
        """Whether some of it was not understood."""
        return bool(self.unknown or self.unclear)


class FreeForm(forms.Form):
    """A name, a list, and the département whose communes are offered."""

    nom = forms.CharField(label=_("Name of the perimeter"), required=False, max_length=LONGEST)
    liste = forms.CharField(label=_("Communes and groups of communes"), required=False)
    departement = forms.CharField(required=False, max_length=3)

    def text(self, name: str) -> str:
        """What was written in a field, cut when it is too long."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")[:WRITTEN]


def read_list(written: str, ticked: list[str]) -> Listed:
    """The communes and EPCI that a list names: one to a line, or separated by semicolons; codes or names.

    A line that begins with a code is that code, whatever follows, for lists are often pasted from a table; so is one
    that ends with a code between brackets, as the site writes the places it offers.
    """
    codes: dict[str, None] = dict.fromkeys(one for one in ticked[:_MOST] if _CODE.fullmatch(one))
    unknown: list[str] = []
    unclear: dict[str, tuple[Perimeter, ...]] = {}
    for words in filter(None, (one.strip(" ,") for one in _BETWEEN.split(written)[:_MOST])):
        code = _code_in(words)
        found = () if code else _named(words)
        if code:
            codes[code] = None
        elif len(found) == 1:
            codes[found[0].code] = None
        elif found:
            unclear[words] = found
        else:
            unknown.append(words)
    return Listed(tuple(codes), tuple(unknown), unclear)


def _code_in(words: str) -> str:
    """The code that a line is about; empty when it is a name."""
    if first := _CODE.match(words):
        return first.group().upper()
    last = _LABELLED.search(words)
    return last.group(1).upper() if last else ""


def _named(words: str) -> tuple[Perimeter, ...]:
    """The only place of this very name; else those it may be."""
    found = tuple(perimeters_named(words[:LONGEST], 6, _MEMBERS))
    same = tuple(one for one in found if words.casefold() == one.name.casefold())
    return same if len(same) == 1 else found
