"""What people take away: the report, the dossier in its other forms, the empty workbook.

``?vu=`` asks for a past moment of a living dossier, ``?pour=`` for what others than oneself may see of it.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.io import archive, pdf, workbook
from maillage.report import document, page
from maillage_web.common import choices
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.exporting import narrowed, stamp_for
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of, read_dossier
from maillage_web.dossiers.views.opening import allow, dossier_page, open_dossier, open_state

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
HEAVY = 1_500
"""How many rows make a report that one does not wait for: it is laid out in the background."""


def attached(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _state(request: HttpRequest, slug: str) -> State:
    """The dossier on the day asked for, as those for whom the file is made see it."""
    state, _form = open_state(request, slug)
    if state.living is not None:
        allow(state.living, Action.EXPORT)
    entry = narrowed(state.entry, state.living, request.GET.get("pour", ""))
    return (
        state if entry is state.entry else replace(state, entry=entry, analysis=analysis_of(entry, state.day))
    )


def _entry(request: HttpRequest, slug: str, name: str) -> tuple[Entry, Living | None]:
    if name != slug:
        raise Http404(name)
    entry, living = open_dossier(request, slug)
    if living is not None:
        allow(living, Action.EXPORT)
    return narrowed(entry, living, request.GET.get("pour", "")), living


def _name(request: HttpRequest, identity: str, living: Living | None, entry: Entry) -> str:
    """The name of a file, which says when it is not what the dossier says now to who asks."""
    past = [f"acte-{entry.number}"] if living and entry.number != living.number else []
    others = [request.GET["pour"]] if living and entry.audience != living.standing.audience else []
    return "-".join([identity, *past, *others])


@dossier_page
def report_html(request: HttpRequest, slug: str) -> HttpResponse:
    state = _state(request, slug)
    content = page.render(state.analysis, language())
    name = _name(request, state.record.id, state.living, state.entry)
    return attached(content, "text/html; charset=utf-8", f"{name}.html")


@dossier_page
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    state = _state(request, slug)
    if is_heavy(state):
        return redirect(f"{reverse('export', args=[slug])}?forme=pdf")
    try:
        content = pdf.compile(document.source(state.analysis, language()))
    except pdf.PdfMissingError:
        return mishap(request, choices.NO_PDF)
    return attached(
        content, "application/pdf", f"{_name(request, state.record.id, state.living, state.entry)}.pdf"
    )


def is_heavy(state: State) -> bool:
    """Whether the report takes too long to be waited for."""
    return state.dossier.count() > HEAVY


@dossier_page
def dossier_xlsx(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    entry, living = _entry(request, slug, name)
    dossier = read_dossier(entry)
    content = workbook.write(dossier, language(), stamp_for(entry, living))
    return attached(content, XLSX, f"{_name(request, dossier.record.id, living, entry)}.xlsx")


@dossier_page
def dossier_zip(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The tables as CSV files; with ``?tables=toutes`` the empty ones too."""
    entry, living = _entry(request, slug, name)
    dossier = read_dossier(entry)
    every = request.GET.get("tables") == "toutes"
    content = archive.write(dossier, stamp_for(entry, living), every_table=every)
    return attached(content, ZIP, f"{_name(request, dossier.record.id, living, entry)}.zip")


@require_safe
def empty_workbook(request: HttpRequest) -> HttpResponse:
    name = "maillage-workbook.xlsx" if language() == "en" else "maillage-classeur.xlsx"
    return attached(workbook.template(language()), XLSX, name)
