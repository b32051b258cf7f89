"""The catalogue of indicators, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.carrying import formula_words
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.measures import Measure, measures
from maillage.territory.similar import Variable, similarity_variables
from maillage.text import Text
from maillage_web.territories.queries.showing import definition_address
from maillage_web.territories.queries.stores import store


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the list."""

    indicator: Indicator
    href: str
    dimensions: tuple[Text, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The indicators of a sphere."""

    label: Text
    anchor: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator, whole: what goes in its formula, where it is found, what it is compared by."""

    indicator: Indicator
    formula: Text
    dimensions: tuple[Text, ...]
    spheres: tuple[Text, ...]
    measures: tuple[Measure, ...]
    datasets: tuple[Dataset, ...]
    years: tuple[int, ...]
    variable: Variable | None


def groups(whole: Text) -> tuple[Group, ...]:
    """The indicators by sphere; those of the territory as a whole under the words `whole`, each once or more."""
    spheres = vocabulary("spheres").terms
    found = [Group(whole, "whole", _lines(None))]
    found += [Group(term.label, code, _lines(code)) for code, term in spheres.items()]
    return tuple(one for one in found if one.lines)


def _lines(sphere: str | None) -> tuple[Line, ...]:
    mine = (one for one in indicators().values() if (sphere in one.spheres if sphere else not one.spheres))
    return tuple(Line(one, definition_address(one.code), _dimensions(one), years_of(one)) for one in mine)


def _dimensions(one: Indicator) -> tuple[Text, ...]:
    return tuple(vocabulary("dimensions").label_of(code) for code in one.dimensions)


def years_of(one: Indicator) -> tuple[int, ...]:
    """The years of the leading measure in what is loaded."""
    leading = one.inputs[0]
    years = {edition.years[leading][1] for edition in store().editions if leading in edition.years}
    return tuple(sorted(years))


def definition(code: str) -> Definition | None:
    """An indicator by its code; nothing when there is none."""
    one = indicators().get(code)
    if one is None:
        return None
    return Definition(
        indicator=one,
        formula=formula_words(one),
        dimensions=_dimensions(one),
        spheres=tuple(vocabulary("spheres").label_of(name) for name in one.spheres),
        measures=tuple(measures()[name] for name in one.inputs),
        datasets=tuple(datasets()[name] for name in one.sources),
        years=years_of(one),
        variable=next((each for each in similarity_variables() if each.indicator == code), None),
    )
