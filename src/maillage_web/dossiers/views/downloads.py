"""What people take away: the report, the dossier in its other forms, the empty workbook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.io import archive, pdf, workbook
from maillage.report import document, page
from maillage_web.common import choices
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap
from maillage_web.dossiers.queries.stored import read_dossier
from maillage_web.dossiers.views.opening import dossier_page, open_entry, open_state

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _attached(content: bytes | str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@dossier_page
def report_html(request: HttpRequest, slug: str) -> HttpResponse:
    state, _form = open_state(request, slug)
    content = page.render(state.analysis, language())
    return _attached(content, "text/html; charset=utf-8", f"{state.record.id}.html")


@dossier_page
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    state, _form = open_state(request, slug)
    try:
        content = pdf.compile(document.source(state.analysis, language()))
    except pdf.PdfMissingError:
        return mishap(request, choices.NO_PDF)
    return _attached(content, "application/pdf", f"{state.record.id}.pdf")


@dossier_page
def dossier_xlsx(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    entry = open_entry(request, _same(slug, name))
    dossier = read_dossier(entry)
    return _attached(workbook.write(dossier, language()), XLSX, f"{dossier.record.id}.xlsx")


@dossier_page
def dossier_zip(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    entry = open_entry(request, _same(slug, name))
    dossier = read_dossier(entry)
    return _attached(archive.write(dossier), "application/zip", f"{dossier.record.id}.zip")


def _same(slug: str, name: str) -> str:
    if name != slug:
        raise Http404(name)
    return slug


@require_safe
def empty_workbook(request: HttpRequest) -> HttpResponse:
    name = "maillage-workbook.xlsx" if language() == "en" else "maillage-classeur.xlsx"
    return _attached(workbook.template(language()), XLSX, name)
