"""What the phones of a workshop may choose among: rows of the dossier that its MEMBERS see, whoever prepares it.

A facilitator sees more than the room does. Nothing kept for the facilitators, or for one actor, ever enters a list.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils import timezone

from maillage.articulation.findings import name_of
from maillage.dossier.audience import Audience
from maillage.dossier.dossier import Dossier
from maillage.dossier.values import fold
from maillage.referential.frame import Frame, Item
from maillage.referential.shipped import shipped, shipped_frames
from maillage.text import Language
from maillage.workshop.activities import KINDS
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.policies import LEVELS
from maillage_web.dossiers.queries.living import Living, seen_at

MOST_OPTIONS = 400
_TABLES = ("effects", "components", "actors", "challenges")


def members_dossier(living: Living) -> Dossier:
    """The rows that hold today, as any member sees them."""
    members = Audience(LEVELS[Role.READER], frozenset(), living.public)
    return seen_at(living.pk, living.number, members).at(timezone.localdate())


def options_of(kind: str, dossier: Dossier, language: Language) -> dict[str, list[dict[str, Any]]]:
    """The options of an activity of this kind: by table, the id and the name of each row, in alphabetical order."""
    found = {table: _rows(dossier, table, language) for table in KINDS[kind].options if table in _TABLES}
    if kind == "threads" and "effects" in found:
        _reach(dossier, found["effects"], language)
    return found


def _reach(dossier: Dossier, effects: list[dict[str, Any]], language: Language) -> None:
    """Write beside each effect the challenges that it answers: the big screen draws them."""
    names = {row.id: name_of(row).in_(language)[:120] for row in dossier.challenges}
    reached = {
        row.id: [names[one] for one in row.challenges or () if one in names] for row in dossier.effects
    }
    for one in effects:
        one["challenges"] = reached[one["id"]]


def _rows(dossier: Dossier, table: str, language: Language) -> list[dict[str, Any]]:
    found = [{"id": row.id, "label": name_of(row).in_(language)[:120]} for row in dossier.rows(table)]
    return sorted(found, key=lambda one: (fold(one["label"]), one["id"]))[:MOST_OPTIONS]


def actors_of(living: Living, language: Language) -> list[dict[str, Any]]:
    """Whom one may speak for at the door."""
    return _rows(members_dossier(living), "actors", language)


# --- items to position oneself on ---------------------------------------------------------------------------------


@cache
def items_to_choose(language: Language) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """By frame, the items that have levels in words: what names each in a form, and its words."""
    found = []
    for frame in shipped_frames():
        items = [item for item in frame.asked if item.answer == "ordinal" and frame.levels.get(item.id)]
        named = tuple((f"{frame.id}/{frame.version}/{item.id}", _asked(item, language)) for item in items)
        if named:
            found.append((f"{frame.title.in_(language)} {frame.version}", named))
    return tuple(found)


def position_settings(name: str, language: Language) -> dict[str, Any]:
    """What an activity of position asks: the item and its levels, as the frame words them. Raises `KeyError`."""
    frame, item = _item(name)
    levels = [
        {"code": level.code, "label": level.label.in_(language)} for level in frame.levels.get(item.id, ())
    ]
    return {
        "frame": frame.id,
        "version": frame.version,
        "item": item.id,
        "asked": _asked(item, language),
        "levels": levels,
    }


def _item(name: str) -> tuple[Frame, Item]:
    """The item that a form names. Raises `KeyError`."""
    known = {one for _, items in items_to_choose("fr") for one, _words in items}
    if name not in known:
        raise KeyError(name)
    frame, version, item = name.split("/")
    found = shipped(frame, version)
    return found, found.items[item]


def _asked(item: Item, language: Language) -> str:
    return (item.question or item.label).in_(language)
