"""The portfolio of a programme, its files, and what animating took."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_safe

from maillage.dossier.vocabularies import vocabulary
from maillage.programme.portfolio import Filters, Portfolio, portfolio
from maillage.programme.research import Export, research_export
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.programmes.actions.programmes import note_effort
from maillage_web.programmes.forms.portfolio import EffortForm
from maillage_web.programmes.policies import Action
from maillage_web.programmes.queries.found import Effort, Programme, efforts_of
from maillage_web.programmes.queries.reading import studied_in, told_of
from maillage_web.programmes.views.opening import open_programme, shown_page

_FILTERED = ("phase", "sphere", "obstacle", "territory")
_UNSAID = "-"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _asked(request: HttpRequest) -> Filters:
    """The filters of the address; a hyphen stands for what is not said."""
    given = {one: request.GET[one] for one in _FILTERED if request.GET.get(one)}
    return Filters({one: "" if code == _UNSAID else code for one, code in given.items()})


@require_safe
def portfolio_page(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug, Action.SEE_PORTFOLIO)
    told = told_of(seen.programme, timezone.localdate())
    asked = _asked(request)
    found = portfolio(told, asked)
    every = portfolio(told)
    filters = [
        {
            "name": one.dimension,
            "label": one.label,
            "slices": one.slices,
            "chosen": asked.chosen.get(one.dimension),
        }
        for one in every.sections
        if one.dimension in _FILTERED
    ]
    context = {"found": found, "filters": filters, "all": len(told), "kept": len(found.projects)}
    return shown_page(request, "portfolio", seen, {**context, "query": request.GET.urlencode()})


@require_safe
def portfolio_file(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug, Action.EXPORT)
    found = portfolio(told_of(seen.programme, timezone.localdate()), _asked(request))
    answer = HttpResponse(_table(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-portefeuille.csv"'
    return keep_private(answer)


def _table(found: Portfolio) -> str:
    """Every line behind the aggregates; texts that a spreadsheet would compute are quoted."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["dimension", "code", "label", "project", "table", "row", "name"])
    here = language()
    for section in found.sections:
        for one in section.slices:
            for line in one.lines:
                fact = line.fact
                row = [fact.table, fact.row, fact.name.in_(here)] if fact else ["", "", ""]
                cells = [section.dimension, one.code, one.label.in_(here), line.title, *row]
                rows.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return "\ufeff" + written.getvalue()


def _export(programme: Programme) -> Export:
    secret = salted_hmac("maillage.programmes.research", str(programme.pk), algorithm="sha256").digest()
    return research_export(studied_in(programme), secret, timezone.localdate())


@require_safe
def research_page(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug, Action.EXPORT_RESEARCH)
    agreed = studied_in(seen.programme)
    context = {"small": _export(seen.programme).small_cells if agreed else (), "agreed": len(agreed)}
    return shown_page(request, "research", seen, context)


@require_safe
def research_file(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug, Action.EXPORT_RESEARCH)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(_export(seen.programme).files.items()):
            package.writestr(zipfile.ZipInfo(name), content)
    answer = HttpResponse(held.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-recherche.zip"'
    return keep_private(answer)


@require_http_methods(["GET", "HEAD", "POST"])
def efforts(request: HttpRequest, slug: str) -> HttpResponse:
    writes = request.method == "POST"
    seen = open_programme(request, slug, Action.NOTE_EFFORT if writes else Action.SEE_PORTFOLIO)
    form = EffortForm(request.POST or None)
    if writes and form.is_valid():
        note_effort(
            programme=seen.programme,
            author=request.user.pk,
            project=None,
            now=timezone.now(),
            **form.cleaned_data,
        )
        return redirect("programme-efforts", slug)
    found = efforts_of(seen.programme)
    known = vocabulary("effort_kinds")
    lines = [(one, known.label_of(one.kind)) for one in found]
    return shown_page(request, "efforts", seen, {"form": form, "lines": lines, "sums": _sums(found)})


def _sums(found: list[Effort]) -> list[dict[str, Any]]:
    """Hours and money by kind, apart, as they were noted: what is not said is not counted."""
    kinds: dict[str, list[Effort]] = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
    return [
        {
            "label": vocabulary("effort_kinds").label_of(kind),
            "rows": len(rows),
            "hours": _sum([one.hours for one in rows]),
            "cost": _sum([one.cost for one in rows]),
        }
        for kind, rows in sorted(kinds.items())
    ]


def _sum(values: list[Decimal | None]) -> Decimal | None:
    said = [value for value in values if value is not None]
    return sum(said, Decimal(0)) if said else None
