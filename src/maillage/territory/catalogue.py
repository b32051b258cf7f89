"""The catalogue of indicators, as rows: what each says, from which counts, in which unit, and its known limits.

Read from ``data/territory/indicators.csv``. No indicator adds up or averages medians or rates: those that are
published as such stand alone in their formula, and exist only where they are published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.formulas import Formula, formula
from maillage.territory.measures import measures
from maillage.territory.measures import sources as sources_of
from maillage.text import Text

Direction = Literal["up", "down"]
"""Which way is usually sought."""

_TABLE = "territory/indicators.csv"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the catalogue.

    `direction`: which way is usually sought, nothing where it is a matter of debate. `dimensions` and `spheres` are
    codes of those vocabularies; no sphere means the territory as a whole. `sdg`: targets of the United Nations, e.g.
    ``"11.3"``, or a whole goal. `decimals`: how many are shown.
    """

    code: str
    label: Text
    definition: Text
    formula: str
    unit: Text
    decimals: int
    direction: Direction | None
    dimensions: tuple[str, ...]
    spheres: tuple[str, ...]
    sdg: tuple[str, ...]
    limits: Text | None

    @property
    def computed(self) -> Formula:
        """The formula, read."""
        return formula(self.formula)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The measures of the formula, in its order; the first one gives its vintage to the figure."""
        return self.computed.inputs

    @property
    def additive(self) -> bool:
        """Whether it is computed on any perimeter; if not, it exists only where its measure is published."""
        return all(measures()[name].additive for name in self.inputs)

    @property
    def sources(self) -> tuple[str, ...]:
        """The datasets where its inputs are found, those of the leading measure first."""
        return tuple(dict.fromkeys(id_ for name in self.inputs for id_ in sources_of(name)))


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by its code. Raises `RuntimeError` when the packaged table contradicts itself.

    >>> indicators()["population_density"].inputs
    ('population', 'area')
    """
    found = {row["code"]: _indicator(row) for row in packaged.rows(_TABLE)}
    for one in found.values():
        _check(one)
    return found


def _check(one: Indicator) -> None:
    unknown = [name for name in one.inputs if name not in measures()]
    unknown += [code for code in one.dimensions if code not in vocabulary("dimensions").terms]
    unknown += [code for code in one.spheres if code not in vocabulary("spheres").terms]
    if unknown:
        raise RuntimeError(f"{_TABLE}: {one.code} names {', '.join(unknown)}, unknown")
    if not one.dimensions or one.direction not in (None, "up", "down"):
        raise RuntimeError(f"{_TABLE}: {one.code} has no dimension, or an unknown direction")
    if not one.additive and one.formula != one.inputs[0]:
        raise RuntimeError(f"{_TABLE}: {one.code} computes with a median or a rate")


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        code=row["code"],
        label=Text(row["label_fr"], row["label_en"]),
        definition=Text(row["definition_fr"], row["definition_en"]),
        formula=row["formula"],
        unit=Text(row["unit_fr"], row["unit_en"]),
        decimals=int(row["decimals"]),
        direction=row["direction"] or None,  # type: ignore[arg-type]  # `indicators` checks it
        dimensions=_codes(row["dimensions"]),
        spheres=_codes(row["spheres"]),
        sdg=_codes(row["sdg"]),
        limits=Text(row["limits_fr"], row["limits_en"]) if row["limits_fr"] else None,
    )


def _codes(words: str) -> tuple[str, ...]:
    return tuple(words.split(";")) if words else ()
