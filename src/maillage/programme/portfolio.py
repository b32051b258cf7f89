"""What projects say, side by side: counts that open onto their rows. Nothing ranks; what is unknown stays unsaid."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.findings import RowRef, name_of
from maillage.data.wording import Messages
from maillage.dossier.compare import compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.geography import commune, communes_of, department_name
from maillage.geography.divisions import department_of, departments
from maillage.journey.standing import journeys_of, standing_of
from maillage.programme.sharing import FINDINGS_NEED, PARTS
from maillage.text import Text, same

_MESSAGES = Messages("messages/programmes.toml")

DIMENSIONS = ("phase", "sphere", "territory", "obstacle", "evidence", "learning", "finding", "change")
"""What the portfolio tells, in its order."""

UNSAID = ""
"""The code of what is not said."""

_PART_OF = {
    "phase": {"journey"},
    "sphere": {"summary", "challenges"},
    "territory": {"summary"},
    "obstacle": {"obstacles"},
    "evidence": {"effects"},
    "learning": {"learnings"},
}
_NOBODY: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a row says: of which dimension, under which code, in which words, and the row itself."""

    dimension: str
    code: str
    label: Text
    table: str
    row: str
    name: Text

    def to_json(self) -> list[str]:
        """The fact as a list of texts."""
        return [self.dimension, self.code, *self.label, self.table, self.row, *self.name]

    @classmethod
    def from_json(cls, found: Sequence[str]) -> Fact:
        """The fact that `to_json` wrote."""
        dimension, code, label_fr, label_en, table, row, name_fr, name_en = found
        return cls(dimension, code, Text(label_fr, label_en), table, row, Text(name_fr, name_en))


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a project says. A dimension without fact is unsaid."""

    facts: tuple[Fact, ...]

    def to_json(self) -> dict[str, Any]:
        """The facts as JSON holds them."""
        return {"facts": [fact.to_json() for fact in self.facts]}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> ProjectFacts:
        """The facts that `to_json` wrote."""
        return cls(tuple(Fact.from_json(one) for one in found.get("facts", ())))

    def of(self, dimension: str) -> tuple[Fact, ...]:
        """The facts of one dimension."""
        return tuple(fact for fact in self.facts if fact.dimension == dimension)

    def codes(self, dimension: str) -> frozenset[str]:
        """The codes said of a dimension; the one of the unsaid alone when nothing is."""
        return frozenset(fact.code for fact in self.of(dimension)) or frozenset({UNSAID})


@dataclass(frozen=True, slots=True)
class Told:
    """A project of a portfolio: its token, the title it goes by, its facts."""

    token: str
    title: str
    facts: ProjectFacts


@dataclass(frozen=True, slots=True)
class Line:
    """A row behind an aggregate: of which project, and the fact it states; none when the project does not say."""

    token: str
    title: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Slice:
    """An aggregate: a code of a dimension and every line that it counts."""

    code: str
    label: Text
    lines: tuple[Line, ...]

    @property
    def projects(self) -> int:
        """How many projects it holds, each once."""
        return len({line.token for line in self.lines})

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(line.fact is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """A dimension of a portfolio with its slices, in the order of words; what is unsaid comes last."""

    dimension: str
    label: Text
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Projects in the order of the alphabet, and what they say by dimension."""

    projects: tuple[Told, ...]
    sections: tuple[Section, ...]

    def slice(self, dimension: str, code: str) -> Slice | None:
        """The aggregate of this code."""
        slices = (
            one for section in self.sections if section.dimension == dimension for one in section.slices
        )
        return next((one for one in slices if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which projects to keep: those that say one of these codes; empty keeps all."""

    chosen: Mapping[str, str] = field(default_factory=dict)

    def keep(self, told: Told) -> bool:
        """Whether a project stays."""
        return all(code in told.facts.codes(dimension) for dimension, code in self.chosen.items())


# --- what one project says --------------------------------------------------------------------------------------------


def facts_of(
    dossier: Dossier, on: datetime.date, parts: Collection[str], since: datetime.date | None = None
) -> ProjectFacts:
    """What a project says on the day `on`.

    `dossier` is what it shows (`shown_to_programme`), `parts` are those it shows: findings are said only when all
    that they look at is shown. `since` is the day from which changes are told. Same arguments, same facts.
    """
    analysis = analyse(dossier, on)
    state = analysis.chain.dossier
    return ProjectFacts(
        (
            *_phases(dossier, analysis, on),
            *_spheres(state),
            *_territory(state),
            *_coded(state, "obstacles", "obstacle", "obstacle", "obstacles"),
            *_coded(state, "effects", "evidence", "evidence", "evidence_levels"),
            *_learnings(state),
            *(_findings(analysis) if set(parts) >= FINDINGS_NEED else ()),
            *(_changes(dossier, since, on) if since is not None else ()),
        )
    )


def _phases(dossier: Dossier, analysis: Analysis, on: datetime.date) -> Iterator[Fact]:
    for journey in journeys_of(dossier):
        here = standing_of(dossier, journey, on, analysis).here
        for one in here:
            code = fold(one.phase.title.fr) if one.phase.row is not None else one.phase.code
            yield Fact("phase", code, one.phase.title, "journeys", journey.id, same(journey.title))
        if not here:
            yield _unsaid("phase", "journeys", journey.id, same(journey.title))


def _unsaid(dimension: str, table: str, row: str, name: Text) -> Fact:
    return Fact(dimension, UNSAID, _MESSAGES.text("portfolio.unsaid"), table, row, name)


def _spheres(state: Dossier) -> Iterator[Fact]:
    known = vocabulary("spheres")
    for code in state.record.spheres or ():
        yield Fact("sphere", code, known.label_of(code), "dossier", state.record.id, same(state.record.title))
    for row in state.challenges:
        if row.variant_of is None and row.sphere:
            yield Fact("sphere", row.sphere, known.label_of(row.sphere), "challenges", row.id, same(row.name))


def _territory(state: Dossier) -> Iterator[Fact]:
    record = state.record
    for code in departments_of(record.territory or ()):
        yield Fact("territory", code, same(department_name(code)), "dossier", record.id, same(record.title))


def departments_of(territory: Iterable[str]) -> tuple[str, ...]:
    """The departments of communes and of groups of communes, in the order of codes; a code nobody knows is left out.

    >>> departments_of(["62041", "2A004"])
    ('2A', '62')
    """
    found: set[str] = set()
    for code in territory:
        communes = [code] if commune(code) or len(code) == 5 else [one.code for one in communes_of(code)]
        found.update(department_of(one) for one in communes)
    return tuple(sorted(found & set(departments())))


def _coded(state: Dossier, table: str, attribute: str, dimension: str, words: str) -> Iterator[Fact]:
    known, actors = vocabulary(words), {one.id: one for one in state.actors}
    for row in state.rows(table):
        if row.variant_of is not None:
            continue
        code, name = getattr(row, attribute), name_of(row, actors)
        if code is None:
            yield _unsaid(dimension, table, row.id, name)
        else:
            yield Fact(dimension, code, known.label_of(code), table, row.id, name)


def _learnings(state: Dossier) -> Iterator[Fact]:
    said = _MESSAGES.text("portfolio.said")
    for row in state.learnings:
        if row.variant_of is None:
            yield Fact("learning", "said", said, "learnings", row.id, same(row.learning))


def _findings(analysis: Analysis) -> Iterator[Fact]:
    families = vocabulary("check_families")
    for one in analysis.findings:
        family = one.code[:3]
        first = one.rows[0] if one.rows else RowRef("dossier", analysis.chain.dossier.record.id, one.message)
        yield Fact("finding", family, families.label_of(family), first.table, first.id, one.message)


def _changes(dossier: Dossier, since: datetime.date, on: datetime.date) -> Iterator[Fact]:
    before, after = dossier.at(since), dossier.at(on)
    names = {(table, row.id): name_of(row) for side in (before, after) for table, row in side.stated()}
    for one in compare(before, after):
        name = names.get((one.table, one.id), same(one.id))
        yield Fact("change", one.kind, _MESSAGES.text(f"portfolio.{one.kind}"), one.table, one.id, name)


# --- several projects -------------------------------------------------------------------------------------------------


def portfolio(projects: Iterable[Told], filters: Filters | None = None) -> Portfolio:
    """Projects side by side, in the order of the alphabet: each aggregate holds its lines. Nothing is ranked.

    A project that says nothing of a dimension is counted under what is not said.
    """
    kept = [one for one in projects if filters is None or filters.keep(one)]
    kept.sort(key=lambda one: (fold(one.title), one.token))
    sections = (Section(one, _MESSAGES.text(f"portfolio.{one}"), _slices(one, kept)) for one in DIMENSIONS)
    return Portfolio(tuple(kept), tuple(sections))


def _slices(dimension: str, projects: Sequence[Told]) -> tuple[Slice, ...]:
    labels: dict[str, Text] = {UNSAID: _MESSAGES.text("portfolio.unsaid")}
    lines: dict[str, list[Line]] = {}
    for one in projects:
        facts = one.facts.of(dimension)
        if not facts:
            lines.setdefault(UNSAID, []).append(Line(one.token, one.title, None))
        for fact in facts:
            labels.setdefault(fact.code, fact.label)
            lines.setdefault(fact.code, []).append(Line(one.token, one.title, fact))
    order = sorted(lines, key=lambda code: (code == UNSAID, fold(labels[code].fr), code))
    return tuple(Slice(code, labels[code], tuple(lines[code])) for code in order)


def part_needed(dimension: str) -> tuple[str, ...]:
    """The parts that a project shows for a dimension to be said, in the order of `PARTS`.

    >>> part_needed("obstacle")
    ('obstacles',)
    """
    needed = _PART_OF.get(dimension, FINDINGS_NEED if dimension == "finding" else set(PARTS))
    return tuple(part for part in PARTS if part in needed)
