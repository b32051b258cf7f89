"""Read the scenarios of Territoires en Transitions: who answers, what is done, and the scores that are expected."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from maillage.dossier.problems import Place, Problem, UnreadableError
from maillage.dossier.values import fold
from maillage.io.limits import DEFAULT_LIMITS, Limits, size
from maillage.referential.formulas import NO, YES
from maillage.referential.frame import Question
from maillage.referential.profile import Profile, Reply
from maillage.referential.statuses import (
    DONE,
    NOT_CONCERNED,
    NOT_DONE,
    PLANNED,
    UNFILLED,
    Status,
    from_shares,
)
from maillage.referential.wording import FrameError, problem

_WORDS: Mapping[str, Status] = {
    "fait": DONE,
    "programme": PLANNED,
    "pas_fait": NOT_DONE,
    "non_concerne": NOT_CONCERNED,
}
"""The words of a scenario; any other says “concerned, not filled in”."""

_PARTS = {"collectivite": "identity", "reponses": "answers", "statuts": "statuses", "scores": "expected"}
_COMMENTS = ("test",)

_MOST = 100_000  # values in a scenario, once its references are followed

Expected = Mapping[str, Mapping[str, float | bool | None]]


class _Loader(yaml.SafeLoader):
    """Plain YAML, that remembers the keys said twice in one place: the last of them is kept."""

    def __init__(self, stream: bytes) -> None:
        super().__init__(stream)
        self.twice: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                self.twice.append((key.value, key.start_mark.line + 1))
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario: its name, who answers, the statuses and the values expected, by node and by field."""

    name: str
    profile: Profile
    statuses: Mapping[str, Status]
    expected: Expected


@dataclass(frozen=True, slots=True)
class ScenarioReading:
    """A scenario, as far as it could be read, and what could not. `notes`: answers that no rule can read."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def read_scenario(
    path: Path,
    questions: Mapping[str, Question],
    nodes: Mapping[str, object],
    limits: Limits = DEFAULT_LIMITS,
    root: Path | None = None,
) -> ScenarioReading:
    """The scenario of a YAML file, named from `root` on. What cannot be understood is a problem, the rest is kept."""
    name = path.name if root is None else path.relative_to(root).as_posix()
    place = Place(name)
    problems: list[Problem] = []
    notes: list[Problem] = []
    try:
        found = _document(path, place, limits, problems, notes)
    except UnreadableError as error:
        return ScenarioReading(None, error.problems)
    identity = {facet: _listed(values) for facet, values in found["identity"].items()}
    answers = dict(_answers(found["answers"], questions, place, notes))
    statuses = dict(_statuses(found["statuses"], nodes, place, problems))
    expected = dict(_expected(found["expected"], nodes, place, problems))
    scenario = Scenario(_name(name), Profile(answers=answers, identity=identity), statuses, expected)
    return ScenarioReading(scenario, tuple(problems), tuple(notes))


def _name(file: str) -> str:
    return file.removesuffix(".yaml").removesuffix(".yml").removesuffix(".test")


def _document(
    path: Path, place: Place, limits: Limits, problems: list[Problem], notes: list[Problem]
) -> dict[str, dict[str, Any]]:
    """The four parts of a scenario as mappings; a part too many is noted. Raises `UnreadableError`."""
    with path.open("rb") as source:
        content = source.read(limits.file + 1)
    if len(content) > limits.file:
        raise UnreadableError([problem("foreign-too-big", place, limit=size(limits.file))])
    document = _yaml(content, place, notes)
    if not isinstance(document, dict):
        raise UnreadableError([problem("bad-scenario", place, str(document))])
    parts: dict[str, dict[str, Any]] = {part: {} for part in _PARTS.values()}
    for key, value in document.items():
        part = _PARTS.get(fold(str(key)))
        if part is not None and isinstance(value, dict):
            parts[part] = {str(name): one for name, one in value.items()}
        elif value not in (None, "", []) and (part is not None or fold(str(key)) not in _COMMENTS):
            problems.append(problem("bad-scenario", place, f"{key}: {value}"))
    if not parts["expected"]:
        raise UnreadableError([*problems, problem("no-expected", place, path.name)])
    return parts


def _yaml(content: bytes, place: Place, notes: list[Problem]) -> Any:
    """What the file says; an empty one says nothing. Raises `UnreadableError`."""
    try:
        loader = _Loader(content)
        document = loader.get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = Place(place.file, None, mark.line + 1 if mark else None)
        raise UnreadableError([problem("bad-yaml", at, place.file)]) from error
    if _endless(document):
        raise UnreadableError([problem("bad-yaml", place, place.file)])
    notes += [problem("scenario-twice", Place(place.file, None, row), key) for key, row in loader.twice]
    return {} if document is None else document


def _endless(document: Any) -> bool:
    """Whether following the references of a file, which may hold each other, would not end in reasonable time."""
    left, seen = [document], 0
    while left and seen <= _MOST:
        one = left.pop()
        seen += 1
        left += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return seen > _MOST


def _listed(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else () if values is None else (str(values),)


def _answers(
    found: Mapping[str, Any], questions: Mapping[str, Question], place: Place, notes: list[Problem]
) -> Iterator[tuple[str, Reply]]:
    for id_, value in found.items():
        at = Place(place.file, None, None, id_)
        question = questions.get(id_)
        if question is None:
            notes.append(problem("scenario-question", at, id_))
            continue
        reply = _reply(question, value)
        if reply is None and value is not None:
            notes.append(problem("scenario-answer", at, str(value), question=id_))
        elif reply is not None:
            yield id_, reply


def _reply(question: Question, value: object) -> Reply | None:
    """The answer in the kind of its question: yes and no may be words or the booleans of YAML."""
    if question.kind == "yes_no":
        if isinstance(value, bool):
            return value
        return {YES: True, NO: False}.get(str(value).strip().upper())
    if question.kind == "choice":
        return str(value) if str(value) in {choice.code for choice in question.choices} else None
    return _number(value)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _statuses(
    found: Mapping[str, Any], nodes: Mapping[str, object], place: Place, problems: list[Problem]
) -> Iterator[tuple[str, Status]]:
    for node, value in found.items():
        at = Place(place.file, None, None, node)
        if node not in nodes:
            problems.append(problem("scenario-node", at, node))
            continue
        if value is None:
            continue
        try:
            yield node, _status(value)
        except (FrameError, TypeError, ValueError):
            problems.append(problem("scenario-shares", at, str(value)))


def _status(value: object) -> Status:
    """The status of a word or of three shares. Raises `TypeError` for what is neither."""
    if isinstance(value, dict):
        raise TypeError(value)
    return from_shares(value) if isinstance(value, list) else _WORDS.get(str(value).strip(), UNFILLED)


def _expected(
    found: Mapping[str, Any], nodes: Mapping[str, object], place: Place, problems: list[Problem]
) -> Iterator[tuple[str, Mapping[str, float | bool | None]]]:
    for node, fields in found.items():
        at = Place(place.file, None, None, node)
        if node not in nodes:
            problems.append(problem("scenario-node", at, node))
            continue
        if not isinstance(fields, dict):
            problems.append(problem("scenario-value", at, str(fields)))
            continue
        values: dict[str, float | bool | None] = {}
        for name, value in fields.items():
            known = value if isinstance(value, bool) or value is None else _number(value)
            if known is None and value is not None and name not in _COMMENTS:
                problems.append(problem("scenario-value", at, f"{name}: {value}"))
            elif name not in _COMMENTS:
                values[str(name).strip()] = known
        yield node, values
