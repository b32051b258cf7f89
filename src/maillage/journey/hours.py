"""Time given by those who facilitate: hours by kind, by phase and by giver, as they were written down.

Sums of what the dossier says, and nothing else: what is not said is a line of its own, no hour is ever made up from
others. ``total = sum of by_kind = sum of by_phase = sum of by_giver``, in hours.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Effort
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.phases import bare_code
from maillage.journey.wording import text
from maillage.text import Text, same

Titles = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Slice:
    """The hours of one kind, phase or giver; `code` is none for what the dossier does not say."""

    code: str | None
    label: Text
    hours: Decimal
    rows: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a period. `aside` are the rows whose date does not tell whether they fall within it: not counted."""

    total: Decimal
    rows: tuple[Effort, ...]
    by_kind: tuple[Slice, ...]
    by_phase: tuple[Slice, ...]
    by_giver: tuple[Slice, ...]
    aside: tuple[Effort, ...]

    @property
    def aside_hours(self) -> Decimal:
        """The hours of the rows set aside."""
        return sum((row.hours for row in self.aside), Decimal(0))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which hours: from a day to a day (both included), of a kind, of a phase; ``"-"`` asks for what is not said."""

    from_: datetime.date | None = None
    to: datetime.date | None = None
    kind: str = ""
    phase: str = ""


UNSAID = "-"
ANY = Asked()


def hours_of(dossier: Dossier, rows: Iterable[Effort], titles: Titles, asked: Asked = ANY) -> Hours:
    """The hours of `rows`, narrowed to what is asked. `titles` gives the titles of phases by code.

    The phase of an effort is the one it says, or that of its session. Another statement of a row is not counted again.
    """
    phase_of = _phases(dossier)
    kept: list[Effort] = []
    aside: list[Effort] = []
    for row in rows:
        if row.variant_of is not None or not _matches(row, phase_of(row), asked):
            continue
        within = _within(row, asked)
        if within is not False:
            (kept if within else aside).append(row)
    kinds = vocabulary("effort_kinds")
    return Hours(
        total=sum((row.hours for row in kept), Decimal(0)),
        rows=tuple(kept),
        by_kind=_slices(kept, lambda row: row.kind, kinds.label_of),
        by_phase=_slices(kept, phase_of, lambda code: titles.get(code, same(code))),
        by_giver=_slices(kept, lambda row: row.given_by, same),
        aside=tuple(aside),
    )


def phase_of_effort(dossier: Dossier, row: Effort) -> str | None:
    """The code of the phase of an effort: as it says, or as its session says."""
    return _phases(dossier)(row)


def _phases(dossier: Dossier) -> Callable[[Effort], str | None]:
    sessions = {row.id: row for row in dossier.sessions}

    def phase_of(row: Effort) -> str | None:
        session = sessions.get(row.session or "")
        words = row.phase or (session.phase if session else None)
        journey = row.journey or (session.journey if session else None) or ""
        return bare_code(journey, words) if words else None

    return phase_of


def _matches(row: Effort, phase: str | None, asked: Asked) -> bool:
    pairs = ((asked.kind, row.kind), (asked.phase, phase))
    return all(not wanted or wanted == (found or UNSAID) for wanted, found in pairs)


def _within(row: Effort, asked: Asked) -> bool | None:
    """Whether an effort falls within the period; none when its date is missing or too wide to tell."""
    if asked.from_ is None and asked.to is None:
        return True
    if row.date is None:
        return None
    first, last = row.date.first_day(), row.date.last_day()
    begins, ends = asked.from_ or datetime.date.min, asked.to or datetime.date.max
    if first >= begins and last <= ends:
        return True
    return False if last < begins or first > ends else None


def _slices(
    rows: Sequence[Effort], key: Callable[[Effort], str | None], label: Callable[[str], Text]
) -> tuple[Slice, ...]:
    """Rows gathered by key, in the order in which keys come, what is not said last."""
    found: dict[str | None, list[Effort]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    ordered = [code for code in found if code is not None] + ([None] if None in found else [])
    return tuple(
        Slice(
            code,
            text("journey.unsaid") if code is None else label(code),
            sum((row.hours for row in found[code]), Decimal(0)),
            len(found[code]),
        )
        for code in ordered
    )
