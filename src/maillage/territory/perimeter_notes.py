"""What to know of a territory before its figures: those of before may have been counted on another perimeter.

Counts of communes are carried onto the perimeter of today; what was published for an EPCI itself, or for a commune that
was divided since, cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maillage.geography import commune
from maillage.geography.history import detached, epci_composition, wider_before
from maillage.territory.datasets import datasets
from maillage.territory.indicator_reading import CellRef, IndicatorReading
from maillage.territory.perimeters import Perimeter
from maillage.territory.sentences import Said
from maillage.territory.wording import text
from maillage.text import Text, fill, listing, same, semicolons

PERIMETER = "perimeter"
"""The rule of these sentences."""

NAMED = 3
"""How many indicators a sentence names."""


def of_commune(perimeter: Perimeter, readings: Iterable[IndicatorReading]) -> tuple[Said, ...]:
    """What to know of a commune that was a part of another one, or held another one, when its figures were counted."""
    if perimeter.kind != "commune":
        return ()
    one = detached().get(perimeter.code)
    if one is not None:
        return (_said("note.detached", whole=_name(one.part_of), since=one.since),)
    years = {each.figure.vintage for each in readings if each.known and each.figure.vintage}
    wider = {year: held for year in years if (held := wider_before(perimeter.code, year))}
    if not wider:
        return ()
    parts = sorted({part for held in wider.values() for part in held})
    return (_said("note.wider", years=_years(wider), parts=listing([_name(part) for part in parts])),)


def of_epci(perimeter: Perimeter, readings: Iterable[IndicatorReading]) -> tuple[Said, ...]:
    """What was published for the EPCI itself when its communes were others, or when nobody knows whether they were.

    At most two sentences, each naming the indicators it is about.
    """
    if perimeter.kind != "epci":
        return ()
    found: dict[str, list[IndicatorReading]] = {"changed": [], "unknown": []}
    for one in readings:
        if one.known and one.figure.vintage and _published(one):
            found.get(epci_composition(perimeter.code, one.figure.vintage), []).append(one)
    return tuple(
        _said(
            f"note.epci-{composition}",
            *map(CellRef.of, (one.figure for one in many)),
            years=_years({one.figure.vintage or 0 for one in many}),
            labels=_labels(many),
        )
        for composition, many in found.items()
        if many
    )


def _published(one: IndicatorReading) -> bool:
    """Whether it comes from a source by EPCI, rather than from the counts of communes."""
    return any(datasets()[each.dataset].grain == "epci" for each in one.figure.inputs)


def _said(key: str, *cells: CellRef, **holes: object) -> Said:
    return Said(fill(text(key), **holes), cells, text("why.perimeter"), PERIMETER)


def _labels(many: Sequence[IndicatorReading]) -> Text:
    shown = semicolons([one.indicator.label for one in many[:NAMED]])
    more = len(many) - NAMED
    return fill(text("sentence.more"), shown=shown, count=more) if more > 0 else shown


def _years(years: Iterable[int]) -> Text:
    *others, final = (same(str(year)) for year in sorted(years))
    return fill(text("sentence.and"), others=listing(others), final=final) if others else final


def _name(code: str) -> Text:
    found = commune(code)
    return same(code if found is None else found.name)
