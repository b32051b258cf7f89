"""Carry a figure of the territory into a dossier, as the evidence of a challenge."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.dossier.dossier import Dossier
from maillage.territory.carrying import Carried
from maillage.text import Language
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.carrying import Placed, carry_figure
from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError
from maillage_web.dossiers.forms.carrying import CarryForm
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import editing
from maillage_web.dossiers.queries.carrying import Destination, destinations, figure_asked
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.views.opening import keep_private, open_living
from maillage_web.dossiers.views.saving import say

ASKED = ("perimetre", "indicateur", "millesime", "nom")
"""What the address says: where, what, of which year, and how a free perimeter is called."""


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest) -> HttpResponse:
    """The figure with its source, the dossiers where one writes, then the challenges of the one chosen."""
    words = {name: request.GET.get(name, "").strip() for name in ASKED}
    asked = figure_asked(*words.values())
    if asked is None:
        raise Http404(request.get_full_path())
    offered = destinations(request.user.pk)
    chosen = _chosen(offered, request.GET.get("dossier", ""))
    shown = {"asked": asked, "carried": asked.carried[language()]}
    context = {**shown, "offered": offered, "chosen": chosen, "words": words}
    if chosen is None:
        return _page(request, context)
    living = open_living(request, chosen.slug, Action.WRITE)
    dossier = editing.seen_dossier(living).at(timezone.localdate())
    carried = asked.carried[_tongue(dossier)]
    sent = request.POST if request.method == "POST" else None
    form = CarryForm(sent, dossier=dossier, proposed=carried.challenge, language=language())
    if sent is not None and form.is_valid():
        placed = _place(request, living, carried, form)
        if placed is not None:
            return redirect(f"{reverse('territory-of', args=[living.slug])}#figures-{placed.figure}")
    return _page(request, {**context, "form": form})


def _chosen(offered: Sequence[Destination], slug: str) -> Destination | None:
    """The dossier that the address names, else the only one."""
    if not slug and len(offered) == 1:
        return offered[0]
    return next((one for one in offered if one.slug == slug), None)


def _tongue(dossier: Dossier) -> Language:
    """The language in which the dossier is written."""
    return "en" if dossier.record.language == "en" else "fr"


def _place(request: HttpRequest, living: Living, carried: Carried, form: CarryForm) -> Placed | None:
    """Write it and say so, or say on the form why not."""
    values = {"dossier": living.pk, "author": living.standing.user_id or 0, "now": timezone.now()}
    try:
        placed = carry_figure(carried=carried, wanted=form.wanted, **values)
    except RefusedError as refused:
        for one in refused.refusals:
            form.add_error(None, f"{one.message.in_(language())} {one.repair.in_(language())}")
        return None
    except (ConflictError, NotAllowedError):
        form.add_error(
            None, _("Your role does not allow you to write this row like this. Nothing was saved.")
        )
        return None
    name = {"name": carried.figure["name"]}
    if placed.written.number is None:
        messages.info(request, _("“%(name)s” was in the dossier already: nothing was added.") % name)
    else:
        say(request, _("“%(name)s” is carried into the dossier, with its source.") % name, placed.written)
    return placed


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    form = context.get("form")
    status = 422 if isinstance(form, CarryForm) and form.errors else 200
    context = {"form": None, **context}
    return keep_private(render(request, "dossiers/territory/carry.html", context, status=status))
