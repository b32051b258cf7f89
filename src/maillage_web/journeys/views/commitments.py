"""Commitments through time: a page, a file, and the form of a new state."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.dossier.vocabularies import vocabulary
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import Written
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, keep_private, open_state
from maillage_web.dossiers.views.saving import living_of, open_bench, say
from maillage_web.journeys.actions.remembering import restate_commitment
from maillage_web.journeys.forms.memory import StateForm
from maillage_web.journeys.queries.commitments import StoryShown, commitments_csv, story_named
from maillage_web.journeys.queries.commitments import commitments_page as page_of
from maillage_web.journeys.views.saving import attached, attempt, base_of, form_page


@dossier_page
def commitments_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "page": page_of(state)}
    return render(request, "journeys/commitments.html", context)


@dossier_page
def commitments_file(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    return attached(commitments_csv(state, page_of(state), language()), f"{slug}-engagements")


@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: HttpRequest, slug: str) -> HttpResponse:
    """Say the new state of a commitment; the former one stays told."""
    state = open_bench(request, slug)
    asked = request.GET.get("engagement", "")
    if not asked:
        return keep_private(redirect("commitments", slug))
    shown = story_named(state, asked)
    if shown is None:
        raise Http404(asked)
    terms = vocabulary("commitment_statuses").terms
    offered = [(code, term.label.in_(language())) for code, term in terms.items()]
    first = {
        "status": request.GET.get("etat", ""),
        "on": state.day.isoformat(),
        "object": shown.story.last.row.object,
    }
    form = StateForm(request.POST or None, statuses=offered, initial=first)
    if request.method == "POST" and form.is_valid():
        written = attempt(form, lambda: _write(request, state, shown, form))
        if written is not None:
            say(request, _("The new state is noted; the former one stays."), written)
            return keep_private(redirect("commitments", slug))
    context = {"shown": shown, "base": living_of(state).number, "asked": first["status"]}
    return form_page(request, state, "journeys/commitment_state.html", form, **context)


def _write(request: HttpRequest, state: State, shown: StoryShown, form: StateForm) -> Written:
    living = living_of(state)
    return restate_commitment(
        dossier=living.pk,
        author=living.standing.user_id or 0,
        key=shown.story.last.row.line or 0,
        on=form.cleaned_data["on"].first_day(),
        cells=form.cells(),
        now=timezone.now(),
        base=base_of(request),
    )
