"""What a report says, in one language: plain values for the templates of the page and of the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from maillage import __version__
from maillage.articulation.analysis import Analysis
from maillage.articulation.catalogue import SEVERITIES, catalogue
from maillage.articulation.chain import Chain
from maillage.articulation.findings import Finding
from maillage.dossier.tables import Actor, Source
from maillage.dossier.vocabularies import vocabulary
from maillage.report.figures import FigureGroup, figure_groups
from maillage.report.links import Node
from maillage.report.outline import Branch, build_outline
from maillage.report.words import word
from maillage.text import Language


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: what it says, the rows concerned, and why it was set aside if it was."""

    message: str
    rows: list[str]
    aside: str


@dataclass(frozen=True, slots=True)
class CheckLines:
    """The findings of one check with the same certainty, told together with the words of the check."""

    code: str
    title: str
    certainty: str
    why: str
    levers: list[str]
    source: str
    lines: list[FindingLine]


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor: what it is, what it carries, receives and brings."""

    id: str
    name: str
    legal_form: str
    roles: str
    carries: str
    receives: str
    brings: str


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of the outline, at its depth (0 for a challenge); `state` is the node’s, or "seen" when told above."""

    key: str
    table: str
    name: str
    mark: str
    state: str
    depth: int


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a report shows. `groups` pairs the name of a severity with its findings, check by check."""

    title: str
    subtitle: str
    summary: str
    facts: list[tuple[str, str]]
    counts: str
    outline: list[OutlineLine]
    apart: list[OutlineLine]
    figures: list[FigureGroup]
    actors: list[ActorLine]
    groups: list[tuple[str, list[CheckLines]]]
    set_aside: list[CheckLines]
    sources: list[dict[str, str]]
    how_made: str

    def as_dict(self) -> dict[str, Any]:
        """The content as dictionaries and lists, ready for JSON."""
        return asdict(self)


def build_content(analysis: Analysis, language: Language) -> Content:
    """What the report of `analysis` says in `language`."""
    record, on = analysis.chain.dossier.record, analysis.chain.on.isoformat()
    outline = build_outline(analysis)
    return Content(
        title=record.title,
        subtitle=f"{word('report', language)} {word('on', language).format(date=on)}",
        summary=record.summary or "",
        facts=_facts(analysis, language),
        counts=_counts(analysis, language),
        outline=[line for branch in outline.challenges for line in _told(branch, 0, language)],
        apart=[_line(node, 0, language) for node in outline.apart],
        figures=figure_groups(analysis.chain.dossier, language),
        actors=[_actor(analysis.chain, actor, language) for actor in analysis.chain.actors.values()],
        groups=_groups(analysis, language),
        set_aside=_by_check(analysis.set_aside, language),
        sources=[_source(source) for source in analysis.chain.dossier.sources],
        how_made=word("how_made", language).format(version=__version__, date=on),
    )


def _facts(analysis: Analysis, language: Language) -> list[tuple[str, str]]:
    record = analysis.chain.dossier.record
    unknown = word("unknown", language)
    spheres = _labels("spheres", record.spheres, language)
    territory = record.territory_name or ", ".join(record.territory or ())
    licence = vocabulary("licences").label_of(record.licence).in_(language)
    return [
        (word("territory", language), territory or unknown),
        (word("spheres", language), spheres or unknown),
        (word("started_on", language), str(record.started_on or unknown)),
        (word("licence", language), licence),
    ]


def _labels(name: str, codes: Iterable[str] | None, language: Language) -> str:
    return ", ".join(vocabulary(name).label_of(code).in_(language) for code in codes or ())


def _counts(analysis: Analysis, language: Language) -> str:
    counts = analysis.counts()
    numbers = counts["findings"] | {"unknown": counts["certainty"]["unknown"]}
    return word("counts", language).format(**numbers)


def _told(branch: Branch, depth: int, language: Language) -> Iterable[OutlineLine]:
    yield _line(branch.node, depth, language, seen=branch.seen)
    for below in branch.branches:
        yield from _told(below, depth + 1, language)


def _line(node: Node, depth: int, language: Language, *, seen: bool = False) -> OutlineLine:
    marks = [word("seen", language)] if seen else [word(mark, language) for mark in node.marks]
    return OutlineLine(
        node.key, node.table, node.name, ", ".join(marks), "seen" if seen else node.state, depth
    )


def _actor(chain: Chain, actor: Actor, language: Language) -> ActorLine:
    kinds = [row.kind for row in chain.contributions_by.get(actor.id, ())]
    name = actor.name
    if actor.left_on and chain.has_left(actor):
        name = f"{name}, {word('left', language).format(date=actor.left_on)}"
    return ActorLine(
        id=actor.id,
        name=name,
        legal_form=vocabulary("legal_forms").label_of(actor.legal_form).in_(language),
        roles=_labels("roles", actor.roles, language),
        carries=", ".join(part.name for part in chain.borne_by.get(actor.id, ())),
        receives=", ".join(effect.name for effect in chain.benefits_to.get(actor.id, ())),
        brings=_labels("contribution_kinds", dict.fromkeys(kinds), language),
    )


def _groups(analysis: Analysis, language: Language) -> list[tuple[str, list[CheckLines]]]:
    found = analysis.findings
    by_severity = [(level, [one for one in found if one.severity == level]) for level in SEVERITIES]
    levels = vocabulary("severities")
    return [
        (levels.label_of(level).in_(language), _by_check(ones, language))
        for level, ones in by_severity
        if ones
    ]


def _by_check(findings: Iterable[Finding], language: Language) -> list[CheckLines]:
    """The findings gathered by check and certainty, in the order in which each first appears."""
    gathered: dict[tuple[str, str], list[FindingLine]] = {}
    for finding in findings:
        line = FindingLine(
            message=finding.message.in_(language),
            rows=[f"{ref.table}/{ref.id}" for ref in finding.rows],
            aside=f"{finding.silence.reason} ({finding.silence.date})" if finding.silence else "",
        )
        gathered.setdefault((finding.code, finding.certainty), []).append(line)
    return [_check_lines(code, certainty, lines, language) for (code, certainty), lines in gathered.items()]


def _check_lines(code: str, certainty: str, lines: list[FindingLine], language: Language) -> CheckLines:
    row = catalogue()[code]
    return CheckLines(
        code=code,
        title=row.title.in_(language),
        certainty=word(f"certainty_{certainty}", language),
        why=row.why.in_(language),
        levers=[lever.in_(language) for lever in row.levers],
        source=row.source,
        lines=lines,
    )


def _source(source: Source) -> dict[str, str]:
    told = {"id": source.id, "title": source.title, "url": source.url or "", "author": source.author or ""}
    return told | {"date": str(source.date or "")}
