"""The path of an actor or of the ecosystem: what held when, what changed in words, the milestones in order.

Moments are the dates at which the rows say that something changes; between two of them nothing is supposed. There is
no scale of time and no bar: a year stated as a year stays a year.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.articulation.chain import active, build_chain, is_present
from maillage.cards.card import CardError
from maillage.cards.path import Step, steps_of
from maillage.cards.registers import FIELDS, Register, place_of, registers_of, stance_words
from maillage.cards.wording import counted, period, text
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Model, Snapshot
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same

ECOSYSTEM = "ecosystem"
Told = Callable[[datetime.date, datetime.date], Sequence[Text]]
"""What changed in the ecosystem between two days, in words: given by whoever reads the network."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One documented stage: a row that states a stage or a direction of one register, over a period."""

    actor: str
    name: str
    register: Text
    row: Model

    @property
    def said(self) -> Text:
        """Stage and direction."""
        return stance_words(self.row.stage, self.row.direction)

    @property
    def when(self) -> Text:
        """The period that the row states."""
        return period(self.row.since, self.row.until)


@dataclass(frozen=True, slots=True)
class Moment:
    """The state on one day, and what changed since the moment before. `named` are the snapshots of that day."""

    day: datetime.date
    when: Text
    named: tuple[str, ...]
    state: tuple[Text, ...]
    changed: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A path: moments, documented stages, milestones. `holder` is an actor, or "ecosystem"."""

    holder: str
    name: Text
    moments: tuple[Moment, ...]
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]

    @property
    def empty(self) -> bool:
        """Whether the dossier says nothing of a path."""
        return not (self.stages or self.steps or self.moments)


def trajectory_of(dossier: Dossier, holder: str = ECOSYSTEM, *, told: Told | None = None) -> Trajectory:
    """The path of `holder` in `dossier`, all periods together. Raises `CardError` when no actor has that id.

    `told` gives what changed in the ecosystem between two of its moments, in words.
    """
    steps = steps_of(row for row in _latest(dossier.milestones) if (row.holder or ECOSYSTEM) == holder)
    if holder == ECOSYSTEM:
        moments = tuple(_of_ecosystem(dossier, told))
        stages = tuple(_stages(dossier, dossier.models))
        return Trajectory(holder, text("cards-party.ecosystem"), moments, stages, steps)
    actor = _last_of(dossier, holder)
    mine = [row for row in dossier.models if row.actor == holder]
    return Trajectory(
        holder, same(actor.name), tuple(_of_actor(dossier, mine)), tuple(_stages(dossier, mine)), steps
    )


def _latest(rows: Iterable[Any]) -> list[Any]:
    """Of rows that take over from one another under one id, the one that began last."""
    kept: dict[str, Any] = {}
    for row in sorted(rows, key=_began):
        kept[row.id] = row
    return list(kept.values())


def _last_of(dossier: Dossier, actor: str) -> Actor:
    rows = _latest(one for one in dossier.actors if one.id == actor and one.variant_of is None)
    if not rows:
        known = ", ".join(sorted({one.id for one in dossier.actors if one.variant_of is None})) or "—"
        raise CardError(text("cards-error.holder", found=actor, known=known))
    found: Actor = rows[0]
    return found


# --- documented stages ------------------------------------------------------------------------------------------------


def _stages(dossier: Dossier, models: Iterable[Model]) -> Iterator[Stage]:
    names = {one.id: one.name for one in dossier.actors}
    registers = vocabulary("model_registers")
    stated = [row for row in models if row.stage or row.direction]
    for row in sorted(stated, key=lambda row: _stage_place(row, names)):
        named = registers.label_of(row.register) if row.register else text("cards-stance.no_register")
        yield Stage(row.actor, names.get(row.actor, row.actor), named, row)


def _stage_place(row: Model, names: Mapping[str, str]) -> tuple[Any, ...]:
    return names.get(row.actor, row.actor).casefold(), place_of(row.register), _began(row), row.id


def _began(row: Any) -> datetime.date:
    found: datetime.date = row.since.first_day() if row.since else datetime.date.min
    return found


# --- moments of one actor ------------------------------------------------------------------------------------------


def _of_actor(dossier: Dossier, models: Sequence[Model]) -> Iterator[Moment]:
    before: tuple[Register, ...] | None = None
    for day, when in _turns(models):
        now = registers_of(dossier.at(day).models, models[0].actor)
        state = tuple(text("cards-path.register", register=one.label, said=one.said) for one in now)
        changed = tuple(_changed(before, now)) if before is not None else ()
        yield Moment(
            day, when, _named(dossier.snapshots, day), state or (text("cards-path.silent"),), changed
        )
        before = now


def _turns(models: Iterable[Model]) -> list[tuple[datetime.date, Text]]:
    """The days on which a row begins, and those after one ends with none to follow, as the rows write them."""
    turns: dict[datetime.date, Text] = {}
    rows = list(models)
    for row in rows:
        turns.setdefault(_began(row), date_words(row.since) if row.since else text("cards-when.beginning"))
    for row in rows:
        if row.until is not None and row.until.last_day() < datetime.date.max:
            day = row.until.last_day() + datetime.timedelta(days=1)
            turns.setdefault(day, text("cards-when.after", until=date_words(row.until)))
    return sorted(turns.items(), key=lambda turn: turn[0])


def _named(snapshots: Iterable[Snapshot], day: datetime.date) -> tuple[str, ...]:
    return tuple(one.title for one in snapshots if one.date.first_day() <= day <= one.date.last_day())


def _changed(before: tuple[Register, ...], now: tuple[Register, ...]) -> Iterator[Text]:
    """What changed from one state of a card to the next, register by register and field by field."""
    were = {one.code: one for one in before}
    are = {one.code: one for one in now}
    for code in dict.fromkeys([*were, *are]):
        was, here = were.get(code), are.get(code)
        named = (here or was or now[0]).label
        if was is None or here is None:
            yield text(f"cards-path.{'opened' if was is None else 'closed'}", register=named)
            continue
        if was.said != here.said:
            yield text("cards-path.moved", register=named, before=was.said, after=here.said)
        for field in FIELDS:
            yield from _rewritten(field, was, here)


def _rewritten(field: str, was: Register, now: Register) -> Iterator[Text]:
    before, after = ({fold(one.words): one.words for one in some.fields[field]} for some in (was, now))
    for key, words in after.items():
        if key not in before:
            yield text("cards-path.written", field=text(f"cards-field.{field}"), words=words)
    if before and not after:
        yield text("cards-path.erased", field=text(f"cards-field.{field}"))


# --- moments of the ecosystem --------------------------------------------------------------------------------------


def _of_ecosystem(dossier: Dossier, told: Told | None) -> Iterator[Moment]:
    named: dict[datetime.date, list[Snapshot]] = {}
    for one in sorted(dossier.snapshots, key=lambda one: (one.date.last_day(), one.id)):
        named.setdefault(one.date.last_day(), []).append(one)
    earlier: datetime.date | None = None
    for day, snapshots in named.items():
        told_now = told(earlier, day) if told and earlier else ()
        models = _models_changed(dossier, earlier, day) if earlier else ()
        titles = tuple(one.title for one in snapshots)
        state = tuple(_state(dossier, day))
        yield Moment(day, date_words(snapshots[0].date), titles, state, (*told_now, *models))
        earlier = day


def _state(dossier: Dossier, day: datetime.date) -> Iterator[Text]:
    """Counts of what holds on a day, side by side."""
    chain = build_chain(dossier, day)
    yield counted("cards-actors", sum(is_present(one, day) for one in chain.actors.values()))
    yield counted("cards-components", sum(active(one) for one in chain.components.values()))
    yield counted("cards-effects", len(chain.effects))


def _models_changed(dossier: Dossier, earlier: datetime.date, day: datetime.date) -> Iterator[Text]:
    """The cards whose stage or direction differ between two days."""
    was, now = dossier.at(earlier), dossier.at(day)
    names = {one.id: one.name for one in dossier.actors}
    for actor in sorted({row.actor for row in (*was.models, *now.models)}):
        before = registers_of(was.models, actor)
        after = registers_of(now.models, actor)
        known = {one.code: one.said for one in before}
        for one in after:
            if known.get(one.code) not in (None, one.said):
                values = {"name": names.get(actor, actor), "register": one.label}
                yield text("cards-path.moved_of", before=known[one.code], after=one.said, **values)
