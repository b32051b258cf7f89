"""What people do to a journey: begin one, enter a phase, write its phases their own way."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.journey.standing import Standing
from maillage.journey.templates import known_template
from maillage.text import Language
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError, Written
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import living_of, open_bench, say
from maillage_web.journeys.actions.adapting import adapt_journey, begin_journey, enter_phase
from maillage_web.journeys.choices import ADAPT, BEGIN, ENTER
from maillage_web.journeys.queries.journey import journey_page
from maillage_web.journeys.queries.standing import journey_address, standings

_LONGEST_WHY = 1000


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Do what ``do`` says; whatever happens, the page of the journey tells it."""
    state = open_bench(request, slug)
    doing: dict[str, Callable[[HttpRequest, State], str]] = {BEGIN: _begin, ENTER: _enter, ADAPT: _adapt}
    asked = doing.get(request.POST.get("do", ""))
    if asked is None:
        return keep_private(redirect("journey", slug))
    try:
        journey = asked(request, state)
    except NotAllowedError as error:
        raise PermissionDenied(error) from error
    except (ConflictError, RefusedError) as error:
        messages.error(request, _why(error))
        return keep_private(redirect("journey", slug))
    return keep_private(redirect(journey_address(state, journey) if journey else state.address("journey")))


def _why(error: ConflictError | RefusedError) -> str:
    if isinstance(error, RefusedError):
        told = [words for one in error.refusals for words in (one.message, one.repair)]
        return " ".join(words.in_(language()) for words in told)
    return _("Somebody changed the journey meanwhile: look at it again. Nothing was saved.")


def _gone(request: HttpRequest) -> str:
    messages.error(request, _("This is no longer there: look at the journey again. Nothing was saved."))
    return ""


def _begin(request: HttpRequest, state: State) -> str:
    """Begin the journey of a template that is offered, for an actor when it is of one."""
    asked, holder = request.POST.get("template", ""), request.POST.get("holder", "")
    offer = next((one for one in journey_page(state).offers if one.template.id == asked), None)
    names = {one.href: one.words for one in offer.holders} if offer else {}
    if offer is None or offer.begun or (offer.template.kind == "leader" and holder not in names):
        return _gone(request)
    title = offer.template.title.in_(_tongue(state))
    if holder in names:
        title = f"{title} – {names[holder].in_(_tongue(state))}"
    now, day = timezone.now(), timezone.localdate()
    written = begin_journey(
        living=living_of(state), template=offer.template, holder=holder, title=title, day=day, now=now
    )
    _told(request, _("The journey has begun. Say which phase you enter first."), written)
    after = standings(open_bench(request, state.entry.slug))
    return next((one.journey.id for one in after if one.journey.line in written.rows), "")


def _enter(request: HttpRequest, state: State) -> str:
    standing, code = _asked(request, state), request.POST.get("phase", "")
    found = standing.phase(code) if standing else None
    if standing is None or found is None:
        return _gone(request)
    why = " ".join(request.POST.get("why", "").split())[:_LONGEST_WHY]
    written = enter_phase(
        living=living_of(state),
        standing=standing,
        phase=code,
        why=why,
        close="close" in request.POST,
        day=timezone.localdate(),
        now=timezone.now(),
    )
    name = found.phase.title.in_(language())
    _told(request, _("You are now in the phase “%(name)s”.") % {"name": name}, written)
    return standing.journey.id


def _adapt(request: HttpRequest, state: State) -> str:
    standing = _asked(request, state)
    template = known_template(standing.journey.template) if standing else None
    if standing is None or template is None or standing.adapted:
        return _gone(request)
    written = adapt_journey(
        living=living_of(state),
        journey=standing.journey,
        template=template,
        tongue=_tongue(state),
        now=timezone.now(),
    )
    _told(request, _("The phases are now yours: change, add or archive them as rows."), written)
    return standing.journey.id


def _asked(request: HttpRequest, state: State) -> Standing | None:
    asked = request.POST.get("journey", "")
    return next((one for one in standings(state) if one.journey.id == asked), None)


def _tongue(state: State) -> Language:
    return "en" if state.tongue == "en" else "fr"


def _told(request: HttpRequest, words: str, written: Written) -> None:
    say(request, words, written)
