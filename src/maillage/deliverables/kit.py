"""The paper kit of a workshop, as the source of a PDF: what one prints to hold it without phones nor network.

A running sheet, the code to join when there is one, cards to cut, slips, grids, and a map of the dossier on A3.
The dossier enters as JSON, never as markup; it must be already what its readers may see.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno

from maillage.data import packaged
from maillage.deliverables.kit_fields import GRIDS, SLIPS, PaperField, fields_of, has_cards
from maillage.deliverables.kit_map import map_of
from maillage.deliverables.kit_times import timed
from maillage.deliverables.kit_words import section, sentence, text
from maillage.dossier.dossier import Dossier
from maillage.text import Language, Text, series
from maillage.workshop.activities import KINDS, Activity, choices

_DOTS = 5
"""How many dots one has when the activity does not say."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What a kit is made of.

    `dossier` is what its members see on the day `on`; `join` is what the QR code leads to, `address` what one
    types with `code`, which is there while the workshop is open; `starts_at` is an hour, “14:00”, or nothing.
    """

    title: str
    activities: Sequence[Activity]
    dossier: Dossier
    on: datetime.date
    join: str
    address: str
    code: str = ""
    starts_at: str = ""


def source(kit: Kit, language: Language) -> str:
    """The typst source of `kit` in `language`, self-contained: the same kit gives the same bytes.

    Raises `ValueError` when `kit.starts_at` is not an hour.
    """
    data = {
        "language": language,
        "title": kit.title,
        "place": kit.dossier.record.title,
        "tongue": kit.dossier.record.language or "fr",
        "words": {name: text(f"sheet.{name}").in_(language) for name in section("sheet")}
        | {name: text(f"grid.{name}").in_(language) for name in section("grid")},
        "running": _running(kit, language),
        "join": _join(kit, language),
        "qr": _qr(kit.join),
        "sheets": [_sheet(activity, language) for activity in kit.activities],
        "map": map_of(kit.dossier, kit.on, language),
    }
    literal = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    parts = [packaged.text(f"workshops/{name}.typ") for name in ("kit", "kit_cards", "kit_grids", "kit_map")]
    return "\n".join([f'#let data = json(bytes("{literal}"))', *parts])


def _qr(address: str) -> str:
    """The QR code of an address as a picture; any reader takes it when a seventh of it is stained."""
    drawn = segno.make(address, error="m", micro=False)
    inline: str = drawn.svg_inline(border=2, omitsize=True)
    return inline.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def _join(kit: Kit, language: Language) -> dict[str, str] | None:
    if not kit.code:
        return None
    return {
        "address": kit.address,
        "code": sentence("sheet.code", code=_spaced(kit.code)).in_(language),
        "alt": sentence("sheet.join-alt", address=kit.address).in_(language),
    }


def _spaced(code: str) -> str:
    """A code in two halves, that one reads aloud.

    >>> _spaced("ABCDEF")
    'ABC DEF'
    """
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}" if len(code) > 4 else code


# --- the running sheet ------------------------------------------------------------------------------------------------


def _running(kit: Kit, language: Language) -> dict[str, Any]:
    times, total = timed([activity.minutes for activity in kit.activities], kit.starts_at)
    lines = []
    for activity, (when, length) in zip(kit.activities, times, strict=True):
        lines.append(
            {
                "when": when.in_(language),
                "length": length.in_(language),
                "title": activity.title,
                "aim": KINDS[activity.kind].aim.in_(language),
                "print": _printed(activity.kind).in_(language),
            }
        )
    return {"lines": lines, "total": total.in_(language) if total else ""}


def _printed(kind: str) -> Text:
    """What is printed for a kind of activity."""
    drawn = {"cards-for": has_cards(kind), "slips-for": kind in SLIPS, "grid-for": kind in GRIDS}
    found = [text(f"sheet.{name}") for name, there in drawn.items() if there]
    return series(found) if found else text("sheet.brief")


# --- the sheets of an activity ----------------------------------------------------------------------------------------


def _sheet(activity: Activity, language: Language) -> dict[str, Any]:
    """What is drawn for an activity: its cards, its slip, its grid, as far as its kind has some."""
    kind, settings = activity.kind, activity.settings
    return {
        "kind": kind,
        "title": activity.title,
        "prompt": activity.prompt,
        "text": text(f"text.{kind}").in_(language) if has_cards(kind) else "",
        "card": has_cards(kind),
        "fields": _fields(kind, settings, language),
        "slip": kind if kind in SLIPS else "",
        "grid": kind if kind in GRIDS else "",
        "item": settings.get("asked", ""),
        "levels": [str(one.get("label") or one.get("code", "")) for one in settings.get("levels", ())],
        "proposal": settings.get("proposal", ""),
        "answers": [one.label.in_(language) for one in choices("confirm_answers")],
        "stands": [one.label.in_(language) for one in choices("consent_answers")],
        "items": _items(settings),
        "dots": sentence("grid.dots-each", n=settings.get("dots") or _DOTS).in_(language),
    }


def _items(settings: Mapping[str, Any]) -> list[str]:
    """What dots are put on, when it is known beforehand."""
    options = settings.get("options", {})
    return [str(one["label"]) for table in options for one in options[table]]


def _fields(kind: str, settings: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    """The fields of a card: a card has room for the boxes of one of them, the others are lines to write on."""
    fields = fields_of(kind)
    boxed = next((field for field in fields if field.boxed), None)
    return [_drawn(field, settings, language, boxed=field is boxed) for field in fields]


def _drawn(
    field: PaperField, settings: Mapping[str, Any], language: Language, *, boxed: bool
) -> dict[str, Any]:
    boxes = [one.label.in_(language) for one in field.choices(settings)] if boxed else []
    return {"label": field.label.in_(language), "boxes": boxes}
