"""The kinds of documents, in which formats each is made, and how one is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from maillage.deliverables import (
    agreement,
    ecosystem_state,
    leader_summary,
    one_page,
    posters,
    workshop_report,
)
from maillage.deliverables.document import Document
from maillage.deliverables.readers import Readers
from maillage.deliverables.wording import DeliverableError, text
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.text import Language, Text, listing, same

if TYPE_CHECKING:
    from maillage.workshop.board import Board

Format = Literal["html", "pdf", "docx", "xlsx", "svg"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "docx", "xlsx", "svg")
Size = Literal["a3", "a0"]
SIZES: tuple[Size, ...] = ("a3", "a0")
_WRITTEN: tuple[Format, ...] = ("html", "pdf", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its code, its name, whom it serves, its formats, and what it asks beside a day.

    `asks` is ``since`` (another day), ``session`` or ``actor``; empty when it asks nothing more.
    """

    code: str
    label: Text
    aim: Text
    formats: tuple[Format, ...]
    asks: str = ""

    @property
    def poster(self) -> bool:
        """Whether it is made for a wall."""
        return "svg" in self.formats


def _kind(code: str, asks: str = "", formats: tuple[Format, ...] = _WRITTEN) -> Kind:
    return Kind(code, text(f"kind.{code}"), text(f"aim.{code}"), formats, asks)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        one.code: one
        for one in (
            _kind(workshop_report.KIND, "session"),
            _kind(one_page.KIND),
            _kind(agreement.KIND),
            _kind(ecosystem_state.KIND, "since"),
            _kind(leader_summary.KIND, "actor"),
            _kind(posters.MAP, formats=FORMATS),
            _kind(posters.ARTICULATION, formats=FORMATS),
        )
    }
)
"""Every kind, in the order in which people meet them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a kind, a day, a language, readers, and what the kind needs besides.

    `board` is what was said in the workshop of the session; `entered` the rows it added; `points` where places are.
    """

    kind: str
    on: datetime.date
    language: Language
    readers: Readers
    since: datetime.date | None = None
    session: str = ""
    board: Board | None = None
    entered: workshop_report.Entered = ()
    points: posters.Points = field(default_factory=dict)


def kind_of(code: str) -> Kind:
    """The kind of that code. Raises `DeliverableError`."""
    if code not in KINDS:
        known = listing([same(one) for one in KINDS], limit=len(KINDS))
        raise DeliverableError(text("error.kind", found=code, known=known))
    return KINDS[code]


def format_of(kind: Kind, code: str) -> Format:
    """The format of that code, when `kind` is made in it. Raises `DeliverableError`."""
    for one in kind.formats:
        if one == code:
            return one
    known = listing([same(one) for one in kind.formats], limit=len(FORMATS))
    raise DeliverableError(text("error.format", found=code, known=known))


def make(dossier: Dossier, asked: Asked, audience: Audience) -> Document:
    """The document asked for, from what `audience` sees of `dossier`: nothing else enters it.

    Same arguments, same document. Raises `DeliverableError`.

    >>> from maillage.deliverables.readers import audience_of
    >>> from maillage.dossier.tables import Record
    >>> readers = Readers("members")
    >>> asked = Asked("state", datetime.date(2026, 1, 1), "en", readers)
    >>> make(Dossier(record=Record(id="d", title="D")), asked, audience_of(readers)).eyebrow
    'State of the ecosystem'
    """
    return _MAKERS[kind_of(asked.kind).code](seen_by(dossier, audience), asked)


def _report(seen: Dossier, asked: Asked) -> Document:
    return workshop_report.workshop_report(
        seen, asked.session, asked.board, asked.on, asked.language, asked.readers, asked.entered
    )


def _state(seen: Dossier, asked: Asked) -> Document:
    return ecosystem_state.ecosystem_state(seen, asked.on, asked.language, asked.readers, asked.since)


def _summary(seen: Dossier, asked: Asked) -> Document:
    """A summary is handed to the actor it speaks of, and to no other readers."""
    known = listing([same(one.id) for one in seen.at(asked.on).actors if one.variant_of is None], limit=40)
    if asked.readers.code != "actor":
        raise DeliverableError(text("error.no-actor", known=known))
    if asked.readers.actor not in {one.id for one in seen.at(asked.on).actors}:
        raise DeliverableError(text("error.other-actor", found=asked.readers.actor, known=known))
    return leader_summary.leader_summary(seen, asked.readers.actor, asked.on, asked.language, asked.readers)


def _map(seen: Dossier, asked: Asked) -> Document:
    return posters.map_poster(seen, asked.on, asked.language, asked.readers, asked.points)


_MAKERS: Mapping[str, Callable[[Dossier, Asked], Document]] = {
    workshop_report.KIND: _report,
    one_page.KIND: lambda seen, asked: one_page.one_page(seen, asked.on, asked.language, asked.readers),
    agreement.KIND: lambda seen, asked: agreement.agreement(seen, asked.on, asked.language, asked.readers),
    ecosystem_state.KIND: _state,
    leader_summary.KIND: _summary,
    posters.MAP: _map,
    posters.ARTICULATION: lambda seen, asked: posters.articulation_poster(
        seen, asked.on, asked.language, asked.readers
    ),
}
if set(_MAKERS) != set(KINDS):
    raise RuntimeError("every kind is made by one function")
