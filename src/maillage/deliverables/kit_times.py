"""When each activity of a workshop begins and ends, from a start hour or counted in minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from maillage.deliverables.kit_words import sentence, text
from maillage.text import Text

_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?:[:hH]([0-5][0-9])?)?\Z")
_DAY = 24 * 60


def minute_of(hour: str) -> int | None:
    """The minute of the day of an hour, “14:00”, “14 h 30” or “9”; none when there is none.

    Raises `ValueError` when it is not an hour.

    >>> minute_of("14h30")
    870
    """
    plain = re.sub(r"\s", "", hour)
    if not plain:
        return None
    match = _HOUR.match(plain)
    if match is None:
        raise ValueError(hour)
    return int(match[1]) * 60 + int(match[2] or 0)


def timed(minutes: Sequence[int], starts_at: str = "") -> tuple[list[tuple[Text, Text]], Text | None]:
    """For each activity, when it takes place and how long it is; then the sentence of the whole.

    A length of 0 is a length not said: what follows begins where it begins. Raises `ValueError` on a wrong hour.
    """
    start, gone, found = minute_of(starts_at), 0, []
    for length in minutes:
        found.append((_when(start, gone, length), _length(length)))
        gone += length
    key = "sheet.total-more" if 0 in minutes else "sheet.total"
    return found, sentence(key, n=gone) if gone else None


def _when(start: int | None, gone: int, length: int) -> Text:
    if start is None:
        return sentence("sheet.after", n=gone)
    begun = _hour(start + gone)
    return sentence("sheet.span", **{"from": begun, "to": _hour(start + gone + length)}) if length else begun


def _hour(minute: int) -> Text:
    hours, minutes = divmod(minute % _DAY, 60)
    return sentence("sheet.hour", hour=hours, minute=f"{minutes:02}")


def _length(minutes: int) -> Text:
    return sentence("sheet.minutes-said", n=minutes) if minutes else text("sheet.unsaid-time")
