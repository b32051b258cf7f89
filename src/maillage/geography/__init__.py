"""The communes and the EPCI of France, found by typing or by their code: the territory of a dossier is made of them."""

from maillage.geography.communes import commune, communes_named, communes_of
from maillage.geography.epcis import epci, epcis_named
from maillage.geography.places import Commune, Epci, department_name
from maillage.geography.provenance import PROVENANCE

__all__ = [
    "PROVENANCE",
    "Commune",
    "Epci",
    "commune",
    "communes_named",
    "communes_of",
    "department_name",
    "epci",
    "epcis_named",
]
