"""The decision log, its file, and the review of a decision."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import Written
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, keep_private, open_state
from maillage_web.dossiers.views.saving import living_of, open_bench, say
from maillage_web.journeys.actions.remembering import keep_decision, revise_decision, supersede_decision
from maillage_web.journeys.forms.memory import KEEP, REVISE, ReviewForm
from maillage_web.journeys.queries.decisions import (
    DecisionShown,
    candidates,
    decision_named,
    decisions_csv,
)
from maillage_web.journeys.queries.decisions import decisions_page as page_of
from maillage_web.journeys.views.saving import attached, attempt, base_of, form_page


@dossier_page
def decisions_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "page": page_of(state)}
    return render(request, "journeys/decisions.html", context)


@dossier_page
def decisions_file(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    return attached(decisions_csv(page_of(state), language()), f"{slug}-decisions")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a decision, revise it, or say what supersedes it."""
    state = open_bench(request, slug)
    asked = request.GET.get("decision", "")
    if not asked:
        return keep_private(redirect("decisions", slug))
    shown = decision_named(state, asked)
    if shown is None:
        raise Http404(asked)
    offered = [(key, name.in_(language())) for key, name in candidates(state, asked)]
    form = ReviewForm(request.POST or None, decisions=offered, initial=_first(state, shown))
    if request.method == "POST" and form.is_valid():
        written = attempt(form, lambda: _write(request, state, shown, form))
        if written is not None:
            say(request, _("The review is noted."), written)
            return keep_private(redirect("decisions", slug))
    context = {"shown": shown, "base": living_of(state).number}
    return form_page(request, state, "journeys/decision_review.html", form, **context)


def _first(state: State, shown: DecisionShown) -> dict[str, Any]:
    """What the form says to begin with: the question and the options are often the same."""
    options = "\n".join(shown.row.options or ())
    return {"day": state.day.isoformat(), "question": shown.row.question, "options": options}


def _write(request: HttpRequest, state: State, shown: DecisionShown, form: ReviewForm) -> Written:
    living = living_of(state)
    common: dict[str, Any] = {
        "dossier": living.pk,
        "author": living.standing.user_id or 0,
        "key": shown.row.line or 0,
        "day": form.said("day"),
        "why": form.said("why"),
        "now": timezone.now(),
        "base": base_of(request),
    }
    verdict = form.cleaned_data["verdict"]
    if verdict == KEEP:
        return keep_decision(review_on=form.said("review_on"), **common)
    if verdict == REVISE:
        return revise_decision(cells=form.cells(), **common)
    return supersede_decision(by=int(form.said("by")), **common)
