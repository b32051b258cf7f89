"""The perimeter of a dossier, drawn from the codes of its record."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier.tables import Record
from maillage.territory.perimeters import Perimeter, UnknownCommunesError, free_perimeter, perimeter_at
from maillage_web.territories.queries.places import address


@dataclass(frozen=True, slots=True)
class Ground:
    """The perimeter that the codes of the record draw; `lost` are the codes that mean no place of today."""

    perimeter: Perimeter | None
    lost: tuple[str, ...]

    @property
    def href(self) -> str:
        """The public page of the territory."""
        return address(self.perimeter) if self.perimeter else ""


def ground_of(record: Record) -> Ground:
    """The perimeter of a dossier: that of its single code, or the free one that its codes draw."""
    codes = record.territory or ()
    if len(codes) == 1 and (alone := perimeter_at(codes[0])) is not None:
        return Ground(alone, ())
    name = record.territory_name or record.title
    try:
        return Ground(free_perimeter(name, codes), ())
    except UnknownCommunesError as error:
        lost = error.codes
    known = [code for code in codes if code.upper() not in lost]
    return Ground(free_perimeter(name, known) if known else None, tuple(lost))
