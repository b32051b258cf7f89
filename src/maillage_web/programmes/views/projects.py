"""The projects of a programme: add one, read one, choose what it shows."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.dossier.audience import seen_by
from maillage.programme.sharing import known_parts, part_label, parts_shown, shown_to_programme
from maillage_web.dossiers.queries.living import standing_in, whole_at
from maillage_web.programmes.actions.programmes import RefusedError, add_project, choose
from maillage_web.programmes.forms.portfolio import ProjectForm, SharingForm
from maillage_web.programmes.policies import Action
from maillage_web.programmes.queries.found import Project, SharingChoice, choices_of, takes_part
from maillage_web.programmes.queries.reading import last_choices, parts_read, shown, shown_to_all
from maillage_web.programmes.views.opening import find_project, open_programme, shown_page


@require_http_methods(["GET", "HEAD", "POST"])
def project_add(request: HttpRequest, slug: str) -> HttpResponse:
    seen = open_programme(request, slug, Action.MANAGE_PROJECTS)
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_project(programme=seen.programme, now=timezone.now(), **form.cleaned_data)
            return redirect("programme-project", slug, made.token)
        except RefusedError as refused:
            form.add_error(refused.field, refused.words)
    return shown_page(request, "project_add", seen, {"form": form})


@require_safe
def project(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A project: as the programme sees it for those inside and its referents, as everybody does for the others."""
    seen = open_programme(request, slug)
    one = find_project(seen, token)
    choice = last_choices([one]).get(one.pk)
    mine = one.pk in seen.standing.projects
    inside = mine or seen.standing.may(Action.SEE_PORTFOLIO).allowed
    dossier = shown(one, choice) if inside else shown_to_all(one, choice)
    chosen = (choice.parts if inside else choice.public_parts) if choice else []
    history = _history(one) if inside else []
    context = {"project": one, "parts": parts_read(dossier, chosen), "choice": choice, "mine": mine}
    return shown_page(request, "project", seen, {**context, "inside": inside, "history": history})


def _history(one: Project) -> list[dict[str, object]]:
    return [
        {
            "choice": choice,
            "parts": [part_label(part) for part in known_parts(choice.parts)],
            "public": [part_label(part) for part in known_parts(choice.public_parts)],
        }
        for choice in choices_of(one)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A referent, who takes part in the dossier, chooses; the button of preview writes nothing."""
    seen = open_programme(request, slug)
    one = find_project(seen, token)
    if one.pk not in seen.standing.projects or seen.standing.archived:
        raise PermissionDenied("what a project shows is chosen by who answers for it")
    if request.method == "POST" and not takes_part(one, request.user.pk):
        raise PermissionDenied("who chooses what a dossier shows takes part in it")
    choice = last_choices([one]).get(one.pk)
    form = SharingForm(request.POST or None, initial=_as_it_is(choice))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            choose(project=one, author=request.user.pk, now=timezone.now(), **form.cleaned_data)
            return redirect("programme-project", slug, token)
        except RefusedError as refused:
            form.add_error(None, refused.words)
    said = form.cleaned_data if form.is_bound and form.is_valid() else _as_it_is(choice)
    context = {"project": one, "form": form, "choice": choice, **_preview(request, one, said)}
    return shown_page(request, "sharing", seen, {**context, "history": _history(one)})


def _as_it_is(choice: SharingChoice | None) -> dict[str, object]:
    if choice is None:
        return {"parts": [], "public_parts": [], "unsaid": False, "research": False, "base": 0}
    names = ("parts", "public_parts", "unsaid", "research")
    return {**{name: getattr(choice, name) for name in names}, "base": choice.number}


def _preview(request: HttpRequest, one: Project, said: dict[str, object]) -> dict[str, object]:
    """What the programme would see, and how much stays hidden among what the referent sees themself."""
    nothing: dict[str, object] = {"preview": (), "counts": (), "readable": False}
    living = one.dossier
    if living is None or not takes_part(one, request.user.pk):
        return nothing
    whole = whole_at(living.pk, living.number)
    parts = known_parts(said["parts"])  # type: ignore[arg-type]
    would = shown_to_programme(whole, parts, bool(said["unsaid"]))
    mine = seen_by(whole, standing_in(living, request.user.pk).audience)
    return {"preview": parts_read(would, parts), "counts": parts_shown(mine, would), "readable": True}
