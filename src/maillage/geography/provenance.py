"""Where the tables of communes, EPCI and points come from, to be said beside what is taken from them."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.data import packaged
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Provenance:
    """A producer to cite, the year of the geography, the licence (a code of the vocabulary ``licences``)."""

    title: Text
    vintage: int
    producer: str
    licence: str
    url: str


def _provenance(name: str) -> Provenance:
    entry = packaged.document("geography/sources.toml")[name]
    return Provenance(
        title=Text(entry["title"]["fr"], entry["title"]["en"]),
        vintage=entry["vintage"],
        producer=entry["producer"],
        licence=entry["licence"],
        url=entry["url"],
    )


PROVENANCE = _provenance("administrative")
POINTS_PROVENANCE = _provenance("points")
