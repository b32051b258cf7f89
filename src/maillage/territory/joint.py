"""Sentences that read two or three indicators together, usually across dimensions: rows that an expert can dispute.

A row of ``data/messages/territory_reading.toml`` (tables ``joint``) says in which sphere, which indicators, under which
conditions, why they are read together, the sentence and, if it raises one, the question. It is said only when all
its indicators are known here, all its conditions hold and every hole of its sentence can be filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from maillage.data import packaged
from maillage.territory.amounts import difference
from maillage.territory.figures import Status
from maillage.territory.indicator_reading import CellRef, IndicatorReading
from maillage.territory.sentences import Question, Said, joined, partial, place_of
from maillage.territory.wording import MESSAGES, sentence
from maillage.text import LANGUAGES, Text, fill

WHOLE = "whole"
"""In the rows, the sphere of what concerns the territory as a whole."""


@dataclass(frozen=True, slots=True)
class JointRule:
    """One row: `reads` gives each letter its indicator, `when` each letter its conditions (see `holds`).

    `sphere` is nothing for the territory as a whole.
    """

    id: str
    sphere: str | None
    reads: Mapping[str, str]
    when: Mapping[str, tuple[str, ...]]
    reason: Text
    text: Text
    question: Text | None

    @property
    def holes(self) -> frozenset[str]:
        """The holes of its sentence and of its question."""
        said = [self.text, *([self.question] if self.question else [])]
        parts = (part for one in said for words in one for part in Formatter().parse(words))
        return frozenset(name for _, name, _, _ in parts if name)


@dataclass(frozen=True, slots=True)
class Joint:
    """A rule that fired: its sentence, its question, and how strongly its indicators depart from the peers."""

    rule: JointRule
    said: Said
    question: Question | None
    strength: float

    @property
    def codes(self) -> frozenset[str]:
        """The indicators it says."""
        return frozenset(self.rule.reads.values())


_PLACES: Mapping[str, Callable[[IndicatorReading], bool]] = {
    "high": lambda one: one.standing is not None and one.standing.place in ("above", "far_above"),
    "low": lambda one: one.standing is not None and one.standing.place in ("below", "far_below"),
    "not_high": lambda one: _placed(one) and not _PLACES["high"](one),
    "not_low": lambda one: _placed(one) and not _PLACES["low"](one),
}
_CHANGES: Mapping[str, Callable[[IndicatorReading], bool]] = {
    "rising": lambda one: _moved(one) > 0,
    "falling": lambda one: _moved(one) < 0,
}
_VALUES: Mapping[str, Callable[[float, float], bool]] = {"over": float.__gt__, "under": float.__lt__}


def holds(condition: str, one: IndicatorReading) -> bool:
    """Whether a known indicator meets a condition: high, low, not_high, not_low, rising, falling, over 100, under 0…

    The first four are places among the peers, never met without peers; the next two are changes, when large; the
    last compare the value as it is shown with a number. Raises `KeyError` for anything else.
    """
    if condition in _PLACES:
        return _PLACES[condition](one)
    if condition in _CHANGES:
        return _CHANGES[condition](one)
    word, _, number = condition.partition(" ")
    return _VALUES[word](_shown(one), float(number))


@cache
def joint_rules() -> tuple[JointRule, ...]:
    """Every row, in the order of the table. Raises `KeyError` for an unknown condition or a missing language."""
    return tuple(_rule(row) for row in packaged.document(MESSAGES)["joint"])


def fired(sphere: str | None, readings: Mapping[str, IndicatorReading]) -> tuple[Joint, ...]:
    """The rules of `sphere` that can be said of the known `readings`, the strongest ahead, then in their order."""
    found = [one for rule in joint_rules() if rule.sphere == sphere and (one := _fired(rule, readings))]
    return tuple(sorted(found, key=lambda one: -one.strength))


def _fired(rule: JointRule, readings: Mapping[str, IndicatorReading]) -> Joint | None:
    if not all(code in readings and readings[code].known for code in rule.reads.values()):
        return None
    read = {letter: readings[code] for letter, code in rule.reads.items()}
    if not all(holds(condition, read[letter]) for letter, many in rule.when.items() for condition in many):
        return None
    values = _values(read)
    if not rule.holes <= values.keys():
        return None
    cells = tuple(CellRef.of(one.figure) for one in read.values())
    words = joined([sentence(rule.text, **values), *_partial(read.values())])
    said = Said(words, cells, rule.reason, f"joint:{rule.id}", _beside(rule))
    question = Question(fill(rule.question, **values), cells, said.rule) if rule.question else None
    return Joint(rule, said, question, sum(one.strength for one in read.values()))


def _values(read: Mapping[str, IndicatorReading]) -> dict[str, Text]:
    """What the holes may hold: {a} the value, {a_when} the year, {a_place} the words, {a_change} the difference."""
    found: dict[str, Text] = {}
    for letter, one in read.items():
        found |= {letter: one.shown, f"{letter}_when": one.when}
        if place := place_of(one, "aside"):
            found[f"{letter}_place"] = place
        if one.evolution is not None and one.evolution.comparable:
            indicator = one.indicator
            change = difference(one.evolution.change, indicator.decimals, indicator.unit)
            found |= {f"{letter}_change": change, f"{letter}_before": one.amount(one.evolution.before)}
    return found


def _partial(read: Iterable[IndicatorReading]) -> list[Text]:
    """On how many communes stand those that are not known on all of them: once when it is the same for each."""
    every = list(read)
    some = [one for one in every if one.figure.status is Status.PARTIAL]
    if some == every and len({(one.figure.known, one.figure.members) for one in some}) == 1:
        return [partial(some[0].figure)]
    return [partial(one.figure, "sentence.partial-of", label=one.indicator.label) for one in some]


def _beside(rule: JointRule) -> bool:
    asked = {condition for many in rule.when.values() for condition in many}
    return any(hole.endswith("_place") for hole in rule.holes) or bool(asked & _PLACES.keys())


def _placed(one: IndicatorReading) -> bool:
    return one.standing is not None and one.standing.place is not None


def _shown(one: IndicatorReading) -> float:
    """The value as it is shown: what rounds to zero is neither positive nor negative."""
    return round(one.figure.value or 0.0, one.indicator.decimals)


def _moved(one: IndicatorReading) -> float:
    return one.evolution.change if one.evolution is not None and one.movement else 0.0


def _rule(row: Mapping[str, Any]) -> JointRule:
    when = {letter: tuple(words.split(", ")) for letter, words in row.get("when", {}).items()}
    for letter, many in when.items():
        if letter not in row["reads"] or not all(_known_condition(one) for one in many):
            raise KeyError(f"{row['id']}: {letter} = {', '.join(many)}")
    return JointRule(
        id=row["id"],
        sphere=None if row["sphere"] == WHOLE else row["sphere"],
        reads=row["reads"],
        when=when,
        reason=_text(row["reason"]),
        text=_text(row["text"]),
        question=_text(row["question"]) if "question" in row else None,
    )


def _known_condition(condition: str) -> bool:
    return condition in _PLACES or condition in _CHANGES or condition.partition(" ")[0] in _VALUES


def _text(entry: Mapping[str, str]) -> Text:
    return Text(*(entry[language] for language in LANGUAGES))
