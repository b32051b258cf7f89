"""Real exits played again: what the dossier of the day before foresaw, beside what the dossier records after.

A dossier is not a witness: what it records as over may have ended for another reason, and what it does not record may
have ended all the same. Each replay says which, and what cannot be said.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from maillage.articulation.chain import build_chain, favourable
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, StatedRow
from maillage.dossier.values import PartialDate
from maillage.network.cascade import TABLES, Exit, Leaving, Lost, counts_of, exit_from, name_in
from maillage.network.exit_words import tally, text
from maillage.network.holds import OVER, Holds, Key, holds_of
from maillage.network.resting import resting_from
from maillage.text import Text, listing, same

AFTERWARDS = datetime.timedelta(days=365)
"""How long after an exit an end is still set beside it."""

PARTS = ("left", "foreseen", "recorded", "compared", "unknown", "supposed")
"""The parts of the story of an exit, in order."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something that stood the day before and that the dossier records as over within the year; `how` says it."""

    table: str
    id: str
    name: Text
    how: Text

    @property
    def key(self) -> Key:
        """Its table and its id."""
        return self.table, self.id


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The exit of another actor on the same day, a supposition; `recorded` is what of it the dossier records."""

    actor: str
    name: str
    exit: Exit
    recorded: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """The exit of one actor. `foreseen` is `None` when the actor is there on no day; then `said` says why.

    `both` is foreseen and recorded, `only_foreseen` and `only_recorded` one of the two. `mute`: the dossier says
    nothing of what the actor held; then `what_ifs` holds suppositions. `told` is the whole in sentences, each with the
    part of the story it belongs to (`PARTS`).
    """

    actor: str
    name: str
    left_on: PartialDate
    day: datetime.date
    foreseen: Exit | None
    recorded: tuple[Recorded, ...]
    both: tuple[Recorded, ...]
    only_foreseen: tuple[Lost, ...]
    only_recorded: tuple[Recorded, ...]
    mute: bool
    what_ifs: tuple[WhatIf, ...]
    told: tuple[tuple[str, Text], ...]

    @property
    def said(self) -> tuple[Text, ...]:
        """Every sentence, in order."""
        return tuple(said for _, said in self.told)

    def part(self, code: str) -> tuple[Text, ...]:
        """The sentences of one part of the story."""
        return tuple(said for part, said in self.told if part == code)


def replay(dossier: Dossier) -> tuple[Replay, ...]:
    """Every actor with a date of exit: what its exit would take the day before, beside what is recorded after.

    A partial date counts to its last day, as everywhere: who left in 2018 is there until 30 December 2018. What is
    recorded is what stood that day and is over a year after the exit at the latest. Actors in the order of exits.
    """
    leavers = {one.id: one for one in dossier.actors if one.left_on and one.variant_of is None}
    found = [_replayed(dossier, actor, actor.left_on) for actor in leavers.values() if actor.left_on]
    return tuple(sorted(found, key=lambda one: one.day))


def _replayed(dossier: Dossier, actor: Actor, left: PartialDate) -> Replay:
    day = _day_before(left)
    chain = build_chain(dossier, day)
    there = chain.actors.get(actor.id)
    if there is None or not chain.present(there):
        refused = _why_absent(actor, left, day)
        return Replay(actor.id, actor.name, left, day, None, (), (), (), (), False, (), (("left", refused),))
    holds = holds_of(chain)
    foreseen = exit_from(holds, Leaving((f"{actor.id}",)))
    recorded = tuple(_recorded(holds, dossier, _end(left)))
    over = {one.key for one in recorded}
    both = tuple(one for one in recorded if one.key in foreseen.fallen)
    only_foreseen = tuple(one for one in foreseen.lost if one.key not in over)
    only_recorded = tuple(one for one in recorded if one.key not in foreseen.fallen)
    mute = not holds.leaning.get(("actors", actor.id))
    what_ifs = tuple(_what_ifs(holds, actor.id, over)) if mute else ()
    found = Replay(
        actor.id,
        actor.name,
        left,
        day,
        foreseen,
        recorded,
        both,
        only_foreseen,
        only_recorded,
        mute,
        what_ifs,
        (),
    )
    return replace(found, told=tuple(_told(found, foreseen)))


def _day_before(left: PartialDate) -> datetime.date:
    last = left.last_day()
    return last if last == datetime.date.min else last - datetime.timedelta(days=1)


def _end(left: PartialDate) -> datetime.date:
    """Until when an end is set beside an exit."""
    last = left.last_day()
    return last + AFTERWARDS if datetime.date.max - last > AFTERWARDS else datetime.date.max


def _why_absent(actor: Actor, left: PartialDate, day: datetime.date) -> Text:
    if actor.joined_on and left.last_day() < actor.joined_on.first_day():
        return text(
            "exit-refused.never", name=actor.name, left=date_words(left), joined=date_words(actor.joined_on)
        )
    return text("exit-replay.absent", name=actor.name, left=date_words(left), day=date_words(day))


# --- what is recorded -----------------------------------------------------------------------------------------------


def _recorded(holds: Holds, dossier: Dossier, until: datetime.date) -> Iterator[Recorded]:
    """What stood on the day and is over in the rows of the day `until`, whoever is there then."""
    after = dossier.at(until)
    rows = {(table, row.id): row for table in TABLES for row in after.rows(table) if row.variant_of is None}
    reached = {
        one for effect in after.effects if favourable(effect) and effect.variant_of is None
        for one in effect.challenges or ()
    }  # fmt: skip
    for key, before in holds.rows.items():
        how = _how(key, before, rows.get(key), reached)
        if how is not None:
            told = how if key in rows else _with_later(how, key, before, dossier)
            yield Recorded(*key, name_in(holds, key), told)


def _how(key: Key, before: Any, after: Any, reached: set[str]) -> Text | None:
    if key[0] == "challenges" and after is not None:
        return None if after.id in reached else text("exit-replay.unreached")
    if after is None:
        return (
            text("exit-replay.ended", when=date_words(before.until))
            if before.until
            else text("exit-replay.undated")
        )
    status = getattr(after, "status", None)
    if status not in OVER:
        return None
    return text("exit-replay.broken" if status == "broken" else "exit-replay.closed")


def _with_later(how: Text, key: Key, before: StatedRow, dossier: Dossier) -> Text:
    """`how`, and when the row begins again, with whom, if the dossier says so."""
    if before.until is None:
        return how
    end = before.until.last_day()
    again = [
        row for row in dossier.rows(key[0])
        if row.id == key[1] and row.variant_of is None and row.since and row.since.first_day() > end
    ]  # fmt: skip
    if not again:
        return how
    first = min(again, key=lambda row: row.since.first_day())
    names = {one.id: one.name for one in dossier.actors}
    bearers = [same(names.get(one, one)) for one in getattr(first, "bearers", None) or ()]
    if bearers:
        return text("exit-replay.later_by", what=how, when=date_words(first.since), names=listing(bearers))
    return text("exit-replay.later", what=how, when=date_words(first.since))


def _what_ifs(holds: Holds, actor: str, over: set[Key]) -> Iterator[WhatIf]:
    """The exits of other actors that would take some of the chain that is recorded as over."""
    for one in resting_from(holds):
        common = tuple(key for key in one.alone if key in over)
        if one.id != actor and any(table in ("challenges", "effects", "components") for table, _ in common):
            yield WhatIf(one.id, one.name, exit_from(holds, Leaving((one.id,))), common)


# --- sentences ------------------------------------------------------------------------------------------------------


def _told(found: Replay, foreseen: Exit) -> Iterator[tuple[str, Text]]:
    """Every sentence with its part of `PARTS`."""
    name, left, day = found.name, date_words(found.left_on), date_words(found.day)
    yield "left", text("exit-replay.left", name=name, left=left, day=day)
    if found.mute:
        yield "foreseen", text("exit-replay.mute")
    elif foreseen.lost:
        yield "foreseen", text("exit-replay.foreseen", counts=counts_of(foreseen.lost))
    else:
        yield "foreseen", text("exit-replay.foreseen_nothing")
    numbers = Counter(one.table for one in found.recorded)
    counts = tally({table: numbers[table] for table in TABLES})
    kind, end = "recorded" if found.recorded else "recorded_nothing", date_words(_end(found.left_on))
    yield "recorded", text(f"exit-replay.{kind}", from_=day, to=end, counts=counts)
    yield from (("compared", said) for said in _compared(found))
    if found.mute:
        yield "unknown", text("exit-replay.cannot_say")
    if found.what_ifs:
        yield "supposed", text("exit-replay.what_if")


def _compared(found: Replay) -> Iterator[Text]:
    if found.both:
        yield text("exit-replay.both", names=_names(found.both))
    if found.only_foreseen:
        yield text("exit-replay.only_foreseen", names=_names(found.only_foreseen))
    if found.only_recorded:
        yield text("exit-replay.only_recorded", names=_names(found.only_recorded))


def _names(rows: Iterable[Recorded | Lost]) -> Text:
    return listing([text("exit-said.name", name=one.name) for one in rows], limit=6)
