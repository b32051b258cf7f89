"""The acts of a living dossier as one person sees them, the latest first.

A change shows when the person sees its row just before it, just after it, and as it stands now. References to rows
that they do not see at one of these moments are not in its cells. What shows nothing is not there.
"""

from __future__ import annotations

import datetime
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby, starmap
from typing import Any, NamedTuple, Protocol

from django.contrib.auth import get_user_model

from maillage.text import Text
from maillage_web.dossiers.choices import ActKind, ChangeKind
from maillage_web.dossiers.mappers.living import Past, patches
from maillage_web.dossiers.models import Act, RowChange
from maillage_web.dossiers.policies import Action, Standing
from maillage_web.dossiers.queries.living import Living, stored_rows
from maillage_web.dossiers.queries.moments import Moment


class Namer(Protocol):
    """What knows how rows are called."""

    def name_of(self, table: str, identity: str) -> Text:
        """What the row of this id is called; the id of what is not known."""
        ...


@dataclass(frozen=True, slots=True)
class SeenChange:
    """What an act did to a row: its key, what it is called, the columns before and after. Empty: said nothing."""

    row: int
    table: str
    identity: str
    name: Text
    kind: str
    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say something else."""
        return tuple({**self.before, **self.after})


@dataclass(frozen=True, slots=True)
class SeenAct:
    """An act: who did it, when, what, why. `whole` says that nothing of it was left out.

    `undoes` is the number of the act that it takes back (see `Chronicle.settled`), `undone_by` that of the latest one
    that takes it back and that the person sees. The reason is left out with the rest: it may tell what the hidden
    changes did.
    """

    number: int
    at: datetime.datetime
    author_id: int | None
    author: str
    kind: str
    why: str
    undoes: int | None
    undone_by: int | None
    details: Mapping[str, Any]
    changes: tuple[SeenChange, ...]
    whole: bool
    digest: str

    @property
    def label(self) -> str:
        """What such an act is called."""
        return str(ActKind(self.kind).label)

    def undoable(self, standing: Standing) -> bool:
        """Whether the person may ask to take it back."""
        action = Action.UNDO_OWN if self.author_id == standing.user_id else Action.UNDO_ANY
        return bool(self.changes) and self.kind != ActKind.CREATE and standing.may(action).allowed


class Chronicle:
    """The history of a dossier for one person, read once: five queries at most, whatever its length."""

    def __init__(self, living: Living) -> None:
        self.living = living
        rows = stored_rows(living.pk)
        self._last = max((row.version for row in rows.values()), default=0)
        self._now = Moment(rows, living.standing)
        self._then = Moment(rows, living.standing)
        self._undone: dict[int, int] = {}
        self._numbers: set[int] = set()
        self._walk = self._go()
        authors = get_user_model().objects.filter(acts__dossier=living.pk).distinct()
        self._people = {person.pk: person.get_full_name() for person in authors}

    def name_of(self, table: str, identity: str) -> Text:
        """What the row of this id is called now, archived rows included; the id of what they do not see."""
        return self._now.name_of(table, identity)

    def shown(self, table: str, cells: Mapping[str, str]) -> dict[str, str]:
        """Cells without the references to rows that they do not see now."""
        return self._now.without_hidden(table, cells)

    def sees(self, row: int) -> bool:
        """Whether the person sees the row as it stands, archived or not."""
        return self._now.sees(row)

    def row_name(self, row: int) -> Text | None:
        """What the row of this key is called now, when they see it."""
        return self._now.row_name(row) if self.sees(row) else None

    def acts(self) -> Iterator[SeenAct]:
        """The acts that the person sees, the latest first. Goes back once; `close` when it stops before the end."""
        return self._walk

    def close(self) -> None:
        """Let go of the database: who stops before the beginning does not wait for the garbage collector."""
        self._walk.close()

    def settled(self, acts: Iterable[SeenAct]) -> list[SeenAct]:
        """The acts without the numbers of acts taken back that the person does not see. Goes back as far as needed."""
        acts = list(acts)
        lowest = min((act.undoes for act in acts if act.undoes is not None), default=None)
        if lowest is not None and not any(number <= lowest for number in self._numbers):
            next((act for act in self._walk if act.number <= lowest), None)
        return [
            act if act.undoes is None or act.undoes in self._numbers else replace(act, undoes=None)
            for act in acts
        ]

    def _go(self) -> Generator[SeenAct, None, None]:
        for act, changes in _acts_and_changes(self.living.pk):
            if act.number > self.living.number:  # landed since the page began
                if act.number <= self._last:
                    self._then.go_back(_past(changes))
                continue
            seen = self._seen(act, changes)
            if seen is not None:
                if seen.undoes is not None:
                    self._undone.setdefault(seen.undoes, seen.number)
                self._numbers.add(seen.number)
                yield seen

    def find(self, number: int) -> SeenAct | None:
        """The act of this number, when there is one and the person sees it."""
        if not 1 <= number <= self.living.number:
            return None
        with closing(self):
            act = next((one for one in self.acts() if one.number <= number), None)
            return self.settled([act])[0] if act is not None and act.number == number else None

    def _seen(self, act: _Kept, changes: list[_KeptChange]) -> SeenAct | None:
        shown = self._changes(changes)
        if not shown and (changes or self._is_about_hidden(act)):
            return None
        whole = len(shown) == len(changes) and all(map(_is_same, shown, changes))
        mine = act.author is not None and act.author == self.living.standing.user_id
        return SeenAct(
            number=act.number,
            at=act.at,
            author_id=act.author,
            author=self._people.get(act.author or 0, ""),
            kind=act.kind,
            why=act.why if whole or mine else "",
            undoes=act.undoes,
            undone_by=self._undone.get(act.number),
            details=act.details,
            changes=tuple(shown),
            whole=whole,
            digest=act.digest,
        )

    def _is_about_hidden(self, act: _Kept) -> bool:
        """A role given for an actor, or trust, is about that actor."""
        actor = act.details.get("actor", "")
        return bool(actor) and (self._now.hides("actors", actor) or self._then.hides("actors", actor))

    def _changes(self, changes: list[_KeptChange]) -> list[SeenChange]:
        """The changes of one act that the person sees. The moment becomes the one before the act."""
        now, then = self._now, self._then
        seen = [one for one in changes if now.sees(one.row) and then.sees(one.row)]
        names = {one.row: then.row_name(one.row) for one in seen}
        after = {one.row: self._shown(one.table, one.after) for one in seen}
        then.go_back(_past(changes))
        seen = [one for one in seen if one.kind == ChangeKind.ADDED or then.sees(one.row)]
        made = [self._change(one, names[one.row], after[one.row]) for one in seen]
        return [one for one in made if one.before or one.kind != ChangeKind.CHANGED]

    def _change(self, one: _KeptChange, name: Text, after: Mapping[str, str]) -> SeenChange:
        before, after = patches(self._shown(one.table, one.before), after)
        before = {} if one.kind == ChangeKind.ADDED else before
        return SeenChange(one.row, one.table, one.identity, name, one.kind, before, after)

    def _shown(self, table: str, cells: Mapping[str, str]) -> dict[str, str]:
        return self._now.without_hidden(table, self._then.without_hidden(table, cells))


def _past(changes: list[_KeptChange]) -> list[Past]:
    return [Past(one.row, one.kind, one.before, one.after) for one in changes]


def _is_same(shown: SeenChange, kept: _KeptChange) -> bool:
    """Whether nothing was left out of a change."""
    return (shown.row, shown.before, shown.after) == (kept.row, kept.before, kept.after)


class _Kept(NamedTuple):
    """An act as it is kept."""

    pk: int
    number: int
    at: datetime.datetime
    author: int | None
    kind: str
    why: str
    undoes: int | None
    details: Mapping[str, Any]
    digest: str


class _KeptChange(NamedTuple):
    """A change as it is kept."""

    act: int
    row: int
    table: str
    identity: str
    kind: str
    before: Mapping[str, str]
    after: Mapping[str, str]


def _acts_and_changes(dossier: int) -> Iterator[tuple[_Kept, list[_KeptChange]]]:
    """Every act with its changes, the latest first: two queries, read as they are asked for."""
    changes = RowChange.objects.filter(act__dossier=dossier).order_by("-act__number", "pk")
    values = changes.values_list("act_id", "row_id", "table", "identity", "kind", "before", "after")
    by_act = groupby(starmap(_KeptChange, values.iterator(chunk_size=2000)), key=lambda change: change.act)
    ahead = next(by_act, None)
    acts = Act.objects.filter(dossier=dossier).order_by("-number")
    fields = ("pk", "number", "at", "author_id", "kind", "why", "undoes__number", "details", "digest")
    for act in starmap(_Kept, acts.values_list(*fields).iterator(chunk_size=500)):
        found: list[_KeptChange] = []
        if ahead is not None and ahead[0] == act.pk:
            found = list(ahead[1])
            ahead = next(by_act, None)
        yield act, found
