"""What differs between two moments, as pages and files tell it."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.articulation.findings import Finding
from maillage.dossier.tables import TABLES
from maillage.io.csv_tables import shield
from maillage.text import Language, Text
from maillage_web.dossiers.choices import FINDINGS_PER_PAGE
from maillage_web.dossiers.queries.comparing import NOW_WORDS, Comparison, RowChange
from maillage_web.dossiers.queries.findings import Line, line_of
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.dossiers.queries.states import NamedState

_HEADINGS = (
    Text("table", "table"),
    Text("identifiant", "id"),
    Text("nom", "name"),
    Text("changement", "change"),
    Text("colonne", "column"),
    Text("avant", "before"),
    Text("après", "after"),
    Text("actes", "acts"),
    Text("personnes", "people"),
    Text("raisons", "reasons"),
)
_KINDS = {
    "added": Text("ajoutée", "added"),
    "changed": Text("changée", "changed"),
    "removed": Text("retirée", "removed"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the two moments, as it was asked for: an act, when that was as far as the person sees it; a day; now."""

    words: str
    number: int | None
    at: datetime.datetime | None
    day: datetime.date | None
    title: str
    now: bool


def moments_of(
    living: Living, found: Comparison, asked: tuple[str, str], states: Iterable[NamedState]
) -> tuple[Moment, ...]:
    """The two moments of a comparison. Which act was the last of a day is not told: the person may not see it."""
    titles = {state.number: state.title for state in states}
    return tuple(
        Moment(
            words=words,
            number=number if words.isdigit() else None,
            at=found.at.get(number) if words.isdigit() else None,
            day=datetime.date.fromisoformat(words) if "-" in words else None,
            title=titles.get(number, "") if words.isdigit() else "",
            now=words == NOW_WORDS or number == living.number,
        )
        for words, number in zip(asked, (found.before, found.after), strict=True)
    )


@dataclass(frozen=True, slots=True)
class FindingsTold:
    """The findings of one moment that the other has not: how many, and the first ones as lines."""

    kind: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A finding that concerns other rows than before: its sentence, the rows come, the rows gone."""

    line: Line
    come: tuple[Link, ...]
    gone: tuple[Link, ...]


def findings_told(found: Comparison, state: State) -> tuple[FindingsTold, ...]:
    """The findings that appeared, then those that disappeared."""
    return _told("appeared", found.appeared, state), _told("disappeared", found.disappeared, state)


def moved_told(found: Comparison, state: State) -> tuple[MovedLine, ...]:
    """The first findings that concern other rows than before."""
    return tuple(
        MovedLine(
            line_of(one.finding, state),
            tuple(map(state.link_to_ref, one.come)),
            tuple(map(state.link_to_ref, one.gone)),
        )
        for one in found.moved[:FINDINGS_PER_PAGE]
    )


def _told(kind: str, findings: tuple[Finding, ...], state: State) -> FindingsTold:
    lines = tuple(line_of(one, state) for one in findings[:FINDINGS_PER_PAGE])
    return FindingsTold(kind, len(findings), lines)


def as_csv(found: Comparison, language: Language) -> str:
    """The rows that differ as CSV, one line per cell; no cell runs as a formula."""
    target = io.StringIO(newline="")
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow([heading.in_(language) for heading in _HEADINGS])
    for one in found.changes:
        writer.writerows([shield(cell) for cell in line] for line in _lines(one, language))
    return target.getvalue()


def _lines(one: RowChange, language: Language) -> Iterator[list[str]]:
    change = one.change
    head = [TABLES[change.table].label.in_(language), change.id, one.name.in_(language)]
    head.append(_KINDS[change.kind].in_(language))
    acts = "; ".join(str(act.number) for act in one.acts)
    people = "; ".join(dict.fromkeys(act.author for act in one.acts if act.author))
    reasons = "; ".join(dict.fromkeys(act.why for act in one.acts if act.why))
    for cell in change.fields or (None,):
        sides = [cell.column, cell.before, cell.after] if cell else ["", "", ""]
        yield [*head, *sides, acts, people, reasons]
