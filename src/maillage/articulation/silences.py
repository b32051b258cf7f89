"""What the group set aside: a finding silenced in the dossier, with a reason and a date, until it expires."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from maillage.articulation.findings import RowRef
from maillage.dossier.tables import Silence


def in_force(silence: Silence, on: datetime.date) -> bool:
    """Whether a silence has begun and has not expired on the day `on`."""
    begun = silence.date.first_day() <= on
    return begun and (silence.expires_on is None or on <= silence.expires_on.last_day())


def names(silence: Silence, ref: RowRef) -> bool:
    """Whether a silence is about the row `ref`: about all rows, all those of a table, or that one."""
    return silence.table in (None, ref.table) and silence.row in (None, ref.id)


def silence_of(code: str, rows: Sequence[RowRef], silences: Iterable[Silence]) -> Silence | None:
    """The silence, among those in force, that sets aside a finding of the check `code` about `rows`.

    A finding about one thing (its first row, then rows of other tables that surround it) is set aside by a silence
    of that thing. One that gathers rows of a single table stays until each of them is silenced: setting one row
    aside must not hide the others.
    """
    relevant = [silence for silence in silences if silence.code.upper() == code]
    subjects = rows if len({ref.table for ref in rows}) == 1 else rows[:1]
    found = [next((silence for silence in relevant if names(silence, ref)), None) for ref in subjects]
    if not subjects:
        return next((silence for silence in relevant if silence.row is None and silence.table is None), None)
    return found[-1] if all(found) else None
