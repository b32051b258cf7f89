"""The answers given to a frame about one holder, as one day knows them: raters side by side, nothing lost.

An answer keeps the meaning it had when it was given. What cannot be read in the scale of this version of the frame is
kept as it is, apart, with why; an answer to another version is kept apart too (`maillage.referential.carrying` brings
it over, on request). Definitions: docs/methods/answers.md.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.dossier.dossier import Dossier, holds
from maillage.dossier.tables import Answer
from maillage.referential.answer_words import text, words
from maillage.referential.frame import Frame, Item
from maillage.referential.given import Apart, Given, dated, rater_key, read
from maillage.referential.spreading import Spread, spread_of
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the items asked have at least one answer, a narrative alone included."""

    answered: int
    asked: int

    @property
    def said(self) -> Text:
        """The same in words."""
        if not self.asked:
            return text("progress.nothing-asked")
        return words("progress.said", answered=self.answered, asked=self.asked)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is answered to one version of a frame about one holder.

    `given` holds, by item, the latest answer of each rater. `outside` holds the answers that this version cannot read,
    `other_versions` those given to another version, or to none that is said, `blank` the rows that say nothing yet,
    `ended` those that no longer hold and that nobody replaced, by item.
    """

    frame: Frame
    holder: str | None
    on: datetime.date | None
    given: Mapping[str, tuple[Given, ...]]
    outside: tuple[Apart, ...] = ()
    other_versions: tuple[Apart, ...] = ()
    blank: tuple[Answer, ...] = ()
    ended: tuple[Answer, ...] = ()

    def of(self, item: str) -> tuple[Given, ...]:
        """Every rater's latest answer to `item`, in the order of the dossier; nothing when nobody answered."""
        return self.given.get(item, ())

    def spread(self, item: str) -> Spread:
        """How raters differ on `item`. Raises `KeyError` when the frame has no such item."""
        return spread_of(self.frame.items[item], self.of(item))

    def outside_of(self, item: str) -> tuple[Apart, ...]:
        """The answers to `item` that this version cannot read."""
        return tuple(one for one in self.outside if one.row.item == item)

    @property
    def raters(self) -> tuple[str, ...]:
        """Those who answered, by the key of `maillage.referential.given.rater_key`, in the order of the dossier."""
        everyone = (rater_key(one.row) for given in self.given.values() for one in given)
        return tuple(dict.fromkeys(everyone))

    @property
    def progress(self) -> Progress:
        """How much of the whole frame is answered."""
        return self.progress_among(self.frame.asked)

    @property
    def short_progress(self) -> Progress:
        """How much of the short entry is answered."""
        return self.progress_among(self.frame.short)

    def progress_among(self, items: Iterable[Item], rater: str | None = None) -> Progress:
        """How many of `items` are answered, by anyone or by the rater of this key."""
        asked = [item for item in items if item.answer is not None]
        done = [item for item in asked if self._answered(item.id, rater)]
        return Progress(len(done), len(asked))

    def _answered(self, item: str, rater: str | None) -> bool:
        return any(rater is None or rater_key(one.row) == rater for one in self.of(item))


def answers_to(
    dossier: Dossier, frame: Frame, holder: str | None, on: datetime.date | None = None
) -> Answers:
    """The answers of `dossier` to `frame` about `holder` as `on` knows them (all of them without a day).

    An answer counts from its date (a partial one from its first day), or from the date since which its row holds; one
    without either always does. `holder` is the id of an actor, "ecosystem", or `None` for the answers that do not say.
    """
    rows = [
        row for row in dossier.answers if row.frame == frame.id and row.holder == holder and _known(row, on)
    ]
    others = tuple(_other_version(frame, row) for row in rows if row.version != frame.version)
    own = [row for row in rows if row.version == frame.version]
    blank = tuple(row for row in own if _says_nothing(row))
    told = [row for row in own if not _says_nothing(row)]
    apart = [one for row in told if isinstance(one := _read(frame, row), Apart)]
    unread = {id(one.row) for one in apart}
    given, ended = _side_by_side(frame, told, unread, on)
    return Answers(frame, holder, on, given, tuple(apart), others, blank, ended)


def _known(row: Answer, on: datetime.date | None) -> bool:
    """Whether the answer had been given on that day."""
    return on is None or all(date.first_day() <= on for date in (row.date, row.since) if date)


def _says_nothing(row: Answer) -> bool:
    return not (row.value or row.narrative or row.evidence)


def _read(frame: Frame, row: Answer) -> Given | Apart:
    item = frame.items.get(row.item)
    if item is None:
        said = words("apart.unknown", item=row.item, version=frame.version)
        return Apart(row, "unknown", said, text("apart.unknown-repair"))
    if item.answer is None:
        return Apart(row, "theme", words("apart.theme", item=row.item), text("apart.theme-repair"))
    return read(frame, item, row)


def _other_version(frame: Frame, row: Answer) -> Apart:
    if row.version is None:
        return Apart(row, "version-unsaid", text("apart.version-unsaid"), text("apart.version-unsaid-repair"))
    said = words("apart.version", found=row.version, version=frame.version)
    return Apart(row, "version", said, text("apart.version-repair"))


# --- raters side by side ----------------------------------------------------------------------------------------------


def _side_by_side(
    frame: Frame, rows: Sequence[Answer], unread: set[int], on: datetime.date | None
) -> tuple[dict[str, tuple[Given, ...]], tuple[Answer, ...]]:
    """By item in the order of the frame, the latest answer of each rater; and what ended without being replaced."""
    grouped: dict[str, dict[str, list[Answer]]] = {}
    for row in rows:
        grouped.setdefault(row.item, {}).setdefault(rater_key(row), []).append(row)
    given: dict[str, tuple[Given, ...]] = {}
    ended: list[Answer] = []
    for item in frame.asked:
        lines = [_latest(frame, item, line, unread, on) for line in grouped.get(item.id, {}).values()]
        found = tuple(one for one in lines if isinstance(one, Given))
        ended += [row for one in lines if isinstance(one, list) for row in one]
        if found:
            given[item.id] = found
    return given, tuple(ended)


def _latest(
    frame: Frame, item: Item, rows: Sequence[Answer], unread: set[int], on: datetime.date | None
) -> Given | list[Answer]:
    """The latest answer of one rater that can be read; when it no longer holds, all of theirs, latest first."""
    dated_first = sorted(enumerate(rows), key=lambda one: (_first_day(one[1]), one[0]), reverse=True)
    ordered = [row for _, row in dated_first]  # of the same date, the last written comes first
    readable = [row for row in ordered if id(row) not in unread]
    if not readable or (on is not None and not holds(readable[0], on)):
        return readable
    row, *earlier = readable
    found = read(frame, item, row, certain=_certain(row, [one for one in ordered if one is not row], on))
    if isinstance(found, Apart):  # told apart above: it cannot be among those that can be read
        raise TypeError(row.id)
    return dataclasses.replace(found, earlier=tuple(earlier))


def _first_day(row: Answer) -> datetime.date:
    date = dated(row)
    return date.first_day() if date else datetime.date.min


def _certain(row: Answer, others: Sequence[Answer], on: datetime.date | None) -> bool:
    """Whether `row` is surely the latest of a rater: it has come for sure, and after all the others."""
    date = dated(row)
    if date is None:
        return not others
    if on is not None and date.last_day() > on:
        return False
    return all((other := dated(one)) is not None and other.last_day() < date.first_day() for one in others)
