"""Compute what the scenarios of a folder expect, and say how many values are equal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from maillage.dossier.problems import Place, Problem
from maillage.io.conformance import Imported, import_frames
from maillage.io.conformance_scenarios import Scenario, read_scenario
from maillage.referential.frame import Question
from maillage.referential.scores import ItemScore
from maillage.referential.scoring import Scores, score
from maillage.referential.wording import problem

DECIMALS = 3
_HALF = 0.5 * 10**-DECIMALS + 1e-9
_POINTS = 1e-5  # relative: what the peer allows itself

FIELDS: Mapping[str, Callable[[ItemScore], float | bool]] = {
    "point_fait": lambda one: one.points_done,
    "point_programme": lambda one: one.points_planned,
    "point_pas_fait": lambda one: one.points_not_done,
    "point_non_renseigne": lambda one: one.points_unfilled,
    "point_potentiel": lambda one: one.potential,
    "point_potentiel_perso": lambda one: one.personal_points,
    "point_referentiel": lambda one: one.frame_points,
    "concerne": lambda one: one.concerned,
    "desactive": lambda one: one.off,
}
"""The fields that are computed and compared."""

COUNTERS = (
    "total_taches_count",
    "completed_taches_count",
    "fait_taches_avancement",
    "programme_taches_avancement",
    "pas_fait_taches_avancement",
    "pas_concerne_taches_avancement",
)
"""The fields that are left out: they count tasks, with a known quirk of the peer."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value that is not the expected one; the point inference has no scenario."""

    scenario: str | None
    node: str
    field: str
    expected: float | bool | None
    found: float | bool


@dataclass(slots=True)
class Count:
    """How many values were checked, and how many are equal."""

    checked: int = 0
    equal: int = 0

    def add(self, *, equal: bool) -> None:
        """Count one more."""
        self.checked += 1
        self.equal += equal


@dataclass(slots=True)
class Conformance:
    """The report on a folder. `left_out` counts the values of the fields that are not compared, by field.

    `problems` are what could not be read, `notes` the answers of scenarios that no rule can read.
    """

    scenarios: int = 0
    points: dict[str, Count] = field(default_factory=dict)
    fields: dict[str, Count] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    mismatches: list[Mismatch] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def conforms(self) -> bool:
        """Whether everything could be read and every value compared is equal."""
        return not self.mismatches and not self.problems

    @property
    def total(self) -> Count:
        """The values of the scenarios, all fields together."""
        counts = self.fields.values()
        return Count(sum(one.checked for one in counts), sum(one.equal for one in counts))


def check_conformance(folder: Path) -> Conformance:
    """Compare all that `folder` expects. Raises `OSError` when it cannot be opened."""
    importing = import_frames(folder)
    report = Conformance(problems=list(importing.problems))
    nodes = {node: name for name, one in importing.frames.items() for node in one.frame.items}
    questions: dict[str, Question] = {}
    for name, imported in importing.frames.items():
        questions |= imported.frame.questions
        _check_points(name, imported, report)
    root = folder / "scenarios" if (folder / "scenarios").is_dir() else folder
    for path in _scenario_files(root):
        file = path.relative_to(root).as_posix()
        if ".bug." in path.name:
            report.notes.append(problem("scenario-set-aside", Place(file), file))
            continue
        reading = read_scenario(path, questions, nodes, root=root)
        report.scenarios += 1
        report.problems += reading.problems
        report.notes += reading.notes
        if reading.scenario is not None:
            _check_scenario(reading.scenario, importing.frames, nodes, report)
    if importing.frames and not report.scenarios:
        report.problems.append(problem("no-scenario", Place(folder.name), folder.name))
    return report


def _scenario_files(root: Path) -> list[Path]:
    """Every YAML file of the folder `scenarios`; without that folder, the tests that lie anywhere below."""
    ends = (".yml", ".yaml") if root.name == "scenarios" else (".test.yml", ".test.yaml", ".bug.yml")
    return sorted(path for path in root.rglob("*") if path.name.endswith(ends) and path.is_file())


def _check_points(name: str, imported: Imported, report: Conformance) -> None:
    count = report.points.setdefault(name, Count())
    for node, expected in imported.expected_points.items():
        found = imported.frame.weights.get(node, math.nan)
        equal = math.isclose(found, expected, rel_tol=_POINTS, abs_tol=1e-9)
        count.add(equal=equal)
        if not equal:
            report.mismatches.append(Mismatch(None, node, "computed_points", expected, found))


def _check_scenario(
    scenario: Scenario, frames: Mapping[str, Imported], nodes: Mapping[str, str], report: Conformance
) -> None:
    scores = {
        name: _scores(scenario, frames[name], nodes, name)
        for name in dict.fromkeys(nodes[node] for node in scenario.expected)
    }
    for node, name, expected in _values(scenario):
        if name not in FIELDS:
            report.left_out[name] = report.left_out.get(name, 0) + 1
            continue
        found = FIELDS[name](scores[nodes[node]].of(node))
        equal = _equal(expected, found, scores[nodes[node]], node)
        report.fields.setdefault(name, Count()).add(equal=equal)
        if not equal:
            shown = found if isinstance(found, bool) else round(found, DECIMALS)
            report.mismatches.append(Mismatch(scenario.name, node, name, expected, shown))


def _scores(scenario: Scenario, imported: Imported, nodes: Mapping[str, str], name: str) -> Scores:
    own = {node: status for node, status in scenario.statuses.items() if nodes[node] == name}
    return score(imported.frame, own, scenario.profile)


def _values(scenario: Scenario) -> Iterator[tuple[str, str, float | bool | None]]:
    return (
        (node, name, expected)
        for node, fields in scenario.expected.items()
        for name, expected in fields.items()
    )


def _equal(expected: float | bool | None, found: float | bool, scores: Scores, node: str) -> bool:
    """Equal at three decimals; an empty personalised potential says that no rule changed it."""
    if expected is None:
        return math.isclose(scores.personal.factors[node], 1.0)
    if isinstance(expected, bool) or isinstance(found, bool):
        return bool(expected) == bool(found)
    return bool(abs(expected - found) <= _HALF)
