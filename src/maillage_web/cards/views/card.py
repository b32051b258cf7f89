"""One card on a page, and what opens one of its fields to the members."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage_web.cards.actions.opening import COLUMNS, open_field
from maillage_web.cards.queries.card import OPEN, card_page
from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError
from maillage_web.dossiers.queries.editing import SeenRow, find_row
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.dossiers.views.saving import living_of, open_bench, say


@dossier_page
def card(request: HttpRequest, slug: str, actor: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = card_page(state, actor)
    if page is None:
        raise Http404(actor)
    return render(request, "cards/card.html", {"state": state, "day_form": day_form, "page": page})


@require_POST
def open_field_of(request: HttpRequest, slug: str, actor: str) -> HttpResponse:
    """Show one field of a row to the members; the message offers to undo."""
    living = living_of(open_bench(request, slug))
    field = request.POST.get("field", "")
    row = _row(living, actor, request.POST.get("row", ""))
    if row is None or field not in COLUMNS or (row.cells.get("visibility") or "members") in OPEN:
        messages.error(
            request, _("There is nothing to open here: it is open already, or it is no longer there.")
        )
    else:
        _open(request, living, row, field)
    return redirect(reverse("card", args=[slug, actor]))


def _row(living: Living, actor: str, key: str) -> SeenRow | None:
    """The row of the model of this actor that the person sees under this key."""
    row = find_row(living, "models", int(key)) if key.isascii() and key.isdigit() and len(key) < 16 else None
    return row if row and not row.archived and row.cells.get("actor") == actor else None


def _open(request: HttpRequest, living: Living, row: SeenRow, field: str) -> None:
    try:
        written = open_field(living=living, row=row, field=field, now=timezone.now())
    except NotAllowedError as error:
        raise PermissionDenied(error) from error
    except (ConflictError, RefusedError):
        messages.error(
            request, _("Somebody changed this row meanwhile: look at it again. Nothing was opened.")
        )
    else:
        say(request, _("The members of the group now see this field."), written)
