"""A frame as tables again, and the checksum of what it says: the same whatever the file it was read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from maillage.referential.frame import Correspondence, Frame, Item
from maillage.referential.tables import SHAPES
from maillage.text import Text

Tables = dict[str, list[dict[str, str]]]


def tables_of(frame: Frame) -> Tables:
    """Every table of `frame` as text, by name, all their columns there; reading them gives the same frame."""
    choices = [choice for question in frame.questions.values() for choice in question.choices]
    rows: Mapping[str, Iterable[Mapping[str, Any]]] = {
        "frame": [_frame(frame)],
        "items": map(_item, frame.items.values()),
        "levels": (
            {"item": one.item, "code": one.code, "example_source": one.example_source}
            | _pair("label", one.label)
            | _pair("example", one.example)
            for levels in frame.levels.values()
            for one in levels
        ),
        "meanings": (
            {"item": one.item, "family": one.family} | _pair("said", one.said)
            for one in frame.meanings.values()
        ),
        "questions": (
            {"id": one.id, "kind": one.kind} | _pair("label", one.label) for one in frame.questions.values()
        ),
        "choices": (
            {"question": one.question, "code": one.code} | _pair("label", one.label) for one in choices
        ),
        "rules": (
            {"item": one.item, "effect": one.effect, "formula": one.formula} | _pair("why", one.why)
            for one in frame.rules
        ),
        "sources": (
            {"id": one.id, "title": one.title, "author": one.author, "url": one.url, "date": one.date}
            for one in frame.sources.values()
        ),
        "correspondences": map(_correspondence, frame.correspondences),
    }
    return {
        table: [{column: _written(row.get(column)) for column in shape.columns} for row in rows[table]]
        for table, shape in SHAPES.items()
    }


def checksum_of(frame: Frame) -> str:
    """The SHA-256 of every table of `frame` but ``frame.csv``, in canonical form, after ``sha256:``.

    The canonical form is the JSON of the rows, sorted, keys sorted, empty cells left out: neither the file format nor
    the order of rows or columns changes it. The order of the levels of an item is what they mean: each says its rank.
    The depth of action counts too, since it changes scores.
    """
    content: dict[str, Any] = {
        table: sorted(map(_canonical, rows)) for table, rows in tables_of(frame).items() if table != "frame"
    }
    ranks = ((level.item, level.code, level.rank) for levels in frame.levels.values() for level in levels)
    content["ranks"] = sorted(ranks)
    content["action_depth"] = frame.action_depth
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _canonical(row: Mapping[str, str]) -> str:
    said = {column: words for column, words in row.items() if words}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "id": frame.id,
        "version": frame.version,
        "status": frame.status,
        "official": "yes" if frame.official else "no",
        "licence": frame.licence,
        "published_on": frame.published_on,
        "action_depth": frame.action_depth,
        "replaces": frame.replaces,
        "checksum": frame.checksum if frame.status == "published" else None,
        **_pair("title", frame.title),
        **_pair("summary", frame.summary),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "parent": item.parent,
        "kind": item.kind,
        "answer": item.answer,
        "unit": item.unit,
        "points": item.points,
        "share": item.share,
        "short": item.short,
        "register": item.register,
        "source": ";".join(item.source),
        **_pair("label", item.label),
        **_pair("question", item.question),
        **_pair("why", item.why),
        **_pair("evidence", item.evidence),
        **_pair("help", item.help),
    }


def _correspondence(one: Correspondence) -> dict[str, Any]:
    return {
        "from_version": one.from_version,
        "from_item": one.from_item,
        "from_value": one.from_value,
        "to_item": one.to_item,
        "to_value": one.to_value,
        "share": one.share,
        **_pair("note", one.note),
    }


def _pair(column: str, words: Text | None) -> dict[str, Any]:
    return {f"{column}_fr": words.fr, f"{column}_en": words.en} if words else {}


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
