"""The page of a territory: what its template needs, in the language of the page, the same for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import indicators
from maillage.territory.comparing import Beside
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import CellRef, IndicatorReading
from maillage.territory.perimeter_notes import PERIMETER
from maillage.territory.reading import Reading, SphereReading
from maillage.territory.sentences import Question, Said
from maillage.territory.unknowns import Remedy, Unknown
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.queries.showing import ShownFigure, anchor_of, full

STANDING_OUT = ("joint", "standing", "change")
"""The rules of the sentences that say that something stands out."""

Home = tuple[str | None, str]
"""A sphere and one of its dimensions."""

FIRST = 3
"""How many figures of a dimension are met first, beside those that the sentences rest on."""


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
    """A dimension of a sphere: the figures known, of which the `others` last may stay folded; those that are not."""

    code: str
    label: str
    figures: tuple[Place, ...]
    others: int
    unknown: tuple[Place, ...]

    @property
    def first(self) -> int:
        """How many figures stand unfolded."""
        return len(self.figures) - self.others


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
    """The whole reading. `highlights`: what is met first, sphere by sphere, none ahead of another for its size.

    `warned`: what to know about the territory before its figures.
    """

    warned: tuple[Sentence, ...]
    highlights: tuple[Highlight, ...]
    said: tuple[Sentence, ...]
    spheres: tuple[Sphere, ...]
    unknown: tuple[Lacking, ...]


def shown(beside: Beside) -> Shown:
    """The reading as the page shows it; a figure of several spheres or dimensions is shown whole once."""
    reading, gathered = beside.reading, _Gathered(beside)
    spheres = tuple(gathered.sphere(one) for one in reading.spheres if one.readings)
    highlights = tuple(filter(None, map(_highlight, reading.spheres)))
    warned = tuple(_sentence(one) for one in reading.said if one.rule == PERIMETER)
    opening = tuple(_sentence(one) for one in reading.said if one.rule != PERIMETER)
    return Shown(warned, highlights, opening, spheres, _lacking(reading, gathered.seen))


def _highlight(sphere: SphereReading) -> Highlight | None:
    """What stands out in a sphere: a sentence that reads several figures together, or one far from the peers."""
    told = next((one for one in sphere.said if one.rule.startswith(STANDING_OUT)), None)
    return Highlight(_anchor(sphere), said(sphere.label), said(told.text)) if told else None


def _anchor(sphere: SphereReading) -> str:
    return f"sphere-{sphere.sphere or 'whole'}"


class _Gathered:
    """Shows the figures of a page, each whole once: where a sentence rests on it, else where it comes first."""

    def __init__(self, beside: Beside) -> None:
        self._columns = beside.columns
        self._all: dict[str, list[IndicatorFigure]] = {}
        self.seen: dict[str, ShownFigure] = {}
        for one in beside.figures:
            self._all.setdefault(one.indicator, []).append(one)
        self._homes = _homes(beside.reading)

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
                self._dimension(code, said(term.label), reading) for code, term in dimensions.terms.items()
            ),
        )

    def _dimension(self, code: str, label: str, sphere: SphereReading) -> Dimension:
        """The figures that the sentences rest on, then others up to `FIRST`; then the rest, shown elsewhere or not."""
        readings, told = sphere.by_dimension.get(code, ()), _told(sphere)
        places = [(one, self._place(one, (sphere.sphere, code))) for one in readings]
        known = sorted(
            (one for one in places if one[0].known), key=lambda one: (one[0].code not in told, one[1].again)
        )
        resting = sum(one.code in told for one, _ in known)
        here = sum(not place.again and one.code not in told for one, place in known)
        first = resting + min(here, max(0, FIRST - resting))
        others = max(0, len(known) - first)
        return Dimension(
            code,
            label,
            tuple(place for _, place in known),
            others if others > 1 else 0,
            tuple(place for one, place in places if not one.known),
        )

    def _place(self, reading: IndicatorReading, here: Home) -> Place:
        code = reading.code
        if code not in self.seen:
            self.seen[code] = full(reading, self._others(reading), self._columns)
        return Place(self.seen[code], again=self._homes[code] != here)

    def _others(self, reading: IndicatorReading) -> tuple[IndicatorFigure, ...]:
        """The other vintages with a value, the last first."""
        every = self._all[reading.code]
        known = [one for one in every if one is not reading.figure and one.status.has_value]
        return tuple(sorted(known, key=lambda one: -(one.vintage or 0)))


def _homes(reading: Reading) -> Mapping[str, Home]:
    """The sphere and the dimension where each indicator is shown whole: that with fewest of them, side by side."""
    found: dict[str, Home] = {}
    counts: Counter[Home] = Counter()
    for told in (True, False):
        for sphere in reading.spheres:
            wanted = [one for one in sphere.readings if not told or one.code in _told(sphere)]
            for one in wanted:
                if one.code not in found:
                    homes = [(sphere.sphere, name) for name in one.indicator.dimensions]
                    found[one.code] = min(homes, key=lambda home: counts[home])
                    counts[found[one.code]] += one.known
    return found


def _told(sphere: SphereReading) -> frozenset[str]:
    """The indicators that the sentences of a sphere rest on."""
    return frozenset(cell.indicator for one in sphere.said if one.rule != PERIMETER for cell in one.cells)


def _sentence(one: Said) -> Sentence:
    cells = () if one.rule == PERIMETER else one.cells  # its words already name them
    return Sentence(said(one.text), said(one.why), tuple(map(_cell, cells)))


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
