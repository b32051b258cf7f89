"""What the checks find, gathered check by check so that each explanation is read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.articulation.analysis import Analysis
from maillage.articulation.catalogue import SEVERITIES, CheckRow, Severity, catalogue
from maillage.articulation.findings import Finding
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.report.words import text as report_text
from maillage.text import Text
from maillage_web.dossiers.choices import FINDINGS_PER_CHECK, ROWS_OF_A_FINDING
from maillage_web.dossiers.queries.state import Link, State


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings there are of one severity."""

    severity: Severity
    label: Text
    number: int


def counts_of(analysis: Analysis) -> tuple[Count, ...]:
    """How many findings of each severity, what matters first. Counts, never a mark."""
    numbers = analysis.counts()["findings"]
    return tuple(Count(severity, severity_label(severity), numbers[severity]) for severity in SEVERITIES)


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: its sentence, how sure it is, the rows it concerns, why the group set it aside if it did."""

    message: Text
    severity: Severity
    stated: bool
    rows: tuple[Link, ...]
    reason: str = ""
    aside_on: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Findings that are equally sure."""

    stated: bool
    certainty: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one check at one level; `more` counts those left to the page of the check."""

    check: CheckRow
    family: Text
    parts: tuple[Lines, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Level:
    """The groups of one severity, in order of importance."""

    severity: Severity
    label: Text
    count: int
    groups: tuple[Group, ...]


def chosen(
    analysis: Analysis, *, severity: str = "", family: str = "", code: str = ""
) -> tuple[Finding, ...]:
    """The findings that stand, narrowed to what was asked."""
    return tuple(
        finding
        for finding in analysis.findings
        if severity in ("", finding.severity)
        and family in ("", finding.code[:3])
        and code in ("", finding.code)
    )


def levels(findings: Iterable[Finding], state: State) -> tuple[Level, ...]:
    """The findings by severity, then by check in order of first appearance."""
    gathered: dict[Severity, dict[str, list[Finding]]] = {severity: {} for severity in SEVERITIES}
    for finding in findings:
        gathered[finding.severity].setdefault(finding.code, []).append(finding)
    return tuple(
        Level(
            severity,
            severity_label(severity),
            sum(map(len, by_code.values())),
            tuple(_group(code, found, state) for code, found in by_code.items()),
        )
        for severity, by_code in gathered.items()
        if by_code
    )


def _group(code: str, found: Sequence[Finding], state: State) -> Group:
    check = catalogue()[code]
    shown = found[:FINDINGS_PER_CHECK]
    return Group(check, family_label(check.family), parts_of(shown, state), len(found) - len(shown))


def parts_of(findings: Iterable[Finding], state: State) -> tuple[Lines, ...]:
    """What the dossier says first, then what it does not say."""
    lines = [line_of(finding, state) for finding in findings]
    parts = [
        Lines(
            stated,
            report_text(f"certainty_{certainty}"),
            tuple(line for line in lines if line.stated is stated),
        )
        for stated, certainty in ((True, "no"), (False, "unknown"))
    ]
    return tuple(part for part in parts if part.lines)


def line_of(finding: Finding, state: State) -> Line:
    """A finding as a line of a page."""
    silence = finding.silence
    return Line(
        message=finding.message,
        severity=finding.severity,
        stated=finding.certainty == "no",
        rows=tuple(state.link_to_ref(ref) for ref in finding.rows[:ROWS_OF_A_FINDING]),
        reason=silence.reason if silence else "",
        aside_on=str(silence.date) if silence else "",
    )


def severity_label(severity: str) -> Text:
    """What screens call a level."""
    return vocabulary("severities").label_of(severity)


def severities() -> tuple[tuple[str, Text], ...]:
    """Every level and its label, what matters first."""
    return tuple((severity, severity_label(severity)) for severity in SEVERITIES)


def family_label(code: str) -> Text:
    """What screens call a family of checks."""
    return vocabulary("check_families").label_of(code)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of checks: what it looks at, and its checks."""

    term: Term
    checks: tuple[CheckRow, ...]


def families() -> tuple[Family, ...]:
    """Every family with its checks, in the order of the catalogue."""
    rows = catalogue().values()
    return tuple(
        Family(term, tuple(row for row in rows if row.family == term.code))
        for term in vocabulary("check_families").terms.values()
    )


def find_check(code: str) -> CheckRow | None:
    """The check of this code, if there is one."""
    return catalogue().get(code.upper())
