"""Add an actor with three fields: a name, a legal form, a role. The rest is for later."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.dossier.tables import TABLES
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import Edit, Written
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.forms.rows import RowForm
from maillage_web.dossiers.forms.widgets import Combo
from maillage_web.dossiers.queries import editing
from maillage_web.dossiers.views.editing import GET_OR_POST
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.pickers import OFFERED, asked, hint_of, shown_cells
from maillage_web.dossiers.views.saving import ACT, form_for, living_of, open_bench, save

SEEN = ("name", "legal_form", "roles")
FOUND = ("siren", "rna", "commune", "category")
"""What the directory knows besides, sent along without being asked."""
LATEST = 8


@require_http_methods(GET_OR_POST)
def actor_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an actor, then another one."""
    state = open_bench(request, slug)
    living = living_of(state)
    said = {name: request.GET[name] for name in (*SEEN, *FOUND) if name in request.GET}
    form = form_for(state, "actors", None, request.POST or None, first=said, only=(*SEEN, *FOUND))
    form.fields["roles"].widget = Combo(TABLES["actors"].field("roles"), form.setting)
    if request.method == "POST" and form.is_valid():
        cells = {column: text for column, text in form.cells().items() if text}
        outcome = save(request, living, [Edit("add", "actors", None, cells)], form)
        if outcome.written:
            _say(request, slug, form, outcome.written)
            return redirect("actor-add", slug)
    actors = editing.seen_dossier(living).rows("actors")
    context = {
        "state": state,
        "day_form": DayForm(),
        "form": form,
        "asked": [form[name] for name in SEEN],
        "found": [form[name] for name in FOUND],
        "latest": sorted(actors, key=lambda actor: -(actor.line or 0))[:LATEST],
        "total": len(actors),
        **_searched(request),
    }
    return keep_private(render(request, "dossiers/editing/actor_add.html", context))


def _say(request: HttpRequest, slug: str, form: RowForm, written: Written) -> None:
    address = reverse("row", args=[slug, "actors", written.rows[0]])
    tags = f"{ACT}{written.number} further-{address}"
    messages.success(request, _("“%(name)s” is added.") % {"name": form.cells()["name"]}, extra_tags=tags)


def _searched(request: HttpRequest) -> dict[str, object]:
    """What the directory answers to who has no script."""
    words = request.GET.get("chercher", "")
    if not words:
        return {"searched": "", "organisations": [], "problem": ""}
    answer = asked(words)
    found = [(one.name, hint_of(one), shown_cells(one)) for one in answer.organisations[:OFFERED]]
    problem = answer.problem.message.in_(language()) if answer.problem else ""
    return {"searched": words, "organisations": found, "problem": problem}
