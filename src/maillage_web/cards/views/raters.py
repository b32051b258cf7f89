"""The raters of one organisation side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.referential.shipped import shipped_frames
from maillage.referential.wording import FrameError
from maillage_web.cards.forms.raters import RatersForm
from maillage_web.cards.queries.asking import frame_for
from maillage_web.cards.queries.raters import Asking, raters_of
from maillage_web.cards.views.questionnaire import actor_or_404
from maillage_web.dossiers.views.opening import dossier_page, open_state


@dossier_page
def raters(request: HttpRequest, slug: str, actor: str) -> HttpResponse:
    """The page; an actor, a frame or a version that is not there is a page 404."""
    state, day_form = open_state(request, slug)
    form = RatersForm(request.GET)
    try:
        frame = frame_for(form.frame, form.version)
    except FrameError as error:
        raise Http404(str(error)) from error
    asking = Asking(frame, shipped_frames(), form.differing, form.way, form.before)
    page = raters_of(state, actor_or_404(state, actor), asking)
    context = {"state": state, "day_form": day_form, "form": form, "page": page}
    return render(request, "cards/raters.html", context)
