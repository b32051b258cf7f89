"""The activities of a workshop: added, changed, moved, removed, until they have been opened in the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage_web.workshops.actions import refusals
from maillage_web.workshops.actions.refusals import RoomRefusedError
from maillage_web.workshops.actions.rooms import MOST_ACTIVITIES, Prepared
from maillage_web.workshops.models import Activity, Event, Workshop

_ENDED = (Workshop.State.CLOSED, Workshop.State.REVIEWED)


def name_workshop(*, workshop: int, title: str, language: str) -> None:
    """Change the title and the language of a workshop. Raises `RoomRefusedError` once it has ended."""
    with transaction.atomic():
        room = _locked(workshop)
        room.title, room.language = title, language
        room.save(update_fields=["title", "language"])


def add_activity(*, workshop: int, prepared: Prepared) -> str:
    """Add an activity at the end, before or during the workshop; returns its key. Raises `RoomRefusedError`."""
    with transaction.atomic():
        room = _locked(workshop)
        keys = list(room.activities.values_list("key", flat=True))
        if len(keys) >= MOST_ACTIVITIES:
            raise RoomRefusedError(refusals.TOO_MANY_ACTIVITIES)
        last = room.activities.order_by("position").last()
        key = f"a{max((int(one[1:]) for one in keys if one[1:].isdigit()), default=0) + 1}"
        Activity.objects.create(
            workshop=room,
            key=key,
            position=last.position + 1 if last else 1,
            kind=prepared.kind,
            title=prepared.title,
            prompt=prepared.prompt,
            minutes=prepared.minutes,
            settings=dict(prepared.settings),
        )
    return key


def change_activity(
    *, workshop: int, key: str, title: str, prompt: str, minutes: int, settings: Mapping[str, Any]
) -> None:
    """Change what an activity asks. Raises `RoomRefusedError` once it was opened, `KeyError` when it is not there."""
    with transaction.atomic():
        one = _still_to_come(_locked(workshop), key)
        one.title, one.prompt, one.minutes, one.settings = title, prompt, minutes, dict(settings)
        one.save(update_fields=["title", "prompt", "minutes", "settings"])


def remove_activity(*, workshop: int, key: str) -> None:
    """Remove an activity. Raises as `change_activity`."""
    with transaction.atomic():
        _still_to_come(_locked(workshop), key).delete()


def move_activity(*, workshop: int, key: str, by: int) -> None:
    """Move an activity one place earlier (`by` -1) or later (1); at the end of the list it stays. Raises `KeyError`."""
    with transaction.atomic():
        room = _locked(workshop)
        steps = list(room.activities.all())
        place = next((index for index, one in enumerate(steps) if one.key == key), None)
        if place is None:
            raise KeyError(key)
        steps.insert(min(max(place + by, 0), len(steps) - 1), steps.pop(place))
        for position, one in enumerate(steps, start=1):
            one.position = position
        Activity.objects.bulk_update(steps, ["position"])


def _locked(workshop: int) -> Workshop:
    room = Workshop.objects.select_for_update().get(pk=workshop)
    if room.state in _ENDED:
        raise RoomRefusedError(refusals.NOT_OPEN)
    return room


def _still_to_come(room: Workshop, key: str) -> Activity:
    found = room.activities.filter(key=key).first()
    if found is None:
        raise KeyError(key)
    if Event.objects.filter(workshop=room, activity=key).exists():
        raise RoomRefusedError(refusals.ALREADY_RUN)
    return found
