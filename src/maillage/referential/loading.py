"""Read a frame from its tables: everything that is wrong is said in one report, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from maillage.dossier.problems import Place, Problem
from maillage.referential import attached
from maillage.referential.canonical import checksum_of
from maillage.referential.cells import Line, Notes, lines
from maillage.referential.checking import check_items, check_publication
from maillage.referential.frame import STATUSES, Frame, Item
from maillage.referential.points import infer_points
from maillage.referential.rule_checking import check_rules
from maillage.referential.tables import NEEDED_TABLES, SHAPES, Rows
from maillage.referential.tree import read_items
from maillage.text import Text, listing, same


@dataclass(frozen=True, slots=True)
class FrameReading:
    """What reading gave: a frame, or everything that keeps it from being one."""

    frame: Frame | None
    problems: tuple[Problem, ...]


def read_frame(tables: Mapping[str, Rows], places: Mapping[str, Place] | None = None) -> FrameReading:
    """The frame in `tables` (by name, `maillage.referential.tables`), or all that is wrong with it, in one pass.

    `places` says where each table was read, for messages; ``<table>.csv`` when it does not say.

    >>> [one.code for one in read_frame({"frame": [], "items": []}).problems]
    ['no-table', 'no-table']
    """
    notes = Notes(dict(places or {}))
    _check_tables(tables, notes)
    heads = list(lines(tables, "frame", notes))
    items, rows = read_items(list(lines(tables, "items", notes)), notes)
    weights = infer_points(items, rows)
    for second in heads[1:2]:
        second.wrong("several-frames", "id", second.said("id"))
    if not heads:
        return FrameReading(None, tuple(notes.problems))
    frame = _frame(heads[0], items, weights, tables, notes)
    check_items(frame, rows)
    frame = replace(frame, checksum=checksum_of(frame))
    check_publication(frame, heads[0])
    return FrameReading(None if notes.problems else frame, tuple(notes.problems))


def _check_tables(tables: Mapping[str, Rows], notes: Notes) -> None:
    for table in NEEDED_TABLES:
        if not any(any(row.values()) for row in tables.get(table, ())):
            notes.add("no-table", notes.place(table), table)
    for table in tables:
        if table not in SHAPES:
            known = listing([same(one) for one in SHAPES], limit=12)
            notes.add("unknown-table", notes.place(table), table, known=known)


def _frame(
    head: Line,
    items: Mapping[str, Item],
    weights: Mapping[str, float],
    tables: Mapping[str, Rows],
    notes: Notes,
) -> Frame:
    depth = head.number_in("action_depth")
    levels = attached.read_levels(lines(tables, "levels", notes), items)
    choices = list(lines(tables, "choices", notes))
    questions = attached.read_questions(lines(tables, "questions", notes), choices)
    rules = attached.read_rules(lines(tables, "rules", notes), items)
    check_rules(rules, items, questions)
    return Frame(
        id=head.id(),
        version=head.needed("version"),
        title=head.words("title"),
        summary=head.both("summary") or Text("", ""),
        status=head.one_of("status", STATUSES),
        official=head.truth("official"),
        licence=head.said("licence"),
        published_on=head.day("published_on"),
        action_depth=None if depth is None else int(depth),
        replaces=head.said("replaces") or None,
        checksum="",
        items=items,
        levels=levels,
        meanings=attached.read_meanings(lines(tables, "meanings", notes), items),
        questions=questions,
        rules=tuple(rules),
        sources=attached.read_sources(lines(tables, "sources", notes)),
        correspondences=attached.read_correspondences(lines(tables, "correspondences", notes), items, levels),
        weights=weights,
    )
