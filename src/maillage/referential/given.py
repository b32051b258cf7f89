"""One answer to one item of a frame, read against its scale: what it says, or why it cannot be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from maillage.dossier.tables import Answer
from maillage.dossier.values import PartialDate, canonical, fold, parse_decimal, plain_number
from maillage.dossier.vocabularies import vocabulary
from maillage.referential.answer_words import number_words, rater_words, text, words
from maillage.referential.frame import Frame, Item, Level
from maillage.text import Text, listing, lowered, same

STATUSES = ("done", "planned", "not_done", "not_concerned")
"""The codes of an answer of kind ``status``; three shares that make a whole stand for the first three."""
ASIDES = ("cannot_say", "not_concerned")
"""The values of who has looked at a question and places nothing on its scale: an answer, without a level."""
_SHARES = re.compile(r"\s*[;/]\s*")
_WHOLE, _NEAR, _ONE = Decimal(100), Decimal("0.5"), Decimal(1)


@dataclass(frozen=True, slots=True)
class Given:
    """What one rater answers to one item, their latest answer; `earlier` holds those they gave before, latest first.

    `certain` is whether this is surely the latest: not when dates are missing, or too vague to be put in order, or
    when a later answer of the same rater cannot be read. `level` is empty for a number, a status, a narrative alone.
    """

    row: Answer
    level: Level | None
    number: Decimal | None
    said: Text
    certain: bool
    earlier: tuple[Answer, ...] = ()

    @property
    def item(self) -> str:
        """The item answered."""
        return self.row.item

    @property
    def rater(self) -> str | None:
        """Who answers, as written; nothing when it is not said."""
        return self.row.rater

    @property
    def rater_said(self) -> Text:
        """Who answers, in words."""
        return rater_words(self.row.rater)

    @property
    def date(self) -> PartialDate | None:
        """When it was said: the date of the answer, else the date since which its row holds."""
        return dated(self.row)

    @property
    def valued(self) -> bool:
        """Whether it places something on the scale: more than a narrative, than “cannot say” or “not concerned”."""
        return bool(self.row.value) and not self.aside

    @property
    def aside(self) -> bool:
        """Whether the rater has looked at the question and places nothing on its scale."""
        return self.level is None and self.row.value in ASIDES


@dataclass(frozen=True, slots=True)
class Apart:
    """An answer kept as it is and not counted: why, and what can be done.

    `code`: "outside" the scale, an item "unknown" in this version, a "theme", another "version", "version-unsaid".
    """

    row: Answer
    code: str
    said: Text
    repair: Text


def dated(row: Answer) -> PartialDate | None:
    """When an answer was given: its date, else the date since which its row holds."""
    return row.date or row.since


def rater_key(row: Answer) -> str:
    """What two answers share when the same rater gave them.

    Capitals and accents do not count. Nobody knows whether two answers without a rater come from the same person:
    each one stands for itself. What is said to be another version of a row stands beside it.

    >>> rater_key(Answer(id="a", frame="efc", item="i", rater="La Mairie"))
    'rater la mairie'
    """
    if not row.rater:
        return f"row {row.id}"
    beside = f" beside {row.variant_of}" if row.variant_of else ""
    return f"rater {fold(row.rater)}{beside}"


def level_words(level: Level) -> Text:
    """A level inside a sentence: the short name of its stage when its code is one, else its own words."""
    stages = vocabulary("stages")
    return lowered(stages.label_of(level.code)) if level.code in stages.terms else level.label


def read(frame: Frame, item: Item, row: Answer, *, certain: bool = True) -> Given | Apart:
    """What an answer to `item` says in the scale of `frame`, or why it is kept apart. A value is never corrected."""
    value = row.value
    if not value:
        return Given(row, None, None, text("value.narrative"), certain)
    if value in ASIDES and all(level.code != value for level in frame.levels.get(item.id, ())):
        return Given(row, None, None, text(f"aside.{value}"), certain)
    if item.answer in ("ordinal", "choice"):
        return _on_scale(frame, item, row, value, certain=certain)
    if item.answer == "number":
        return _number(item, row, value, certain=certain)
    if item.answer == "status":
        return _status(row, value, certain=certain)
    return Apart(row, "outside", words("apart.no-value", value=value), text("apart.no-value-repair"))


def _on_scale(frame: Frame, item: Item, row: Answer, value: str, *, certain: bool) -> Given | Apart:
    levels = frame.levels.get(item.id, ())
    found = next((level for level in levels if level.code == value), None)
    if found is not None:
        return Given(row, found, None, level_words(found), certain)
    expected = listing([same(level.code) for level in levels], limit=12)
    return _outside(row, "outside", value, expected)


def _outside(row: Answer, code: str, value: str, expected: Text) -> Apart:
    repair = words("apart.outside-repair", expected=expected)
    return Apart(row, "outside", words(f"apart.{code}", value=value), repair)


def _number(item: Item, row: Answer, value: str, *, certain: bool) -> Given | Apart:
    try:
        number = parse_decimal(plain_number(value))
    except ValueError:
        said = words("apart.no-number", value=value)
        return Apart(row, "outside", said, text("apart.no-number-repair"))
    return Given(row, None, number, number_words(number, item.unit), certain)


def _status(row: Answer, value: str, *, certain: bool) -> Given | Apart:
    if value in STATUSES:
        return Given(row, None, None, text(f"status.{value}"), certain)
    shares = _shares(value)
    if shares is None:
        return _outside(row, "no-share", value, listing([same(one) for one in STATUSES]))
    named = dict(zip(STATUSES, map(number_words, shares), strict=False))
    return Given(row, None, None, words("status.shares", **named), certain)


@cache
def _shares(value: str) -> tuple[Decimal, ...] | None:
    """Three percentages that sum to a hundred, or shares of one: ``50; 30; 20``, ``0.5; 0.3; 0.2``."""
    try:
        parts = tuple(parse_decimal(plain_number(part)) for part in _SHARES.split(value))
    except ValueError:
        return None
    if len(parts) != 3 or min(parts) < 0:
        return None
    if sum(parts) <= _ONE and max(parts) > 0:
        return tuple(canonical(part * _WHOLE) for part in parts)
    return parts if abs(sum(parts) - _WHOLE) <= _NEAR else None
