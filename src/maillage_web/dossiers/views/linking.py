"""Draw or cut a thread of the articulation, from a list or by dragging: the same form does both."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.articulation.findings import name_of
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.forms.linking import End, LinkForm
from maillage_web.dossiers.queries import editing
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.saving import back, living_of, open_bench, say


@require_POST
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Link two rows or unlink them, and say so."""
    state = open_bench(request, slug)
    living = living_of(state)
    dossier = editing.seen_dossier(living)
    form = LinkForm(request.POST, dossier=dossier, day=state.day, number=living.number)
    if form.is_valid():
        _write(request, state, form)
    else:
        for message in form.non_field_errors() or [_("Choose the two things to link.")]:
            messages.warning(request, message)
    return redirect(back(request, reverse("articulation", args=[slug])))


def _write(request: HttpRequest, state: State, form: LinkForm) -> None:
    living = living_of(state)
    try:
        written = write(
            dossier=living.pk, author=living.standing.user_id, edits=[form.edit()], now=timezone.now()
        )
    except (ConflictError, RefusedError):
        messages.warning(request, _("Somebody changed this meanwhile: look again, then link."))
        return
    except NotAllowedError:
        messages.warning(
            request, _("Your role does not allow you to write this row like this. Nothing was saved.")
        )
        return
    names = {"from": _called(state, form.holder), "to": _called(state, form.other)}
    linked = form.cleaned_data["do"] == "link"
    words = (
        _("“%(from)s” is linked to “%(to)s”.") if linked else _("“%(from)s” is no longer linked to “%(to)s”.")
    )
    if written.number is None:
        messages.info(request, _("It was so already."))
    else:
        say(request, words % names, written)


def _called(state: State, end: End) -> str:
    row = next(row for row in state.dossier.rows(end.table) if row.id == end.id)
    return name_of(row).in_(language())
