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
from maillage.geography.provenance import PROVENANCE

__all__ = [
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
    "region",
    "region_of",
    "regions",
    "today_of",
    "wider_before",
]
