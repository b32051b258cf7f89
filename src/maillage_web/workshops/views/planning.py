"""Prepare a workshop: from a ready design, from a former one, or one activity after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.text import Language
from maillage.workshop.activities import KINDS
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import living_of, open_bench
from maillage_web.workshops.actions import planning, rooms
from maillage_web.workshops.actions.refusals import RoomRefusedError
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.forms.planning import (
    ActivityForm,
    NewWorkshopForm,
    WorkshopForm,
    copied,
    first_words,
    kinds_to_choose,
    planned,
    with_options,
    words_of,
)
from maillage_web.workshops.queries.designs import designs_to_choose, titles_of
from maillage_web.workshops.queries.options import actors_of, members_dossier
from maillage_web.workshops.queries.rooms import Room, Step, find_room, steps_of
from maillage_web.workshops.views.opening import author_of, open_room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a design or a former workshop, name it, and find its activities ready to be reread."""
    state = open_bench(request, slug, Action.RUN_WORKSHOP)
    asked = request.POST if request.method == "POST" else request.GET
    journey, phase = _place(state, asked)
    former = find_room(living_of(state), asked.get("copie", ""))
    designs = designs_to_choose(phase, asked.get("modele", ""))
    tongue = former.language if former else language()
    form = NewWorkshopForm(
        request.POST if request.method == "POST" else None,
        titles=titles_of(asked.get("modele", "")),
        initial={"title": former.title if former else "", "language": tongue},
    )
    if form.is_valid():
        steps = _first_steps(state, former, asked.get("modele", ""), form.cleaned_data["language"])
        made = rooms.prepare(
            dossier=living_of(state).pk,
            author=author_of(state),
            activities=steps,
            now=timezone.now(),
            journey=journey,
            phase=phase,
            **form.cleaned_data,
        )
        messages.success(
            request, _("The workshop is prepared: reread its activities, then open it on the day.")
        )
        return redirect("workshop", slug, made.token)
    context = {
        "state": state,
        "day_form": DayForm(),
        "form": form,
        "designs": designs,
        "former": former,
        "phase": phase,
        "journey": journey,
    }
    return keep_private(render(request, "workshops/new.html", context, status=422 if form.errors else 200))


def _place(state: State, asked: Any) -> tuple[str, str]:
    """The journey and the phase that the address names; a journey that the person does not see is not named."""
    journey = asked.get("parcours", "")[:200]
    known = {row.id for row in state.whole.journeys}
    return journey if journey in known else "", asked.get("phase", "")[:200]


def _first_steps(state: State, former: Room | None, design: str, tongue: Language) -> list[Prepared]:
    """The activities to begin with, their options read again from what the members see today."""
    dossier = members_dossier(living_of(state))
    if former is not None:
        begun = copied(steps_of(former.pk))
    else:
        begun = planned(design, tongue)
    return [
        Prepared(
            one.kind,
            one.title,
            one.prompt,
            one.minutes,
            with_options(one.kind, one.settings, dossier, tongue),
        )
        for one in begun
    ]


# --- activities -------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activities(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The form of one activity, new or to change; and what moves or removes one."""
    state, room = open_room(request, slug, token)
    steps = steps_of(room.pk)
    asked = request.POST if request.method == "POST" else request.GET
    step = next((one for one in steps if one.key == asked.get("cle", "")), None)
    kind = step.kind if step else asked.get("genre", "")
    if request.method == "POST" and (do := _WITHOUT_FORM.get(asked.get("faire", ""))):
        return _try(request, room, lambda: do(request, room))
    if kind not in KINDS:
        return _choose_kind(request, state, room)
    form = _form(request, state, room, kind, step, steps)
    if form.is_bound and form.is_valid():
        prepared = form.prepared(members_dossier(living_of(state)))
        return _try(request, room, lambda: _keep(room, step, prepared))
    context = {
        "state": state,
        "day_form": DayForm(),
        "room": room,
        "form": form,
        "step": step,
        "kind": KINDS[kind],
    }
    return keep_private(
        render(request, "workshops/new_activity.html", context, status=422 if form.errors else 200)
    )


def _choose_kind(request: HttpRequest, state: State, room: Room) -> HttpResponse:
    context = {"state": state, "day_form": DayForm(), "room": room, "kinds": kinds_to_choose()}
    return keep_private(render(request, "workshops/new_kinds.html", context))


def _form(
    request: HttpRequest, state: State, room: Room, kind: str, step: Step | None, steps: list[Step]
) -> ActivityForm:
    tongue: Language = "en" if room.language == "en" else "fr"
    before = [one for one in steps if step is None or one.position < step.position]
    return ActivityForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        tongue=tongue,
        before=before,
        actors=actors_of(living_of(state), tongue) if kind == "position" else (),
        initial=words_of(step) if step else first_words(kind, tongue),
    )


def _keep(room: Room, step: Step | None, prepared: Prepared) -> str:
    if step is None:
        planning.add_activity(workshop=room.pk, prepared=prepared)
        return _("The activity is added at the end: move it where you want it.")
    planning.change_activity(
        workshop=room.pk,
        key=step.key,
        title=prepared.title,
        prompt=prepared.prompt,
        minutes=prepared.minutes,
        settings=prepared.settings,
    )
    return _("The activity is changed.")


def _earlier(request: HttpRequest, room: Room) -> str:
    planning.move_activity(workshop=room.pk, key=request.POST.get("cle", ""), by=-1)
    return _("The activity is moved.")


def _later(request: HttpRequest, room: Room) -> str:
    planning.move_activity(workshop=room.pk, key=request.POST.get("cle", ""), by=1)
    return _("The activity is moved.")


def _remove(request: HttpRequest, room: Room) -> str:
    planning.remove_activity(workshop=room.pk, key=request.POST.get("cle", ""))
    return _("The activity is removed.")


def _name(request: HttpRequest, room: Room) -> str:
    form = WorkshopForm(request.POST)
    if not form.is_valid():
        return _("The title is missing: nothing was changed.")
    planning.name_workshop(workshop=room.pk, **form.cleaned_data)
    return _("The title and the language are kept.")


_WITHOUT_FORM: Mapping[str, Callable[[HttpRequest, Room], str]] = {
    "avant": _earlier,
    "apres": _later,
    "retirer": _remove,
    "nommer": _name,
}
"""What needs no form of an activity, by the word of the button."""


def _try(request: HttpRequest, room: Room, do: Callable[[], str]) -> HttpResponse:
    """Do it, say it or say why not, and go back to the workshop."""
    try:
        messages.success(request, do())
    except RoomRefusedError as refused:
        messages.error(request, refused.text.in_(language()))
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    return keep_private(redirect("workshop", *room.address))
