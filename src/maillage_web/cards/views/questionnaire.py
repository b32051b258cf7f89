"""The guided questionnaire about one organisation, for who leads it and for those who work with it."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.dossier.tables import Actor
from maillage.referential.wording import FrameError
from maillage_web.cards.queries.asking import frame_for
from maillage_web.cards.queries.questionnaire import Page, questionnaire_of
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, open_state


@dossier_page
def questionnaire(request: HttpRequest, slug: str, actor: str) -> HttpResponse:
    """The questions, with what one answered so far."""
    state, day_form = open_state(request, slug)
    page = page_for(request, state, actor, request.GET.dict())
    return shown(request, state, page, day_form)


def page_for(request: HttpRequest, state: State, actor: str, asked: dict[str, str]) -> Page:
    """The questionnaire that `asked` says. Raises `Http404` for an actor or a frame that is not there."""
    try:
        frame = frame_for(asked.get("referentiel", ""))
    except FrameError as error:
        raise Http404(str(error)) from error
    signed_in = request.user.is_authenticated
    return questionnaire_of(state, actor_or_404(state, actor), frame, asked, signed_in=signed_in)


def actor_or_404(state: State, identity: str) -> Actor:
    """The actor of this id, as it stands on the day or as it stood. Raises `Http404`."""
    for rows in (state.dossier.actors, reversed(state.whole.actors)):
        for row in rows:
            if row.id == identity:
                return row
    raise Http404(identity)


def shown(
    request: HttpRequest, state: State, page: Page, day_form: DayForm | None = None, **further: Any
) -> HttpResponse:
    """The page; each of its forms sends an answer that nothing else is taken for."""
    context = {
        "state": state,
        "day_form": day_form or DayForm(),
        "page": page,
        "number": state.living.number if state.living else 0,
        "person": request.user.pk or "-",
        "token": secrets.token_urlsafe(12),
        **further,
    }
    return render(request, "cards/questionnaire.html", context)
