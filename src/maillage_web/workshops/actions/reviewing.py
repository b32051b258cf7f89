"""The review of a workshop: choices are kept as they are made, then everything is written in one act of the history.

Doing it twice writes once. No first name enters the dossier unless somebody says that it is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from maillage.dossier.audience import SEPARATOR, pointing, target
from maillage.dossier.tables import TABLES
from maillage.text import Text, fill, same
from maillage.workshop.harvest import Proposal
from maillage.workshop.wording import workshop_of
from maillage_web.dossiers.actions.drafting import free_id
from maillage_web.dossiers.actions.edits import ConflictError, Edit, NotAllowedError, RefusedError, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.queries.editing import key_on
from maillage_web.dossiers.queries.living import Living, stored_rows
from maillage_web.workshops.actions.rooms import close_workshop, mark_reviewed
from maillage_web.workshops.models import Workshop
from maillage_web.workshops.queries.report import was_undone
from maillage_web.workshops.queries.review_draft import ReviewDraft, kept_draft
from maillage_web.workshops.queries.review_harvest import NO_SESSION, Harvested, harvested, names_said
from maillage_web.workshops.queries.rooms import Room

SESSION = "session"
"""The key of what is refused about the session itself."""
HOURS = ("preparing", "running", "reporting")
"""The kinds of time that the review asks for; what is not typed is not written."""
_NAME = Text(
    "« {names} » est le prénom d’une personne présente. Dites l’organisation plutôt que la personne, ou cochez plus bas"
    " que ce n’est pas un prénom ici.",
    "“{names}” is the first name of somebody present. Say the organisation rather than the person, or tick below that"
    " it is not a first name here.",
)
_NOT_YOURS = Text(
    "Votre rôle ne permet pas d’écrire cette ligne ainsi : laissez-la, ou changez sa visibilité.",
    "Your role does not allow you to write this row like this: leave it, or change its visibility.",
)
_CHANGED = Text(
    "Quelqu’un a changé cette ligne depuis : elle dit maintenant « {theirs} » ({column}). Relisez-la et choisissez de"
    " nouveau.",
    "Somebody changed this row since: it now says “{theirs}” ({column}). Read it again and choose anew.",
)
_GONE = Text(
    "La ligne que cette proposition changerait n’est plus dans le dossier.",
    "The row that this proposal would change is no longer in the dossier.",
)


class ReviewRefusedError(ValueError):
    """Nothing was written: `problems` says why, by key of proposal (`SESSION` for the session)."""

    def __init__(self, problems: Mapping[str, tuple[Text, ...]]) -> None:
        super().__init__("; ".join(sorted(problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it: the act, and whether this call wrote it."""

    written: Written
    done_before: bool = False


def keep_review(*, workshop: int, draft: ReviewDraft) -> None:
    """Keep the choices so far, as long as the workshop is not reviewed."""
    open_ones = Workshop.objects.filter(pk=workshop).exclude(state=Workshop.State.REVIEWED)
    open_ones.update(review=kept_draft(draft))


def review_again(*, workshop: int) -> None:
    """Open the review again, once its act was taken back."""
    with transaction.atomic():
        room = Workshop.objects.select_for_update().get(pk=workshop)
        if room.state == Workshop.State.REVIEWED and was_undone(room.dossier_id, room.act):
            room.state, room.reviewed_at, room.act = Workshop.State.CLOSED, None, None
            room.save(update_fields=["state", "reviewed_at", "act"])


@transaction.atomic
def apply_review(*, living: Living, room: Room, now: datetime.datetime) -> Applied:
    """Write what was taken, the source, the session and the hours as one act of the viewer of `living`.

    Raises `ReviewRefusedError`: nothing was written, and the choices are kept.
    """
    locked = Workshop.objects.select_for_update().get(pk=room.pk)
    if locked.state == Workshop.State.REVIEWED:
        return Applied(Written(locked.act), done_before=True)
    found = harvested(living, room)
    plan = _Plan(living, room, found)
    plan.check()
    written = _written(plan, living, room, now)
    close_workshop(workshop=room.pk, now=now)
    mark_reviewed(workshop=room.pk, act=written.number, session=plan.session, now=now)
    return Applied(written)


def _written(plan: _Plan, living: Living, room: Room, now: datetime.datetime) -> Written:
    author = living.standing.user_id
    details = {"from": "workshop", "workshop": room.token}
    try:
        return write(
            dossier=living.pk, author=author, edits=plan.edits, now=now, why=room.title, details=details
        )
    except RefusedError as error:
        said = [(one.edit, joined(one.message, one.repair)) for one in error.refusals]
    except ConflictError as error:
        said = [(one.edit, _conflict(one.column, one.theirs)) for one in error.conflicts]
    except NotAllowedError:
        said = [(None, _NOT_YOURS)]
    raise ReviewRefusedError(plan.by_owner(said))


def joined(message: Text, repair: Text) -> Text:
    """A problem and what to do about it, one after the other."""
    return Text(f"{message.fr} {repair.fr}", f"{message.en} {repair.en}")


def _conflict(column: str, theirs: str) -> Text:
    return fill(_CHANGED, theirs=theirs, column=same(column))


class _Plan:
    """The edits of a review, in order, each with the proposal it comes from."""

    def __init__(self, living: Living, room: Room, found: Harvested) -> None:
        self._living, self._room, self._found = living, room, found
        self._said: Mapping[str, Any] = found.draft.session
        self._taken: dict[str, set[str]] = {}
        for row in stored_rows(living.pk).values():
            self._taken.setdefault(row.table, set()).add(row.identity)
        self.edits: list[Edit] = []
        self.owners: list[str] = []
        kept = found.kept()
        new_ids = self._new_ids(kept)
        self._discretion = _discretion(found, room)
        self.source = self._add("sources", self._title(), SESSION, self._source())
        self.session = self._write_session(kept)
        for one in kept:
            self._proposal(one, new_ids)
        self._hours()

    def check(self) -> None:
        """Refuse first names, and what the person may not write. Raises `ReviewRefusedError`."""
        problems: dict[str, tuple[Text, ...]] = {}
        for owner, edit in zip(self.owners, self.edits, strict=True):
            said = [*self._names(edit), *self._rights(edit)]
            if said:
                problems[owner] = (*problems.get(owner, ()), *said)
        if problems:
            raise ReviewRefusedError(problems)

    def by_owner(self, said: Iterable[tuple[int | None, Text]]) -> dict[str, tuple[Text, ...]]:
        """What was refused, by proposal."""
        found: dict[str, tuple[Text, ...]] = {}
        for place, words in said:
            owner = self.owners[place] if place is not None else SESSION
            found[owner] = (*found.get(owner, ()), words)
        return found

    def _names(self, edit: Edit) -> list[Text]:
        if self._said.get("no_names"):
            return []
        names = names_said(_free_words(edit), self._found.present)
        return [fill(_NAME, names=", ".join(names))] if names else []

    def _rights(self, edit: Edit) -> list[Text]:
        if edit.verb != "add":
            return []
        return [] if self._living.standing.writes(edit.table, edit.cells).allowed else [_NOT_YOURS]

    # --- rows

    def _new_ids(self, kept: Sequence[Proposal]) -> dict[tuple[str, str], str]:
        """The ids of the new rows that are already those of others, hidden or archived ones, and what they become."""
        made: dict[tuple[str, str], str] = {}
        for one in kept:
            if one.row:
                continue
            wanted = one.cells["id"]
            taken = self._taken.setdefault(one.table, set())
            made[one.table, wanted] = free_id(one.table, wanted, taken)
            taken.add(made[one.table, wanted])
        return made

    def _proposal(self, one: Proposal, new_ids: Mapping[tuple[str, str], str]) -> None:
        cells = _pointed_again(one, new_ids, self.session)
        if one.row:
            self._change(one, cells)
            return
        cells["id"] = new_ids[one.table, one.cells["id"]]
        cells = {"source": self.source, **self._discretion, **cells}
        self._note(Edit("add", one.table, None, cells), one.key)

    def _change(self, one: Proposal, cells: Mapping[str, str]) -> None:
        choice = self._found.choice(one.key)
        key = key_on(self._found.dossier, self._found.on, one.table, one.row)
        if key is None:
            raise ReviewRefusedError({one.key: (_GONE,)})
        typed = choice is not None and bool(choice.cells)
        base = choice.base if choice is not None and typed and choice.base else None
        said = {name: words for name, words in cells.items() if name != "id"}
        self._note(Edit("change", one.table, key, said, base), one.key)

    def _note(self, edit: Edit, owner: str) -> None:
        self.edits.append(edit)
        self.owners.append(owner)

    def _add(self, table: str, words: str, owner: str, cells: Mapping[str, str]) -> str:
        taken = self._taken.setdefault(table, set())
        identity = free_id(table, words, taken)
        taken.add(identity)
        said = {name: one for name, one in {**self._discretion, **cells}.items() if one}
        self._note(Edit("add", table, None, {**said, "id": identity}), owner)
        return identity

    # --- the workshop itself

    def _title(self) -> str:
        return str(self._said.get("title") or self._room.title)

    def _source(self) -> dict[str, str]:
        tongue = "en" if self._found.dossier.record.language == "en" else "fr"
        when = workshop_of(self._found.on).in_(tongue)
        return {"title": f"{self._title()} ({when})", "date": self._found.on.isoformat()}

    def _write_session(self, kept: Sequence[Proposal]) -> str:
        names = ("title", "starts_at", "hours", "place", "question")
        cells = {name: str(self._said.get(name, "")) for name in names}
        cells |= {"kind": "workshop", "date": self._found.on.isoformat(), "title": self._title()}
        cells |= {"journey": self._room.journey, "phase": self._room.phase, "source": self.source}
        cells |= {"participants": SEPARATOR.join(self._said.get("participants", ()))}
        cells |= {"learnings": str(self._said.get("learnings") or _learnt(kept))}
        if self._found.session == NO_SESSION:
            return self._add("sessions", f"{self._title()}-{self._found.on.isoformat()}", SESSION, cells)
        planned = next(one for one in self._found.dossier.sessions if one.id == self._found.session)
        said = {name: words for name, words in cells.items() if words}
        self._note(Edit("change", "sessions", planned.line, said), SESSION)
        return self._found.session

    def _hours(self) -> None:
        for kind in HOURS:
            hours = str(self._said.get(f"hours_{kind}", ""))
            if not hours:
                continue
            cells = {
                "hours": hours,
                "kind": kind,
                "date": self._found.on.isoformat(),
                "session": self.session,
            }
            cells |= {"journey": self._room.journey, "phase": self._room.phase}
            cells |= {"given_by": str(self._said.get("given_by", "")), "source": self.source}
            self._add("efforts", f"{self.session}-{kind}", SESSION, cells)


def _discretion(found: Harvested, room: Room) -> dict[str, str]:
    """The visibility of what is written when the journey is kept for one actor, or for the facilitators."""
    journey = next((one for one in found.dossier.journeys if one.id == room.journey), None)
    if journey is None or not journey.visibility:
        return {}
    kept_for = journey.kept_for or (journey.holder if journey.visibility == "actor" else "") or ""
    return {"visibility": journey.visibility, **({"kept_for": kept_for} if kept_for else {})}


def _pointed_again(one: Proposal, new_ids: Mapping[tuple[str, str], str], session: str) -> dict[str, str]:
    """The cells of a proposal, its references following the ids that changed."""
    cells = dict(one.cells)
    for field in pointing(one.table):
        if cells.get(field.name):
            aim = target(one.table, field)
            items = cells[field.name].split(SEPARATOR)
            cells[field.name] = SEPARATOR.join(new_ids.get((aim, item), item) for item in items)
            if cells[field.name] == NO_SESSION:
                cells[field.name] = session
    return cells


def _learnt(kept: Sequence[Proposal]) -> str:
    """The learnings that are taken, one per line."""
    return "\n".join(
        one.cells.get("learning", "") for one in kept if one.table == "learnings" and not one.row
    )


def _free_words(edit: Edit) -> list[str]:
    """The words of an edit that people wrote: no id, code nor reference."""
    texts = {field.name for field in TABLES[edit.table].fields if field.kind == "text"}
    return [words for name, words in edit.cells.items() if name in texts]
