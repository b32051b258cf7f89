"""What checks find: which rows, said or unsaid, how serious, in which words; and what the group set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from maillage.articulation.catalogue import Severity
from maillage.articulation.chain import Chain, Said
from maillage.dossier.tables import TABLES, Actor, Silence, Tie
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same

NOBODY: Mapping[str, Actor] = {}
_TABLE_OF = {table.row_class: name for name, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row that a finding concerns: its table, its id, the name people know it by."""

    table: str
    id: str
    name: Text

    @classmethod
    def of(cls, row: Any, actors: Mapping[str, Actor] = NOBODY) -> RowRef:
        """The reference to `row`."""
        return cls(_TABLE_OF[type(row)], row.id, name_of(row, actors))


def name_of(row: Any, actors: Mapping[str, Actor] = NOBODY) -> Text:
    """What people call `row`: its name or title, its object, or what it links, by their names among `actors`."""
    for attribute in ("name", "title", "object", "question"):
        if words := getattr(row, attribute, None):
            return same(words)
    if isinstance(row, Tie):
        ends = [actors[end].name if end in actors else end for end in (row.actor_a, row.actor_b)]
        return same(" – ".join(ends))
    if kind := getattr(row, "obstacle", None):
        return vocabulary("obstacles").label_of(kind)
    return same(row.id)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check function yields: the rows concerned, whether the dossier says it, values for the sentence."""

    rows: tuple[Any, ...]
    said: Literal[Said.NO, Said.UNKNOWN]
    values: dict[str, object]


def found(*rows: Any, **values: object) -> Hit:
    """The dossier says so."""
    return Hit(rows, Said.NO, values)


def unsaid(*rows: Any, **values: object) -> Hit:
    """The dossier does not say; it may be so."""
    return Hit(rows, Said.UNKNOWN, values)


def unless(said: Said, *rows: Any, **values: object) -> Iterator[Hit]:
    """Nothing when the link is there, else a hit that keeps what the dossier says of it."""
    if said is Said.NO:
        yield found(*rows, **values)
    elif said is Said.UNKNOWN:
        yield unsaid(*rows, **values)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `certainty` is "no" (the dossier says so) or "unknown" (it does not say).

    `reach` counts the challenges that depend on the rows concerned; `silence` is the row of the dossier by which
    the group set the finding aside, if it did.
    """

    code: str
    severity: Severity
    certainty: Literal["no", "unknown"]
    rows: tuple[RowRef, ...]
    message: Text
    reach: int = 0
    silence: Silence | None = None


CheckFunction = Callable[[Chain], Iterator[Hit]]
REGISTRY: dict[str, CheckFunction] = {}


def check(code: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as the check `code`. Raises `ValueError` when the code is taken."""

    def register(function: CheckFunction) -> CheckFunction:
        if code in REGISTRY:
            raise ValueError(f"two functions for the check {code}")
        REGISTRY[code] = function
        return function

    return register
