"""The settings of a dossier: public or private, archived or brought back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.living import change_settings
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.exposure import exposure_of
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.views.opening import keep_private, open_living
from maillage_web.dossiers.views.settled import settled_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    living = open_living(request, slug, Action.CHANGE_SETTINGS)
    if request.method != "POST":
        context = {"exposure": exposure_of(living)}
        return settled_page(request, living, "dossiers/people/settings.html", context)
    public = request.POST.get("access") == "public"
    done = _("The dossier is public now.") if public else _("The dossier is private now.")
    return _change(request, living, done, public=public)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    living = open_living(request, slug, Action.CHANGE_SETTINGS)
    if request.method != "POST":
        return settled_page(request, living, "dossiers/people/archive.html", {})
    archived = "bring-back" not in request.POST
    done = (
        _("The dossier is archived: it is only read. You can bring it back here.")
        if archived
        else _("The dossier is back: its members can write again.")
    )
    return _change(request, living, done, archived=archived)


def _change(request: HttpRequest, living: Living, done: str, **values: bool) -> HttpResponse:
    try:
        change_settings(dossier=living.pk, author=request.user.pk, now=timezone.now(), **values)
    except NotAllowedError as refused:
        raise PermissionDenied(str(refused)) from None
    messages.success(request, done)
    return keep_private(redirect("settings", living.slug))
