"""Resources as several people assess them: a page, a file, and the form of today’s assessment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.dossier.vocabularies import Vocabulary, vocabulary
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import Written
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, keep_private, open_state
from maillage_web.dossiers.views.saving import living_of, open_bench, say
from maillage_web.journeys.actions.remembering import assess
from maillage_web.journeys.forms.memory import AssessForm
from maillage_web.journeys.queries.resources import resources_csv
from maillage_web.journeys.queries.resources import resources_page as page_of
from maillage_web.journeys.views.saving import attached, attempt, form_page


@dossier_page
def resources_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "page": page_of(state)}
    return render(request, "journeys/resources.html", context)


@dossier_page
def resources_file(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    return attached(resources_csv(state, page_of(state), language()), f"{slug}-ressources")


@require_http_methods(["GET", "HEAD", "POST"])
def assess_today(request: HttpRequest, slug: str) -> HttpResponse:
    """Add what one rater sees today; nobody else’s view moves."""
    state = open_bench(request, slug)
    first = {
        "kind": request.GET.get("nature", ""),
        "holder": request.GET.get("acteur", "collective"),
        "date": state.day.isoformat(),
        "rater": _role(state),
    }
    form = AssessForm(request.POST or None, choices=_choices(state), initial=first)
    if request.method == "POST" and form.is_valid():
        written = attempt(form, lambda: _write(state, form))
        if written is not None:
            say(request, _("Your view is noted beside the others."), written)
            return keep_private(redirect("resources", slug))
    return form_page(request, state, "journeys/resource_assess.html", form)


def _write(state: State, form: AssessForm) -> Written:
    living = living_of(state)
    kept = {"kept_for": living.standing.actor} if living.standing.actor else {}
    cells = {**form.cells(), **kept}
    return assess(dossier=living.pk, author=living.standing.user_id or 0, cells=cells, now=timezone.now())


def _role(state: State) -> str:
    """The name of the actor that the person leads, to begin with."""
    actor = living_of(state).standing.actor
    return state.link_to_id("actors", actor).words.in_(language()) if actor else ""


def _choices(state: State) -> dict[str, Any]:
    parties = vocabulary("special_parties").label_of("collective").in_(language())
    actors = sorted((row.name, row.id) for row in state.dossier.actors if row.variant_of is None)
    levels = vocabulary("visibilities")
    hides = living_of(state).standing.hides
    return {
        "kind": _terms(vocabulary("resource_kinds")),
        "holder": [("collective", parties), *((code, name) for name, code in actors)],
        "state": [*_terms(vocabulary("resource_states")), ("", _("I cannot say"))],
        "trend": [("", _("I cannot say")), *_terms(vocabulary("trends"))],
        "visibility": [
            ("", _("as the dossier")),
            *((code, levels.label_of(code).in_(language())) for code in hides),
        ],
    }


def _terms(words: Vocabulary) -> list[tuple[str, str]]:
    return [(code, term.label.in_(language())) for code, term in words.terms.items()]
