"""Write an item, publish it, withdraw it; draw a case from a dossier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.commons.anonymising import draw_case
from maillage_web.commons.actions import writing
from maillage_web.commons.forms import LINKED, ItemForm
from maillage_web.commons.policies import INSIDE, Asking
from maillage_web.commons.queries.items import owned
from maillage_web.commons.views.library import asker
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import seen_at
from maillage_web.dossiers.views.opening import open_living

_RULES = {"kind": "practice", "licence": "CC-BY-4.0", "reading": "public", "reuse": "attribution"}


def _inside(request: HttpRequest) -> Asking:
    mine = asker(request)
    if mine.standing not in INSIDE:
        raise PermissionDenied("accept the rules of the commons first")
    return mine


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _own(request: HttpRequest, slug: str) -> Any:
    found = owned(slug, _inside(request).user_id)
    if found is None:
        raise Http404(slug)
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an item."""
    _inside(request)
    return _begun(request, {**_RULES, "edition": 0, "language": "fr"})


def _begun(request: HttpRequest, initial: dict[str, Any], **further: Any) -> HttpResponse:
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        dossier = further.get("dossier")
        made = writing.begin(owner=_person(request), said=form.said(), now=timezone.now(), dossier=dossier)
        messages.success(request, _("The draft is kept. Nobody else reads it yet."))
        return redirect("commons-edit", made.slug)
    context = {"form": form, "item": None, "draft": None, "case": further.get("case")}
    return render(request, "commons/write.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the draft; when it was written meanwhile both texts are shown."""
    item = _own(request, slug)
    draft = writing.draft_of(item)
    form = ItemForm(request.POST or None, initial=_initial(draft))
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        try:
            writing.save_draft(
                item=item.pk, author=_person(request), edition=edition, said=form.said(), now=timezone.now()
            )
        except writing.StaleError as error:
            draft = error.draft
            form.add_error(
                None, _("This draft was written meanwhile. Both texts are below: nothing is lost.")
            )
            form.data = {**request.POST.dict(), **_lists(request.POST), "edition": draft.edition}
        else:
            messages.success(request, _("The draft is kept."))
            return redirect("commons-edit", slug)
    return render(request, "commons/write.html", {"form": form, "item": item, "draft": draft, "case": None})


def _lists(data: Any) -> dict[str, list[str]]:
    return {name: data.getlist(name) for name in LINKED}


def _initial(draft: Any) -> dict[str, Any]:
    links = {name: [code for kind, code in draft.facets["links"] if kind == name] for name in LINKED}
    texts = {name: getattr(draft, name) for name in ("language", "title", "summary", "body", "edition")}
    return {**texts, **links, **draft.facets["rules"], "sources": "\n".join(draft.sources)}


@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the draft as a version that everybody concerned reads."""
    item = _own(request, slug)
    try:
        writing.publish(
            item=item.pk,
            author=_person(request),
            changes=request.POST.get("changes", "")[:2000],
            now=timezone.now(),
        )
    except writing.NothingToPublishError:
        messages.error(request, _("There is no draft: write what changes, save it, then publish."))
        return redirect("commons-edit", slug)
    messages.success(request, _("It is published."))
    return redirect("commons-item", slug)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an item out of the library."""
    writing.withdraw(item=_own(request, slug).pk)
    messages.success(request, _("It is withdrawn. The dossiers that cite it go on reading it."))
    return redirect("commons")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw a case from the public rows of a dossier that one leads, and correct it by hand."""
    _inside(request)
    living = open_living(request, slug, Action.IMPORT)
    drawn = draw_case(seen_at(living.pk, living.number, living.standing.audience), public=living.public)
    initial = {
        **_RULES, "kind": "case", "edition": 0, "language": drawn.language,
        "title": drawn.title, "summary": drawn.summary, "body": drawn.body,
    }  # fmt: skip
    return _begun(request, initial, dossier=living.pk, case=drawn)
