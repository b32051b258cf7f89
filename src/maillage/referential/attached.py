"""The tables that say more about items: levels, meanings, sources, correspondences; and those of personalisation."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from maillage.referential.cells import Line
from maillage.referential.frame import (
    EFFECTS,
    FAMILIES,
    QUESTION_KINDS,
    Choice,
    Correspondence,
    Item,
    Level,
    Meaning,
    Question,
    Rule,
    Source,
)
from maillage.text import same

SCALED = ("ordinal", "choice")
"""The kinds of answer that are given on levels."""


def read_levels(lines: Iterable[Line], items: Mapping[str, Item]) -> dict[str, tuple[Level, ...]]:
    """The levels of every item that has some, in the order of the table."""
    found: dict[str, list[Level]] = {}
    for line in _once(_about_items(lines, items), "item", "code"):
        item = line.said("item")
        of_item = found.setdefault(item, [])
        source = line.said("example_source") or None
        level = Level(item, line.id("code"), line.words("label"), line.both("example"), source, len(of_item))
        of_item.append(level)
    return {item: tuple(levels) for item, levels in found.items()}


def read_meanings(lines: Iterable[Line], items: Mapping[str, Item]) -> dict[tuple[str, str], Meaning]:
    """What items mean, by item and family."""
    return {
        (line.said("item"), family): Meaning(line.said("item"), family, line.words("said"))
        for line in _once(_about_items(lines, items), "item", "family")
        if (family := line.one_of("family", FAMILIES))
    }


def read_questions(lines: Iterable[Line], choices: Sequence[Line]) -> dict[str, Question]:
    """The questions of personalisation with their choices, by id."""
    rows = {line.said("id"): line for line in _once(lines, "id")}
    offered: dict[str, list[Choice]] = {}
    for line in _once(choices, "question", "code"):
        question = line.needed("question")
        if question and question not in rows:
            line.wrong("unknown-question-row", "question", question)
        offered.setdefault(question, []).append(Choice(question, line.id("code"), line.words("label")))
    found = {}
    for id_, line in rows.items():
        kind = line.one_of("kind", QUESTION_KINDS)
        if kind == "choice" and id_ not in offered:
            line.wrong("no-choices", "id", id_)
        found[id_] = Question(line.id(), kind, line.words("label"), tuple(offered.get(id_, ())))
    return found


def read_rules(lines: Iterable[Line], items: Mapping[str, Item]) -> dict[Rule, Line]:
    """The rules and their rows, in the order of the table."""
    return {
        Rule(line.said("item"), effect, line.needed("formula"), line.both("why")): line
        for line in _once(_about_items(lines, items), "item", "effect")
        if (effect := line.one_of("effect", EFFECTS)) in EFFECTS
    }


def read_sources(lines: Iterable[Line]) -> dict[str, Source]:
    """The sources by id."""
    rows = _once(lines, "id")
    return {
        line.said("id"): Source(line.id(), line.needed("title"), *_said(line, "author", "url", "date"))
        for line in rows
    }


def read_correspondences(
    lines: Iterable[Line], items: Mapping[str, Item], levels: Mapping[str, Sequence[Level]]
) -> tuple[Correspondence, ...]:
    """Where the answers to earlier versions go."""
    found = []
    for line in lines:
        item, value = line.said("to_item") or None, line.said("to_value") or None
        if item is not None and item not in items:
            line.wrong("unknown-item", "to_item", item)
        elif item is not None and items[item].answer in SCALED and value is not None:
            _check_value(line, value, levels.get(item, ()))
        share = line.number_in("share", most=100.0)
        version, origin = line.needed("from_version"), line.needed("from_item")
        before = line.said("from_value") or None
        found.append(Correspondence(version, origin, before, item, value, share, line.both("note")))
    return tuple(found)


def _check_value(line: Line, value: str, levels: Sequence[Level]) -> None:
    codes = [one.code for one in levels]
    if value not in codes:
        line.wrong("not-in-list", "to_value", value, choices=same(", ".join(codes)))


def _about_items(lines: Iterable[Line], items: Collection[str]) -> Iterator[Line]:
    """The rows about an item that exists; the others are noted."""
    for line in lines:
        item = line.needed("item")
        if item in items:
            yield line
        elif item:
            line.wrong("unknown-item", "item", item)


def _once(lines: Iterable[Line], *key: str) -> Iterator[Line]:
    """The rows whose key was not met before; the others are noted."""
    met: dict[Hashable, int] = {}
    for line in lines:
        found = tuple(line.said(column) for column in key)
        if found in met:
            line.wrong("duplicate-id", key[-1], " · ".join(found), first=met[found])
            continue
        met[found] = line.number
        yield line


def _said(line: Line, *columns: str) -> tuple[Any, ...]:
    return tuple(line.said(column) or None for column in columns)
