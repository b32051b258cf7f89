"""The page of a territory: what its template needs, in the language of the page, the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import indicators
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import CellRef, Columns, IndicatorReading
from maillage.territory.reading import Reading, SphereReading
from maillage.territory.sentences import Question, Said
from maillage.territory.unknowns import Remedy, Unknown
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.queries.readings import Beside
from maillage_web.territories.queries.showing import ShownFigure, anchor_of, full

STANDING_OUT = ("joint", "standing", "change")
"""The rules of the sentences that say that something stands out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that a sentence rests on: where the page shows it, and what it is."""

    anchor: str
    label: str
    vintage: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, why it is said, and its cells."""

    text: str
    why: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A figure at a place of the page; `again` when the page shows it whole elsewhere."""

    figure: ShownFigure
    again: bool


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a sphere: the figures known, then those that are not."""

    code: str
    label: str
    figures: tuple[Place, ...]
    unknown: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sphere:
    """A sphere: its sentences, its three dimensions side by side, its questions."""

    anchor: str
    label: str
    definition: str
    said: tuple[Sentence, ...]
    questions: tuple[Sentence, ...]
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is not known for one reason: the status, the reason in words, the indicators, what would tell."""

    mark: SafeString
    means: str
    indicators: tuple[ShownFigure, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """The first sentence of a sphere where something stands out, and where the sphere is."""

    anchor: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole reading. `highlights`: what is met first, sphere by sphere, none ahead of another for its size."""

    highlights: tuple[Highlight, ...]
    said: tuple[Sentence, ...]
    spheres: tuple[Sphere, ...]
    unknown: tuple[Lacking, ...]


def shown(beside: Beside) -> Shown:
    """The reading as the page shows it; a figure of several spheres or dimensions is shown whole once."""
    reading, gathered = beside.reading, _Gathered(beside.figures, beside.columns)
    spheres = tuple(gathered.sphere(one) for one in reading.spheres if one.readings)
    highlights = tuple(filter(None, map(_highlight, reading.spheres)))
    return Shown(highlights, tuple(map(_sentence, reading.said)), spheres, _lacking(reading, gathered.seen))


def _highlight(sphere: SphereReading) -> Highlight | None:
    """What stands out in a sphere: a sentence that reads several figures together, or one far from the peers."""
    told = next((one for one in sphere.said if one.rule.startswith(STANDING_OUT)), None)
    return Highlight(_anchor(sphere), said(sphere.label), said(told.text)) if told else None


def _anchor(sphere: SphereReading) -> str:
    return f"sphere-{sphere.sphere or 'whole'}"


class _Gathered:
    """Shows the figures of a page, and remembers those already shown."""

    def __init__(self, figures: Iterable[IndicatorFigure], columns: Columns) -> None:
        self._columns = columns
        self._all: dict[str, list[IndicatorFigure]] = {}
        self.seen: dict[str, ShownFigure] = {}
        for one in figures:
            self._all.setdefault(one.indicator, []).append(one)

    def sphere(self, reading: SphereReading) -> Sphere:
        """One sphere, its three dimensions in the same order everywhere."""
        dimensions = vocabulary("dimensions")
        spheres = vocabulary("spheres").terms
        return Sphere(
            anchor=_anchor(reading),
            label=said(reading.label),
            definition=said(spheres[reading.sphere].definition) if reading.sphere else "",
            said=tuple(map(_sentence, reading.said)),
            questions=tuple(map(_question, reading.questions)),
            dimensions=tuple(
                self._dimension(code, said(term.label), reading.by_dimension.get(code, ()))
                for code, term in dimensions.terms.items()
            ),
        )

    def _dimension(self, code: str, label: str, readings: Iterable[IndicatorReading]) -> Dimension:
        known, unknown = [], []
        for one in readings:
            (known if one.known else unknown).append(self._figure(one))
        return Dimension(code, label, tuple(known), tuple(unknown))

    def _figure(self, reading: IndicatorReading) -> Place:
        already = self.seen.get(reading.code)
        if already is not None:
            return Place(already, again=True)
        others = [
            one for one in self._all[reading.code] if one is not reading.figure and one.status.has_value
        ]
        others.sort(key=lambda one: -(one.vintage or 0))
        self.seen[reading.code] = full(reading, tuple(others), self._columns)
        return Place(self.seen[reading.code], again=False)


def _sentence(one: Said) -> Sentence:
    return Sentence(said(one.text), said(one.why), tuple(map(_cell, one.cells)))


def _question(one: Question) -> Sentence:
    return Sentence(said(one.text), "", tuple(map(_cell, one.cells)))


def _cell(ref: CellRef) -> Cell:
    return Cell(anchor_of(ref.indicator, ref.vintage), said(indicators()[ref.indicator].label), ref.vintage)


def _lacking(reading: Reading, seen: Mapping[str, ShownFigure]) -> tuple[Lacking, ...]:
    """What is not known, each indicator once, gathered by reason."""
    found: dict[str, dict[str, Unknown]] = {}
    for sphere in reading.spheres:
        for one in sphere.unknown:
            found.setdefault(one.status.value, {})[one.indicator] = one
    return tuple(_reason(many, seen) for many in found.values())


def _reason(many: Mapping[str, Unknown], seen: Mapping[str, ShownFigure]) -> Lacking:
    figures = tuple(seen[code] for code in many)
    remedies = {remedy.dataset: remedy for one in many.values() for remedy in one.remedies}
    reasons = {said(one.why) for one in many.values()}
    several = _("For each of these, the page of the indicator says why.")
    means = reasons.pop() if len(reasons) == 1 else several
    return Lacking(figures[0].mark, means, figures, tuple(remedies.values()))
