"""The room of a workshop: prepared, opened with a code, joined, closed, forgotten.

Who may call what is for the views (`Action.RUN_WORKSHOP`), except at the door, where a code is enough. What happens in
the room is an event, written by `saying.say`.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from maillage_web.workshops.actions import codes, refusals
from maillage_web.workshops.actions.refusals import RoomRefusedError
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Activity, Participant, Workshop

MOST_PEOPLE = 1000
MOST_ACTIVITIES = 30
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Prepared:
    """An activity as somebody prepares it; `settings` holds its options already."""

    kind: str
    title: str
    prompt: str = ""
    minutes: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who came in: their participant and the secret that their phone keeps. Only its SHA-256 is kept here."""

    participant: Participant
    secret: str


# --- prepare, open, close ---------------------------------------------------------------------------------------------


@transaction.atomic
def prepare(
    *,
    dossier: int,
    author: int | None,
    title: str,
    activities: Sequence[Prepared],
    now: datetime.datetime,
    language: str = "fr",
    journey: str = "",
    phase: str = "",
    session: str = "",
) -> Workshop:
    """A workshop that nobody can join yet. Raises `RoomRefusedError` when it has too many activities."""
    if len(activities) > MOST_ACTIVITIES:
        raise RoomRefusedError(refusals.TOO_MANY_ACTIVITIES)
    workshop = Workshop.objects.create(
        dossier_id=dossier,
        token=secrets.token_urlsafe(12),
        title=title[:200],
        language=language,
        journey=journey,
        phase=phase,
        session=session,
        created_by_id=author,
        created_at=now,
    )
    Activity.objects.bulk_create(
        _activity(workshop, f"a{place}", place, one) for place, one in enumerate(activities, start=1)
    )
    return workshop


def _activity(workshop: Workshop, key: str, position: int, one: Prepared) -> Activity:
    return Activity(
        workshop=workshop,
        key=key,
        position=position,
        kind=one.kind,
        title=one.title[:200],
        prompt=one.prompt,
        minutes=one.minutes,
        settings=dict(one.settings),
    )


def open_workshop(*, workshop: int, now: datetime.datetime) -> Workshop:
    """Open the doors: a code is drawn. Opened already, it stays as it is. Raises `RoomRefusedError`."""
    with transaction.atomic():
        room = _locked(workshop)
        if room.state == Workshop.State.OPEN:
            return room
        if room.state != Workshop.State.PREPARED:
            raise RoomRefusedError(refusals.NOT_PREPARED)
        if not room.activities.exists():
            raise RoomRefusedError(refusals.NO_ACTIVITY)
        room.state, room.opened_at = Workshop.State.OPEN, now
        _give_code(room, "state", "opened_at")
    return room


def change_code(*, workshop: int) -> Workshop:
    """Give the room another code: the former one opens nothing any more, and who is in stays in."""
    with transaction.atomic():
        room = _locked(workshop)
        if room.state != Workshop.State.OPEN:
            raise RoomRefusedError(refusals.NOT_OPEN)
        _give_code(room)
    return room


def _give_code(room: Workshop, *changed: str) -> None:
    while True:
        room.code = codes.new_code()
        try:
            with transaction.atomic():
                room.save(update_fields=["code", *changed])
        except IntegrityError:  # another room has it
            continue
        return


def close_workshop(*, workshop: int, now: datetime.datetime) -> Workshop:
    """End it: the phones and the screen are told, the code dies. Closed already, it stays as it is."""
    with transaction.atomic():
        room = _locked(workshop)
        if room.state == Workshop.State.OPEN:
            say(room.pk, "f", [Said(key="end", activity="", kind="end", content={})], now)
            room.refresh_from_db()
        if room.state in (Workshop.State.PREPARED, Workshop.State.OPEN):
            room.state, room.closed_at, room.code = Workshop.State.CLOSED, now, None
            room.save(update_fields=["state", "closed_at", "code"])
    return room


def mark_reviewed(*, workshop: int, act: int | None, session: str, now: datetime.datetime) -> Workshop:
    """Its outcome is in the dossier, by this act, under this session; names and secrets are forgotten at once."""
    with transaction.atomic():
        room = _locked(workshop)
        room.state, room.reviewed_at, room.act, room.session = Workshop.State.REVIEWED, now, act, session
        room.save(update_fields=["state", "reviewed_at", "act", "session"])
    forget_names(workshop=workshop)
    return room


def _locked(workshop: int) -> Workshop:
    return Workshop.objects.select_for_update().get(pk=workshop)


# --- the door ---------------------------------------------------------------------------------------------------------


def room_of(*, code: str, address: str, now: datetime.datetime, proof: str = "") -> Workshop:
    """The open workshop of a code that somebody typed, or scanned with its `proof`.

    Raises `WrongCodeError`, which counts, or `TooManyTriesError`.
    """
    read = codes.read_code(code)
    scanned = bool(proof) and bool(read) and codes.is_proof(read, proof)
    if not scanned and not codes.may_try(address, now):
        raise refusals.too_many_tries(codes.seconds_left(now))
    room = Workshop.objects.filter(code=read, state=Workshop.State.OPEN).first() if read else None
    if room is None:
        codes.count_wrong(address, now)
        raise refusals.wrong_code()
    return room


def join(
    *,
    code: str,
    name: str,
    actor: str = "",
    address: str = "",
    proof: str = "",
    now: datetime.datetime,
) -> Joined:
    """Let somebody in by the code: they become ``p1``, ``p2``…; `actor` is the id of whom they speak for, if anybody.

    Raises `WrongCodeError`, `TooManyTriesError`, or `RoomRefusedError` (no name, a full room).
    """
    room = room_of(code=code, address=address, now=now, proof=proof)
    return enter(workshop=room.pk, name=name, actor=actor, now=now)


def enter(*, workshop: int, name: str, actor: str = "", now: datetime.datetime) -> Joined:
    """Let somebody into a room whose code they gave. Raises `RoomRefusedError`."""
    called = " ".join("".join(sign for sign in name if sign.isprintable()).split())
    if not called or len(called) > _LONGEST_NAME:
        raise RoomRefusedError(refusals.NO_NAME)
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        room = _locked(workshop)
        if room.state != Workshop.State.OPEN:
            raise refusals.wrong_code()
        number = (room.participants.aggregate(last=Max("number"))["last"] or 0) + 1
        if number > MOST_PEOPLE:
            raise RoomRefusedError(refusals.ROOM_FULL)
        participant = Participant.objects.create(
            workshop=room, number=number, name=called, actor=actor, secret=hashed(secret), joined_at=now
        )
        _tell(participant, "join", {"name": called, "actor": actor}, now)
    return Joined(participant, secret)


def hashed(secret: str) -> str:
    """What is kept of the secret of a phone."""
    return hashlib.sha256(secret.encode()).hexdigest()


def remove(*, workshop: int, number: int, now: datetime.datetime) -> None:
    """Put somebody out: their phone says it, and what they wrote stays. Already out, nothing changes."""
    with transaction.atomic():
        _locked(workshop)
        found = Participant.objects.filter(workshop=workshop, number=number, removed_at=None).first()
        if found is None:
            return
        _tell(found, "gone", {}, now)
        found.removed_at = now
        found.save(update_fields=["removed_at"])


def _tell(participant: Participant, kind: str, content: dict[str, str], now: datetime.datetime) -> None:
    """The site says it in the name of the participant; said twice, it is kept once. Raises `RoomRefusedError`."""
    said = Said(key=kind, activity="", kind=kind, content=content)
    (answer,) = say(participant.workshop_id, f"p{participant.number}", [said], now)
    if answer.refusal is not None:
        raise RoomRefusedError(answer.refusal.text)


# --- forgetting -------------------------------------------------------------------------------------------------------


def forget_names(*, workshop: int) -> None:
    """Erase who was there: first names, secrets, and the names that events hold. What was said stays.

    Nobody comes back in with a forgotten secret.
    """
    with transaction.atomic():
        room = _locked(workshop)
        for one in room.participants.exclude(name="", secret__startswith="-"):
            one.name, one.secret = "", f"-{room.pk}-{one.number}"
            one.save(update_fields=["name", "secret"])
        for event in room.events.filter(kind="join"):
            event.content = {**event.content, "name": ""}
            event.save(update_fields=["content"])
