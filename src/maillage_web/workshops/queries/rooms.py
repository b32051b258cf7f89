"""Workshops as pages show them: those of a dossier, one of them, its activities, who takes part, private notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maillage_web.dossiers.queries.living import Living, seen_at
from maillage_web.workshops.models import Activity, Participant, PrivateNote, Workshop


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop: where it belongs, where it stands."""

    pk: int
    dossier: int
    slug: str
    token: str
    code: str
    title: str
    language: str
    journey: str
    phase: str
    session: str
    state: str
    head: int
    created_at: datetime.datetime
    opened_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    reviewed_at: datetime.datetime | None
    act: int | None

    @property
    def day(self) -> datetime.datetime:
        """When it took place, or was prepared."""
        return self.opened_at or self.created_at

    @property
    def address(self) -> tuple[str, str]:
        """What fills the addresses of its pages."""
        return self.slug, self.token


@dataclass(frozen=True, slots=True)
class Step:
    """An activity as it was prepared."""

    pk: int
    key: str
    position: int
    kind: str
    title: str
    prompt: str
    minutes: int
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in the room; `actor` is the id of whom they speak for."""

    number: int
    name: str
    actor: str
    joined_at: datetime.datetime
    gone: bool

    @property
    def who(self) -> str:
        """How events name them."""
        return f"p{self.number}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A private note of the person who looks."""

    pk: int
    text: str
    at: datetime.datetime


def rooms_of(living: Living) -> list[Room]:
    """The workshops of a dossier, the latest first, without those of a journey that the person does not see."""
    found = (
        Workshop.objects.filter(dossier=living.pk).select_related("dossier").order_by("-created_at", "-pk")
    )
    return list(_seen(living, found))


def find_room(living: Living, token: str) -> Room | None:
    """The workshop at this address of a dossier, when it exists for the person."""
    found = Workshop.objects.filter(dossier=living.pk, token=token).select_related("dossier")
    return next(iter(_seen(living, found)), None)


def room_at(token: str) -> Room | None:
    """The workshop of this token, whoever looks: for links that were signed."""
    found = Workshop.objects.filter(token=token).select_related("dossier").first()
    return _room(found) if found else None


def _seen(living: Living, found: Iterable[Workshop]) -> Iterable[Room]:
    rooms = [_room(one) for one in found]
    if not any(one.journey for one in rooms):
        return rooms
    seen = seen_at(living.pk, living.number, living.standing.audience)
    journeys = {row.id for row in seen.journeys}
    return [one for one in rooms if not one.journey or one.journey in journeys]


def _room(one: Workshop) -> Room:
    return Room(
        pk=one.pk,
        dossier=one.dossier_id,
        slug=one.dossier.slug,
        token=one.token,
        code=one.code or "",
        title=one.title,
        language=one.language,
        journey=one.journey,
        phase=one.phase,
        session=one.session,
        state=one.state,
        head=one.head,
        created_at=one.created_at,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        reviewed_at=one.reviewed_at,
        act=one.act,
    )


def steps_of(workshop: int) -> list[Step]:
    """The activities of a workshop, in order."""
    columns = ("pk", "key", "position", "kind", "title", "prompt", "minutes", "settings")
    found = Activity.objects.filter(workshop=workshop).order_by("position", "pk")
    return [Step(*one) for one in found.values_list(*columns)]


def present_in(workshop: int) -> list[Present]:
    """Who came in, in order; those who are gone or were removed too."""
    columns = ("number", "name", "actor", "joined_at", "removed_at")
    found = Participant.objects.filter(workshop=workshop).order_by("number").values_list(*columns)
    return [
        Present(number, name, actor, joined, gone is not None) for number, name, actor, joined, gone in found
    ]


def private_notes(workshop: int, author: int) -> list[Kept]:
    """The notes that this person wrote for themselves in this workshop, the latest first; nobody else’s."""
    found = PrivateNote.objects.filter(workshop=workshop, author=author).order_by("-at", "-pk")
    return [Kept(*one) for one in found.values_list("pk", "text", "at")]
