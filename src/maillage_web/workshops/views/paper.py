"""Paper: the kit one prints, and the fast entry of what was written on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.deliverables.kit_fields import SHEETS, needs_text
from maillage.deliverables.kit_notes import PaperNote, ReadNotes, read_notes
from maillage.deliverables.kit_words import text as kit_text
from maillage.io import pdf
from maillage_web.common import choices
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.downloads import attached
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import living_of
from maillage_web.workshops.actions import codes
from maillage_web.workshops.actions import paper as actions
from maillage_web.workshops.forms.paper import LinesForm, NoteForm
from maillage_web.workshops.queries.paper import PaperPage, kit_source, paper_page
from maillage_web.workshops.queries.rooms import Room
from maillage_web.workshops.views.opening import open_room


@require_safe
def kit(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The kit as a PDF, in the language of the page; ``?debut=14:00`` gives hours to the running sheet."""
    state, room = open_room(request, slug, token)
    try:
        words = kit_source(
            living_of(state),
            room,
            language(),
            starts_at=request.GET.get("debut", ""),
            **_door(request, room),
        )
        content = pdf.compile(words)
    except ValueError:
        messages.error(request, _("This is not an hour: write it like 14:00, or leave it empty."))
        return redirect("workshop-paper", *room.address)
    except pdf.PdfMissingError:
        return mishap(request, choices.NO_PDF)
    name = f"{_('paper-kit')}-{slugify(room.title) or room.token}.pdf"
    return keep_private(attached(content, "application/pdf", name))


def _door(request: HttpRequest, room: Room) -> dict[str, str]:
    """Where one joins: the whole address for the QR code, and what one types."""
    door = request.build_absolute_uri(reverse("join"))
    carried = f"?{urlencode({'code': room.code, 'preuve': codes.proof_of(room.code)})}" if room.code else ""
    return {"join": door + carried, "address": door.split("://", 1)[1]}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Type paper notes in: one line and its fields, or several lines at once; each can be taken back."""
    state, room = open_room(request, slug, token)
    page = paper_page(room, request.GET.get("activite", ""), language())
    if request.method != "POST" or page.step is None or not page.writable:
        return _page(request, state, room, page)
    if "back" in request.POST:
        return _take_back(request, room, page)
    if "lines" in request.POST:
        return _enter_lines(request, state, room, page)
    return _enter_one(request, state, room, page)


def _enter_one(request: HttpRequest, state: State, room: Room, page: PaperPage) -> HttpResponse:
    form = _note_form(page, request.POST)
    if not form.is_valid():
        return _page(request, state, room, page, form=form)
    entered = _enter(room, page, form.cleaned_data["key"], [form.note])
    for _note, why in entered.refused:
        form.add_error(None, why.in_(language()))
    return _page(request, state, room, page, form=form) if entered.refused else _again(room, page)


def _enter_lines(request: HttpRequest, state: State, room: Room, page: PaperPage) -> HttpResponse:
    """What is understood is entered; what is not stays in the box, and why is said."""
    form = LinesForm(request.POST)
    if not form.is_valid() or page.step is None:
        return _page(request, state, room, page, lines=form)
    typed = form.cleaned_data["lines"]
    read = _read(page, typed)
    entered = _enter(room, page, form.cleaned_data["key"], read.notes)
    if entered.kept:
        messages.success(request, _told(entered.kept))
    if not read.wrong and not entered.refused:
        return _again(room, page)
    kept = {one.line for one in read.wrong} | {note.line for note, _why in entered.refused}
    left = [line for number, line in enumerate(typed.splitlines(), 1) if number in kept]
    whys = [one.said.in_(language()) for one in _read(page, "\n".join(left)).wrong]
    whys += [f"{note.text} — {why.in_(language())}" for note, why in entered.refused]
    now = paper_page(room, page.step.key, language())
    again = LinesForm(initial={"lines": "\n".join(left), "key": now.key})
    return _page(request, state, room, now, lines=again, whys=whys)


def _read(page: PaperPage, typed: str) -> ReadNotes:
    assert page.step is not None
    return read_notes(typed, page.step.kind, page.step.settings)


def _enter(room: Room, page: PaperPage, key: str, notes: Sequence[PaperNote]) -> actions.Entered:
    assert page.step is not None
    step = page.step
    return actions.enter(
        workshop=room.pk, activity=step.key, kind=step.kind, key=key, notes=notes, now=timezone.now()
    )


def _told(count: int) -> str:
    return ngettext("%(count)s note is entered.", "%(count)s notes are entered.", count) % {"count": count}


def _take_back(request: HttpRequest, room: Room, page: PaperPage) -> HttpResponse:
    number = request.POST.get("back", "")
    known = {str(one.number): one for one in page.typed}
    if number in known and page.step is not None:
        now = timezone.now()
        why = actions.take_back(workshop=room.pk, activity=page.step.key, number=int(number), now=now)
        if why is not None:
            messages.error(request, why.in_(language()))
    return _again(room, page)


def _again(room: Room, page: PaperPage) -> HttpResponse:
    assert page.step is not None
    address = reverse("workshop-paper", args=room.address)
    return keep_private(redirect(f"{address}?{urlencode({'activite': page.step.key})}"))


def _note_form(page: PaperPage, data: Any = None) -> NoteForm:
    assert page.step is not None
    return NoteForm(
        data,
        asked=page.fields,
        settings=page.step.settings,
        language=language(),
        title=kit_text(f"text.{page.step.kind}"),
        must=needs_text(page.step.kind),
        sheets=page.step.kind in SHEETS,
        initial={"key": page.key},
    )


def _page(
    request: HttpRequest,
    state: State,
    room: Room,
    page: PaperPage,
    *,
    form: NoteForm | None = None,
    lines: LinesForm | None = None,
    whys: list[str] | None = None,
) -> HttpResponse:
    there = page.step is not None
    wrong = bool(whys or (form and form.errors) or (lines and lines.errors))
    context = {
        "state": state,
        "day_form": DayForm(),
        "room": room,
        "page": page,
        "form": form or (_note_form(page) if there else None),
        "lines": lines or LinesForm(initial={"key": page.key}),
        "whys": whys or [],
        "opened": lines is not None,
    }
    return keep_private(render(request, "workshops/paper.html", context, status=422 if wrong else 200))
