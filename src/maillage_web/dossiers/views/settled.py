"""What the pages about a dossier share, people and settings: they stand in its frame, for today, kept by no cache."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of
from maillage_web.dossiers.views.opening import keep_private


def settled_page(
    request: HttpRequest, living: Living, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page in the frame of a living dossier as it stands."""
    entry = living.entry()
    state = State(entry, analysis_of(entry, timezone.localdate()), "", living)
    whole = {"state": state, "day_form": DayForm(), "living": living, **context}
    return keep_private(render(request, template, whole, status=status))
