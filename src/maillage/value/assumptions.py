"""What a ledger takes for granted, said in full: years, what is unsaid, how other years count today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from maillage.text import Text, fill, listing, same
from maillage.value.conventions import CONVENTIONS
from maillage.value.showing import percent, plain
from maillage.value.wording import text

UnsaidPeriod = Literal["leave_out", "once", "year"]
UNSAID_PERIODS: tuple[UnsaidPeriod, ...] = ("leave_out", "once", "year")
LONGEST = 200
"""How many years a ledger may cover."""

_ALWAYS = (
    "who",
    "calendar",
    "part-of-year",
    "once",
    "undated",
    "planned",
    "presence",
    "times",
    "standing",
    "range",
    "split",
    "unfavourable",
    "realised",
    "variants",
    "books",
    "cent",
)
"""The rules that no setting changes: rows of ``messages/value.toml`` under ``assumes``."""


class AssumptionError(ValueError):
    """An assumption that cannot be: `text` says what, what was expected and what to do, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.fr)
        self.text = said


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The settings of a ledger. `None` as a year: taken from the dossier (see `lines_of`).

    `rate` is the yearly discount rate, as a share (0.045 for 4.5 %); `convention` a code of `CONVENTIONS`.
    `unsaid_period` says what becomes of an amount whose period is not said: left out and asked for, or counted once,
    or counted every year. Raises `AssumptionError` for settings that cannot be.

    >>> Assumptions(rate=Decimal("0.045")).with_text()[-1].en
    'Discounted at 4.5% a year, ... What happens in a year counts at its end: ...'
    """

    first_year: int | None = None
    last_year: int | None = None
    rate: Decimal = Decimal(0)
    convention: str = "end"
    unsaid_period: UnsaidPeriod = "leave_out"

    def __post_init__(self) -> None:
        check_rate(self.rate)
        check_convention(self.convention)
        check_years(self.first_year, self.last_year)
        if self.unsaid_period not in UNSAID_PERIODS:
            raise AssumptionError(fill(text("wrong.unsaid-period"), found=same(str(self.unsaid_period))))

    def with_text(self) -> tuple[Text, ...]:
        """Every assumption, in sentences: the settings, the rules that always hold, then the discounting."""
        *first, last = self.settings
        return (*first, *self.rules, last)

    @property
    def settings(self) -> tuple[Text, ...]:
        """What is chosen for this reading: the years, what is unsaid, the discounting."""
        years = fill(text("assumes.years"), first=_year(self.first_year), last=_year(self.last_year))
        return (years, text(f"assumes.unsaid-{self.unsaid_period}"), self.discounting)

    @property
    def rules(self) -> tuple[Text, ...]:
        """What holds whatever is chosen."""
        return tuple(text(f"assumes.{name}") for name in _ALWAYS)

    @property
    def discounting(self) -> Text:
        """How other years count today, in a sentence."""
        if not self.rate:
            return text("assumes.no-rate")
        convention = CONVENTIONS[self.convention]
        said = fill(text("assumes.rate"), rate=percent(self.rate), base=_year(self.first_year))
        return Text(*(f"{said.in_(half)} {convention.says.in_(half)}" for half in ("fr", "en")))


def check_rate(rate: Decimal) -> None:
    """Raise `AssumptionError` for a rate that is negative, 100 % or more, or no number."""
    if not rate.is_finite():
        raise AssumptionError(text("wrong.rate-not-a-number"))
    if rate < 0:
        raise AssumptionError(fill(text("wrong.rate-negative"), rate=percent(rate)))
    if rate >= 1:
        raise AssumptionError(fill(text("wrong.rate-absurd"), rate=percent(rate), as_share=plain(rate / 100)))


def check_convention(code: str) -> None:
    """Raise `AssumptionError` for a code that is no convention."""
    if code not in CONVENTIONS:
        known = listing([same(one) for one in CONVENTIONS])
        raise AssumptionError(fill(text("wrong.convention"), found=same(code), known=known))


def check_years(first: int | None, last: int | None) -> None:
    """Raise `AssumptionError` for years that are none, that are reversed or too far apart."""
    for year in (first, last):
        if year is not None and not 1 <= year <= 9999:
            raise AssumptionError(fill(text("wrong.year"), year=same(str(year))))
    if first is None or last is None:
        return
    holes = {"first": same(str(first)), "last": same(str(last)), "longest": same(str(LONGEST))}
    if last < first:
        raise AssumptionError(fill(text("wrong.years-reversed"), **holes))
    if last - first >= LONGEST:
        raise AssumptionError(fill(text("wrong.years-too-many"), **holes))


def _year(year: int | None) -> Text:
    return text("assumes.year-of-dossier") if year is None else same(str(year))
