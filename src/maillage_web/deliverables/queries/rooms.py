"""What was said in the workshop of a session, asked of whoever keeps it: the app of workshops, which knows this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from maillage.deliverables.workshop_report import Entered
from maillage.workshop.board import Board


class Room(NamedTuple):
    """The board of a workshop, and the rows of the act by which its review entered the dossier, by table and id."""

    board: Board | None = None
    entered: Entered = ()


Keeper = Callable[[int, str], Room]
"""From the number of a living dossier and the id of a session."""

_keepers: list[Keeper] = []


def kept_by(keeper: Keeper) -> None:
    """Say who keeps workshops; called once, when the site starts."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def room_of(living: int, session: str) -> Room:
    """What was said in the workshop of this session, and what it brought; nothing when there was none."""
    for keeper in _keepers:
        room = keeper(living, session)
        if room.board is not None or room.entered:
            return room
    return Room()
