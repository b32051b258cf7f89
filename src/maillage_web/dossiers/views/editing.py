"""Add a row, see and change one, archive it, find it again, take back what was just done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.dossier.audience import ABOUT
from maillage.dossier.tables import LISTED, TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import ConflictError, Edit, NotAllowedError, RefusedError
from maillage_web.dossiers.actions.undoing import undo
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.forms.conflicts import Choices
from maillage_web.dossiers.forms.rows import RowForm
from maillage_web.dossiers.policies import CONFIDED, Action
from maillage_web.dossiers.queries import editing
from maillage_web.dossiers.queries.editing import SeenRow
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import (
    Outcome,
    back,
    form_for,
    living_of,
    open_bench,
    row_or_404,
    save,
    say,
    say_saved,
)

GET_OR_POST = ["GET", "HEAD", "POST"]
_NAMES = ("name", "title", "object", "question")


@require_http_methods(GET_OR_POST)
def row_add(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """A new row; ``?autre=`` and the key of a row states it differently."""
    if table not in LISTED:
        raise Http404(table)
    state = open_bench(request, slug)
    form = form_for(state, table, None, request.POST or None, first=_first_words(request, state, table))
    if request.method == "POST" and form.is_valid():
        outcome = save(request, living_of(state), [Edit("add", table, None, form.cells())], form)
        if outcome.written:
            say_saved(request, _name(form), outcome.written)
            if "again" in request.POST:
                return redirect("row-add", slug, table)
            return redirect(back(request, reverse("row", args=[slug, table, outcome.written.rows[0]])))
    return _page(request, "add", state, table, form=form, next=request.GET.get("next", ""))


def _first_words(request: HttpRequest, state: State, table: str) -> dict[str, str]:
    """What a new row says to begin with: what another statement says, or that it is about the actor one leads."""
    living = living_of(state)
    asked = request.GET.get("autre", "")
    if asked.isdigit():
        other = row_or_404(living, table, int(asked))
        variant_of = other.cells.get("variant_of") or other.identity
        return {**other.cells, "id": "", "variant_of": variant_of, "source": "", "asserted_by": ""}
    about = ABOUT.get(table, "")
    known = {field.name for field in TABLES[table].fields}
    offered = {name: request.GET[name] for name in known if name in request.GET}
    mine = {about: living.standing.actor} if about and about != "id" and living.standing.actor else {}
    return _confided(state, table, mine | offered)


def _confided(state: State, table: str, first: dict[str, str]) -> dict[str, str]:
    """What is said of an actor's own model begins as confidential as the person can make it; of all, as the dossier."""
    if table not in CONFIDED or "visibility" in first:
        return first
    about = first.get(ABOUT[table], "")
    if about in TABLES[table].field(ABOUT[table]).parties:
        return first
    return first | {"visibility": living_of(state).standing.confides(table, first)}


def _name(form: RowForm) -> str:
    cells = form.cells()
    words = next((cells[one] for one in _NAMES if cells.get(one)), "")
    if not words and cells.get("obstacle"):
        return vocabulary("obstacles").label_of(cells["obstacle"]).in_(language())
    return words or TABLES[form.table.name].one_row.in_(language())


@require_http_methods(GET_OR_POST)
def row(request: HttpRequest, slug: str, table: str, row: int) -> HttpResponse:
    """A row: what it says, to change it; its history, its other versions, what the checks find about it."""
    state = open_bench(request, slug, Action.WRITE if request.method == "POST" else Action.READ)
    living = living_of(state)
    seen = row_or_404(living, table, row)
    writes = not seen.archived and living.standing.writes(table, seen.cells).allowed
    if request.method != "POST":
        form = form_for(state, table, seen.cells) if writes else None
        return _row_page(request, state, seen, form)
    if not living.standing.writes(table, seen.cells).allowed:
        raise PermissionDenied("this row is somebody else's")
    return _change(request, state, seen)


def _change(request: HttpRequest, state: State, seen: SeenRow) -> HttpResponse:
    form = form_for(state, seen.table, seen.cells, request.POST)
    if not form.is_valid():
        return _row_page(request, state, seen, form)
    choices = Choices(request.POST, form, seen)
    outcome = save(request, living_of(state), choices.edits(), form)
    if outcome.written:
        named = choices.both or form.cells().keys() & set(_NAMES)
        say_saved(request, _name(form) if named else seen.name, outcome.written)
        return redirect("row", state.entry.slug, seen.table, outcome.written.rows[-1])
    if outcome.conflicts:
        return _conflict_page(request, state, seen, form, outcome)
    return _row_page(request, state, seen, form)


def _conflict_page(
    request: HttpRequest, state: State, seen: SeenRow, form: RowForm, outcome: Outcome
) -> HttpResponse:
    """Both versions of what two people changed, side by side; nothing typed is lost."""
    choices = Choices(request.POST, form, seen)
    names = editing.names_of(one.author_id for one in outcome.conflicts)
    context = {
        "row": seen,
        "form": form,
        "sides": choices.sides(outcome.conflicts, names),
        "whole": any(not one.column for one in outcome.conflicts),
        "carried": choices.carried(outcome.conflicts),
        "base": choices.base,
        "number": living_of(state).number,
    }
    return _page(request, "conflict", state, seen.table, **context)


def _row_page(request: HttpRequest, state: State, seen: SeenRow, form: RowForm | None) -> HttpResponse:
    living = living_of(state)
    dossier = editing.seen_dossier(living)
    sees_history = living.standing.may(Action.SEE_HISTORY).allowed
    context = {
        "row": seen,
        "form": form,
        "number": _base(request, living.number),
        "labels": TABLES[seen.table].fields,
        "changes": editing.changes_of(living, seen) if sees_history else [],
        "comparison": editing.versions(dossier, seen),
        "citations": editing.citations(dossier, seen.table, seen.identity),
        "restorable": seen.archived and living.standing.writes(seen.table, seen.cells).allowed,
    }
    return _page(request, "row", state, seen.table, **context)


def _base(request: HttpRequest, number: int) -> int:
    """The act that the person was looking at: the one they began from when the form comes back with errors."""
    sent = request.POST.get("base", "")
    return int(sent) if sent.isdigit() else number


@require_http_methods(GET_OR_POST)
def row_archive(request: HttpRequest, slug: str, table: str, row: int) -> HttpResponse:
    """Ask before archiving a row, saying what cites it; then archive it, which can be undone."""
    state = open_bench(request, slug)
    living = living_of(state)
    seen = row_or_404(living, table, row)
    form = form_for(state, table, seen.cells, {}, only=("id",))
    if request.method == "POST":
        edit = Edit("archive", table, row, base=_base(request, living.number))
        outcome = save(request, living, [edit], form, request.POST.get("why", "")[:500])
        if outcome.written:
            say(request, _("“%(name)s” is archived.") % {"name": seen.name.in_(language())}, outcome.written)
            return redirect("table", slug, table) if table in LISTED else redirect("overview", slug)
        if outcome.conflicts:
            messages.warning(
                request, _("Somebody changed this row meanwhile. Look at it again before archiving it.")
            )
            return redirect("row", slug, table, row)
    cited = editing.citations(editing.seen_dossier(living), table, seen.identity)
    context = {"row": seen, "form": form, "citations": cited, "number": living.number}
    return _page(request, "archive", state, table, **context)


@require_POST
def row_restore(request: HttpRequest, slug: str, table: str, row: int) -> HttpResponse:
    """Take a row out of the archive."""
    state = open_bench(request, slug)
    living = living_of(state)
    seen = row_or_404(living, table, row)
    form = form_for(state, table, seen.cells, {}, only=("id",))
    outcome = save(request, living, [Edit("restore", table, row)], form)
    if outcome.written:
        say(request, _("“%(name)s” is back.") % {"name": seen.name.in_(language())}, outcome.written)
    for told in form.non_field_errors():
        messages.error(request, told)
    return redirect("row", slug, table, row)


@require_safe
def row_findings(request: HttpRequest, slug: str, table: str, row: int) -> HttpResponse:
    """What the checks find about a row: the part of a page that is renewed, or a page of its own."""
    state = open_bench(request, slug, Action.READ)
    seen = row_or_404(living_of(state), table, row)
    found = editing.findings_about(state, table, seen.identity)
    name = "findings" if request.headers.get("HX-Request") else "findings_page"
    return _page(request, name, state, table, row=seen, found=found)


@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Undo what was just done; when somebody wrote on it since, nothing is undone and history shows the rest."""
    state = open_bench(request, slug, Action.UNDO_OWN)
    living = living_of(state)
    try:
        author = living.standing.user_id or 0
        written = undo(dossier=living.pk, number=number, author=author, now=timezone.now())
    except ObjectDoesNotExist as error:
        raise Http404(number) from error
    except ConflictError:
        messages.warning(request, _("Somebody changed the same thing since: nothing was undone."))
    except RefusedError as error:
        messages.warning(request, " ".join(one.message.in_(language()) for one in error.refusals))
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    else:
        say(request, _("It is undone."), written)
    return redirect(back(request, reverse("overview", args=[slug])))


def _page(request: HttpRequest, name: str, state: State, table: str, **context: Any) -> HttpResponse:
    frame = {"state": state, "day_form": DayForm(), "table": TABLES[table]}
    return keep_private(render(request, f"dossiers/editing/{name}.html", {**frame, **context}))
