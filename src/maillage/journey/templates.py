"""The journey templates that are shipped: of a collective, of a leader in confidence, of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maillage.data import packaged
from maillage.journey.phase_guides import KINDS, READING, Beat, Loop, Output, PhaseGuide, Said, Template
from maillage.journey.reading import SHAPES, read_template


@cache
def templates() -> tuple[Template, ...]:
    """The shipped templates: of a collective, of a leader, of a programme.

    >>> [one.id for one in templates()]
    ['collective', 'leader', 'programme']
    """
    found = []
    for name in packaged.folders("journeys"):
        tables = {table: packaged.rows(f"journeys/{name}/{table}.csv") for table in SHAPES}
        reading = read_template(tables)
        if reading.template is None:
            raise RuntimeError(f"the shipped template {name} does not read: {reading.problems}")
        found.append(reading.template)
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


@cache
def _by_id() -> Mapping[str, Template]:
    return {one.id: one for one in templates()}


def template(id: str) -> Template:
    """The shipped template `id`. Raises `KeyError`.

    >>> [phase.code for phase in template("collective").phases][:3]
    ['context', 'existing', 'actors']
    """
    return _by_id()[id]


def known_template(id: str | None) -> Template | None:
    """The shipped template `id`, or none: the list is open, a journey may start from a template of one's own."""
    return _by_id().get(id or "")


__all__ = [
    "READING",
    "Beat",
    "Loop",
    "Output",
    "PhaseGuide",
    "Said",
    "Template",
    "known_template",
    "template",
    "templates",
]
