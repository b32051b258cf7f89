"""What saving has in common: try, say what was saved with a way back, or say why nothing was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from maillage.dossier.tables import TABLES
from maillage.text import Text
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import (
    Conflict,
    ConflictError,
    Edit,
    NotAllowedError,
    RefusedError,
    Written,
)
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.forms.rows import RowForm
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import editing
from maillage_web.dossiers.queries.editing import SeenRow
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of
from maillage_web.dossiers.views.opening import open_living

ACT = "act-"
"""What the tag of a message begins with when what it tells can be undone: the number of the act follows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt to save: written, in conflict, or neither (the form says why)."""

    written: Written | None = None
    conflicts: tuple[Conflict, ...] = ()


def open_bench(request: HttpRequest, slug: str, action: Action = Action.WRITE) -> State:
    """The dossier as it stands, for who may do `action` in it."""
    living = open_living(request, slug, action)
    entry = living.entry()
    return State(entry, analysis_of(entry, timezone.localdate()), "", living)


def living_of(state: State) -> Living:
    """The living dossier of a page that only living dossiers have. Raises `Http404`."""
    if state.living is None:
        raise Http404(state.entry.slug)
    return state.living


def row_or_404(living: Living, table: str, key: int) -> SeenRow:
    """The row of this key, when it exists for the person. Raises `Http404`."""
    row = editing.find_row(living, table, key) if table in TABLES else None
    if row is None:
        raise Http404(f"{table} {key}")
    return row


def form_for(
    state: State, table: str, cells: dict[str, str] | None, data: Any = None, **further: Any
) -> RowForm:
    """The form of a row, with the choices of the person."""
    living = living_of(state)
    return RowForm(
        TABLES[table],
        dossier=editing.seen_dossier(living),
        today=state.day,
        language=language(),
        cells=cells,
        may_hide=living.standing.hides,
        data=data,
        **further,
    )


def save(
    request: HttpRequest, living: Living, edits: Sequence[Edit], form: RowForm, why: str = ""
) -> Outcome:
    """Write, or show on the form why not."""
    form.is_valid()  # a form that asks nothing must be ready to show it too
    try:
        now = timezone.now()
        author = living.standing.user_id
        return Outcome(write(dossier=living.pk, author=author, edits=edits, now=now, why=why))
    except ConflictError as error:
        return Outcome(conflicts=error.conflicts)
    except RefusedError as error:
        form.turn_down(error.refusals)
    except NotAllowedError:
        form.add_error(None, _not_yours(living))
    return Outcome()


def _not_yours(living: Living) -> str:
    if living.standing.actor:
        return _(
            "You write the rows of the actor you lead: this one would be about another. Nothing was saved."
        )
    return _("Your role does not allow you to write this row like this. Nothing was saved.")


def say(request: HttpRequest, words: str, written: Written) -> None:
    """Tell what was saved on the next page, with a way to undo it."""
    tag = f"{ACT}{written.number}" if written.number else ""
    messages.success(request, words, extra_tags=tag)


def say_saved(request: HttpRequest, name: Text | str, written: Written) -> None:
    """Tell that a row was saved, or that there was nothing to save."""
    shown = name.in_(language()) if isinstance(name, Text) else name
    if written.number is None:
        messages.info(request, _("Nothing had changed in “%(name)s”.") % {"name": shown})
    else:
        say(request, _("“%(name)s” is saved.") % {"name": shown}, written)


def back(request: HttpRequest, otherwise: str) -> str:
    """Where the form asked to go afterwards, if it is here; else where it makes sense."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else otherwise
