"""From what a cell holds to a value, and back. Tolerant of what spreadsheets do to data; says what it repaired."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

from maillage.dossier.fields import Field
from maillage.dossier.kinds import PARSERS, Parsed
from maillage.dossier.problems import CellError
from maillage.dossier.values import SLUG, fold, format_decimal
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language

Raw = str | int | float | bool | Decimal | datetime.date | datetime.datetime | None
"""What a reader of files may hand over: the text of a CSV cell, or what a workbook stores."""


class Formula(str):
    """A cell that holds a formula, not a value."""

    __slots__ = ()


_EDGES = "\ufeff\u200b\u00a0\u202f \t\n"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML file can hold
UNKNOWN_WORDS = {
    "?",
    "??",
    "unknown",
    "inconnu",
    "inconnue",
    "n/a",
    "na",
    "nc",
    "nd",
    "-",
    "—",
    "non renseigne",
    "non connu",
}
"""What people write, without accents nor capitals, for: we do not know."""
_LONGEST_UNKNOWN = max(map(len, UNKNOWN_WORDS))

NONE_WORDS = {"none", "aucun", "aucune", "personne", "nobody", "rien"}
"""What people write, without accents nor capitals, for: there is none, and we know it."""

_LONGEST_NONE = max(map(len, NONE_WORDS))

_SPREADSHEET_ERRORS = {
    "#REF!",
    "#N/A",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#NOM?",
    "#VALEUR!",
    "#NOMBRE!",
}
MAX_CELL = 32_767
"""What one cell of a workbook can hold: longer texts could not make the round trip."""


def words_of(raw: Raw) -> str:
    """The text of a raw cell: dates in ISO form, numbers in full, line ends unified.

    >>> words_of(12.0), words_of(datetime.datetime(2015, 3, 1)), words_of(None)
    ('12', '2015-03-01', '')
    """
    if isinstance(raw, str):
        return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat() if raw.time() == datetime.time() else raw.isoformat(sep=" ")
    if isinstance(raw, float):
        return format_decimal(Decimal(repr(raw))) if raw == raw and abs(raw) != float("inf") else str(raw)
    return format_decimal(raw) if isinstance(raw, Decimal) else str(raw)


def parse_cell(field: Field, raw: Raw) -> Parsed:
    """The value of `raw` for `field`. Raises `CellError`, whose code names the message to show."""
    stripped, repair = clean_words(raw)
    if not stripped:
        return Parsed(None, repair)
    parsed = _parse_list(field, stripped) if field.many else _parse_one(field, stripped)
    return Parsed(parsed.value, repair) if repair and not parsed.repair else parsed


def clean_words(raw: Raw) -> tuple[str, str | None]:
    """The words of a cell without the spaces around them, and the repair that took. Raises `CellError`."""
    words = words_of(raw)
    if isinstance(raw, Formula):
        raise CellError("formula")
    stripped = words.strip(_EDGES)
    if len(stripped) > MAX_CELL:
        raise CellError("too-long", limit=MAX_CELL)
    if not stripped.isprintable() and _FORBIDDEN.search(stripped):
        raise CellError("control-character")
    if stripped[:1] == "#" and stripped in _SPREADSHEET_ERRORS:
        raise CellError("spreadsheet-error")
    return stripped, None if len(stripped) == len(words) else "spaces"


def _parse_list(field: Field, words: str) -> Parsed:
    items = [item for part in words.replace("\n", ";").split(";") if (item := part.strip())]
    said_none = [len(item) <= _LONGEST_NONE and fold(item) in NONE_WORDS for item in items]
    if said_none == [True]:
        return Parsed(())
    if any(said_none) and field.kind != "text":
        raise CellError("none-and-some")
    parsed = [_parse_one(field, item) for item in items]
    values = tuple(dict.fromkeys(item.value for item in parsed if item.value is not None))
    repair = next((item.repair for item in parsed if item.repair), None)
    if len(values) < len([item for item in parsed if item.value is not None]):
        repair = repair or "doubled-item"
    return Parsed(values or None, repair)


def _parse_one(field: Field, words: str) -> Parsed:
    if field.kind != "text" and len(words) <= _LONGEST_UNKNOWN and _admits_ignorance(field, words):
        return Parsed(None, "unknown-word")
    return PARSERS[field.kind](field, words)


def _admits_ignorance(field: Field, words: str) -> bool:
    """Whether `words` say that it is not known, unless they are an id or a code ("na", "unknown")."""
    if field.kind == "slug" and SLUG.match(words):
        return False
    if fold(words) not in UNKNOWN_WORDS:
        return False
    return field.vocabulary is None or vocabulary(field.vocabulary).code_of(words) is None


def format_cell(field: Field, value: Any, language: Language | None = None) -> str:
    """The text of `value`: codes as they are, or as labels when a `language` is given. Inverse of `parse_cell`."""
    if value is None:
        return ""
    if field.many:
        if not value:
            return (
                "none" if language is None else vocabulary("special_parties").label_of("none").in_(language)
            )
        return "; ".join(_format_one(field, item, language) for item in value)
    return _format_one(field, value, language)


def _format_one(field: Field, value: Any, language: Language | None) -> str:
    if isinstance(value, bool):
        code = "yes" if value else "no"
        return code if language is None else vocabulary("truths").label_of(code).in_(language)
    if isinstance(value, Decimal):
        return format_decimal(value)
    if language is not None and field.vocabulary is not None:
        return vocabulary(field.vocabulary).label_of(value).in_(language)
    if language is not None and value in field.parties:
        return vocabulary("special_parties").label_of(value).in_(language)
    return str(value)
