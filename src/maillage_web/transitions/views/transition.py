"""The move of an actor from volume to use: what the address tries, and what comes of it; nothing is written."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from maillage.transition.wording import TransitionError
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.transitions.forms.transition import TransitionForm
from maillage_web.transitions.queries.actors import listed_of
from maillage_web.transitions.queries.fields import groups_of
from maillage_web.transitions.queries.outlooks import base_of, found_of, rest_of


@dossier_page
def transitions_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The actors of whose move something can be said, and what is missing for the others."""
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "found": listed_of(state)}
    return render(request, "transitions/transitions.html", context)


@dossier_page
def transition_page(request: HttpRequest, slug: str, actor: str) -> HttpResponse:
    """The page, or what comes of it alone when a slider moved."""
    state, day_form = open_state(request, slug)
    form = TransitionForm(request.GET)
    try:
        base = base_of(state, actor, form.preset)
    except TransitionError as error:
        raise Http404(actor) from error
    form.read(base, base_of(state, actor, form.before))
    found = found_of(state, actor, form)
    moving = bool(HtmxDetails(request))
    kept = [("le", state.asked), ("vu", state.past)]
    context = {
        "state": state,
        "day_form": day_form,
        "actor": actor,
        "base": base,
        "form": form,
        "groups": groups_of(state, base, form),
        "found": found,
        "rest": rest_of(state, base),
        "moving": moving,
        "back": form.address(request.path, kept, plain=True),
        "apart": form.address(request.path, kept, open_ended=True),
    }
    response = render(request, f"transitions/{'found' if moving else 'transition'}.html", context)
    if moving:
        response["HX-Replace-Url"] = form.address(request.path, kept)
    patch_vary_headers(response, ["HX-Request"])
    return response
