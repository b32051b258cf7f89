"""geo.api.gouv.fr: the outlines of communes and EPCI, as GeoJSON.

Addresses and parameters as its users write them (``geometry=contour&format=geojson``: with ``fields=contour`` it gives
a point). Answers not recorded: features whose properties hold ``code`` and ``nom``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.io.open_data.asking import Asking, with_query
from maillage.io.open_data.downloads import Progress
from maillage.io.open_data.problems import refusal

MOST_CODES = 150
"""The most communes, EPCI and départements of one question."""

_OUTLINES = {"geometry": "contour", "format": "geojson"}


@dataclass(frozen=True, slots=True)
class AskedOutlines:
    """Outlines of one kind that a question brought, as features of GeoJSON, and the address that was asked."""

    kind: str
    features: Sequence[dict[str, Any]]
    url: str
    producer: str


class AdministrativeApi:
    """Asks the administrative geography API."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def outlines(self, codes: Sequence[str], progress: Progress | None = None) -> tuple[AskedOutlines, ...]:
        """The outlines behind `codes`: a commune; an EPCI and its communes; the communes of a département.

        Raises `OpenDataError`, in particular when there are more than `MOST_CODES` codes.
        """
        questions = [one for code in codes for one in _questions(code)]
        if not questions:
            raise refusal("no-codes")
        if len(codes) > MOST_CODES:
            raise refusal("too-many-codes", count=len(codes), most=MOST_CODES)
        found = []
        for done, (kind, path) in enumerate(questions, 1):
            found.append(self._ask(kind, path))
            if progress:
                progress(done, len(questions))
        return tuple(found)

    def _ask(self, kind: str, path: str) -> AskedOutlines:
        address = with_query(self._asking.addresses.at("geo", path), _OUTLINES)
        payload = self._asking.json(address)
        features = tuple(_features(payload))
        if not features:
            raise refusal("no-outline", address)
        return AskedOutlines(kind, features, address.official, address.service.producer)


def _questions(code: str) -> tuple[tuple[str, str], ...]:
    """What to ask for a code: nine digits are an EPCI, two or three characters a département."""
    if len(code) == 9 and code.isdecimal():
        return ("epci", f"/epcis/{code}"), ("commune", f"/epcis/{code}/communes")
    if len(code) in (2, 3):
        return (("commune", f"/departements/{code}/communes"),)
    return (("commune", f"/communes/{code}"),)


def _features(payload: Any) -> Iterable[dict[str, Any]]:
    """The features that have a geometry: the API now and then gives one without."""
    given = payload.get("features") if isinstance(payload, dict) else None
    given = [payload] if given is None and isinstance(payload, dict) else given
    for one in given or ():
        geometry = one.get("geometry") if isinstance(one, dict) else None
        if isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon"):
            yield one
