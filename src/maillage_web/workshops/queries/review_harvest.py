"""What a workshop proposes to its dossier, as one facilitator sees the dossier, with the choices made so far."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from maillage.dossier.audience import SEPARATOR, pointing, target
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold
from maillage.text import Language
from maillage.workshop.basket import NAMES as COMPARED
from maillage.workshop.board import Board
from maillage.workshop.harvest import Proposal, harvest, settled
from maillage_web.dossiers.queries.editing import seen_dossier
from maillage_web.dossiers.queries.living import Living
from maillage_web.workshops.models import Workshop
from maillage_web.workshops.queries.boards import board_of
from maillage_web.workshops.queries.review_draft import LEAVE, MERGE, TAKE, Choice, ReviewDraft, read_draft
from maillage_web.workshops.queries.rooms import Present, Room, present_in

NAMES: Mapping[str, str] = {**COMPARED, "ties": "note", "answers": "narrative"}
"""By table, the column that holds the words that were said."""


NO_SESSION = "session-of-this-workshop"
"""What stands for the id of the session until it has one."""


@dataclass(frozen=True)
class Harvested:
    """A board, the dossier beside which it is reviewed, what it proposes, and what was chosen so far."""

    board: Board
    dossier: Dossier
    on: datetime.date
    session: str
    proposals: tuple[Proposal, ...]
    draft: ReviewDraft
    present: tuple[Present, ...]

    def choice(self, key: str) -> Choice | None:
        """What was chosen of a proposal; none when it was not looked at."""
        return self.draft.choices.get(key)

    def kept(self) -> tuple[Proposal, ...]:
        """The proposals that would be written: taken, as they were typed, their references put right."""
        made = [edited(one, self.choice(one.key)) for one in self.proposals]
        moved = {one.key for one, now in zip(self.proposals, made, strict=True) if one.table != now.table}
        fates: dict[str, str | None] = {}
        for one in self.proposals:
            choice = self.choice(one.key)
            if choice is None or choice.do == LEAVE or one.key in moved:
                fates[one.key] = None
            elif choice.do == MERGE and choice.into and not one.row:
                fates[one.key] = choice.into
        stays = [now if now.key not in moved else one for one, now in zip(self.proposals, made, strict=True)]
        taken = [now for now in made if now.key in moved and self._is_taken(now.key)]
        return (*settled(stays, fates), *taken)

    def _is_taken(self, key: str) -> bool:
        choice = self.choice(key)
        return choice is not None and choice.do == TAKE

    def unseen(self) -> tuple[Proposal, ...]:
        """The proposals that nobody looked at yet."""
        return tuple(one for one in self.proposals if one.key not in self.draft.choices)


def harvested(living: Living, room: Room) -> Harvested:
    """What a workshop proposes, on the day of its session as typed, else when it was opened, else prepared."""
    row = Workshop.objects.get(pk=room.pk)
    draft = read_draft(row.review)
    on = day_of(room, draft)
    board, dossier = board_of(row), seen_dossier(living)
    session = room.session if any(one.id == room.session for one in dossier.sessions) else NO_SESSION
    tongue: Language = "en" if dossier.record.language == "en" else "fr"
    proposals = harvest(board, dossier, on, tongue, session=session)
    return Harvested(board, dossier, on, session, proposals, draft, tuple(present_in(room.pk)))


def day_of(room: Room, draft: ReviewDraft) -> datetime.date:
    """The day of the session."""
    try:
        return datetime.date.fromisoformat(str(draft.session.get("date", "")))
    except ValueError:
        return timezone.localdate(room.day)


def edited(proposal: Proposal, choice: Choice | None) -> Proposal:
    """The proposal with the table and the cells that somebody typed. Confidential words are never retyped."""
    if choice is None or proposal.confidential:
        return proposal
    table = choice.table if choice.table in TABLES and not proposal.row else proposal.table
    cells = dict(proposal.cells) if table == proposal.table else moved_cells(proposal, table)
    cells |= choice.cells
    if choice.visibility and not proposal.row:
        cells["visibility"] = choice.visibility
    known = {field.name for field in TABLES[table].fields}
    said = {name: words for name, words in cells.items() if name in known and (words or proposal.row)}
    return replace(proposal, table=table, cells=said)


def moved_cells(proposal: Proposal, table: str) -> dict[str, str]:
    """The cells of a proposal carried to another table: its words, and the columns that both have."""
    known = {field.name for field in TABLES[table].fields}
    cells = {name: words for name, words in proposal.cells.items() if name in known}
    words = proposal.cells.get(NAMES.get(proposal.table, ""), "") or proposal.cells.get("description", "")
    name = NAMES.get(table, "")
    return {**cells, name: words} if name and not cells.get(name) else cells


def references(proposals: Iterable[Proposal]) -> dict[str, set[str]]:
    """By table, the ids that these proposals point to."""
    found: dict[str, set[str]] = {}
    for one in proposals:
        for field in pointing(one.table):
            for identity in one.cells.get(field.name, "").split(SEPARATOR):
                if identity:
                    found.setdefault(target(one.table, field), set()).add(identity)
    return found


def names_said(words: Iterable[str], present: Iterable[Present]) -> list[str]:
    """The first names of people in the room that stand in these words, as whole words."""
    spoken = {part for text in words for part in _parts(text)}
    return sorted({one.name for one in present if one.name and set(_parts(one.name)) & spoken})


def _parts(words: str) -> set[str]:
    apart = "".join(sign if sign.isalnum() else " " for sign in fold(words))
    return {part for part in apart.split() if len(part) > 1}
