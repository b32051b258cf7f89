"""A workshop being played: whatever is said goes through the same door as on the site."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Place
from maillage.dossier.reading import RawTable, Reading, read_tables
from maillage.workshop.activities import KINDS, Activity
from maillage.workshop.board import Board
from maillage.workshop.events import Event, checked
from maillage.workshop.harvest import Proposal

AT = datetime.datetime(2026, 5, 4, 14, 0, tzinfo=datetime.UTC)
DAY = AT.date()

OPTIONS: Mapping[str, Any] = {
    "actors": [{"id": "ferme", "label": "La ferme"}, {"id": "ville", "label": "La ville"}],
    "effects": [{"id": "sols", "label": "Des sols vivants"}],
    "components": [{"id": "paniers", "label": "Des paniers"}],
}
LEVELS = [{"code": "volume", "label": "Volume"}, {"code": "territorial", "label": "Territoire"}]
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "position": {"frame": "efc", "version": "1.0", "item": "resources-land", "levels": LEVELS},
    "dots": {"on": "challenges", "dots": 3},
    "consent": {"question": "On y va ?", "proposal": "Se revoir ; tous les deux mois"},
}

ACTIVITIES = [
    Activity(kind, kind, kind.capitalize(), "", 10, {"options": OPTIONS, **SETTINGS.get(kind, {})})
    for kind in KINDS
] + [
    Activity(
        "items", "dots", "Choisir", settings={"options": {"items": [{"id": "a", "label": "Un"}, {"id": "b"}]}}
    )
]

TABLES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "dossier": [{"id": "val", "title": "Le Val"}],
    "challenges": [{"id": "eau", "name": "L’eau du puits"}],
    "effects": [{"id": "sols", "name": "Des sols vivants", "components": "none"}],
    "components": [{"id": "paniers", "name": "Des paniers", "bearers": "ferme"}],
    "actors": [{"id": "ferme", "name": "La ferme"}, {"id": "ville", "name": "La ville"}],
    "ties": [{"id": "deux", "actor_a": "ville", "actor_b": "ferme", "a_knows_b": "partial"}],
    "sessions": [{"id": "seance", "title": "La séance"}],
}  # fmt: skip


class Room:
    """A board and its log. `say` checks and applies; people join on the way."""

    def __init__(self, *people: str, actors: Mapping[str, str] | None = None) -> None:
        self.board = Board(ACTIVITIES)
        self.log: list[Event] = []
        self.changed: frozenset[str] = frozenset()
        for who in people:
            actor = (actors or {}).get(who, "")
            self.say(who, "", "join", site=True, name=f"Nom {who}", **({"actor": actor} if actor else {}))

    def say(self, who: str, activity: str, kind: str, /, *, site: bool = False, **content: Any) -> int:
        """What somebody says, when it may be said; the number of the event."""
        cleaned = checked(self.board, who, activity, kind, content, site=site)
        event = Event(self.board.head + 1, who, f"{who}-{len(self.log)}", activity, kind, cleaned, AT)
        self.log.append(event)
        self.changed = self.board.apply(event)
        return event.number

    def open(self, *activities: str) -> Room:
        for activity in activities:
            self.say("f", activity, "open")
        return self

    def see(self, key: str, role: str = "participant", who: str = "") -> dict[str, Any] | None:
        return self.board.visible(key, role, who)


def read(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Reading:
    """The dossier of these cells."""
    return read_tables((_raw(name, rows) for name, rows in tables.items()), Place("atelier"))


def _raw(name: str, rows: Sequence[Mapping[str, str]]) -> RawTable:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return RawTable(Place(name), name, list(enumerate(lines, start=1)))


def dossier() -> Dossier:
    """A small dossier."""
    found = read(TABLES).dossier
    assert found is not None
    return found


def with_rows(proposals: Sequence[Proposal]) -> dict[str, list[Mapping[str, str]]]:
    """The cells of the small dossier with those of the proposals."""
    tables = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
    for one in proposals:
        rows = tables.setdefault(one.table, [])
        if one.row:
            next(row for row in rows if row["id"] == one.row).update(one.cells)
        else:
            rows.append(dict(one.cells))
    return {name: list(rows) for name, rows in tables.items()}
