"""Begin a dossier: from nothing, from a file, from a copy of an example, from what one has just tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.io.forms import load_bytes
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions import beginning
from maillage_web.dossiers.actions.edits import RefusedError
from maillage_web.dossiers.actions.living import begin as begin_dossier
from maillage_web.dossiers.choices import UPLOAD_LIMITS
from maillage_web.dossiers.forms.beginning import AccessForm, CopyForm, FileForm, RecordForm
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.stored import find_entry, visible_entries
from maillage_web.dossiers.views.opening import allow, dossier_page, keep_private, open_state, viewer_of


@dataclass(frozen=True, slots=True)
class Way:
    """A way to begin: its form for a request, and what is done with it once it is filled in."""

    form: Callable[[HttpRequest], AccessForm]
    begin: Callable[[HttpRequest, Any], HttpResponse]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("depuis", "")
    way = WAYS.get(asked) or WAYS[""]
    form = way.form(request)
    if request.method == "POST" and form.is_valid():
        try:
            return way.begin(request, form)
        except RefusedError as refused:
            for refusal in refused.refusals:
                form.add_error(None, f"{refusal.message.in_(language())} {refusal.repair.in_(language())}")
    context = {"form": form, "way": asked if asked in WAYS else ""}
    return render(request, "dossiers/people/begin.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


# --- the ways -----------------------------------------------------------------------------------------------------


def _record_form(request: HttpRequest) -> RecordForm:
    return RecordForm(_sent(request))


def _from_nothing(request: HttpRequest, form: RecordForm) -> HttpResponse:
    cells = form.cells() | {"language": language()}
    values = {"public": form.public, "owner": request.user.pk, "now": timezone.now()}
    return redirect("begun", begin_dossier(cells=cells, details={"from": "nothing"}, **values))


def _file_form(request: HttpRequest) -> FileForm:
    return FileForm(_sent(request), request.FILES or None)


def _from_file(request: HttpRequest, form: FileForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    reading = load_bytes(file.read(), file.name or "", limits=UPLOAD_LIMITS)
    if reading.dossier is None:
        context = {"form": form, "name": file.name, "problems": reading.problems}
        return render(request, "dossiers/people/problems.html", context, status=422)
    slug = begin_dossier(
        cells={},
        dossier=reading.dossier,
        public=form.public,
        owner=request.user.pk,
        now=timezone.now(),
        details={"from": "file"},
    )
    _tell_repairs(request, len(reading.repairs))
    return redirect("begun", slug)


def _tell_repairs(request: HttpRequest, count: int) -> None:
    if count:
        said = ngettext(
            "%(count)s thing was put right, or kept aside, while reading.",
            "%(count)s things were put right, or kept aside, while reading.",
            count,
        )
        messages.info(request, said % {"count": count})


def _examples(request: HttpRequest) -> dict[str, Entry]:
    entries = visible_entries(viewer_of(request))
    return {entry.slug: entry for entry in entries if not entry.is_upload}


def _copy_form(request: HttpRequest) -> CopyForm:
    choices = [(slug, entry.title) for slug, entry in _examples(request).items()]
    return CopyForm(_sent(request), examples=choices, initial={"example": request.GET.get("exemple")})


def _from_example(request: HttpRequest, form: CopyForm) -> HttpResponse:
    entry = _examples(request)[form.cleaned_data["example"]]
    title = _("%(title)s (copy)") % {"title": entry.title}
    values = {"public": form.public, "owner": request.user.pk, "now": timezone.now()}
    return redirect("begun", beginning.copy_example(entry=entry, title=title, **values))


WAYS: Mapping[str, Way] = {
    "": Way(_record_form, _from_nothing),
    "fichier": Way(_file_form, _from_file),
    "exemple": Way(_copy_form, _from_example),
}
"""The ways to begin, by the word of the address (``?depuis=``)."""


# --- what one has just tried, and what comes next -----------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    entry = find_entry(slug, viewer_of(request))
    if entry is None or not entry.is_upload:
        raise Http404(slug)
    form = AccessForm(_sent(request))
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.method == "POST" and form.is_valid():
        values = {"public": form.public, "owner": request.user.pk, "now": timezone.now()}
        return redirect("begun", beginning.keep_for_good(entry=entry, **values))
    return keep_private(render(request, "dossiers/people/keep.html", {"entry": entry, "form": form}))


@dossier_page
def begun(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    if state.living is None:
        raise Http404(slug)
    allow(state.living, Action.WRITE)
    context = {"state": state, "day_form": day_form, "public": state.living.public}
    return render(request, "dossiers/people/begun.html", context)
