"""The library: its list, one item, the rules of the commons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.commons.tables import kinds, licences, readings, reuses, rules
from maillage.dossier.vocabularies import vocabulary
from maillage_web.commons.actions import belonging
from maillage_web.commons.forms import LINKED, FacetsForm
from maillage_web.commons.policies import INSIDE, Asking
from maillage_web.commons.queries.asking import asking
from maillage_web.commons.queries.items import cited_by, drafts_of, find_item, listed

_PAGE = 20


def asker(request: HttpRequest) -> Asking:
    """Who asks for the page."""
    return asking(request.user.pk if request.user.is_authenticated else None)


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The items that one may read, by kind and by what they are about."""
    mine, form = asker(request), FacetsForm(request.GET)
    links = {name: form.chosen(name) for name in ("sphere", "obstacle")}
    found = listed(mine, form.chosen("kind"), links)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    one: Any
    for one in page:
        one.label = kinds()[one.kind].label
        one.text = next(said for said in one.said if said.number == one.number)
    inside = mine.standing in INSIDE
    drafts = drafts_of(mine.user_id) if mine.user_id is not None else ()
    context = {"page": page, "form": form, "inside": inside, "drafts": drafts}
    return render(request, "commons/home.html", context)


@never_cache
@require_safe
def item(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """One item, in a version."""
    mine = asker(request)
    opened = find_item(mine, slug, number)
    if opened is None:
        raise Http404(slug)
    one = opened.item
    dossiers, others = cited_by(one, mine.user_id)
    links = [
        (kind, vocabulary(LINKED[kind]).label_of(code), code) for kind, code in opened.shown.facets["links"]
    ]
    context = {
        "opened": opened, "item": one, "shown": opened.shown, "links": links,
        "kind": kinds()[one.kind], "licence": licences()[one.licence],
        "reading": readings()[one.reading], "reuse": reuses()[one.reuse],
        "dossiers": dossiers, "others": others,
    }  # fmt: skip
    return render(request, "commons/item.html", context)


@never_cache
@require_safe
def rules_page(request: HttpRequest) -> HttpResponse:
    """The rules of the commons."""
    context = {"rules": rules(), "inside": asker(request).standing in INSIDE}
    return render(request, "commons/rules.html", context)


@login_required
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept the rules that were read, or leave."""
    words = request.POST.get("version", "")
    if "leave" in request.POST:
        belonging.leave(user=int(request.user.pk or 0), now=timezone.now())
        messages.success(request, _("You left the community. What you published stays, under its licence."))
    elif belonging.accept(
        user=int(request.user.pk or 0), version=int(words) if words.isdecimal() else 0, now=timezone.now()
    ):
        messages.success(request, _("You are of the community."))
        return redirect("commons")
    else:
        messages.error(request, _("The rules changed meanwhile: read them again before you accept them."))
    return redirect("commons-rules")
