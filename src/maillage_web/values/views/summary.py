"""The one-page summary of value: a page to print, and the same as a PDF of one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.io import pdf
from maillage.report.value_summary import text
from maillage.report.value_summary_document import source
from maillage_web.common import choices
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.views.downloads import attached
from maillage_web.dossiers.views.opening import allow, dossier_page, open_state
from maillage_web.values.queries.summary import summary_for

_WORDS = ("actor", "received", "given", "net", "plausible", "apart")
_NUMBERS = ("received", "given", "net")
_TITLES = (
    "balances",
    "money",
    "empty",
    "rules",
    "leaving",
    "assumptions",
    "missing",
    "nothing_missing",
    "pdf",
    "actor",
)


@dossier_page
def value_summary(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    found = summary_for(state)
    context = {
        "state": state,
        "day_form": day_form,
        "summary": found,
        "words": {name: text(name.replace("_", "-")) for name in _TITLES},
        "heads": [text(name) for name in _WORDS],
        "numbers": [text(name) for name in _NUMBERS],
        "lines": [
            (name, [(rule.label, rule.shares[place]) for rule in found.rules])
            for place, name in enumerate(found.players)
        ],
    }
    return render(request, "values/summary.html", context)


@dossier_page
def value_summary_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    if state.living is not None:
        allow(state.living, Action.EXPORT)
    try:
        content = pdf.compile(source(summary_for(state), language()))
    except pdf.PdfMissingError:
        return mishap(request, choices.NO_PDF)
    return attached(content, "application/pdf", f"{state.record.id}-valeur.pdf")
