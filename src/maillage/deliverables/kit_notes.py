"""Read notes typed from paper, one per line: a text, then its fields after bars.

``Text | value | name: value``: fields come in the order of the card; a place left empty is skipped; a field may be
named. A tabulation stands for a bar, so that the columns of a spreadsheet can be pasted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.deliverables.kit_fields import PaperField, fields_of, needs_text
from maillage.deliverables.kit_words import sentence, text
from maillage.dossier.values import fold
from maillage.text import Language, Text, joined_by, listing, lowered
from maillage.workshop.activities import Choice
from maillage.workshop.limits import LONGEST_TEXT

_SHOWN = 8
_BARS = re.compile(r"[|\t]")
_NAMED = re.compile(r"\s*([^:|]{1,40}?)[\s\u00a0\u202f]*:(?!//)\s*(.*)\Z", re.DOTALL)
_LIST = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A note that was understood: its line (from 1), its text, its fields (texts, or lists of codes)."""

    line: int
    text: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that was not understood, as it was typed, and why."""

    line: int
    words: str
    said: Text


@dataclass(frozen=True, slots=True)
class ReadNotes:
    """What lines gave: the notes, and the lines that were not understood."""

    notes: tuple[PaperNote, ...]
    wrong: tuple[WrongLine, ...]

    @property
    def left(self) -> str:
        """What remains to be corrected, as it was typed."""
        return "\n".join(one.words for one in self.wrong)


class _Unread(Exception):
    """A line that cannot be read; `say` makes the sentence, once the line is known."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


def read_notes(words: str, kind: str, settings: Mapping[str, Any]) -> ReadNotes:
    """The notes of `words`, for an activity of this `kind` and `settings`. Empty lines are passed over.

    >>> read_notes("Bien manger | écolo, socié", "challenges", {}).notes[0].fields
    {'dimensions': ['ecological', 'societal']}
    """
    notes: list[PaperNote] = []
    wrong: list[WrongLine] = []
    for line, typed in enumerate(words.splitlines(), start=1):
        if not typed.strip():
            continue
        try:
            said, fields = _note(typed, kind, settings)
            notes.append(PaperNote(line, said, fields))
        except _Unread as unread:
            told = sentence(f"wrong.{unread.key}", line=line, **unread.values)
            wrong.append(WrongLine(line, typed, told))
    return ReadNotes(tuple(notes), tuple(wrong))


def _note(typed: str, kind: str, settings: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    fields = fields_of(kind)
    said, *places = (part.strip() for part in _BARS.split(typed))
    if not said and (needs_text(kind) or not any(places)):
        raise _Unread("no-text")
    if len(said) > LONGEST_TEXT:
        raise _Unread("too-long", n=len(said), limit=LONGEST_TEXT)
    if not fields and any(places):
        raise _Unread("no-fields", words=" | ".join(place for place in places if place))
    found: dict[str, Any] = {}
    for place, words in enumerate(places):
        if not words:
            continue
        field, value = _field(place, words, fields)
        if field.name in found:
            raise _Unread("twice", field=field.label)
        if value:
            found[field.name] = _value(field, value, settings)
    return said, {field.name: found[field.name] for field in fields if field.name in found}


def _field(place: int, words: str, fields: Sequence[PaperField]) -> tuple[PaperField, str]:
    """The field of a place, and what is said in it: named, else by its place."""
    named = _NAMED.match(words)
    if named:
        field = _called(named[1], fields)
        if field is not None:
            return field, named[2].strip()
        if place >= len(fields) or fields[place].closed:
            raise _Unread("no-field", words=named[1].strip(), fields=_names(fields))
    if place >= len(fields):
        raise _Unread("too-many", fields=_names(fields))
    return fields[place], words


def _called(words: str, fields: Sequence[PaperField]) -> PaperField | None:
    wanted = fold(words)
    for field in fields:
        if wanted in {fold(field.name), fold(field.label.fr), fold(field.label.en)}:
            return field
    return None


def _names(fields: Sequence[PaperField]) -> Text:
    return joined_by(", ", [field.label for field in fields])


def _value(field: PaperField, words: str, settings: Mapping[str, Any]) -> Any:
    choices = field.choices(settings)
    if field.many:
        parts = [part.strip() for part in _LIST.split(words) if part.strip()]
        return list(dict.fromkeys(_choice(field, part, choices) for part in parts))
    return _choice(field, words, choices) if choices else words


def _choice(field: PaperField, words: str, choices: Sequence[Choice]) -> str:
    """The code of the choice that `words` stands for: its code, its label; of a closed list, the beginning of a word.

    Where free words are allowed a beginning is not enough: “La ferme” may be another one than “La ferme du bourg”.
    """
    wanted = fold(words)
    for same in (_is, _begins, _holds) if field.closed else (_is,):
        met = [one for one in choices if same(wanted, one)]
        if len({one.code for one in met}) == 1:
            return met[0].code
        if met:
            raise _Unread("several-choices", words=words, choices=_labels(met))
    if field.closed:
        raise _Unread("no-choice", words=words, field=field.label, choices=_labels(choices))
    return words


def _is(wanted: str, one: Choice) -> bool:
    return wanted in {fold(one.code.removeprefix("id:")), fold(one.label.fr), fold(one.label.en)}


def _begins(wanted: str, one: Choice) -> bool:
    return any(fold(label).startswith(wanted) for label in one.label)


def _holds(wanted: str, one: Choice) -> bool:
    return any(word.startswith(wanted) for label in one.label for word in fold(label).split())


def _labels(choices: Sequence[Choice]) -> Text:
    return joined_by(", ", [one.label for one in choices])


# --- how to write them -----------------------------------------------------------------------------------------------


def how_to_write(kind: str, settings: Mapping[str, Any]) -> tuple[Text, ...]:
    """The sentences that tell how to write the notes of an activity: order of the fields, choices of each."""
    fields = fields_of(kind)
    if not fields:
        return (sentence("syntax.plain", text=text(f"text.{kind}")),)
    order = joined_by(" | ", [text(f"text.{kind}"), *(field.label for field in fields)])
    named = sentence("syntax.named", field=lowered(fields[-1].label))
    told = [sentence("syntax.fields", order=order, named=named)]
    told += [_told(field, field.choices(settings)) for field in fields if field.choices(settings)]
    return (*told, text("syntax.begin")) if any(field.closed for field in fields) else tuple(told)


def _told(field: PaperField, choices: Sequence[Choice]) -> Text:
    if not field.closed:
        shown = listing([one.label for one in choices], _SHOWN)
        key = "syntax.options" if field.asked.kind == "option" else "syntax.open"
        return sentence(key, field=field.label, choices=shown)
    key = "syntax.several" if field.many else "syntax.choices"
    return sentence(key, field=field.label, choices=_labels(choices))


def fields_said(
    fields: Mapping[str, Any], kind: str, settings: Mapping[str, Any], language: Language
) -> tuple[tuple[str, str], ...]:
    """The fields of a note in words, label and value, in the order of the card; those left empty are left out.

    >>> fields_said({"dimensions": ["ecological"]}, "challenges", {}, "en")
    (('Dimensions', 'Ecological'),)
    """
    told = []
    for field in fields_of(kind):
        value = fields.get(field.name)
        if value:
            labels = {one.code: one.label.in_(language) for one in field.choices(settings)}
            values = value if isinstance(value, (list, tuple)) else [value]
            told.append((field.label.in_(language), ", ".join(labels.get(one, str(one)) for one in values)))
    return tuple(told)
