"""The pages of the site, and those of one dossier."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.dossier.tables import LISTED, TABLES
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.choices import FINDINGS_PER_PAGE, ROWS_PER_PAGE
from maillage_web.dossiers.forms import FindingsFilter
from maillage_web.dossiers.queries import actors, articulation, findings, overview, stored, tables
from maillage_web.dossiers.views.opening import dossier_page, open_state, page_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request, "dossiers/home.html", {"example": stored.first_example(settings.MAILLAGE_FEATURED)}
    )


@dossier_page
def overview_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    first = findings.levels(state.analysis.findings[:5], state)
    context = {
        "state": state,
        "day_form": day_form,
        "territory": overview.territory_of(state.whole),
        "spheres": overview.spheres_of(state.whole),
        "licence": overview.licence_of(state.whole),
        "tables": overview.table_counts(state),
        "moments": overview.moments(state),
        "sources": overview.sources_of(state),
        "counts": findings.counts_of(state.analysis),
        "levels": first,
    }
    return render(request, "dossiers/overview.html", context)


@dossier_page
def articulation_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {
        "state": state,
        "day_form": day_form,
        "picture": articulation.picture_of(state, language()),
        "outline": articulation.outline_of(state),
    }
    return render(request, "dossiers/articulation.html", context)


@dossier_page
def actors_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    words = request.GET.get("q", "")[:100]
    page = page_of(request, Paginator(actors.matching_actors(state, words), ROWS_PER_PAGE))
    context = {
        "state": state,
        "day_form": day_form,
        "words": words,
        "page": page,
        "lines": [actors.actor_line(actor, state) for actor in page],
        "total": len(state.analysis.chain.actors),
    }
    return render(request, "dossiers/actors.html", context)


@dossier_page
def findings_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    chosen = FindingsFilter(request.GET).chosen()
    found = findings.chosen(state.analysis, **chosen)
    context = {
        "state": state,
        "day_form": day_form,
        "chosen": chosen,
        "found": len(found),
        "counts": findings.counts_of(state.analysis),
        "severities": findings.severities(),
        "families": findings.families(),
        "set_aside": [findings.line_of(one, state) for one in state.analysis.set_aside],
    }
    if "code" in chosen:
        page = page_of(request, Paginator(found, FINDINGS_PER_PAGE))
        context |= {"page": page, "check": findings.find_check(chosen["code"])}
        context["parts"] = findings.parts_of(page, state)
    else:
        context["levels"] = findings.levels(found, state)
    return render(request, "dossiers/findings.html", context)


@dossier_page
def tables_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "tables": overview.table_counts(state)}
    return render(request, "dossiers/tables.html", context)


@dossier_page
def table_page(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    if table not in LISTED:
        raise Http404(table)
    state, day_form = open_state(request, slug)
    everything = request.GET.get("periode") == "toutes"
    rows = (state.whole if everything else state.dossier).rows(table)
    page = page_of(request, Paginator(rows, ROWS_PER_PAGE))
    context = {
        "state": state,
        "day_form": day_form,
        "table": TABLES[table],
        "tables": overview.table_counts(state),
        "everything": everything,
        "elsewhen": len(state.whole.rows(table)) - len(state.dossier.rows(table)),
        "page": page,
        "lines": [tables.row_line(table, row, state) for row in page],
    }
    return render(request, "dossiers/table.html", context)


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    return render(request, "dossiers/checks.html", {"families": findings.families()})


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    found = findings.find_check(code)
    if found is None:
        raise Http404(code)
    context = {
        "check": found,
        "family": findings.family_label(found.family),
        "severity": findings.severity_label(found.severity),
        "severity_unknown": findings.severity_label(found.severity_unknown),
    }
    return render(request, "dossiers/check.html", context)
