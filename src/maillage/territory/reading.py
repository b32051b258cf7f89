"""The joint reading of a territory: by functional sphere, the three dimensions side by side, known and not known.

No score, no order of territories: each figure beside those of stated similar territories, what changed, what nobody
knows yet, and questions for the people who live there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.dossier.vocabularies import vocabulary
from maillage.territory import perimeter_notes
from maillage.territory.amounts import number
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.choice import by_dimension, said_of
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.indicator_reading import Columns, IndicatorReading, indicator_reading
from maillage.territory.measures import sources
from maillage.territory.perimeters import Perimeter
from maillage.territory.sentences import Question, Said
from maillage.territory.similar import FAR, Peers
from maillage.territory.unknowns import Remedy, Unknown
from maillage.territory.wording import counted, text
from maillage.text import Text, fill, listing


@dataclass(frozen=True, slots=True)
class SphereReading:
    """What a territory is dealing with in one functional sphere; `sphere` is nothing for the territory as a whole.

    `remedies` are the datasets that would say what is not loaded, each once.
    """

    sphere: str | None
    by_dimension: Mapping[str, tuple[IndicatorReading, ...]]
    said: tuple[Said, ...]
    questions: tuple[Question, ...]
    unknown: tuple[Unknown, ...]
    remedies: tuple[Remedy, ...]

    @property
    def label(self) -> Text:
        """The name of the sphere on screens."""
        return text("word.whole") if self.sphere is None else vocabulary("spheres").label_of(self.sphere)

    @property
    def readings(self) -> tuple[IndicatorReading, ...]:
        """Every indicator of the sphere, each once."""
        return tuple({one.code: one for many in self.by_dimension.values() for one in many}.values())

    @property
    def known(self) -> int:
        """How many of its indicators have a value here."""
        return sum(one.known for one in self.readings)


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of `perimeter` beside its `peers`. `coverage`: known and total indicators of each dimension."""

    perimeter: Perimeter
    peers: Peers | None
    said: tuple[Said, ...]
    spheres: tuple[SphereReading, ...]
    coverage: Mapping[str, tuple[int, int]]

    def of(self, indicator: str) -> IndicatorReading:
        """The reading of one indicator. Raises `KeyError`."""
        for sphere in self.spheres:
            for one in sphere.readings:
                if one.code == indicator:
                    return one
        raise KeyError(indicator)


def read(
    perimeter: Perimeter,
    figures: Iterable[IndicatorFigure],
    *,
    peers: Peers | None = None,
    columns: Columns | None = None,
    catalogue: Mapping[str, Indicator] | None = None,
) -> Reading:
    """Read the `figures` of `perimeter` (every indicator, every vintage) beside those of its `peers`, in `columns`.

    Figures of indicators that the catalogue does not know are left aside. Without `peers`, nothing is compared.
    """
    known = indicators() if catalogue is None else catalogue
    grouped = _grouped(figures, known)
    seen = _seen(grouped, known)
    codes = peers.codes if peers else ()
    choosing = {one.indicator for one in peers.variables} if peers else set()
    readings = {
        code: indicator_reading(one, grouped[code], codes, columns or {}, seen, chooses=code in choosing)
        for code, one in known.items()
        if code in grouped
    }
    spheres = tuple(_sphere(name, readings, perimeter) for name in (None, *vocabulary("spheres").terms))
    coverage = _coverage(readings.values())
    opening = (
        *perimeter_notes.of_commune(perimeter, readings.values()),
        *_opening(readings, coverage, peers),
    )
    return Reading(perimeter, peers, opening, spheres, coverage)


def columns_of(figures: Mapping[str, Iterable[IndicatorFigure]]) -> dict[tuple[str, int], dict[str, float]]:
    """The values of the peers as `read` wants them, from the figures of each, by the code of the peer."""
    found: dict[tuple[str, int], dict[str, float]] = {}
    for code, many in figures.items():
        for one in many:
            if one.status.has_value and one.value is not None and one.vintage is not None:
                found.setdefault((one.indicator, one.vintage), {})[code] = one.value
    return found


def _grouped(
    figures: Iterable[IndicatorFigure], catalogue: Mapping[str, Indicator]
) -> dict[str, list[IndicatorFigure]]:
    found: dict[str, list[IndicatorFigure]] = {}
    for one in figures:
        if one.indicator in catalogue:
            found.setdefault(one.indicator, []).append(one)
    return found


def _seen(
    grouped: Mapping[str, Iterable[IndicatorFigure]], catalogue: Mapping[str, Indicator]
) -> frozenset[str]:
    """The datasets loaded for sure: those that gave a figure here, and those that alone could and say nothing."""
    figures = [(code, one) for code, many in grouped.items() for one in many]
    gave = {each.dataset for _, one in figures for each in one.inputs}
    silent = {code for code, one in figures if one.status is Status.ABSENT}
    alone = {sources(measure) for code in silent for measure in catalogue[code].inputs}
    return frozenset(gave | {one for many in alone if len(many) == 1 for one in many})


def _sphere(
    name: str | None, readings: Mapping[str, IndicatorReading], perimeter: Perimeter
) -> SphereReading:
    mine = [one for one in readings.values() if _concerns(one.indicator, name)]
    unknown = tuple(one.unknown for one in mine if one.unknown is not None)
    remedies = tuple({remedy.dataset: remedy for one in unknown for remedy in one.remedies}.values())
    said, questions = said_of(name, mine, remedies, readings)
    said = (*said, *perimeter_notes.of_epci(perimeter, mine))
    return SphereReading(name, by_dimension(mine), said, questions, unknown, remedies)


def _concerns(indicator: Indicator, sphere: str | None) -> bool:
    return not indicator.spheres if sphere is None else sphere in indicator.spheres


def _coverage(readings: Iterable[IndicatorReading]) -> dict[str, tuple[int, int]]:
    sides = by_dimension(readings).items()
    return {name: (sum(one.known for one in many), len(many)) for name, many in sides}


def _opening(
    readings: Mapping[str, IndicatorReading], coverage: Mapping[str, tuple[int, int]], peers: Peers | None
) -> tuple[Said, ...]:
    known = sum(one.known for one in readings.values())
    dimensions = vocabulary("dimensions")
    shares = [
        fill(text("sentence.share"), dimension=_lower(dimensions.label_of(name)), known=some, total=total)
        for name, (some, total) in coverage.items()
    ]
    holes = {"known": known, "total": len(readings), "shares": listing(shares)}
    opening = Said(fill(text("sentence.coverage"), **holes), (), text("why.coverage"), "coverage")
    return (opening, *_compared(peers))


def _compared(peers: Peers | None) -> tuple[Said, ...]:
    if peers is None or not peers.peers:
        return (Said(text("sentence.no-peers"), (), text("why.peers"), "peers"),)
    key = "sentence.stated-peers" if peers.stated else "sentence.peers"
    names = listing([one.label for one in peers.variables], limit=len(peers.variables))
    holes = {"peers": counted("peers", len(peers.peers)), "among": number(peers.candidates, 0)}
    words = fill(text(key), **holes, variables=names)
    said = [Said(words, (), text("why.peers"), "peers", beside=True)]
    if peers.far:
        said.append(
            Said(fill(text("sentence.far"), far=number(FAR, 2)), (), text("why.far"), "peers", beside=True)
        )
    return tuple(said)


def _lower(label: Text) -> Text:
    return Text(label.fr.lower(), label.en.lower())
