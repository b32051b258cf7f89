"""Choose what to take away of a dossier, and take the files that were prepared."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.exporting import prepare_pdf
from maillage_web.dossiers.forms import exporting as forms
from maillage_web.dossiers.forms.exporting import ExportForm
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import exporting
from maillage_web.dossiers.queries.living import Living, number_asked
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.states import named_states
from maillage_web.dossiers.queries.stored import analysis_of
from maillage_web.dossiers.views.downloads import attached, is_heavy
from maillage_web.dossiers.views.opening import (
    allow,
    dossier_page,
    keep_private,
    open_dossier,
    open_state,
    viewer_of,
)
from maillage_web.jobs.actions import CannotDo, session_token

_ADDRESSES = {
    forms.WORKBOOK: "dossier-xlsx",
    forms.TABLES: "dossier-zip",
    forms.PACKAGE: "dossier-zip",
    forms.REPORT: "report-html",
    forms.PDF: "report-pdf",
}


@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The forms, the moments and the readers one can choose; a long file is prepared in the background."""
    state, day_form = open_state(request, slug)
    if state.living is not None:
        allow(state.living, Action.EXPORT)
    reaches = exporting.reaches(state.living, state.entry.number) if state.living else []
    form = ExportForm(request.POST or None, reaches=[one.name for one in reaches])
    if request.method == "POST" and form.is_valid():
        number = _number(state, form)
        if number is None:
            wanted = _("Write the number of an act, or a day since the dossier began (2026-11-23).")
            form.add_error("autre", wanted)
        else:
            try:
                return _take(request, state, form, number)
            except CannotDo as refusal:
                form.add_error("forme", refusal.words.in_(language()))
    context = {
        "state": state,
        "day_form": day_form,
        "form": form,
        "reaches": reaches,
        **_choices(request, state, form),
    }
    response = render(request, "dossiers/exchange/export.html", context, status=422 if form.errors else 200)
    return keep_private(response) if request.user.is_authenticated else response


def _choices(request: HttpRequest, state: State, form: ExportForm) -> dict[str, Any]:
    """What is checked, and what there is to choose from."""
    living = state.living
    remembers = living is not None and living.standing.may(Action.SEE_HISTORY).allowed
    checked = form.data if form.is_bound else request.GET
    return {
        "forms": forms.FORMS,
        "asked_form": checked.get("forme") or forms.WORKBOOK,
        "asked_moment": checked.get("moment") or (forms.OTHER if state.past else forms.NOW),
        "asked_other": checked.get("autre") or state.past,
        "asked_reach": checked.get("pour", ""),
        "remembers": remembers,
        "states": named_states(living)[:20] if living and remembers else [],
    }


def _number(state: State, form: ExportForm) -> int | None:
    """The act after which to take the dossier; none when the moment is not one. 0 for what has no acts."""
    living, asked = state.living, form.asked()
    if living is None:
        return 0
    if not asked or not living.standing.may(Action.SEE_HISTORY).allowed:
        return living.number
    number = number_asked(living.pk, asked)
    return number if number and number <= living.number else None


def _take(request: HttpRequest, state: State, form: ExportForm, number: int) -> HttpResponse:
    """Go to the file, or to the work that prepares it."""
    chosen, reach, living = form.cleaned_data["forme"], form.cleaned_data["pour"], state.living
    if chosen == forms.PDF:
        wanted = _wanted(state, living, number, reach)
        if is_heavy(wanted):
            return _prepare(request, wanted, reach)
    past = str(number) if living and number != living.number else ""
    about_time = {"le": state.asked} if chosen in (forms.REPORT, forms.PDF) else {}
    query = {"vu": past, "pour": reach, "tables": "toutes" if chosen == forms.PACKAGE else "", **about_time}
    arguments = [state.entry.slug] * (1 if chosen in (forms.REPORT, forms.PDF) else 2)
    address = reverse(_ADDRESSES[chosen], args=arguments)
    said = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{address}?{said}" if said else address)


def _wanted(state: State, living: Living | None, number: int, reach: str) -> State:
    entry = exporting.narrowed(living.entry(number), living, reach) if living else state.entry
    return State(entry, analysis_of(entry, state.day), state.asked, living)


def _prepare(request: HttpRequest, state: State, reach: str) -> HttpResponse:
    owner = request.user if request.user.is_authenticated else None
    token = prepare_pdf(
        entry=state.entry,
        reach=reach,
        day=state.day,
        language=language(),
        owner=owner,
        upload_token=viewer_of(request).token,
        session_token="" if owner else session_token(request.session),
        now=timezone.now(),
    )
    return redirect("job", token)


@dossier_page
def prepared_file(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A file made in the background, for who asked for it."""
    entry, living = open_dossier(request, slug)
    found = exporting.prepared_file(token, entry, living, viewer_of(request))
    if found is None:
        raise Http404(token)
    return keep_private(attached(bytes(found.content), found.kind, found.name))
