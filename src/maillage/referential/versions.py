"""Two versions of a frame side by side: items added, removed, moved; words, levels and weights changed.

What an item asks is its question, its kind of answer, its unit and its levels. Explanations, examples, sources and
meanings help to answer: changing them does not change what was answered (docs/methods/frame-versions.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from maillage.referential.canonical import tables_of
from maillage.referential.frame import Frame, Item
from maillage.referential.version_words import MESSAGES, text, words
from maillage.text import Text, semicolons

KEYS: Mapping[str, tuple[str, ...]] = {
    "frame": ("id",),
    "items": ("id",),
    "levels": ("item", "code"),
    "meanings": ("item", "family"),
    "questions": ("id",),
    "choices": ("question", "code"),
    "rules": ("item", "effect"),
    "sources": ("id",),
    "correspondences": ("from_version", "from_item", "from_value", "to_item", "to_value"),
}
"""What tells the rows of each table apart."""
KINDS = ("frame", "added", "removed", "moved", "words", "answer", "levels", "weights", "explanations", "rows")
"""What may change, in the order in which it is told."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "words": ("label_fr", "label_en", "question_fr", "question_en"),
    "answer": ("kind", "answer", "unit"),
    "weights": ("points", "share"),
}
_EXPLAINED = {"why", "evidence", "help"}
_UNSEEN = {"status", "published_on", "checksum"}
"""The columns of a frame that publishing fills in: they do not change what it says."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs: its table, what tells its row apart, its column, what it said before and after."""

    table: str
    row: str
    column: str
    before: str
    after: str

    @property
    def said(self) -> Text:
        """The change in words."""
        key = "cell" if self.before and self.after else "cell-new" if self.after else "cell-gone"
        return words(f"change.{key}", column=self.column, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class FrameChange:
    """One thing that differs between two versions.

    `kind` is one of `KINDS`; `item` is the item it is about, none for what is about the frame or another table.
    """

    kind: str
    table: str
    row: str
    item: str | None
    said: Text
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameDifference:
    """All that differs between two versions of a frame. `equal` when they say the same, apart from being published."""

    old: Frame
    new: Frame
    changes: tuple[FrameChange, ...]

    @property
    def equal(self) -> bool:
        """Whether they say the same."""
        return not self.changes

    def of(self, kind: str) -> tuple[FrameChange, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if one.kind == kind)


def compare_frames(old: Frame, new: Frame) -> FrameDifference:
    """What differs between two frames, kind by kind in the order of `KINDS`. The order of rows counts for levels only,
    and for items under the same parent."""
    before, after = tables_of(old), tables_of(new)
    changes = [*_items(old, new, before["items"], after["items"]), *_levels(old, new, before, after)]
    for table in KEYS:
        if table not in ("items", "levels"):
            changes += _rows(table, before[table], after[table])
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    return FrameDifference(old, new, tuple(sorted(changes, key=lambda one: order[one.kind])))


def asks_the_same(old: Frame, new: Frame, item: str) -> str | None:
    """Why an answer to `item` of `old` cannot be taken for one to the same item of `new`; `None` when it can.

    "words", "answer" (its kind or its unit), "levels" (codes, words, order), "theme" when it is no longer asked. Raises
    `KeyError` when either frame has no such item.
    """
    was, now = old.items[item], new.items[item]
    if now.answer is None:
        return "theme"
    if (was.answer, was.unit) != (now.answer, now.unit):
        return "answer"
    if (was.label, was.question) != (now.label, now.question):
        return "words"
    return None if _scale(old, item) == _scale(new, item) else "levels"


def _scale(frame: Frame, item: str) -> list[tuple[str, Text]]:
    return [(level.code, level.label) for level in frame.levels.get(item, ())]


# --- items ------------------------------------------------------------------------------------------------------------


def _items(
    old: Frame, new: Frame, before: Sequence[dict[str, str]], after: Sequence[dict[str, str]]
) -> list[FrameChange]:
    was, now = ({row["id"]: row for row in rows} for rows in (before, after))
    changes = [_at_one_end("removed", old.items[id]) for id in was if id not in now]
    changes += [_at_one_end("added", new.items[id]) for id in now if id not in was]
    for id in now:
        if id in was:
            changes += _moved(old, new, id)
            changes += _item_cells(id, was[id], now[id])
    return changes


def _at_one_end(kind: str, item: Item) -> FrameChange:
    return FrameChange(kind, "items", item.id, item.id, words(f"change.{kind}", label=item.label))


def _moved(old: Frame, new: Frame, id: str) -> Iterator[FrameChange]:
    was, now = old.items[id].parent, new.items[id].parent
    if was != now:
        ends = {"before": _named(old, was), "after": _named(new, now)}
        yield FrameChange("moved", "items", id, id, words("change.moved", **ends))
    elif id in _displaced(_brothers(old, was), _brothers(new, now)):
        yield FrameChange("moved", "items", id, id, words("change.reordered", after=_named(new, now)))


def _named(frame: Frame, id: str | None) -> Text:
    return frame.items[id].label if id is not None else text("change.root")


def _brothers(frame: Frame, parent: str | None) -> tuple[str, ...]:
    return tuple(item.id for item in frame.roots) if parent is None else frame.items[parent].children


def _displaced(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest that have changed place among those that both sides hold."""
    both = set(before) & set(after)
    was, now = ([id for id in side if id in both] for side in (before, after))
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return both - {id for block in blocks for id in now[block.b : block.b + block.size]}


def _item_cells(id: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[FrameChange]:
    cells = [one for one in _cells("items", id, was, now) if one.column != "parent"]
    for kind, found in _by_kind(cells).items():
        yield FrameChange(kind, "items", id, id, _told(found), tuple(found))


def _by_kind(cells: Sequence[CellChange]) -> dict[str, list[CellChange]]:
    groups: dict[str, list[CellChange]] = {}
    for cell in cells:
        groups.setdefault(_kind_of(cell.column), []).append(cell)
    return groups


def _kind_of(column: str) -> str:
    for kind, columns in _COLUMNS.items():
        if column in columns:
            return kind
    return "explanations" if column.rpartition("_")[0] in _EXPLAINED else "rows"


# --- levels and other tables ------------------------------------------------------------------------------------------


def _levels(
    old: Frame,
    new: Frame,
    before: Mapping[str, list[dict[str, str]]],
    after: Mapping[str, list[dict[str, str]]],
) -> Iterator[FrameChange]:
    """The levels of the items that both versions hold: rows, words, order; examples are explanations."""
    both = old.items.keys() & new.items.keys()
    rows = [[row for row in tables["levels"] if row["item"] in both] for tables in (before, after)]
    for change in _rows("levels", *rows):
        explained = change.cells and all(_example(cell) for cell in change.cells)
        kind = "explanations" if explained else "levels"
        item = change.row.partition(" · ")[0]
        yield FrameChange(kind, "levels", change.row, item, change.said, change.cells)
    for item in new.items:
        codes = [[level.code for level in frame.levels.get(item, ())] for frame in (old, new)]
        if item in both and codes[0] != codes[1] and sorted(codes[0]) == sorted(codes[1]):
            ends = {"before": ", ".join(codes[0]), "after": ", ".join(codes[1])}
            yield FrameChange("levels", "levels", item, item, words("change.level-order", **ends))


def _example(cell: CellChange) -> bool:
    return cell.column.startswith("example")


def _rows(
    table: str, before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> Iterator[FrameChange]:
    was, now = (_keyed(table, rows) for rows in (before, after))
    kind = "frame" if table == "frame" else "rows"
    for key in dict.fromkeys((*was, *now)):
        if key not in now or key not in was:
            end = "row-added" if key in now else "row-removed"
            yield FrameChange(kind, table, key, None, words(f"change.{end}", table=table, row=key))
        elif cells := _cells(table, key, was[key], now[key]):
            said = words("change.row-changed", table=table, row=key, cell=_told(cells))
            yield FrameChange(kind, table, key, None, said, tuple(cells))


def _keyed(table: str, rows: Sequence[Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The rows by what tells them apart; a row that is there twice keeps a number."""
    named = sorted(
        ((" · ".join(filter(None, (row[column] for column in KEYS[table]))), row) for row in rows),
        key=lambda one: one[0],
    )
    return {
        key if rank == 0 else f"{key} ({rank + 1})": row
        for key, group in groupby(named, key=lambda one: one[0])
        for rank, (_, row) in enumerate(group)
    }


def _cells(table: str, key: str, was: Mapping[str, str], now: Mapping[str, str]) -> list[CellChange]:
    unseen = _UNSEEN if table == "frame" else ()
    return [
        CellChange(table, key, column, was[column], now[column])
        for column in now
        if column not in unseen and was[column] != now[column]
    ]


def _told(cells: Sequence[CellChange]) -> Text:
    return semicolons([one.said for one in cells])


def said_of(difference: FrameDifference) -> Text:
    """That both versions say the same, or how many things changed."""
    if difference.equal:
        return text("change.same")
    return MESSAGES.counted("frame-changes", len(difference.changes))
