"""What the forms of the memory have in common: try to write, or show on the form why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError, Written
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.journeys.actions.journaling import GoneError
from maillage_web.journeys.actions.remembering import TooSoonError
from maillage_web.journeys.forms.memory import MemoryForm


def attempt(form: MemoryForm, writing: Callable[[], Written]) -> Written | None:
    """What `writing` wrote; none when it could not, and the form says why."""
    try:
        return writing()
    except RefusedError as error:
        form.turn_down(error.refusals)
    except NotAllowedError:
        form.add_error(
            None, _("Your role does not allow you to write this row like this. Nothing was saved.")
        )
    except ConflictError:
        form.add_error(
            None, _("Somebody changed the same thing meanwhile: look at the page again. Nothing was saved.")
        )
    except TooSoonError:
        told = _("The state before began on that day or later: choose a later day, or correct that state.")
        form.add_error("on", told)
    except GoneError:
        form.add_error(None, _("This text is no longer among those you keep for yourself."))
    return None


def form_page(
    request: HttpRequest, state: State, template: str, form: MemoryForm, **further: Any
) -> HttpResponse:
    """The page of a form, kept by no cache."""
    context = {"state": state, "day_form": DayForm(), "form": form, **further}
    return keep_private(render(request, template, context))


def base_of(request: HttpRequest) -> int | None:
    """The number of the act that the person was looking at."""
    words = request.POST.get("base", "")
    return int(words[:9]) if words.isascii() and words.isdigit() else None


def attached(content: str, name: str) -> HttpResponse:
    """A CSV file to download."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
