"""The list of programmes, the page of one, its settings and its people."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.programmes.actions.programmes import (
    RefusedError,
    give_place,
    make_programme,
    remove_place,
)
from maillage_web.programmes.forms.portfolio import NewProgrammeForm, PlaceForm, SettingsForm
from maillage_web.programmes.policies import Action
from maillage_web.programmes.queries.found import people_of
from maillage_web.programmes.queries.reading import programmes_for, projects_of
from maillage_web.programmes.queries.standing import Seen
from maillage_web.programmes.views.opening import open_programme, shown_page


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    found = programmes_for(request.user.pk if request.user.is_authenticated else None)
    return keep_private(render(request, "programmes/list.html", {"programmes": found}))


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    if not getattr(request.user, "is_staff", False):
        raise PermissionDenied("programmes are made by administrators")
    form = NewProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_programme(now=timezone.now(), **form.cleaned_data)
            return redirect("programme", made.slug)
        except RefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else "officer", refused.words)
    return keep_private(render(request, "programmes/new.html", {"form": form}))


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug)
    summary = seen.programme.summary
    words = summary.get(language()) or summary.get("fr") or summary.get("en") or ""
    context = {"summary": words, "projects": projects_of(seen.programme)}
    return shown_page(request, "programme", seen, context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_settings(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug, Action.CHANGE_SETTINGS)
    one = seen.programme
    before = {
        "title": one.title, "summary_fr": one.summary.get("fr", ""), "summary_en": one.summary.get("en", ""),
        "funder": one.funder, "since": one.since, "until": one.until, "public": one.public,
    }  # fmt: skip
    form = SettingsForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        one.summary = {"fr": said.pop("summary_fr"), "en": said.pop("summary_en")}
        for name, value in said.items():
            setattr(one, name, value)
        one.save(update_fields=["summary", *said])
        return redirect("programme", slug)
    return shown_page(request, "settings", seen, {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_people(request: HttpRequest, slug: str) -> HttpResponse:
    writes = request.method == "POST"
    seen = open_programme(request, slug, Action.MANAGE_PEOPLE if writes else Action.SEE_PEOPLE)
    form, wrong = PlaceForm(request.POST if writes and "email" in request.POST else None), None
    if writes:
        try:
            if _change_people(request, seen, form):
                return redirect("programme-people", slug)
        except RefusedError as refused:
            wrong = refused.words
    people = people_of(seen.programme)
    return shown_page(request, "people", seen, {"form": form, "wrong": wrong, "people": people})


def _change_people(request: HttpRequest, seen: Seen, form: PlaceForm) -> bool:
    found = seen.programme
    removed = request.POST.get("remove", "")
    if removed.isdecimal():
        remove_place(programme=found, place=int(removed))
        return True
    if not form.is_valid():
        return False
    give_place(programme=found, now=timezone.now(), **form.cleaned_data)
    return True
