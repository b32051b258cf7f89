"""What should come out of a phase, looked for in the tables of the dossier: there, or not there yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.dossier.audience import pointing
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Journey
from maillage.journey.phase_guides import Output
from maillage.journey.phases import Expected
from maillage.text import Text

_TRUTHS = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class OutputSeen:
    """An expected output and the rows that show it. `there` is none when no table can tell."""

    said: Text
    output: Output | None
    rows: tuple[Any, ...]
    there: bool | None


def output_seen(expected: Expected, dossier: Dossier, journey: Journey) -> OutputSeen:
    """Whether `dossier`, as it stands on a day, holds what is expected. Other statements of a row do not count twice.

    Of the journey of one actor, only rows that name that actor count, and sessions of that journey.
    """
    output = expected.output
    if output is None:
        return OutputSeen(expected.said, None, (), None)
    found = tuple(row for row in _rows(dossier, output.table, journey) if _shows(row, output))
    return OutputSeen(expected.said, output, found, len(found) >= output.least)


def names_actor(table: str, row: Any, actor: str) -> bool:
    """Whether a row is that actor, or points to it."""
    if table == "actors":
        return bool(row.id == actor)
    return any(actor in _held(row, field.attribute) for field in pointing(table) if field.table == "actors")


def actor_of(journey: Journey) -> str | None:
    """The actor whose journey it is; none for the collective."""
    return journey.holder if journey.holder not in (None, "collective") else None


def _rows(dossier: Dossier, table: str, journey: Journey) -> Iterator[Any]:
    actor = actor_of(journey)
    for row in dossier.rows(table):
        if getattr(row, "variant_of", None) is not None:
            continue
        if actor is None or _concerns(table, row, actor, journey):
            yield row


def _concerns(table: str, row: Any, actor: str, journey: Journey) -> bool:
    if table in ("sessions", "efforts"):
        return bool(row.journey == journey.id)
    return names_actor(table, row, actor)


def _shows(row: Any, output: Output) -> bool:
    if not output.columns:
        return True
    fields = [TABLES[output.table].field(name) for name in output.columns]
    return any(_fills(_held(row, field.attribute), output.values) for field in fields)


def _held(row: Any, attribute: str) -> tuple[str, ...]:
    """The values of a cell as texts; nothing when it does not say."""
    value = getattr(row, attribute)
    if value is None:
        return ()
    items = value if isinstance(value, tuple) else (value,)
    return tuple(_TRUTHS[one] if isinstance(one, bool) else str(one) for one in items)


def _fills(held: tuple[str, ...], values: tuple[str, ...]) -> bool:
    return any(one in values for one in held) if values else bool(held)
