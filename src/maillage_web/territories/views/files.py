"""The figures of a territory, to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from maillage.territory.perimeters import Perimeter
from maillage_web.territories.choices import PATHS
from maillage_web.territories.queries import files
from maillage_web.territories.views.opening import territory_view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _attached(content: bytes | str, kind: str, place: Perimeter, extension: str) -> HttpResponse:
    name = f"{PATHS[place.kind]}-{place.code[:40].replace('+', '-')}-chiffres.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@territory_view("territory-csv", kept=False)
def figures_csv(request: HttpRequest, place: Perimeter) -> HttpResponse:
    return _attached(files.as_csv(place), "text/csv; charset=utf-8", place, "csv")


@territory_view("territory-xlsx", kept=False)
def figures_xlsx(request: HttpRequest, place: Perimeter) -> HttpResponse:
    return _attached(files.as_workbook(place), XLSX, place, "xlsx")
