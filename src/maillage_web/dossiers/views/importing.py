"""Send a file to a living dossier, see what it would change, choose, write it as one act or give it up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maillage.io.stamps import stamp_of
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions import importing as actions
from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.importing import Outcome
from maillage_web.dossiers.actions.importing.tasks import query_of
from maillage_web.dossiers.choices import UPLOAD_LIMITS
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.forms.importing import ImportForm, choice_of, number_of
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import importing
from maillage_web.dossiers.queries.importing import Comparison, Draft, Origin, showing
from maillage_web.dossiers.queries.importing.choosing import moved, undecided
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import living_of, open_bench
from maillage_web.jobs.actions import CannotDo
from maillage_web.jobs.queries import find_standing

_AT_ONCE = 300
"""How many rows are written while one waits for the page; more of them are, in the background."""


# --- send a file ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What to send, and the imports that one has begun."""
    state = open_bench(request, slug, Action.IMPORT)
    if request.method != "POST":
        return _import_page(request, state, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, state, form, status=422)
    stamp = "" if form.cleaned_data["forget"] else stamp_of(form.content, form.name, UPLOAD_LIMITS) or ""
    origin = importing.origin_of(stamp, living_of(state))
    if origin in (Origin.ELSEWHERE, Origin.LATER):
        return _import_page(request, state, form, origin=origin, stamp=stamp, status=422)
    return _keep(request, state, form, stamp)


def _keep(request: HttpRequest, state: State, form: ImportForm, stamp: str) -> HttpResponse:
    try:
        draft = actions.keep_file(
            dossier=living_of(state).pk,
            author=request.user,
            name=form.name,
            content=form.content,
            stamp=stamp,
            now=timezone.now(),
        )
    except actions.TooManyError:
        form.add_error(
            "file", _("You have begun ten imports here: give one up, or finish it, then send this one.")
        )
    except CannotDo as refusal:
        form.add_error("file", refusal.words.in_(language()))
    else:
        if draft.state == draft.State.WAITING:
            return redirect("job", draft.job)
        return redirect("import-preview", state.entry.slug, draft.token)
    return _import_page(request, state, form, status=422)


def _import_page(
    request: HttpRequest, state: State, form: ImportForm, status: int = 200, **context: Any
) -> HttpResponse:
    living = living_of(state)
    context = {
        "form": form,
        "drafts": importing.open_drafts(living.pk, living.standing.user_id, timezone.now()),
        "origin": None,
        "stamp": "",
        "problems": form.problems,
        "name": form.name or _name_of(request),
        **context,
    }
    return _answer(request, "import", state, status, context)


def _name_of(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    return file.name or "" if file else ""


def _answer(
    request: HttpRequest, name: str, state: State, status: int, context: dict[str, Any]
) -> HttpResponse:
    frame = {"state": state, "day_form": DayForm()}
    return keep_private(
        render(request, f"dossiers/exchange/{name}.html", {**frame, **context}, status=status)
    )


# --- choose -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """What the file would change, to choose from, page by page; once written, what was."""
    state, draft = _open(request, slug, token)
    if draft.state == "waiting":
        return _answer(request, "waiting", state, 200, {"draft": draft, "stopped": _stopped(draft)})
    if draft.state == "unreadable":
        return _answer(request, "problems", state, 200, {"draft": draft, "form": ImportForm()})
    if draft.state == "applied":
        return _answer(request, "applied", state, 200, {"draft": draft})
    if request.method == "POST":
        return _choose(request, state, draft)
    return _preview(request, state, draft)


def _stopped(draft: Draft) -> bool:
    """Whether the file will not be read: its reading was stopped, or failed."""
    job = find_standing(draft.job, draft.author, (), timezone.now())
    return job is None or job.ended


def _open(request: HttpRequest, slug: str, token: str) -> tuple[State, Draft]:
    state = open_bench(request, slug, Action.IMPORT)
    living = living_of(state)
    draft = importing.find_draft(living.pk, token, living.standing.user_id, timezone.now())
    if draft is None:
        raise Http404(token)
    return state, draft


def _preview(
    request: HttpRequest, state: State, draft: Draft, *, status: int = 200, outcome: Outcome | None = None
) -> HttpResponse:
    found = importing.compare(draft, living_of(state))
    asked = request.GET.get("voir", "")
    since = number_of(request.GET, "depuis") if "depuis" in request.GET else 0
    only = _only(found, state, draft, asked, since)
    page = showing.preview(
        found,
        draft.picks,
        language(),
        page=number_of(request.GET, "page"),
        only=only,
        group=request.GET.get("lignes", "")[:60],
    )
    context = {
        "draft": draft,
        "found": found,
        "preview": page,
        "asked": asked if only is not None else "",
        "since": since if only is not None else 0,
        "group": request.GET.get("lignes", "")[:60],
        "undecided": len(undecided(found, draft.picks)),
        "outcome": outcome,
        "taken_for": showing.taken_for(found, draft.picks, language()),
    }
    return _answer(request, "preview", state, status, context)


def _only(found: Comparison, state: State, draft: Draft, asked: str, since: int) -> frozenset[str] | None:
    """The items to show first: what changed since, what is to decide, what cites rows that are not taken."""
    living = living_of(state)
    if 1 <= since < living.number:
        return moved(importing.compare(draft, living, since), found, draft.picks) or None
    if asked == "a-decider":
        return undecided(found, draft.picks) or None
    if asked == "manque":
        return showing.lacking_of(found, draft.picks) or None
    return None


def _choose(request: HttpRequest, state: State, draft: Draft) -> HttpResponse:
    """Keep what the page says, then do what its button asks."""
    living = living_of(state)
    seen = min(number_of(request.POST, "number"), living.number)
    choice = choice_of(request.POST)
    actions.choose(draft=draft.pk, plan=importing.compare(draft, living, seen).plan, choice=choice)
    if choice.verb == "apply":
        return _apply(request, state, draft.token, seen)
    here = reverse("import-preview", args=[state.entry.slug, draft.token])
    return redirect(here + _query_after(request, choice.verb, choice.target))


def _query_after(request: HttpRequest, verb: str, target: str) -> str:
    """Where one goes on after a button: another page, another group, or the same ones."""
    query = request.GET.copy()
    if verb == "page":
        query["page"] = target
    elif verb == "show":
        query.clear()
        if target:
            query["lignes"] = target
    elif verb == "undecided":
        query.clear()
        query["voir"] = "a-decider"
    elif verb in ("same", "apart", "take-cited"):
        query.clear()
    return f"?{query.urlencode()}" if query else ""


def _apply(request: HttpRequest, state: State, token: str, number: int) -> HttpResponse:
    living, now = living_of(state), timezone.now()
    draft = importing.find_draft(living.pk, token, living.standing.user_id, now)
    if draft is None:
        raise Http404(token)
    try:
        if len(draft.picks.chosen(importing.compare(draft, living).plan.items)) > _AT_ONCE:
            return redirect(
                "job", actions.apply_later(draft=draft.pk, author=request.user, number=number, now=now)
            )
        outcome = actions.apply(draft=draft.pk, author=draft.author, number=number, now=now)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except CannotDo as refusal:
        messages.warning(request, refusal.words.in_(language()))
        return redirect("import-preview", state.entry.slug, token)
    if outcome.refused or outcome.nothing:
        return _preview(request, state, draft, status=422, outcome=outcome)
    here = reverse("import-preview", args=[state.entry.slug, token])
    return redirect(here + query_of(outcome, number))


@require_POST
def discard(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Give up an import: nothing of it was written."""
    state, draft = _open(request, slug, token)
    actions.discard(draft=draft.pk, author=draft.author)
    messages.info(
        request, _("The import of “%(name)s” is given up. The dossier is as it was.") % {"name": draft.name}
    )
    return redirect("import", state.entry.slug)
