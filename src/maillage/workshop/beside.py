"""The fields of notes in words: codes by their labels, ids by the options that were prepared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.text import Language
from maillage.workshop.activities import KINDS, FieldAsked


def fields_of(
    kind: str, settings: Mapping[str, Any], fields: Mapping[str, Any], language: Language
) -> tuple[tuple[str, str], ...]:
    """What was said beside the text of a note: the label of each field and its value in words.

    >>> fields_of("actors", {}, {"brings": "un local"}, "en")
    (('Can bring', 'un local'),)
    """
    asked = KINDS[kind].fields
    return tuple(
        (one.label.in_(language), _words(one, settings, fields[one.name], language))
        for one in asked
        if fields.get(one.name) not in (None, "", [])
    )


def _words(asked: FieldAsked, settings: Mapping[str, Any], value: Any, language: Language) -> str:
    values = value if isinstance(value, list | tuple) else [value]
    known = {one.code: one.label.in_(language) for one in asked.choices}
    if asked.kind == "option":
        prepared = (settings.get("options") or {}).get(asked.list) or ()
        known = {f"id:{one['id']}": one["label"] for one in prepared}
    return ", ".join(known.get(str(one), str(one)) for one in values)
