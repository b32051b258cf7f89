"""What the pages of history say: what an act did, what a cell said before and after."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.dossier.cells import format_cell, parse_cell
from maillage.dossier.compare import Change
from maillage.dossier.fields import Field
from maillage.dossier.problems import CellError
from maillage.dossier.tables import TABLES, Session
from maillage.dossier.values import PartialDate
from maillage_web.common.templatetags.wording import date_words, figure, language, said
from maillage_web.dossiers.choices import ChangeKind, PeopleChange, Role
from maillage_web.dossiers.queries import history
from maillage_web.dossiers.queries.acts import Chronicle, Namer, SeenAct
from maillage_web.dossiers.queries.history import Told
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.states import NamedState

register = template.Library()
_LONG = 40
_MOST_WORDS = 400
_LEAST_KEPT = 5  # a fifth of the words


# --- what an act did --------------------------------------------------------------------------------------------------


@register.simple_tag
def told_of(act: SeenAct) -> tuple[Told, ...]:
    """What an act did, table by table."""
    return history.told_of(act)


@register.filter
def counted(told: Told) -> str:
    """How many rows of which table became what: « 3 lignes ajoutées dans Acteurs »."""
    values = {"count": figure(told.count), "table": said(told.table)}
    return _COUNTED[ChangeKind(told.kind)](told.count) % values


_COUNTED = {
    ChangeKind.ADDED: lambda n: ngettext(
        "%(count)s row added to %(table)s", "%(count)s rows added to %(table)s", n
    ),
    ChangeKind.CHANGED: lambda n: ngettext(
        "%(count)s row changed in %(table)s", "%(count)s rows changed in %(table)s", n
    ),
    ChangeKind.ARCHIVED: lambda n: ngettext(
        "%(count)s row archived in %(table)s", "%(count)s rows archived in %(table)s", n
    ),
    ChangeKind.RESTORED: lambda n: ngettext(
        "%(count)s row brought back in %(table)s", "%(count)s rows brought back in %(table)s", n
    ),
}


@register.filter
def first_names(told: Told) -> str:
    """The names of the first rows, and that there are others."""
    further = "…" if told.count > len(told.names) else ""
    return ", ".join(map(said, told.names)) + further


@register.filter
def column_labels(told: Told) -> str:
    """What people call the columns that changed."""
    return ", ".join(label_of(told.table_name, column) for column in told.columns)


@register.simple_tag
def details_of(act: SeenAct, people: Mapping[int, str], chronicle: Chronicle) -> str:
    """What an act did that is not in rows: a role given, a setting, the file of an import."""
    what, *whom = [*_details(act.details, people, chronicle), ""]
    return f"{what}{_(':')} {', '.join(filter(None, whom))}" if any(whom) else what


def _details(details: Mapping[str, Any], people: Mapping[int, str], chronicle: Chronicle) -> Iterator[str]:
    if details.get("did") in PeopleChange.values:
        yield str(PeopleChange(details["did"]).label)
        if details.get("user") in people:
            yield people[details["user"]]
        if details.get("role") in Role.values:
            yield str(Role(details["role"]).label)
        if details.get("actor"):
            yield said(chronicle.name_of("actors", details["actor"]))
    if "public" in details:
        yield _("the dossier became public") if details["public"] else _("the dossier became private")
    if "archived" in details:
        yield _("the dossier was archived") if details["archived"] else _("the dossier was brought back")
    if isinstance(details.get("file"), str):
        yield details["file"]


@dataclass(frozen=True, slots=True)
class PastTold:
    """The past moment that a page shows: the end of a day, or an act when the person sees it."""

    day: datetime.date | None
    act: SeenAct | None


@register.simple_tag
def past_of(state: State) -> PastTold:
    """The past moment that is looked at. Which act was the last of a day is not told: the person may not see it."""
    if "-" in state.past:
        return PastTold(datetime.date.fromisoformat(state.past), None)
    return PastTold(None, Chronicle(state.living).find(state.entry.number) if state.living else None)


# --- what a cell said -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that changed: kept ("same"), left out ("gone") or put in ("come")."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell before and after, in words. `pieces` are there for longer texts; `own` says in the dossier’s language."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    own: bool


@register.simple_tag
def cell_lines(
    table: str, before: Mapping[str, str], after: Mapping[str, str], names: Namer
) -> list[CellLine]:
    """The cells of a change, in the order of the fields, then the columns that people added."""
    said_columns = {**before, **after}
    known = [field.name for field in TABLES[table].fields if field.name in said_columns]
    columns = [*known, *(column for column in said_columns if column not in known)]
    return [cell_line(table, one, before.get(one, ""), after.get(one, ""), names) for one in columns]


@register.simple_tag
def cell_line(table: str, column: str, before: str, after: str, names: Namer) -> CellLine:
    """One cell before and after."""
    field = _field(table, column)
    own = field is None or field.kind in ("text", "reference")
    is_text = field is None or field.kind == "text"
    pieces = (
        pieces_of(before, after) if is_text and before and after and len(before) + len(after) > _LONG else ()
    )
    words = [cell_words(field, table, one, names) for one in (before, after)]
    return CellLine(label_of(table, column), *words, tuple(pieces), own)


def label_of(table: str, column: str) -> str:
    """What people call a column; its name when they added it themselves."""
    field = _field(table, column)
    return said(field.label) if field else column


def _field(table: str, column: str) -> Field | None:
    return next((field for field in TABLES[table].fields if field.name == column), None)


def cell_words(field: Field | None, table: str, text: str, names: Namer) -> str:
    """The text of a cell in words: codes by their labels, rows by their names, dates and numbers as people write."""
    if field is None or not text or field.kind in ("text", "url"):
        return text
    if field.kind == "reference":
        return ", ".join(said(names.name_of(field.table or table, one)) for one in text.split("; "))
    try:
        return _WORDS.get(field.kind, _formatted)(field, text)
    except (CellError, ValueError, InvalidOperation):
        return text


def _formatted(field: Field, text: str) -> str:
    return format_cell(field, parse_cell(field, text).value, language())


_WORDS = {
    "date": lambda field, text: date_words(PartialDate.parse(text)),
    "decimal": lambda field, text: figure(Decimal(text)),
}


def pieces_of(before: str, after: str) -> list[Piece]:
    """The words of two texts that are the same, gone and come; nothing when too much differs to be read so.

    >>> [(one.kind, one.words) for one in pieces_of("un bon repas", "un vrai repas")]
    [('same', 'un '), ('gone', 'bon '), ('come', 'vrai '), ('same', 'repas')]
    """
    old, new = _words(before), _words(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    middles = old[start : len(old) - end], new[start : len(new) - end]
    if max(map(len, middles)) > _MOST_WORDS:
        return []
    pieces = [_piece(new[:start], "same"), *_compared(*middles), _piece(new[len(new) - end :], "same")]
    pieces = [piece for piece in pieces if piece.words]
    kept = sum(len(piece.words) for piece in pieces if piece.kind == "same")
    return pieces if len(after) <= kept * _LEAST_KEPT and len(pieces) > 1 else []


Word = tuple[str, str]
"""A word, and the spaces that follow it: two words are the same whatever follows them."""


def _words(text: str) -> list[Word]:
    return re.findall(r"(\S+|^)(\s*)", text)


def _piece(words: list[Word], kind: str) -> Piece:
    return Piece("".join(word + spaces for word, spaces in words), kind)


def _shared(one: list[Word], other: list[Word]) -> int:
    """How many words two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a[0] != b[0]), min(len(one), len(other)))


def _compared(old: list[Word], new: list[Word]) -> Iterator[Piece]:
    keys = [[word for word, _spaces in words] for words in (old, new)]
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield _piece(new[c:d], "same")
        else:
            yield _piece(old[a:b], "gone")
            yield _piece(new[c:d], "come")


# --- labels -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def table_label(name: str) -> str:
    """What people call a table."""
    return said(TABLES[name].label)


@register.simple_tag
def change_label(kind: str) -> str:
    """What became of a row."""
    return str(ChangeKind(kind).label)


@register.simple_tag
def difference_label(kind: str) -> str:
    """What became of a row from one moment to another."""
    return {"added": _("added"), "changed": _("changed"), "removed": _("removed")}[kind]


@register.simple_tag
def difference_lines(change: Change, names: Namer) -> list[CellLine]:
    """The cells of a row that differ."""
    return [cell_line(change.table, one.column, one.before, one.after, names) for one in change.fields]


@register.simple_tag
def moment_label(chosen: str, states: Iterable[NamedState], session: Session | None, now_words: str) -> str:
    """What to call a moment that is not among those offered; nothing for the others."""
    offered = {now_words, "", *(str(state.number) for state in states)}
    if session is not None and session.date is not None:
        offered.add(session.date.last_day().isoformat())
    if chosen in offered:
        return ""
    return _("act no. %(number)s") % {"number": chosen} if chosen.isdigit() else chosen
