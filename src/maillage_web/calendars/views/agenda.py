"""What is coming in a dossier: the page, its calendar, what one asks to receive about it."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.journey.calendar import calendar_of
from maillage_web.calendars.actions.subscribing import subscribe
from maillage_web.calendars.forms import AskingForm
from maillage_web.calendars.queries.agenda import agenda_of, feed_of
from maillage_web.calendars.queries.subscriptions import wishes_of
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, open_living, open_state

_ICS = "text/calendar; charset=utf-8"


@dossier_page
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "agenda": agenda_of(state), "asking": _asking(state)}
    return render(request, "calendars/agenda.html", context)


def _asking(state: State) -> AskingForm | None:
    """What a member asks to receive; nobody else is written to."""
    living = state.living
    if living is None or living.standing.user_id is None:
        return None
    return AskingForm(initial=wishes_of(living.pk, living.standing.user_id))


@dossier_page
def agenda_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar of one dossier, as the person sees it now, to be opened once."""
    state, _form = open_state(request, slug)
    now = _quarter(timezone.now())
    origin = request.build_absolute_uri("/")
    feed = feed_of(slug, state.whole, timezone.localdate(), origin, language())
    return ics(calendar_of([feed], state.record.title, language(), now), f"{slug}.ics")


def ics(content: bytes, name: str) -> HttpResponse:
    """A calendar as a file."""
    response = HttpResponse(content, content_type=_ICS)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _quarter(moment: datetime.datetime) -> datetime.datetime:
    """The quarter of an hour: a calendar asked twice in a row is the same."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


@never_cache
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what a member asks to receive about the dossier."""
    living = open_living(request, slug, Action.SEE_PEOPLE)
    form = AskingForm(request.POST)
    if form.is_valid() and living.standing.user_id is not None:
        subscribe(
            dossier=living.pk,
            user=living.standing.user_id,
            reminders=form.cleaned_data["reminders"],
            digest=form.cleaned_data["digest"],
            origin=request.build_absolute_uri("/"),
            now=timezone.now(),
        )
        messages.success(request, _("It is noted."))
    else:
        messages.error(request, _("Choose how often you want the digest."))
    return redirect("agenda", slug)
