"""What changed between two days: who joined and left, ties, commitments, components, effects, readings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.articulation.chain import Chain, build_chain
from maillage.articulation.findings import name_of
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Commitment, Tie
from maillage.dossier.tables.common import Words
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.network.exit_words import text
from maillage.network.readings import Reading, read_network
from maillage.network.result import Value
from maillage.text import Text, listing, same

SECTIONS = ("actors", "ties", "commitments", "components", "effects", "challenges")
"""The tables in which changes are told, in this order."""


class ChangesError(ValueError):
    """Two days that cannot be compared. `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: the row, what people call it, the `kind` of change as a code, and what is said of it.

    Kinds: of actors "joined", "left"; of ties "appeared", "ended", "up", "down", "said"; of commitments "new", "kept",
    "moved", "broken", "gone"; of components and effects "new", "gone", "moved"; of challenges "new", "gone".
    """

    table: str
    id: str
    name: Text
    kind: str
    said: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a reading on both days, and how far the difference can be trusted (`said`).

    `clear`: whether the intervals stand apart; `None` when one is missing.
    """

    code: str
    label: Text
    before: Text
    after: Text
    clear: bool | None
    said: Text


@dataclass(frozen=True, slots=True)
class ReadingChanged:
    """A reading whose figures differ between the two days."""

    code: str
    title: Text
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed from the state of `before` to that of `after`."""

    before: datetime.date
    after: datetime.date
    changed: tuple[Changed, ...]
    readings: tuple[ReadingChanged, ...]
    said: tuple[Text, ...]

    def of(self, table: str, *kinds: str) -> tuple[Changed, ...]:
        """The changes of one table, of all kinds or of some."""
        return tuple(one for one in self.changed if one.table == table and (not kinds or one.kind in kinds))

    @property
    def joined(self) -> tuple[Changed, ...]:
        """The actors there after and not before."""
        return self.of("actors", "joined")

    @property
    def left(self) -> tuple[Changed, ...]:
        """The actors there before and no longer after."""
        return self.of("actors", "left")


def changes_between(
    dossier: Dossier, before: datetime.date, after: datetime.date, *, draws: int = 200, seed: int = 1
) -> Changes:
    """What changed in `dossier` from `before` to `after`. Same arguments, same result.

    The readings of both days are drawn `draws` times each with `seed`; 0 leaves their intervals out. Raises
    `ChangesError` when `after` comes before `before`.
    """
    if after < before:
        days = {"before": date_words(before), "after": date_words(after)}
        raise ChangesError(text("changes-said.backwards", **days))
    two = _Two(build_chain(dossier, before), build_chain(dossier, after))
    changed = tuple(two.everything()) if before != after else ()
    readings = tuple(_readings(two.was, two.now, draws, seed)) if changed else ()
    return Changes(before, after, changed, readings, tuple(_said(two, changed)))


def _said(two: _Two, changed: tuple[Changed, ...]) -> Iterator[Text]:
    if two.was.on == two.now.on:
        yield text("changes-said.same")
        return
    yield text("changes-said.between", before=date_words(two.was.on), after=date_words(two.now.on))
    if not [one for one in changed if one.kind != "kept"]:
        yield text("changes-said.nothing")
    yield text("changes-said.actors", before=len(two.were), after=len(two.are))


class _Two:
    """Two states of one dossier, side by side."""

    def __init__(self, was: Chain, now: Chain) -> None:
        self.was, self.now = was, now
        self.were, self.are = (
            {key: one for key, one in chain.actors.items() if chain.present(one)} for chain in (was, now)
        )
        self._names = {**was.actors, **now.actors}

    def everything(self) -> Iterator[Changed]:
        """Every change, table after table."""
        yield from self._actors()
        yield from self._ties()
        yield from self._rows("commitments", self._commitment)
        yield from self._rows("components", self._component)
        yield from self._rows("effects", self._effect)
        yield from self._rows("challenges", lambda _was, _now: ())

    def _named(self, ids: Iterable[str]) -> Text:
        return listing([same(self._names[one].name if one in self._names else one) for one in ids])

    # --- actors ---------------------------------------------------------------------------------------------------

    def _actors(self) -> Iterator[Changed]:
        for key, one in self.are.items():
            if key not in self.were:
                said = _dated("joined", one.joined_on or one.since, undated="told")
                yield Changed("actors", key, same(one.name), "joined", said)
        for key, one in self.were.items():
            if key not in self.are:
                gone = self.now.actors.get(key, one)
                said = _dated("left", gone.left_on or one.until, undated="untold")
                yield Changed("actors", key, same(one.name), "left", said)

    # --- ties -----------------------------------------------------------------------------------------------------

    def _ties(self) -> Iterator[Changed]:
        """By pair of actors, the closest of the ties that each day tells."""
        before, after = _closest(self.was, self.were), _closest(self.now, self.are)
        for pair in dict.fromkeys((*before, *after)):
            kind, said = self._tie(pair, before.get(pair), after.get(pair))
            tie = after.get(pair) or before[pair]
            if said is not None:
                yield Changed("ties", tie.id, name_of(tie, self._names), kind, said)

    def _tie(self, pair: frozenset[str], was: Tie | None, now: Tie | None) -> tuple[str, Text | None]:
        if was is None or now is None:
            return self._tie_at_one_end(pair, was, now)
        if was.level == now.level:
            return "kept", None
        if was.level is None:
            return "said", text("changes-ties.said", level=_label("tie_levels", now.level))
        if now.level is None:
            return "said", text("changes-ties.unsaid", level=_label("tie_levels", was.level))
        kind = "up" if _rank(now) > _rank(was) else "down"
        values = {"before": _label("tie_levels", was.level), "after": _label("tie_levels", now.level)}
        return kind, text(f"changes-ties.{kind}", **values)

    def _tie_at_one_end(
        self, pair: frozenset[str], was: Tie | None, now: Tie | None
    ) -> tuple[str, Text | None]:
        tie = was or now
        if tie is None or tie.level == "unknown":
            return "kept", None
        level = _label("tie_levels", tie.level) if tie.level else text("changes-ties.vague")
        if now is not None:
            return "appeared", text(
                "changes-ties.appeared" if tie.level else "changes-ties.appeared_vague", level=level
            )
        gone = [one for one in self.were if one in pair and one not in self.are]
        if gone:
            return "ended", text("changes-ties.ended_with", names=self._named(gone), level=level)
        return "ended", text("changes-ties.ended", level=level)

    # --- rows that begin, end or move -----------------------------------------------------------------------------

    def _rows(self, table: str, moved: Any) -> Iterator[Changed]:
        before, after = _own(self.was, table), _own(self.now, table)
        for key in dict.fromkeys((*before, *after)):
            was, now = before.get(key), after.get(key)
            row = now or was
            for kind, said in moved(was, now) if was and now else self._at_one_end(table, was, now):
                yield Changed(table, key, name_of(row, self._names), kind, said)

    def _at_one_end(self, table: str, was: Any, now: Any) -> Iterator[tuple[str, Text]]:
        kind, row = ("new", now) if was is None else ("gone", was)
        if table == "commitments":
            status = _status(row, table)
            if now and now.status == "broken":
                kind = "broken"
            yield kind, text(f"changes-commitments.{kind}", status=status, before=status)
        else:
            ended = self._ended(table, row.id) if kind == "new" else None
            again = text(f"changes-{table}.again", when=date_words(ended)) if ended else None
            yield kind, again or text(f"changes-{table}.{kind}")

    def _ended(self, table: str, one: str) -> PartialDate | None:
        """When the row that begins had ended before, if it had."""
        rows = (row for row in self.now.whole.rows(table) if row.id == one and row.variant_of is None)
        ends = [row.until for row in rows if row.until and row.until.last_day() < self.was.on]
        return max(ends, key=PartialDate.last_day, default=None)

    def _commitment(self, was: Commitment, now: Commitment) -> Iterator[tuple[str, Text]]:
        values = {"before": _status(was, "commitments"), "after": _status(now, "commitments")}
        if was.status != now.status:
            key = "broken" if now.status == "broken" else "taken"
            yield ("broken" if key == "broken" else "moved"), text(f"changes-commitments.{key}", **values)
        elif now.status == "held":
            yield "kept", text("changes-commitments.kept")

    def _component(self, was: Any, now: Any) -> Iterator[tuple[str, Text]]:
        if was.status != now.status:
            values = {"before": _status(was, "components"), "after": _status(now, "components")}
            yield "moved", text("changes-components.status", **values)
        before = [one for one in was.bearers or () if one in self.were]
        after = [one for one in now.bearers or () if one in self.are]
        yield from _listed("components", (was.bearers, before), (now.bearers, after), self._named)

    def _effect(self, was: Any, now: Any) -> Iterator[tuple[str, Text]]:
        parts = {**self.was.components, **self.now.components}
        yield from _listed(
            "effects",
            (was.components, [one for one in was.components or () if one in self.was.components]),
            (now.components, [one for one in now.components or () if one in self.now.components]),
            lambda ids: listing([name_of(parts[one]) for one in ids]),
        )


def _dated(key: str, when: PartialDate | None, *, undated: str) -> Text:
    """The words of a coming or of a leaving, and its date when the dossier says it."""
    return text(f"changes-actors.{key}", when=date_words(when)) if when else text(f"changes-actors.{undated}")


def _listed(
    table: str, was: tuple[Words, list[str]], now: tuple[Words, list[str]], named: Callable[[list[str]], Text]
) -> Iterator[tuple[str, Text]]:
    """What a list gained and lost, each list given as it is said and as those of its rows that are there."""
    (said, before), (says, after) = was, now
    if says is None and said is not None and before:
        yield "moved", text(f"changes-{table}.unsaid", names=named(before))
        return
    for key, ids in (
        ("gained" if said is not None else "said", [one for one in after if one not in before]),
        ("lost", [one for one in before if one not in after]),
    ):
        if ids:
            yield "moved", text(f"changes-{table}.{key}", names=named(ids))


def _own(chain: Chain, table: str) -> dict[str, Any]:
    return {row.id: row for row in chain.dossier.rows(table) if row.variant_of is None}


def _closest(chain: Chain, here: Mapping[str, Any]) -> dict[frozenset[str], Tie]:
    found: dict[frozenset[str], Tie] = {}
    for tie in chain.dossier.ties:
        pair = frozenset((tie.actor_a, tie.actor_b))
        if tie.variant_of is not None or not pair <= here.keys():
            continue
        if pair not in found or _rank(found[pair]) < _rank(tie):
            found[pair] = tie
    return found


def _rank(tie: Tie) -> int:
    """How close a tie is; a level that is not said comes below all."""
    return -1 if tie.level is None else vocabulary("tie_levels").rank_of(tie.level)


def _label(name: str, code: str | None) -> Text:
    return vocabulary(name).label_of(code) if code else same("?")


def _status(row: Any, table: str) -> Text:
    names = {"commitments": "commitment_statuses", "components": "component_statuses"}
    return _label(names[table], row.status) if row.status else text(f"changes-{table}.vague")


# --- readings -------------------------------------------------------------------------------------------------------


def _readings(was: Chain, now: Chain, draws: int, seed: int) -> Iterator[ReadingChanged]:
    """The readings of both days, those of whose figures one differs at least."""
    before, after = (read_network(chain, draws=draws, seed=seed) for chain in (was, now))
    known = {one.code: one for one in before.readings}
    for reading in after.readings:
        figures = tuple(_figures(known.get(reading.code), reading))
        if figures:
            yield ReadingChanged(reading.code, reading.title, figures)


def _figures(was: Reading | None, now: Reading) -> Iterator[Figure]:
    known = {value.code: value for value in was.values} if was else {}
    for value in now.values:
        old = known.get(value.code)
        if old is not None and old.value != value.value:
            clear = _clear(old, value)
            said = text(f"changes-said.{_trust(old, value, clear)}")
            yield Figure(value.code, value.label, old.shown, value.shown, clear, said)


def _clear(was: Value, now: Value) -> bool | None:
    """Whether two intervals stand apart. `None` when a figure has none."""
    if was.low is None or was.high is None or now.low is None or now.high is None:
        return None
    return was.high < now.low or now.high < was.low


def _trust(was: Value, now: Value, clear: bool | None) -> str:
    """The words for how far the difference of two figures can be trusted."""
    if was.value is None or now.value is None:
        return "undefined"
    return {True: "clear", False: "blurred", None: "plain"}[clear]
