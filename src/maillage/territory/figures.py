"""A figure: the value of an indicator on a perimeter for a vintage, with its status and all that made it.

A figure never stands alone: it says which counts it was computed from, each with its own year, and on how many of
the communes of the perimeter. Secrecy, absence and what was never loaded are three different things.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """What is known of a figure. Only `KNOWN` and `PARTIAL` come with a value."""

    KNOWN = "known"  # computed on every commune of the perimeter, or published for it
    PARTIAL = "partial"  # computed on the communes for which every input is known: `known` out of `members`
    SECRET = "secret"  # the producer hides it, so as not to reveal what concerns a few households or firms
    ABSENT = "absent"  # the producer's file is loaded and says nothing here
    NOT_LOADED = "not_loaded"  # no file that would say it is loaded
    NOT_CARRIED = "not_carried"  # published at another grain, and neither added up nor averaged
    UNDEFINED = "undefined"  # every input is known, and the formula divides by zero

    @property
    def has_value(self) -> bool:
        """Whether a figure of this status comes with a value."""
        return self in (Status.KNOWN, Status.PARTIAL)


@dataclass(frozen=True, slots=True)
class Input:
    """One measure that entered a figure: its value on the communes kept, its year, and where it was read.

    `since` is the first year of a flow (births from 2013 to 2018: `since` 2013, `year` 2018), nothing for a stock.
    """

    measure: str
    year: int
    since: int | None
    value: float
    dataset: str
    edition: str


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """The value of `indicator` on the perimeter whose key is `perimeter`, e.g. ``"epci:200093201"``.

    `vintage` is the year of the first input, nothing when nothing is loaded; `since` the first year of a flow.
    `members` counts the communes of the perimeter, `known` those for which every input is known, `secret` those for
    which one is hidden; for what is published at the grain of the perimeter itself, `known` equals `members`.
    `geography` is the year of the official geography on which the figure stands.
    """

    indicator: str
    perimeter: str
    value: float | None
    status: Status
    vintage: int | None
    since: int | None
    members: int
    known: int
    secret: int
    inputs: tuple[Input, ...]
    geography: int

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions it was computed from, each once, that of the first input first."""
        return tuple(dict.fromkeys(one.edition for one in self.inputs))


@dataclass(frozen=True, slots=True)
class Edition:
    """One vintage of a dataset, as it was loaded from one file: the provenance of every figure computed from it.

    `years` gives, for each measure, the first year of a flow (or nothing) and the year; `rows` counts the codes kept,
    `dropped` those left aside by reason, `carried` those whose code changed since, `without` the communes (or EPCI…)
    of today about which the file says nothing, `unknown` the first codes that mean nothing. `packaged`: shipped with
    the product, not loaded here.
    """

    id: str
    dataset: str
    year: int
    years: Mapping[str, tuple[int | None, int]]
    measures: tuple[str, ...]
    rows: int
    file: str
    sha256: str
    url: str | None
    loaded_at: datetime.datetime
    packaged: bool = False
    dropped: Mapping[str, int] = field(default_factory=dict)
    carried: int = 0
    without: int = 0
    unknown: tuple[str, ...] = ()


def status_of(
    value: float | None, members: int, known: int, secret: int, *, carried: bool = True, loaded: bool = True
) -> Status:
    """The status of a figure computed on `known` of `members` communes, `secret` of them hidden.

    >>> status_of(12.0, 10, 9, 0).value, status_of(None, 10, 0, 10).value, status_of(None, 10, 10, 0).value
    ('partial', 'secret', 'undefined')
    """
    if not loaded:
        return Status.NOT_LOADED
    if not carried:
        return Status.NOT_CARRIED
    if not known:
        return Status.SECRET if secret else Status.ABSENT
    if value is None:
        return Status.UNDEFINED
    return Status.KNOWN if known == members else Status.PARTIAL
