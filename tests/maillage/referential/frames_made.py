"""Tiny frames made for tests: from a few words to the tables that a person would write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.referential.frame import Frame
from maillage.referential.loading import FrameReading, read_frame
from maillage.referential.profile import Profile
from maillage.referential.statuses import Status, from_shares, status

Rows = list[dict[str, str]]


def head(**changes: str) -> dict[str, str]:
    """The row of ``frame.csv``, some of its cells changed."""
    row = {"id": "tiny", "version": "1", "title_fr": "Petit", "title_en": "Tiny", "status": "draft"}
    return row | changes


def item(id: str, parent: str = "", **cells: object) -> dict[str, str]:
    """A row of ``items.csv``, answered by a status unless it says otherwise."""
    row = {"id": id, "parent": parent, "kind": "item", "answer": "status", "label_fr": id, "label_en": id}
    return row | {name: str(value) for name, value in cells.items()}


def tables(items: Rows, **others: Any) -> dict[str, Rows]:
    """The tables of a frame; ``head`` gives cells of its row, the others are whole tables."""
    cells = others.pop("head", {})
    return {"frame": [head(**cells)], "items": items, **others}


def made(given: Mapping[str, Rows]) -> Frame:
    """The frame of tables that are right."""
    reading = read_frame(given)
    assert reading.frame is not None, [(one.place.text().en, one.message.en) for one in reading.problems]
    return reading.frame


def codes(reading: FrameReading) -> list[str]:
    """The codes of what is wrong, in the order in which it is said."""
    return [one.code for one in reading.problems]


def of_case(case: Mapping[str, Any], order: Sequence[str] | None = None) -> Frame:
    """The frame of a worked case; `order` gives another order to the rows of its items."""
    rows = {id_: item(id_, **cells) for id_, cells in case["items"].items()}
    given = tables(
        [rows[id_] for id_ in order or rows], head={"action_depth": str(case.get("action_depth", ""))}
    )
    given["questions"] = [
        {"id": id_, "kind": kind, "label_fr": id_, "label_en": id_}
        for id_, kind in case.get("questions", {}).items()
    ]
    given["rules"] = [
        dict(zip(("item", "effect", "formula"), rule, strict=True)) for rule in case.get("rules", ())
    ]
    return made(given)


def statuses_of(case: Mapping[str, Any]) -> dict[str, Status]:
    """The statuses of a worked case."""
    return {
        id_: from_shares(said) if isinstance(said, list) else status(said)
        for id_, said in case.get("statuses", {}).items()
    }


def profile_of(case: Mapping[str, Any]) -> Profile:
    """Who answers in a worked case."""
    identity = {facet: tuple(values) for facet, values in case.get("identity", {}).items()}
    return Profile(family=case.get("family"), answers=case.get("answers", {}), identity=identity)
