"""The dossiers as JSON, for programs: read only, with the session and the rights of the pages.

Tables come with their Table Schema, rows as the texts of their cells: what a CSV file of the dossier would hold.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.dossier.schema import table_schema
from maillage.dossier.tables import LISTED, TABLES
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.mappers.living import cells_of
from maillage_web.dossiers.queries import living, stored
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, keep_private, open_state, page_of, viewer_of

_ROWS = 500


def _json(content: Any) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    entries = [(one.entry(), one.standing.role.value) for one in living.visible_living(viewer.user_id)]
    entries += [(entry, "visitor") for entry in stored.visible_entries(viewer)]
    found = [
        {
            "slug": entry.slug,
            "title": entry.title,
            "role": role,
            "act": entry.number or None,
            "address": reverse("api-dossier", args=[entry.slug]),
        }
        for entry, role in entries
    ]
    return keep_private(_json({"dossiers": found}))


@dossier_page
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    state, _form = open_state(request, slug)
    tables = {
        name: {"rows": len(state.dossier.rows(name)), "address": reverse("api-table", args=[slug, name])}
        for name in LISTED
    }
    record = cells_of("dossier", state.record)
    about = {"slug": slug, "day": state.day.isoformat(), "act": state.entry.number or None, "record": record}
    return _json({**about, "tables": tables})


@dossier_page
def table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    if table not in LISTED:
        raise Http404(table)
    state, _form = open_state(request, slug)
    page = page_of(request, Paginator(state.dossier.rows(table), _ROWS))
    columns = [field.name for field in TABLES[table].fields]
    content = {
        "table": table,
        "schema": table_schema(TABLES[table], columns, LISTED, language()),
        "rows": [cells_of(table, row) for row in page],
        "count": page.paginator.count,
        "next": _next(state, table, page.next_page_number() if page.has_next() else None),
    }
    return _json(content)


def _next(state: State, table: str, number: int | None) -> str | None:
    if number is None:
        return None
    address = reverse("api-table", args=[state.entry.slug, table]) + state.query
    return f"{address}{'&' if state.query else '?'}page={number}"
