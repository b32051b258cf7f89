"""Between the text of a cell and what a person types or reads in a form, kind of field by kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from maillage.dossier.cells import NONE_WORDS, format_cell, parse_cell
from maillage.dossier.fields import Field
from maillage.dossier.problems import CellError, Place, Problem, problem
from maillage.dossier.values import PartialDate, fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language

_MONTHS = {
    month: number
    for names in (
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "january february march april may june july august september october november december",
    )
    for number, month in enumerate(names.split(), start=1)
}
_IN_WORDS = re.compile(r"(?:(?:le )?([0-9]{1,2})(?:er|st|nd|rd|th)?\s+)?([a-z]+)\.?\s+([0-9]{4})\Z")
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+\Z")
NONE = "none"


def read(field: Field, typed: str) -> tuple[str, Problem | None]:
    """The text of the cell that `typed` stands for, or what is wrong with it."""
    try:
        value = parse_cell(field, plain_date(typed) if field.kind == "date" else typed).value
    except CellError as error:
        return "", problem(error.code, Place(column=field.name), typed, label=field.label, **error.values)
    return format_cell(field, value), None


def plain_date(typed: str) -> str:
    """A date typed in words as the library reads it; anything else as it is.

    >>> plain_date("mars 2015"), plain_date("1er avril 2015"), plain_date("2015")
    ('2015-3', '2015-4-1', '2015')
    """
    match = _IN_WORDS.match(fold(typed))
    month = _month(match.group(2)) if match else None
    if match is None or month is None:
        return typed
    return "-".join([match.group(3), str(month), *([match.group(1)] if match.group(1) else [])])


def _month(word: str) -> int | None:
    """The number of a month from its name or from enough of its beginning."""
    found = {number for name, number in _MONTHS.items() if len(word) >= 3 and name.startswith(word)}
    return found.pop() if len(found) == 1 else None


def items(words: str) -> list[str]:
    """The items of a list cell, or of what was typed for one."""
    return [item for part in re.split(r"[;\n]", words) if (item := part.strip())]


def shown(field: Field, words: str, language: Language) -> str:
    """The text of a cell as a form shows it for people to change; what cannot be read is shown as typed."""
    return _SHOWN.get(field.kind, _as_it_is)(field, words, language)


def _as_it_is(field: Field, words: str, language: Language) -> str:
    return words


def _text(field: Field, words: str, language: Language) -> str:
    if not field.many:
        return words
    return _none_in(language) if words == NONE else "\n".join(items(words))


def _code(field: Field, words: str, language: Language) -> str:
    known = vocabulary(field.vocabulary or "")
    return known.label_of(words).in_(language) if words in known.terms else words


def _date(field: Field, words: str, language: Language) -> str:
    if language == "en":
        return words
    try:
        date = PartialDate.parse(words)
    except ValueError:
        return words
    return "/".join(f"{part:02}" for part in (date.day, date.month) if part is not None) + (
        f"/{date.year:04}" if date.month else f"{date.year:04}"
    )


def _decimal(field: Field, words: str, language: Language) -> str:
    return words.replace(".", ",") if language == "fr" and _NUMBER.match(words) else words


_SHOWN: Mapping[str, Callable[[Field, str, Language], str]] = {
    "text": _text,
    "code": _code,
    "date": _date,
    "decimal": _decimal,
}


def _none_in(language: Language) -> str:
    return vocabulary("special_parties").label_of(NONE).in_(language)


@cache
def says_none(words: str) -> bool:
    """Whether `words` say that there is none, which is not the same as saying nothing."""
    return fold(words) in NONE_WORDS
