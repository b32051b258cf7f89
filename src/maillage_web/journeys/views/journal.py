"""The reflexive journal: read it, write in it, share what one kept for oneself, take it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import Written
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, keep_private, open_state
from maillage_web.dossiers.views.saving import living_of, open_bench, say
from maillage_web.journeys.actions.journaling import keep_for_oneself, remove, write_entry
from maillage_web.journeys.choices import MINE
from maillage_web.journeys.forms.memory import EntriesForm, EntryForm
from maillage_web.journeys.queries.journal import (
    Private,
    journal_csv,
    level_choices,
    phase_choices,
    private_entry,
    session_choices,
)
from maillage_web.journeys.queries.journal import journal_page as page_of
from maillage_web.journeys.queries.taking import as_text, mine_by_dossier
from maillage_web.journeys.views.saving import attached, attempt, form_page

_FORM = ["GET", "HEAD", "POST"]


@dossier_page
def journal_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    form, page = _asked(request, state)
    context = {"state": state, "day_form": day_form, "form": form, "page": page}
    response = render(request, "journeys/journal.html", context)
    return keep_private(response) if request.user.is_authenticated else response


@dossier_page
def journal_file(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    _form, page = _asked(request, state)
    return attached(journal_csv(page, language()), f"{slug}-journal")


def _asked(request: HttpRequest, state: State) -> tuple[EntriesForm, Any]:
    form = EntriesForm(request.GET)
    form.is_valid()
    return form, page_of(state, form.cleaned_data)


@require_http_methods(_FORM)
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an entry, for oneself or for others; write anew, or erase, one that one kept for oneself."""
    state = open_bench(request, slug, Action.SEE_PEOPLE)  # any member may keep a journal of their own
    entry = _mine(request, state)
    if request.method == "POST" and entry is not None and "effacer" in request.POST:
        remove(author=living_of(state).standing.user_id or 0, entry=entry.pk)
        messages.success(request, _("The text is erased: nobody had read it."))
        return keep_private(redirect("journal", slug))
    form = _form(request, state, entry, mine=True)
    if request.method == "POST" and form.is_valid():
        written = attempt(form, lambda: _written(state, form, entry))
        if written is not None:
            return _said(request, slug, form, written)
    return form_page(request, state, "journeys/journal_write.html", form, entry=entry)


@require_http_methods(_FORM)
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Move into the dossier, at a level, an entry that one kept for oneself."""
    state = open_bench(request, slug)
    entry = _mine(request, state)
    if entry is None:
        return keep_private(redirect("journal", slug))
    form = _form(request, state, entry, mine=False)
    if request.method == "POST" and form.is_valid():
        written = attempt(form, lambda: _write(state, form, entry))
        if written is not None:
            return _said(request, slug, form, written)
    return form_page(request, state, "journeys/journal_share.html", form, entry=entry)


def _mine(request: HttpRequest, state: State) -> Private | None:
    """The private entry that the address names. Raises `Http404`: that of somebody else is not there."""
    words = request.GET.get("entree", "")
    if not words:
        return None
    key = int(words[:12]) if words.isascii() and words.isdigit() else 0
    found = private_entry(living_of(state), key)
    if found is None:
        raise Http404(words)
    return found


def _form(request: HttpRequest, state: State, entry: Private | None, *, mine: bool) -> EntryForm:
    first = {"date": state.day.isoformat(), "level": MINE, "phase": request.GET.get("phase", "")}
    if entry is not None:
        first |= {name: getattr(entry, name) for name in ("date", "title", "phase", "session")}
        first["entry"] = entry.text
    return EntryForm(
        request.POST or None,
        levels=level_choices(state, mine=mine),
        phases=_worded(phase_choices(state), first["phase"]),
        sessions=_worded(session_choices(state), first.get("session", "")),
        initial=first,
    )


def _worded(choices: list[tuple[str, Any]], had: str) -> list[tuple[str, str]]:
    """Choices in words; what the entry already says stays among them."""
    known = [(code, words.in_(language())) for code, words in choices]
    return known if not had or had in dict(known) else [*known, (had, had)]


def _written(state: State, form: EntryForm, entry: Private | None) -> Written:
    return _keep(state, form, entry) if form.private else _write(state, form, entry)


def _keep(state: State, form: EntryForm, entry: Private | None) -> Written:
    living = living_of(state)
    keep_for_oneself(
        dossier=living.pk,
        author=living.standing.user_id or 0,
        entry=entry.pk if entry else None,
        words=form.columns(),
        now=timezone.now(),
    )
    return Written(None)


def _write(state: State, form: EntryForm, entry: Private | None) -> Written:
    living = living_of(state)
    return write_entry(
        dossier=living.pk,
        author=living.standing.user_id or 0,
        cells=form.cells(),
        entry=entry.pk if entry else None,
        now=timezone.now(),
    )


def _said(request: HttpRequest, slug: str, form: EntryForm, written: Written) -> HttpResponse:
    if form.private:
        messages.success(request, _("Your text is kept, for you alone."))
    else:
        told = _(
            "Your text is in the dossier. If it is undone, it is archived there, and can be brought back."
        )
        say(request, told, written)
    return keep_private(redirect("journal", slug))


# --- everywhere -------------------------------------------------------------------------------------------------------


@never_cache
@login_required
@require_http_methods(_FORM)
def my_journal(request: HttpRequest) -> HttpResponse:
    """All that one keeps for oneself, dossier by dossier, those one has left included; erase an entry."""
    if request.method == "POST":
        words = request.POST.get("effacer", "")
        key = int(words[:12]) if words.isascii() and words.isdigit() else 0
        if remove(author=request.user.pk or 0, entry=key):
            messages.success(request, _("The text is erased: nobody had read it."))
        return redirect("my-journal")
    return render(request, "journeys/my_journal.html", {"dossiers": mine_by_dossier(request.user.pk or 0)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def my_journal_file(request: HttpRequest) -> HttpResponse:
    """The same as one text to take away."""
    content = as_text(mine_by_dossier(request.user.pk or 0))
    response = HttpResponse(content, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="journal.md"'
    return response
