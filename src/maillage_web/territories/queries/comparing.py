"""Up to four territories side by side: every indicator in the order of the catalogue, no column first by its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import is_presence
from maillage.territory.perimeters import Perimeter
from maillage.territory.wording import text
from maillage.text import Text
from maillage_web.territories.queries.pictures import DOT_WIDTH, Scale, dot
from maillage_web.territories.queries.readings import figures_of
from maillage_web.territories.queries.showing import ShownFigure, definition_address, plain


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of a row, and where it stands on the line that the row shares."""

    figure: ShownFigure
    picture: SafeString | str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator, and its figure for each territory, of the same vintage wherever it is known."""

    indicator: Indicator
    definition: str
    dimensions: tuple[Text, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of a sphere."""

    label: Text
    rows: tuple[Row, ...]


Known = Mapping[str, Sequence[IndicatorFigure]]


def table(places: Sequence[Perimeter]) -> tuple[Section, ...]:
    """The indicators known for one of the territories at least, by sphere, each once."""
    if not places:
        return ()
    known = [_by_indicator(figures_of(one)) for one in places]
    rows: dict[str | None, list[Row]] = {}
    for indicator in indicators().values():
        row = _row(indicator, places, known)
        if row is not None:
            rows.setdefault(next(iter(indicator.spheres), None), []).append(row)
    labels = {None: text("word.whole")} | {
        code: term.label for code, term in vocabulary("spheres").terms.items()
    }
    return tuple(Section(label, tuple(rows[code])) for code, label in labels.items() if code in rows)


def _by_indicator(figures: Iterable[IndicatorFigure]) -> Known:
    found: dict[str, list[IndicatorFigure]] = {}
    for one in figures:
        found.setdefault(one.indicator, []).append(one)
    return found


def _row(indicator: Indicator, places: Sequence[Perimeter], known: Sequence[Known]) -> Row | None:
    every = [one.get(indicator.code, ()) for one in known]
    if not any(figure.status.has_value for many in every for figure in many):
        return None
    chosen = [_at(many, _vintage(every)) for many in every]
    values = [one.value for one in chosen if one is not None and one.value is not None]
    scale = Scale.over(values, DOT_WIDTH) if len(values) > 1 and not is_presence(indicator) else None
    sides = tuple(
        Side(
            plain(one, indicator),
            dot(one.value, scale) if scale and one.value is not None else "",
            place.name,
        )
        for one, place in zip(chosen, places, strict=True)
        if one is not None
    )
    dimensions = tuple(vocabulary("dimensions").label_of(code) for code in indicator.dimensions)
    return Row(indicator, definition_address(indicator.code), dimensions, sides)


def _vintage(every: Sequence[Sequence[IndicatorFigure]]) -> int:
    """The last vintage that most of the territories know."""
    years = [one.vintage for many in every for one in many if one.vintage and one.status.has_value]
    return max(years, key=lambda year: (years.count(year), year))


def _at(figures: Sequence[IndicatorFigure], vintage: int) -> IndicatorFigure | None:
    """The figure of that vintage; else the last one known; else what says why there is none."""
    ordered = sorted(
        figures, key=lambda one: (one.vintage == vintage, one.status.has_value, one.vintage or 0)
    )
    return ordered[-1] if ordered else None
