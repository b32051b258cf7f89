"""A document of a dossier: for readers of whom one sees all that they see, on the day of the page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage.deliverables import kinds
from maillage.deliverables.document import Document
from maillage.deliverables.readers import CODES, Readers, audience_of, shared
from maillage.deliverables.readers import said as readers_said
from maillage.deliverables.workshop_report import session_of
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.text import Language, Text
from maillage_web.deliverables.queries.rooms import Room, room_of
from maillage_web.dossiers.queries.living import checksum_of
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import read_dossier

_documents: Shelf[Document] = Shelf(2_000, lambda one: 1 + len(one.parts))
_EVERY = frozenset({"public", "members", "facilitators"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the page: a language, readers, another day, a session."""

    language: Language
    readers: Readers
    since: datetime.date | None = None
    session: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Readers that one may choose: as addresses say them, in words."""

    code: str
    said: Text


def mine(state: State) -> Audience:
    """What the person sees; whoever opened a kept dossier sees all of it, and an example is public."""
    if state.living is not None:
        return state.living.standing.audience
    actors = frozenset(one.id for one in state.whole.actors)
    return Audience(_EVERY, actors, public=not state.entry.is_upload)


def audience_for(state: State, readers: Readers) -> Audience:
    """What both the person and the readers see."""
    own = mine(state)
    return shared(own, audience_of(readers, public=own.public))


def choices(state: State) -> tuple[Choice, ...]:
    """The readers that one may make a document for, the widest first: those of whom one sees all the rows."""
    return tuple(_choices(state))


def _choices(state: State) -> Iterator[Choice]:
    own = mine(state)
    for code in CODES:
        if code != "actor" and code in own.levels:
            yield Choice(code, readers_said(Readers(code), state.whole))
    for actor in state.dossier.actors:
        if actor.id in own.actors and actor.variant_of is None:
            readers = Readers("actor", actor.id)
            yield Choice(f"acteur:{actor.id}", readers_said(readers, state.whole))


def readers_called(state: State, code: str) -> Readers:
    """The readers of this code when one may choose them, else the members, else everybody."""
    known = [one.code for one in choices(state)]
    if code not in known:
        inside = state.living is not None and "members" in known
        return Readers("members") if inside else Readers("public")
    actor = code.removeprefix("acteur:")
    if actor != code:
        return Readers("actor", actor)
    return next(Readers(one) for one in CODES if one == code)


def code_of(readers: Readers) -> str:
    """The readers as addresses say them."""
    return f"acteur:{readers.actor}" if readers.code == "actor" else readers.code


def seen(state: State, readers: Readers) -> Dossier:
    """The dossier at the moment of the page, as both the person and the readers see it."""
    audience, entry, living = audience_for(state, readers), state.entry, state.living
    if living is None:
        return seen_by(state.whole, audience)
    checksum = checksum_of(living.pk, entry.number, entry.current, audience)
    return read_dossier(replace(entry, audience=audience, checksum=checksum))


def made(state: State, kind: str, wish: Wish) -> Document:
    """The document of that kind. Raises `DeliverableError`. What was said in a workshop is read afresh each time."""
    if kinds.kind_of(kind).asks == "session":
        return _made(state, kind, wish)
    audience = audience_for(state, wish.readers)
    key = (state.entry.checksum, state.day, kind, wish, audience.key)
    return _documents.get(key, lambda: _made(state, kind, wish))


def _made(state: State, kind: str, wish: Wish) -> Document:
    dossier = seen(state, wish.readers)
    room = _room(state, dossier, wish) if kinds.kind_of(kind).asks == "session" else Room()
    asked = kinds.Asked(
        kind=kind,
        on=state.day,
        language=wish.language,
        readers=wish.readers,
        since=wish.since,
        session=wish.session,
        board=room.board,
        entered=room.entered,
    )
    return kinds.make(dossier, asked, audience_for(state, wish.readers))


def _room(state: State, dossier: Dossier, wish: Wish) -> Room:
    """What was said, for readers who take part and see the session; nothing of it in the past of the dossier."""
    if state.living is None or state.past:
        return Room()
    session = session_of(dossier, wish.session, state.day).id
    return room_of(state.living.pk, session)
