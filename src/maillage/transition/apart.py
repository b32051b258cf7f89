"""What a ledger holds of an actor and that is no amount of each year: once, in one year, before or after the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from maillage.dossier.dossier import Dossier
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage.transition.wording import sentence, text
from maillage.value.line import Line
from maillage.value.money import Estimate
from maillage.value.months import Span, year_of
from maillage.value.parties import held
from maillage.value.refusing import range_of
from maillage.value.stating import Stated, state

Why = Literal["investment", "one_year", "once", "ended", "to_come", "unsaid"]
"""Why an amount is not one of each year; `unsaid`: nobody says whether it comes back."""
TABLES = ("flows", "contributions", "costs")
_INVESTMENTS = ("investment", "intangible_investment")
_EUROS = "eur"
_NOTHING = Estimate()
Key = tuple[str, str, Estimate, object, str | None]
"""What tells one state of a row from the others: table, id, amounts, number of times, kind."""


@dataclass(frozen=True, slots=True)
class Apart:
    """One row that is not counted in each year. `code` is the coefficient it would add to; empty when `unsaid`.

    `estimate` is what the ledger counts of it over all its years, from `first` to `last` (`None`: without a date).
    """

    row: tuple[str, str]
    name: Text
    why: Why
    code: str = ""
    estimate: Estimate = _NOTHING
    first: int | None = None
    last: int | None = None
    question: Text | None = None

    @property
    def said(self) -> Text:
        """The row in a sentence: how much, received or borne, when, and why it is not an amount of each year."""
        if self.question is not None:
            return sentence("apart.unsaid", name=self.name, said=self.question)
        way = "borne" if self.code == "costs" else "received"
        amount = range_of(self.estimate, _EUROS)
        return sentence(
            f"apart.{way}", name=self.name, amount=amount, when=self._when, why=text(f"why.{self.why}")
        )

    @property
    def _when(self) -> Text:
        if self.first is None:
            return text("apart.undated")
        if self.first == self.last:
            return sentence("apart.in", year=same(str(self.first)))
        return sentence("apart.over", first=same(str(self.first)), last=same(str(self.last)))


@dataclass(frozen=True, slots=True)
class When:
    """When a state of a row holds, whether its period is said, whether its row names one single year."""

    spans: tuple[Span, ...]
    period: str | None
    begins: bool
    one_year: bool


def key_of(one: Line | Stated) -> Key:
    """What tells the state that a line comes from."""
    return (one.table, one.id, one.estimate, one.times, one.kind)


def whens_of(dossier: Dossier) -> Mapping[Key, When]:
    """When each state of each row of money holds."""
    found: dict[Key, When] = {}
    for table in TABLES:
        groups: dict[str, list[Stated]] = {}
        for row in dossier.rows(table):
            if row.variant_of is None:
                groups.setdefault(row.id, []).append(state(table, row))
        for group in groups.values():
            _add(group, found)
    return found


def _add(group: Sequence[Stated], found: dict[Key, When]) -> None:
    whole = Span(min(one.span.first for one in group), max(one.span.last for one in group))
    one_year = whole.begins and whole.ends and year_of(whole.first) == year_of(whole.last)
    for one, spans in zip(group, held([each.span for each in group]), strict=True):
        before = found.get(key_of(one))
        known = before.spans if before else ()
        found[key_of(one)] = When((*known, *spans), one.period, one.span.begins, one_year)


def never_each_year(line: Line, when: When | None) -> Why | None:
    """Why what a line counts is not said to come back; `None` when it is.

    Said to come back: a period with a number of times a year (``vocabularies/periods.csv``), over more than one year,
    and no investment.
    """
    if line.kind in _INVESTMENTS:
        return "investment"
    if when is not None and when.one_year and when.period != "once":
        return "one_year"
    return None if per_year(line.per) else "once"


def per_year(period: str | None) -> int:
    """How many times a year a period comes back; 0 for once, and for a period that is not said."""
    term = vocabulary("periods").terms.get(period or "")
    return int(term.properties.get("per_year") or 0) if term is not None else 0


def holds_in(when: When | None, presences: Iterable[Span], month: int) -> bool:
    """Whether a state holds in `month`, and its parties are there."""
    spans: tuple[Span, ...] = (Span(),) if when is None else when.spans
    return _within(spans, month) and all(_within((one,), month) for one in presences)


def _within(spans: Iterable[Span], month: int) -> bool:
    return any(span.first <= month <= span.last for span in spans)
