"""The communes, EPCI, départements and regions of France, found by typing or by code, of today and before."""

from maillage.geography.communes import commune, communes_named, communes_of
from maillage.geography.divisions import (
    Department,
    Region,
    department,
    department_of,
    departments,
    region,
    region_of,
    regions,
)
from maillage.geography.epcis import epci, epcis_named
from maillage.geography.history import (
    Carried,
    Detached,
    Move,
    detached,
    epci_composition,
    epci_moves,
    epci_today_of,
    old_codes,
    today_of,
    wider_before,
)
from maillage.geography.places import Commune, Epci, department_name
from maillage.geography.points import point_of
from maillage.geography.provenance import POINTS_PROVENANCE, PROVENANCE

__all__ = [
    "POINTS_PROVENANCE",
    "PROVENANCE",
    "Carried",
    "Commune",
    "Department",
    "Detached",
    "Epci",
    "Move",
    "Region",
    "commune",
    "communes_named",
    "communes_of",
    "department",
    "department_name",
    "department_of",
    "departments",
    "detached",
    "epci",
    "epci_composition",
    "epci_moves",
    "epci_today_of",
    "epcis_named",
    "old_codes",
    "point_of",
    "region",
    "region_of",
    "regions",
    "today_of",
    "wider_before",
]
