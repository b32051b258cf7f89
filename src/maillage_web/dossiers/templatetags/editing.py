"""What the pages of editing ask of messages and of cells."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.contrib.messages.storage.base import Message

from maillage.articulation.findings import name_of
from maillage.dossier.cells import format_cell, parse_cell
from maillage.dossier.fields import Field
from maillage.dossier.problems import CellError
from maillage.dossier.tables import TABLES
from maillage.text import Text, same
from maillage_web.common.templatetags.wording import language, said
from maillage_web.dossiers.forms.linking import THREADS
from maillage_web.dossiers.queries.state import State

register = template.Library()
_ACT, _FURTHER = "act-", "further-"


@register.simple_tag
def act_of(message: Message) -> int:
    """The number of the act that a message tells of; 0 when it cannot be undone."""
    number = _tagged(message, _ACT)
    return int(number) if number.isdigit() else 0


@register.simple_tag
def further_of(message: Message) -> str:
    """The address where what a message tells of is completed."""
    return _tagged(message, _FURTHER)


def _tagged(message: Message, beginning: str) -> str:
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(beginning) for tag in tags if tag.startswith(beginning)), "")


@register.simple_tag
def column_label(table: str, column: str) -> str:
    """What people call a column; its name when they added it themselves."""
    label = next((field.label for field in TABLES[table].fields if field.name == column), same(column))
    return said(label)


@register.simple_tag
def cell_words(table: str, column: str, text: str, state: State) -> str:
    """The text of a cell in words: codes by their labels, rows by their names."""
    field = next((field for field in TABLES[table].fields if field.name == column), None)
    if field is None or not text:
        return text
    if field.kind == "reference":
        return ", ".join(_named(field, table, one, state) for one in text.split("; "))
    try:
        return format_cell(field, parse_cell(field, text).value, language())
    except CellError:
        return text


def _named(field: Field, table: str, identity: str, state: State) -> str:
    return said(state.link_to_id(field.table or table, identity).words)


@dataclass(frozen=True, slots=True)
class End:
    """A row that a thread may begin or end at."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The rows of one column of the articulation, and whether threads are said in them."""

    label: Text
    holds: bool
    rows: tuple[End, ...]


@register.simple_tag
def thread_ends(state: State) -> list[Ends]:
    """The rows that can be linked, column by column."""
    return [
        Ends(
            TABLES[table].label,
            any(table == holder for holder, _other in THREADS),
            tuple(End(f"{table}/{row.id}", said(name_of(row))) for row in state.dossier.rows(table)),
        )
        for table in ("challenges", "effects", "components", "actors")
    ]
