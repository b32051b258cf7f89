"""Run every check on a dossier and order what they find: what matters first comes first. There is no score."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage.articulation import checks as _checks  # noqa: F401  registers the check functions
from maillage.articulation.catalogue import SEVERITIES, CheckRow, catalogue
from maillage.articulation.chain import Chain, Said, build_chain
from maillage.articulation.findings import REGISTRY, Finding, Hit, RowRef
from maillage.articulation.silences import in_force, silence_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED
from maillage.text import fill, listing, same

if set(REGISTRY) != set(catalogue()):
    raise RuntimeError(f"checks without row, or rows without check: {set(REGISTRY) ^ set(catalogue())}")

_SEVERITY_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_CODE_RANK = {code: rank for rank, code in enumerate(catalogue())}


@dataclass(frozen=True, slots=True)
class Analysis:
    """What Maillage sees in a dossier on one day. `set_aside` holds the findings that the group silenced."""

    chain: Chain
    findings: tuple[Finding, ...]
    set_aside: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a finding of the level "error" stands."""
        return any(finding.severity == "error" for finding in self.findings)

    def counts(self) -> dict[str, dict[str, int]]:
        """Findings by severity and by certainty, those set aside, and rows by table. Counts, never a mark."""
        by_severity = Counter[str](finding.severity for finding in self.findings)
        by_certainty = Counter[str](finding.certainty for finding in self.findings)
        return {
            "findings": {severity: by_severity[severity] for severity in SEVERITIES},
            "certainty": {certainty: by_certainty[certainty] for certainty in ("no", "unknown")},
            "set_aside": {"findings": len(self.set_aside)},
            "rows": {table: len(self.chain.dossier.rows(table)) for table in LISTED},
        }


def analyse(dossier: Dossier, on: datetime.date) -> Analysis:
    """Look at the state of `dossier` on the day `on` through every check. Pure: same arguments, same findings."""
    chain = build_chain(dossier, on)
    findings = [finding for code, row in catalogue().items() for finding in _run(code, row, chain)]
    silences = [silence for silence in chain.dossier.silences if in_force(silence, on)]
    findings = [replace(one, silence=silence_of(one.code, one.rows, silences)) for one in findings]
    findings.sort(key=_importance)
    standing = tuple(finding for finding in findings if finding.silence is None)
    return Analysis(chain, standing, tuple(finding for finding in findings if finding.silence is not None))


def _run(code: str, row: CheckRow, chain: Chain) -> Iterator[Finding]:
    for hit in REGISTRY[code](chain):
        yield _finding(row, hit, chain)


def _finding(row: CheckRow, hit: Hit, chain: Chain) -> Finding:
    stated = hit.said is Said.NO
    refs = tuple(RowRef.of(row, chain.actors) for row in hit.rows)
    names = [ref.name for ref in refs]
    values = {
        "name": names[0] if names else same(""),
        "names": listing(names),
        "count": len(refs),
    } | hit.values
    touched: frozenset[str] = frozenset().union(*map(chain.challenges_touched, hit.rows))
    return Finding(
        code=row.code,
        severity=row.severity if stated else row.severity_unknown,
        certainty="no" if stated else "unknown",
        rows=refs,
        message=fill(row.message if stated else row.message_unknown, **values),
        reach=len(touched),
    )


def _importance(finding: Finding) -> tuple[int, int, int, int, str]:
    first = finding.rows[0].id if finding.rows else ""
    certain = 0 if finding.certainty == "no" else 1
    return _SEVERITY_RANK[finding.severity], certain, -finding.reach, _CODE_RANK[finding.code], first


def by_row(analysis: Analysis) -> dict[tuple[str, str], list[Finding]]:
    """The findings of each row, by table and id, to show them beside it."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in analysis.findings:
        for ref in finding.rows:
            found.setdefault((ref.table, ref.id), []).append(finding)
    return found
