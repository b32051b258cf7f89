"""What is said of a functional sphere: one to four sentences, by a rule that is open to dispute.

1. Joint sentences whose row fires, the strongest ahead, at most two; one that repeats an indicator is left out.
2. Then indicators not yet said that depart from the peers or change most: the strongest of each dimension, in turn, so
   that no dimension is drowned; then the strongest of the rest, up to four sentences in all. Those by which the peers
   were chosen come after the others: what they say depends on that choice.
3. When nothing departs: one sentence that says so, or the plain facts when few indicators, or no peers, are known.

The strength of an indicator is the larger of its departure (interquartile ranges of the peers from their median, when
outside their middle half) and of its change (in the same unit, from half of one on). It orders sentences, never
territories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.indicator_reading import CellRef, IndicatorReading
from maillage.territory.joint import Joint, fired
from maillage.territory.sentences import Question, Said, about
from maillage.territory.unknowns import Remedy
from maillage.territory.wording import counted, text
from maillage.text import Text, fill, listing, semicolons

LIMIT = 4
"""How many sentences a sphere is given at most."""

JOINTS = 2
"""How many of them may be joint sentences."""

FEW = 3
"""Below this number of indicators compared, they are named instead of counted."""

NAMED = 3
"""How many sources are named in a sentence; all of them stand in the list of what is not known."""

QUESTIONS = 3
"""How many questions a sphere is given at most."""


def said_of(
    sphere: str | None,
    readings: Sequence[IndicatorReading],
    remedies: Sequence[Remedy],
    every: Mapping[str, IndicatorReading],
) -> tuple[tuple[Said, ...], tuple[Question, ...]]:
    """The sentences and the questions about `sphere`, whose indicators are `readings`.

    `remedies` are the sources that would say what is not known; `every` holds the indicators of all spheres, since a
    joint sentence may bring one from another sphere.
    """
    known = {one.code: one for one in readings if one.known}
    joints = _joints(fired(sphere, every))
    told = {code for joint in joints for code in joint.codes}
    singles = _strongest([one for one in known.values() if one.code not in told and one.strength])
    singles = singles[: LIMIT - len(joints)]
    said = [joint.said for joint in joints] + [about(one) for one in singles]
    if not said:
        said = _quiet(list(known.values())) if known else [_nothing(readings, remedies)]
    return tuple(said), tuple(_questions(joints, singles, readings))[:QUESTIONS]


def by_dimension(readings: Iterable[IndicatorReading]) -> dict[str, tuple[IndicatorReading, ...]]:
    """The readings of each dimension, in the order of the vocabulary; an indicator may be in several of them."""
    given = tuple(readings)
    dimensions = vocabulary("dimensions").terms
    return {name: tuple(one for one in given if name in one.indicator.dimensions) for name in dimensions}


def _joints(candidates: Iterable[Joint]) -> list[Joint]:
    chosen: list[Joint] = []
    for one in candidates:
        told = {code for joint in chosen for code in joint.codes}
        if len(chosen) < JOINTS and told.isdisjoint(one.codes):
            chosen.append(one)
    return chosen


def _strongest(readings: Sequence[IndicatorReading]) -> list[IndicatorReading]:
    """The strongest of each dimension in turn, then the rest; equals in the order of the catalogue."""
    ordered = sorted(readings, key=lambda one: (one.chooses, -one.strength))
    chosen: dict[str, IndicatorReading] = {}
    for of_one in by_dimension(one for one in ordered if not one.chooses).values():
        ahead = next((one for one in of_one if one.code not in chosen), None)
        if ahead is not None:
            chosen[ahead.code] = ahead
    return [*chosen.values(), *(one for one in ordered if one.code not in chosen)]


def _quiet(known: Sequence[IndicatorReading]) -> list[Said]:
    """Nothing departs: say so of what is compared; without peers, the facts, one for each dimension."""
    compared = [one for one in known if one.standing is not None and one.standing.place is not None]
    if len(compared) < FEW:
        ahead = [*compared, *(one for one in known if one not in compared)]
        firsts = {of_one[0].code: of_one[0] for of_one in by_dimension(ahead).values() if of_one}
        return [about(one) for one in firsts.values()]
    cells = tuple(CellRef.of(one.figure) for one in compared)
    return [Said(counted("quiet", len(compared)), cells, text("why.quiet"), "quiet", beside=True)]


def _nothing(readings: Sequence[IndicatorReading], remedies: Sequence[Remedy]) -> Said:
    if not readings:
        return Said(text("sentence.no-indicator"), (), text("why.unknown"), "unknown")
    if not remedies:
        return Said(text("sentence.nothing"), (), text("why.unknown"), "unknown")
    sources = semicolons([one.title for one in remedies[:NAMED]])
    if len(remedies) > NAMED:
        sources = fill(text("sentence.more"), shown=sources, count=len(remedies) - NAMED)
    return Said(fill(text("sentence.would-say"), sources=sources), (), text("why.unknown"), "unknown")


def _questions(
    joints: Sequence[Joint], singles: Sequence[IndicatorReading], readings: Sequence[IndicatorReading]
) -> Iterable[Question]:
    """Those of the joint sentences, else one about the strongest indicator; then one about what nobody has counted."""
    joint = [one.question for one in joints if one.question is not None]
    yield from joint
    if singles and not joint:
        one = singles[0]
        holes = {"label": one.indicator.label, "value": one.shown, "when": one.when}
        yield Question(fill(text("question.standing"), **holes), (CellRef.of(one.figure),), "standing")
    silent = _silent(by_dimension(readings))
    if not any(one.known for one in readings):
        yield Question(text("question.nothing"), (), "unknown")
    elif silent:
        names = _and([text(f"view.{name}") for name in silent])
        yield Question(fill(text("question.silent"), dimensions=names), (), "unknown")


def _silent(readings: Mapping[str, Sequence[IndicatorReading]]) -> list[str]:
    """The dimensions of which the catalogue could say something, and of which no figure is known here."""
    return [name for name, of_one in readings.items() if of_one and not any(one.known for one in of_one)]


def _and(names: Sequence[Text]) -> Text:
    """Two or three names joined by "and"."""
    *others, last = names
    if not others:
        return last
    return fill(text("sentence.and"), others=listing(others), final=last)
