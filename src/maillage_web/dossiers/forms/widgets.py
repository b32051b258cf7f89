"""The widget of each kind of field: a total table. Every one works without a script; scripts make them quicker.

A widget is given the text of a cell, or what a person typed, and gives back what was typed as one text. The words
between the two are in `words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.dossier.fields import Field, Kind
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.text import Language
from maillage_web.dossiers.forms.layout import is_long
from maillage_web.dossiers.forms.words import NONE, items, says_none, shown

FEW = 4
"""Up to this many codes, all are seen at once; beyond, they are in a list."""
SEARCHED = 8
"""Beyond this many options, a list is searched by typing."""

UNSAID: Mapping[str, str | Promise] = {"visibilities": gettext_lazy("as the dossier")}
"""What saying nothing means, where it means something."""

FACTS: Mapping[str, str | Promise] = {
    "democratic_vote": gettext_lazy("democratic vote"),
    "indivisible_reserves": gettext_lazy("indivisible reserves"),
    "public_procurement": gettext_lazy("bound by public procurement"),
    "for_profit": gettext_lazy("for profit"),
    "can_receive_subsidies": gettext_lazy("may receive subsidies"),
}
"""The properties of a code that are told beside it, in this order."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: what is sent, what is shown, what explains it, by which other words it is found."""

    value: str
    label: str
    chosen: bool = False
    help: str = ""
    words: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a widget depends on besides its field: the page's language, the choices that this person has."""

    language: Language
    rows: Callable[[Field], Iterable[tuple[str, str]]]
    allowed: Mapping[str, tuple[str, ...]]


class CellWidget(forms.Widget):
    """A line to type in."""

    template_name = "dossiers/widgets/line.html"
    further: Mapping[str, Any] = {}

    def __init__(self, definition: Field, setting: Setting, **attrs: str) -> None:
        super().__init__(attrs)
        self.definition, self.setting = definition, setting

    def format_value(self, value: Any) -> str:
        """What is shown of a cell."""
        return shown(self.definition, str(value or ""), self.setting.language)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"type": "text", **self.further, **self.details(str(value or ""))}
        return context

    def details(self, value: str) -> dict[str, Any]:
        """What the template needs beside the value."""
        return {}


class Several(CellWidget):
    """What sends several values under one name, an empty one always among them: nothing chosen is said too."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if not hasattr(data, "getlist"):
            return data.get(name)
        return "; ".join(words for words in data.getlist(name) if words.strip())


class Lines(CellWidget):
    """A longer text."""

    template_name = "dossiers/widgets/lines.html"
    further = {"rows": 3}


class Items(CellWidget):
    """A list of texts, one a line."""

    template_name = "dossiers/widgets/lines.html"
    further = {"rows": 2}


class Date(CellWidget):
    """A year, a month or a day, typed; a script offers a calendar."""

    template_name = "dossiers/widgets/date.html"

    def details(self, value: str) -> dict[str, Any]:
        return {"example": _("2015, 2015-03 or 2015-03-12")}


class Select(CellWidget):
    """A list of options, one to choose."""

    template_name = "dossiers/widgets/select.html"
    multiple = False

    def details(self, value: str) -> dict[str, Any]:
        found = list(self.options(value))
        unsaid = (
            _("Choose…") if self.is_required else UNSAID.get(self.definition.vocabulary or "", _("not said"))
        )
        return {
            "options": found,
            "unsaid": unsaid,
            "multiple": self.multiple,
            "searched": len(found) > SEARCHED or self.multiple,
        }

    def options(self, value: str) -> Iterable[Option]:
        """What can be chosen; what the cell holds is always among it."""
        return code_options(self.definition, self.setting, [value] if value else [])


class Radios(Select):
    """A few options, all seen."""

    template_name = "dossiers/widgets/radios.html"
    use_fieldset = True

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_


class Truth(Radios):
    """Yes, no, or not said."""

    def options(self, value: str) -> Iterable[Option]:
        known = vocabulary("truths")
        for term in known.terms.values():
            label = term.label.in_(self.setting.language)
            yield Option(term.code, label, known.code_of(value) == term.code)


class Reference(Select):
    """A row of a table, or one of the words used in its place."""

    def options(self, value: str) -> Iterable[Option]:
        return row_options(self.definition, self.setting, [value] if value else [])


class References(Several, Select):
    """Several rows of a table, or « none »."""

    multiple = True

    def options(self, value: str) -> Iterable[Option]:
        held = items(value)
        yield from row_options(self.definition, self.setting, held)
        yield none_option(held)


class Boxes(Several, Select):
    """Several codes, all seen with what they mean; other words when the vocabulary is open."""

    template_name = "dossiers/widgets/boxes.html"
    use_fieldset = True
    multiple = True

    def details(self, value: str) -> dict[str, Any]:
        known = vocabulary(self.definition.vocabulary or "")
        held = items(value)
        others = [word for word in held if known.code_of(word) is None and not says_none(word)]
        found = [*code_options(self.definition, self.setting, held, added=False), none_option(held)]
        return {"options": found, "open": known.open, "others": "; ".join(others)}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_


class Combo(Select):
    """A word of an open vocabulary, by typing: any other word is accepted."""

    template_name = "dossiers/widgets/combo.html"

    def details(self, value: str) -> dict[str, Any]:
        known = vocabulary(self.definition.vocabulary or "")
        term = known.terms.get(known.code_of(value) or "")
        chosen = told(term, self.setting.language) if term else ""
        return {**super().details(""), "chosen_facts": chosen}


def code_options(field: Field, setting: Setting, held: list[str], *, added: bool = True) -> Iterable[Option]:
    """The codes that a person may choose, with what is held already; unlisted words held are `added`."""
    known = vocabulary(field.vocabulary or "")
    codes = [known.code_of(word) or word for word in held]
    allowed = setting.allowed.get(field.vocabulary or "")
    for term in known.terms.values():
        if allowed is None or term.code in allowed or term.code in codes:
            yield _option(term, term.code in codes, setting.language)
    if added:
        yield from (Option(code, code, chosen=True) for code in codes if code not in known.terms)


def _option(term: Term, chosen: bool, language: Language) -> Option:
    label = term.label.in_(language)
    words = " ".join(dict.fromkeys((*term.label, term.code, term.properties.get("synonyms", ""))))
    return Option(
        term.code, label, chosen, term.definition.in_(language), words.strip(), told(term, language)
    )


def told(term: Term, language: Language) -> str:
    """The properties of a term in words, those that are known."""
    truths = vocabulary("truths")
    said = {name: term.properties.get(name, "") for name in FACTS}
    return " · ".join(
        _("%(fact)s: %(answer)s")
        % {"fact": FACTS[name], "answer": truths.label_of(value).in_(language).lower()}
        for name, value in said.items()
        if value in truths.terms
    )


def row_options(field: Field, setting: Setting, held: list[str]) -> Iterable[Option]:
    """The words usable in place of a row, then the rows that the person sees; what is held is always there."""
    parties = vocabulary("special_parties")
    offered = [(party, parties.label_of(party).in_(setting.language), "") for party in field.parties]
    offered += [(identity, name, identity) for identity, name in setting.rows(field)]
    known = {identity for identity, _name, _hint in offered}
    for identity, name, hint in offered:
        yield Option(identity, name, identity in held, hint, hint)
    for identity in held:
        if identity not in known and not says_none(identity):
            yield Option(identity, identity, chosen=True)


def none_option(held: list[str]) -> Option:
    """What says that there is none, which is not the same as saying nothing."""
    chosen = any(says_none(word) for word in held)
    return Option(NONE, _("None: we know that there is none"), chosen, words="aucun aucune none")


def _text(field: Field, setting: Setting) -> CellWidget:
    if field.many:
        return Items(field, setting)
    return Lines(field, setting) if is_long(field) else CellWidget(field, setting)


def _code(field: Field, setting: Setting) -> CellWidget:
    known = vocabulary(field.vocabulary or "")
    if field.many:
        return Boxes(field, setting)
    if known.open:
        return Combo(field, setting)
    return Radios(field, setting) if len(known.terms) <= FEW else Select(field, setting)


def _reference(field: Field, setting: Setting) -> CellWidget:
    return References(field, setting) if field.many else Reference(field, setting)


def _typed(**attrs: str) -> Callable[[Field, Setting], CellWidget]:
    return lambda field, setting: CellWidget(field, setting, **attrs)


_PLAIN = {"autocomplete": "off", "spellcheck": "false"}

WIDGETS: Mapping[str, Callable[[Field, Setting], CellWidget]] = {
    "slug": _typed(**_PLAIN, autocapitalize="none"),
    "text": _text,
    "url": _typed(inputmode="url", **_PLAIN),
    "code": _code,
    "reference": _reference,
    "date": Date,
    "decimal": _typed(inputmode="decimal", **_PLAIN),
    "integer": _typed(inputmode="numeric", **_PLAIN),
    "truth": Truth,
    "territory": _typed(**_PLAIN, **{"data-pick": "territories"}),
    "commune": _typed(**_PLAIN, **{"data-pick": "communes"}),
    "siren": _typed(**_PLAIN, **{"data-pick": "organisations"}),
    "rna": _typed(**_PLAIN),
}
"""By kind of field, what makes its widget."""

if set(WIDGETS) != set(get_args(Kind)):
    raise RuntimeError(f"kinds of field without widget: {set(WIDGETS) ^ set(get_args(Kind))}")
