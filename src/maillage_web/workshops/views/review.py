"""The review of a workshop: proposals one by one, then everything into the dossier in one act."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import living_of, say
from maillage_web.workshops.actions import reviewing
from maillage_web.workshops.forms.review import SessionForm, choices_sent
from maillage_web.workshops.queries.report import was_undone
from maillage_web.workshops.queries.review import ReviewPage, actors_offered, review_page, session_words
from maillage_web.workshops.queries.review_draft import ReviewDraft
from maillage_web.workshops.queries.rooms import Room
from maillage_web.workshops.views.opening import open_room

END = "fin"
REPORT = "workshop-report"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """One activity at a time; the choices are kept at each step. The last page writes, or says why not."""
    state, room = open_room(request, slug, token)
    if room.state == "reviewed":
        return _done(request, state, room)
    asked = request.GET.get("activite", "")
    page = review_page(living_of(state), room, asked, _whole(request.GET.get("page", "")), language())
    if request.method != "POST":
        return _page(request, state, room, page)
    if page.step is not None:
        return _keep(request, room, page)
    return _finish(request, state, room, page)


@never_cache
@require_safe
def report(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The report of the workshop among the documents; before the review there is none."""
    _state, room = open_room(request, slug, token)
    if not room.session:
        messages.info(
            request, _("The report is ready once the workshop is reviewed: its session is then written.")
        )
        return redirect("workshop-review", *room.address)
    asked = urlencode({"document": REPORT, "seance": room.session})
    return redirect(f"{reverse('deliverables', args=[room.slug])}?{asked}")


def _whole(words: str) -> int:
    return int(words[:6]) if words.isascii() and words.isdigit() else 1


def _keep(request: HttpRequest, room: Room, page: ReviewPage) -> HttpResponse:
    base = _whole(request.POST.get("base", ""))
    choices = choices_sent(request.POST, page.rows, base)
    reviewing.keep_review(workshop=room.pk, draft=page.harvested.draft.with_choices(choices))
    address = reverse("workshop-review", args=room.address)
    changed = any(one.table and one.table != row.table for row in page.rows if (one := choices.get(row.key)))
    if changed or "stay" in request.POST:
        return redirect(request.get_full_path())
    return redirect(f"{address}?{page.next}")


def _finish(request: HttpRequest, state: State, room: Room, page: ReviewPage) -> HttpResponse:
    living = living_of(state)
    form = SessionForm(request.POST, actors=actors_offered(page.harvested))
    if not form.is_valid():
        return _page(request, state, room, page, form)
    before = page.harvested.draft
    draft = ReviewDraft(before.choices, form.words)
    reviewing.keep_review(workshop=room.pk, draft=draft)
    if "write" not in request.POST:
        messages.success(request, _("Your choices are kept."))
        return redirect(_end(room))
    return _write(request, living, room, draft)


def _write(request: HttpRequest, living: Living, room: Room, draft: ReviewDraft) -> HttpResponse:
    try:
        applied = reviewing.apply_review(living=living, room=room, now=timezone.now())
    except reviewing.ReviewRefusedError as refused:
        kept = ReviewDraft(draft.choices, draft.session, refused.problems)
        reviewing.keep_review(workshop=room.pk, draft=kept)
        messages.error(request, _("Nothing was written: see what to correct. Your choices are kept."))
        return redirect(_end(room))
    if applied.done_before:
        messages.info(request, _("This workshop was reviewed already: nothing was written twice."))
    else:
        say(request, _("What you took is in the dossier, in one act."), applied.written)
    return redirect("workshop-review", *room.address)


def _end(room: Room) -> str:
    return f"{reverse('workshop-review', args=room.address)}?activite={END}"


def _done(request: HttpRequest, state: State, room: Room) -> HttpResponse:
    """After the review: the act, the report, and the way back when the act was taken back."""
    undone = was_undone(room.dossier, room.act)
    if request.method == "POST" and "again" in request.POST:
        reviewing.review_again(workshop=room.pk)
        return redirect("workshop-review", *room.address)
    context = {
        "state": state,
        "day_form": DayForm(),
        "room": room,
        "undone": undone,
    }
    return keep_private(render(request, "workshops/done.html", context))


def _page(
    request: HttpRequest, state: State, room: Room, page: ReviewPage, form: SessionForm | None = None
) -> HttpResponse:
    if form is None and page.step is None:
        found = page.harvested
        form = SessionForm(initial=session_words(found, room), actors=actors_offered(found))
    context: dict[str, Any] = {
        "state": state,
        "day_form": DayForm(),
        "room": room,
        "page": page,
        "form": form,
        "base": living_of(state).number,
    }
    wrong = form is not None and bool(form.errors)
    return keep_private(render(request, "workshops/review.html", context, status=422 if wrong else 200))
