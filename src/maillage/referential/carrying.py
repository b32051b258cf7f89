"""Answers carried from one version of a frame to the next: what goes where, by which row, what is lost and why.

Nothing is rewritten: the answers to the earlier version stay, and new rows are made beside them. An answer is taken as
it is only when the item is the same in both versions; anything else needs a row of the table of correspondences, else
it is to be asked again. Definitions: docs/methods/frame-versions.md.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count

from maillage.dossier.tables import Answer
from maillage.dossier.values import format_decimal, parse_decimal, plain_number, slug
from maillage.referential.correspondences import Way, ways_from, ways_of
from maillage.referential.frame import Frame, Item
from maillage.referential.given import ASIDES, Apart, read
from maillage.referential.meeting import Meeting, pointed, set_side_by_side
from maillage.referential.version_words import sentence, text, words
from maillage.referential.versions import asks_the_same
from maillage.text import Language, Text, joined_by, same

_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A new row, from which one, by which row of the correspondences (none for an item that did not change)."""

    source: Answer
    row: Answer
    by: int | None
    said: Text


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer, or one of the places it had to go to, that is not carried: why, and what can be done."""

    source: Answer
    item: str
    value: str | None
    why: Text
    repair: Text


@dataclass(frozen=True, slots=True)
class Carried:
    """What carrying gives. Every answer to the old version is in `carried`, `lost`, `again` or `already` at least once.

    `rows` are the new answers; `changed` those that a correspondence made; `lost` have no place in the new version;
    `again` are to be asked again; `already` were carried before; `meetings` are different answers of one rater that the
    new version brings together.
    """

    old: str
    new: str
    carried: tuple[CarriedRow, ...]
    lost: tuple[Lost, ...]
    again: tuple[Lost, ...]
    already: tuple[Answer, ...]
    meetings: tuple[Meeting, ...]

    @property
    def rows(self) -> tuple[Answer, ...]:
        """The new answers, to be added beside the others."""
        return tuple(one.row for one in self.carried)

    @property
    def changed(self) -> tuple[CarriedRow, ...]:
        """Those that a row of the correspondences made."""
        return tuple(one for one in self.carried if one.by is not None)


def carry(answers: Sequence[Answer], old: Frame, new: Frame, language: Language = "fr") -> Carried:
    """The rows for `new` of the answers given to `old`; `answers` are all those of the dossier.

    Each new row keeps the holder, the rater, the date, the narrative and the provenance of the one it comes from; its
    id is that of the other followed by the version. One that a correspondence made says so in its note, in `language`.
    Carrying twice adds nothing. A number shared out between items is multiplied by its share; a level never is.
    """
    taken: dict[str, list[Answer]] = defaultdict(list)
    for row in answers:
        taken[row.id].append(row)
    carrier = _Carrier(old, new, language, taken)
    for row in answers:
        if row.frame == old.id and row.version == old.version:
            carrier.take(row)
    pairs = pointed([(one.source, one.row) for one in carrier.carried])
    carried, meetings = set_side_by_side(pairs)
    made = [dataclasses.replace(one, row=row) for one, row in zip(carrier.carried, carried, strict=True)]
    return Carried(
        old.version,
        new.version,
        tuple(made),
        tuple(carrier.lost),
        tuple(carrier.again),
        tuple(carrier.already),
        meetings,
    )


class _Carrier:
    """One carrying, answer after answer."""

    def __init__(
        self, old: Frame, new: Frame, language: Language, taken: Mapping[str, Sequence[Answer]]
    ) -> None:
        self.old, self.new, self.language, self.taken = old, new, language, taken
        self.ways = ways_from(old, new)
        self.made: dict[str, str] = {}
        self.carried: list[CarriedRow] = []
        self.lost: list[Lost] = []
        self.again: list[Lost] = []
        self.already: list[Answer] = []

    def take(self, row: Answer) -> None:
        """Carry one answer, or say why it is not."""
        item = self.old.items.get(row.item)
        why = self._unread(item, row)
        if why is not None:
            said = words("lost.unread", old=self.old.version, why=why)
            self._lose(row, said, "lost.unread-repair")
            return
        ways = ways_of(self.ways.get(row.item, ()), None if row.value in ASIDES else row.value)
        for way in ways:
            self._follow(row, way)
        if not any(way.row.to_item in (None, row.item) for way in ways):
            self._as_it_is(row, mapped=bool(ways))

    def _unread(self, item: Item | None, row: Answer) -> Text | None:
        """Why the answer could not be read in its own version."""
        if item is None or item.answer is None:
            return words("lost.unknown", item=row.item)
        found = read(self.old, item, row)
        return found.said if isinstance(found, Apart) else None

    # --- without a correspondence -------------------------------------------------------------------------------------

    def _as_it_is(self, row: Answer, *, mapped: bool) -> None:
        """Carry an answer to an item that did not change; else say that it goes nowhere, or must be asked again."""
        if row.item not in self.new.items:
            if not mapped:
                self._without_place(row)
            return
        why = asks_the_same(self.old, self.new, row.item)
        if why is None:
            self._add(row, row.item, row.value, None, words("carry.same", item=row.item))
        elif not mapped:
            self._ask_again(row, row.item, words(f"again.{why}", item=row.item, to=row.item))

    def _without_place(self, row: Answer) -> None:
        if self.ways.get(row.item):
            value = row.value or text("carry.narrative")
            self._lose(row, words("lost.value", item=row.item, value=value), "lost.value-repair")
        else:
            said = words("lost.removed", item=row.item, version=self.new.version)
            self._lose(row, said, "lost.removed-repair")

    # --- by a correspondence ------------------------------------------------------------------------------------------

    def _follow(self, row: Answer, way: Way) -> None:
        target = self.new.items.get(way.row.to_item) if way.row.to_item else None
        if way.row.to_item is None:
            note = way.row.note or same("")
            said = sentence("lost.nowhere", version=self.new.version, row=way.number, note=note)
            self._lose(row, said, "lost.nowhere-repair")
        elif target is None or target.answer is None:
            self._ask_again(row, way.row.to_item, words("again.theme", to=way.row.to_item))
        else:
            self._arrive(row, way, target)

    def _arrive(self, row: Answer, way: Way, target: Item) -> None:
        """Give the answer to the item it goes to, when it can be said there."""
        origin = self.old.items[row.item]
        placed = row.value is not None and row.value not in ASIDES
        value = way.row.to_value if placed and way.row.to_value else row.value
        if (
            placed
            and value is not None
            and way.row.to_value is None
            and origin.answer == target.answer == "number"
        ):
            if origin.unit != target.unit:
                self._ask_again(row, target.id, words("again.unit", item=row.item, to=target.id))
                return
            value = _shared(value, way.row.share)
        made = dataclasses.replace(row, item=target.id, value=value)
        if value is not None and isinstance(read(self.new, target, made), Apart):
            self._ask_again(row, target.id, words("again.value", value=value, to=target.id))
            return
        self._add(row, target.id, value, way, self._told(row, way, value))

    def _told(self, row: Answer, way: Way, value: str | None) -> Text:
        before, after = row.value or text("carry.narrative"), value or text("carry.narrative")
        key = "carry.kept" if row.value == value else "carry.mapped"
        ends = {"before": before, "after": after, "item": row.item, "to": way.row.to_item or ""}
        parts = [sentence(key, row=way.number, **ends)]
        if way.row.share is not None:
            parts.append(sentence("carry.part", share=f"{way.row.share:g}"))
        if way.row.note is not None:
            parts.append(way.row.note)
        return joined_by(" ", parts)

    # --- outcomes -----------------------------------------------------------------------------------------------------

    def _add(self, row: Answer, item: str, value: str | None, way: Way | None, said: Text) -> None:
        id = self._free(row, item)
        if id is None:
            self.already.append(row)
            return
        self.made[id] = row.id
        made = dataclasses.replace(row, id=id, version=self.new.version, item=item, value=value, line=None)
        if way is not None:
            made = dataclasses.replace(made, note=self._note(row))
        self.carried.append(CarriedRow(row, made, way.number if way else None, said))

    def _free(self, row: Answer, item: str) -> str | None:
        """The id of the row before, the version, and the item when it is another one; none when it is there already.

        The dated states of one row stay states of one row. An id that stands for something else is numbered.
        """
        parts = [row.id, slug(self.new.version), *([slug(item)] if item != row.item else [])]
        stem = "-".join(parts)
        for id in chain((stem,), (f"{stem}-{rank}" for rank in count(2))):
            standing = self.taken.get(id, ())
            ours = [one for one in standing if self._is_ours(one, item)]
            if any(one.since == row.since for one in ours):
                return None
            if len(ours) == len(standing) and self.made.get(id, row.id) == row.id:
                return id
        raise AssertionError(stem)

    def _is_ours(self, row: Answer, item: str) -> bool:
        return (row.frame, row.version, row.item) == (self.new.id, self.new.version, item)

    def _note(self, row: Answer) -> str:
        value = row.value or text("carry.narrative").in_(self.language)
        said = words("carry.note", item=row.item, version=self.old.version, value=value).in_(self.language)
        return f"{row.note}\n{said}" if row.note else said

    def _lose(self, row: Answer, why: Text, repair: str) -> None:
        self.lost.append(Lost(row, row.item, row.value, why, words(repair, old=self.old.version)))

    def _ask_again(self, row: Answer, item: str, why: Text) -> None:
        self.again.append(Lost(row, item, row.value, why, text("again.repair")))


def _shared(value: str, share: float | None) -> str:
    """The part of a number that goes to one item."""
    if share is None:
        return value
    return format_decimal(parse_decimal(plain_number(value)) * Decimal(str(share)) / _WHOLE)
