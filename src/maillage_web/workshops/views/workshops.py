"""The workshops of a dossier."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.workshops.queries.rooms import Room, rooms_of

FURTHER = {"prepared": ("workshop-kit",), "open": ("workshop-kit", "workshop-paper")}
AFTERWARDS = ("workshop-review", "workshop-paper", "workshop-report")


@dataclass(frozen=True, slots=True)
class Named:
    """A page about a workshop."""

    words: str
    href: str


def pages_about(room: Room) -> dict[str, Named]:
    """The other pages about a workshop that exist, by name: paper kit, entry of paper, review, report."""
    words = {
        "workshop-kit": _("Paper kit (PDF)"),
        "workshop-paper": _("Enter what is on paper"),
        "workshop-review": _("Review it into the dossier"),
        "workshop-report": _("Report of the workshop"),
    }
    wanted = FURTHER.get(room.state, AFTERWARDS)
    found = {}
    for name in wanted:
        try:
            found[name] = Named(words[name], reverse(name, args=room.address))
        except NoReverseMatch:
            continue
    return found


def is_member(state: State) -> bool:
    """Whether the person takes part in the dossier: workshops are for those who do."""
    return state.living is not None and state.living.standing.role is not Role.VISITOR


@dossier_page
def workshops_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    rooms = rooms_of(state.living) if state.living is not None and is_member(state) else []
    context = {
        "state": state,
        "day_form": day_form,
        "member": is_member(state),
        "lines": [(room, pages_about(room)) for room in rooms],
    }
    return render(request, "workshops/workshops.html", context)
