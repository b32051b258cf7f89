"""Answers to a frame given in a CSV file: columns ``item`` and ``value``, one row per answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maillage.dossier.cells import words_of
from maillage.dossier.problems import Place, Problem, UnreadableError
from maillage.dossier.problems import problem as file_problem
from maillage.io import csv_tables
from maillage.io.limits import DEFAULT_LIMITS, Limits
from maillage.referential.frame import Frame
from maillage.referential.statuses import Status, status
from maillage.referential.wording import FrameError, problem

_COLUMNS = ("item", "value")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer of the file: its item, its value as written ("" when nothing was), and where it stands."""

    item: str
    value: str
    place: Place


def read_answers(path: Path, frame: Frame, limits: Limits = DEFAULT_LIMITS) -> tuple[AnswerLine, ...]:
    """The answers of the file at `path`. Raises `UnreadableError` with every row about an item that `frame` lacks."""
    try:
        with path.open("rb") as source:
            content = source.read(limits.file + 1)
    except OSError as error:
        raise UnreadableError([file_problem("not-found", Place(path.name), str(path))]) from error
    table = csv_tables.parse(content, Place(path.name), "answers", limits=limits)
    rows = [(number, [words_of(cell).strip() for cell in cells]) for number, cells in table.lines]
    filled = [(number, cells) for number, cells in rows if any(cells)]
    header = [cell.lower() for cell in filled[0][1]] if filled else []
    if missing := [column for column in _COLUMNS if column not in header]:
        at = Place(path.name, None, 1)
        raise UnreadableError([problem("no-column", at, column) for column in missing])
    found = [
        _answer(dict(zip(header, cells, strict=False)), path.name, number) for number, cells in filled[1:]
    ]
    unknown = [problem("unknown-item", one.place, one.item) for one in found if one.item not in frame.items]
    if unknown:
        raise UnreadableError(unknown)
    return tuple(found)


def _answer(row: dict[str, str], file: str, number: int) -> AnswerLine:
    return AnswerLine(row.get("item", ""), row.get("value", ""), Place(file, None, number, "item"))


def statuses_of(answers: tuple[AnswerLine, ...]) -> dict[str, Status]:
    """The status of every item answered, a row without value saying nothing.

    Raises `UnreadableError` for a value that is no status, and for two different ones of a same item.
    """
    found: dict[str, Status] = {}
    problems: list[Problem] = []
    for one in answers:
        at = Place(one.place.file, None, one.place.line, "value")
        try:
            said = status(one.value) if one.value else None
        except FrameError as error:
            problems.append(problem("answer-status", at, one.value, why=error.text))
            continue
        if said is not None and found.setdefault(one.item, said) != said:
            problems.append(problem("answer-twice", at, one.value, item=one.item))
    if problems:
        raise UnreadableError(problems)
    return found
