"""The history of a dossier: its acts, one act, taking it back, named states, what changed between two moments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.dossier.tables import TABLES
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError
from maillage_web.dossiers.actions.states import name_state
from maillage_web.dossiers.actions.taking_back import take_back
from maillage_web.dossiers.choices import CHANGES_PER_PAGE, ActKind
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.forms.history import CompareForm, HistoryFilter, StateForm, UndoForm
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import comparing, differences, history, states, trail
from maillage_web.dossiers.queries.acts import Chronicle, SeenAct
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import (
    allow,
    dossier_page,
    keep_private,
    open_living,
    open_state,
    page_of,
)

GET_OR_POST = ["GET", "HEAD", "POST"]


def _open(
    request: HttpRequest, slug: str, action: Action = Action.SEE_HISTORY
) -> tuple[State, Living, DayForm]:
    """The dossier and its history, for who may do `action`; what is not written together has none."""
    state, day_form = open_state(request, slug)
    if state.living is None:
        raise Http404(slug)
    allow(state.living, action)
    return state, state.living, day_form


def _page(
    request: HttpRequest, name: str, state: State, day_form: DayForm, status: int = 200, **context: Any
) -> HttpResponse:
    frame = {"state": state, "day_form": day_form}
    return keep_private(render(request, f"dossiers/history/{name}.html", frame | context, status=status))


# --- acts -----------------------------------------------------------------------------------------------------------


@dossier_page
def history_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, living, day_form = _open(request, slug)
    form = HistoryFilter(request.GET)
    wanted = form.wanted()
    chronicle = Chronicle(living)
    page = history.acts_page(chronicle, wanted, form.before())
    context = {
        "form": form,
        "wanted": wanted,
        "narrowed": wanted != history.Wanted(),
        "row_name": chronicle.row_name(wanted.row) if wanted.row else None,
        "chronicle": chronicle,
        "page": page,
        "people": history.people_told(page.acts),
        "authors": history.authors_offered(living, page.acts),
        "kinds": ActKind.choices,
        "tables": TABLES.values(),
    }
    return _page(request, "list", state, day_form, **context)


@dossier_page
def act_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    state, living, day_form = _open(request, slug)
    chronicle, act = _find(living, number)
    return _page(request, "act", state, day_form, **_about(request, chronicle, act), undo_form=UndoForm())


def _find(living: Living, number: int) -> tuple[Chronicle, SeenAct]:
    chronicle = Chronicle(living)
    act = chronicle.find(number)
    if act is None:
        raise Http404(number)
    return chronicle, act


def _about(request: HttpRequest, chronicle: Chronicle, act: SeenAct) -> dict[str, Any]:
    return {
        "chronicle": chronicle,
        "act": act,
        "people": history.people_told([act]),
        "page": page_of(request, Paginator(act.changes, CHANGES_PER_PAGE)),
        "undoable": act.undoable(chronicle.living.standing),
    }


@require_POST
def undo_act(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    state, living, day_form = _open(request, slug, Action.UNDO_OWN)
    chronicle, act = _find(living, number)
    form = UndoForm(request.POST)
    if not act.undoable(living.standing):
        raise PermissionDenied("this act is not yours to take back")
    if not form.is_valid():
        return _page(request, "act", state, day_form, 422, **_about(request, chronicle, act), undo_form=form)
    try:
        written = take_back(
            dossier=living.pk,
            number=number,
            author=living.standing.user_id or 0,
            now=timezone.now(),
            sees=chronicle.sees,
            why=form.cleaned_data["why"],
            rest=form.cleaned_data["rest"],
        )
    except ConflictError as error:
        cells = [(one.row, one.column, one.theirs) for one in error.conflicts]
        since = history.changed_since(living, act, cells)
        return _page(
            request,
            "conflict",
            state,
            day_form,
            409,
            chronicle=chronicle,
            act=act,
            since=since,
            undo_form=form,
        )
    except RefusedError as error:
        refused = history.tellable(living, [one.message for one in error.refusals])
        return _page(request, "refused", state, day_form, 422, act=act, refused=refused)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    return _taken_back(request, slug, number, written.number)


def _taken_back(request: HttpRequest, slug: str, number: int, by: int | None) -> HttpResponse:
    """Say on the page of the new act, which can itself be taken back, what was done."""
    if by is None:
        messages.info(request, _("Nothing was left to take back: everything has changed since."))
        return redirect("act", slug, number)
    words = _("Act no. %(number)s is taken back. This page tells how; taking this act back restores it.")
    messages.success(request, words % {"number": number})
    return redirect("act", slug, by)


# --- states and moments ---------------------------------------------------------------------------------------------


@require_http_methods(GET_OR_POST)
def states_page(request: HttpRequest, slug: str) -> HttpResponse:
    naming = request.method == "POST"
    state, living, day_form = _open(request, slug, Action.NAME_STATE if naming else Action.SEE_HISTORY)
    form = StateForm(request.POST if naming else None)
    if naming and form.is_valid() and _named(request, living, form):
        return redirect("states", slug)
    found = states.named_states(living)
    context = {
        "form": form,
        "states": found,
        "days": states.named_days(living, found),
        "session": states.last_session(living, timezone.localdate()),
    }
    return _page(request, "states", state, day_form, 422 if naming else 200, **context)


def _named(request: HttpRequest, living: Living, form: StateForm) -> bool:
    """Name the state, or say on the form why not."""
    author = living.standing.user_id or 0
    try:
        name_state(dossier=living.pk, author=author, now=timezone.now(), **form.cleaned_data)
    except RefusedError as error:
        for refusal in error.refusals:
            form.add_error(None, f"{refusal.message.in_(language())} {refusal.repair.in_(language())}")
        return False
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("“%(title)s” now names the present state.") % form.cleaned_data)
    return True


@dossier_page
def compare_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, living, day_form = _open(request, slug)
    form = CompareForm(request.GET)
    before, after = form.moments()
    found = _compared(living, before, after, state) if before else None
    named = states.named_states(living)
    context = {
        "form": form,
        "before": before,
        "after": after,
        "unreadable": bool(before) and found is None,
        "found": found,
        "states": named,
        "days": states.named_days(living, named),
        "session": states.last_session(living, timezone.localdate()),
        "now_words": comparing.NOW_WORDS,
    }
    if found:
        context["page"] = page_of(request, Paginator(found.changes, CHANGES_PER_PAGE))
        context["moments"] = differences.moments_of(living, found, (before, after), named)
        context["moved"] = differences.moved_told(found, state)
        context["findings"] = differences.findings_told(found, state)
    return _page(request, "compare", state, day_form, **context)


def _compared(living: Living, before: str, after: str, state: State) -> comparing.Comparison | None:
    numbers = [comparing.moment_number(living, words) for words in (before, after)]
    if None in numbers:
        return None
    return comparing.compare_moments(living, numbers[0] or 1, numbers[1] or 1, state.day)


@dossier_page
def compare_csv(request: HttpRequest, slug: str) -> HttpResponse:
    state, living, _day_form = _open(request, slug)
    before, after = CompareForm(request.GET).moments()
    found = _compared(living, before, after, state) if before else None
    if found is None:
        raise Http404(before)
    content = differences.as_csv(found, language())
    return _attached(
        HttpResponse(content, content_type="text/csv; charset=utf-8"),
        f"{slug}-{before}-{after}.csv",
    )


# --- audit trail ----------------------------------------------------------------------------------------------------


@dossier_page
def trail_file(request: HttpRequest, slug: str, form: str) -> StreamingHttpResponse:
    living = open_living(request, slug, Action.EXPORT_TRAIL)
    if form not in _TRAILS:
        raise Http404(form)
    lines, kind = _TRAILS[form]
    response = StreamingHttpResponse(lines(living), content_type=f"{kind}; charset=utf-8")
    return _attached(response, f"{slug}-piste.{form}")


_TRAILS = {"csv": (trail.trail_csv, "text/csv"), "jsonl": (trail.trail_lines, "application/jsonl")}


def _attached(response: Any, name: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
