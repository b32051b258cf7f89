"""Addresses of the app, the same words in both languages; ``/territoires/`` comes before them all."""

from __future__ import annotations

from django.urls import path, register_converter

from maillage_web.territories.choices import KINDS, PATHS
from maillage_web.territories.views import (
    catalogue,
    comparing,
    files,
    free,
    maps,
    reading,
    searching,
    sources,
)


class KindConverter:
    """A kind of perimeter, in French in the address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        """The kind that the address names."""
        return KINDS[value]

    def to_url(self, value: str) -> str:
        """The word of the kind; raises `ValueError` when there is no such kind."""
        if value not in PATHS:
            raise ValueError(value)
        return PATHS[value]


register_converter(KindConverter, "perimeter_kind")
_PLACE = "<perimeter_kind:kind>/<str:code>/"

urlpatterns = [
    path("", searching.search_page, name="territories"),
    path("trouver/", searching.offered, name="territory-places"),
    path("comparer/", comparing.compare_page, name="territory-compare"),
    path("libre/", free.free_page, name="territory-free"),
    path("libre/contours.json", free.outlines_file, name="territory-free-outlines"),
    path("indicateurs/", catalogue.indicators_page, name="territory-indicators"),
    path("indicateurs/<slug:code>/", catalogue.indicator_page, name="territory-indicator"),
    path("sources/", sources.sources_page, name="territory-sources"),
    path(_PLACE, reading.territory_page, name="territory"),
    path(f"{_PLACE}carte/", maps.map_page, name="territory-map"),
    path(f"{_PLACE}contours.json", maps.outlines_file, name="territory-outlines"),
    path(f"{_PLACE}rapport/", reading.report_page, name="territory-report"),
    path(f"{_PLACE}chiffres.csv", files.figures_csv, name="territory-csv"),
    path(f"{_PLACE}chiffres.xlsx", files.figures_xlsx, name="territory-xlsx"),
]
