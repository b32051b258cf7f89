"""Try one's own workbook: send it, read what is wrong, see it, delete it."""

from __future__ import annotations

import secrets

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.io.forms import load_bytes
from maillage_web.dossiers import actions, policies
from maillage_web.dossiers.choices import UPLOAD_LIMITS, UPLOADS_TOKEN
from maillage_web.dossiers.forms import UploadForm
from maillage_web.dossiers.views.opening import open_entry, viewer_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_yours(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "dossiers/try.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "dossiers/try.html", {"form": form}, status=422)
    file: UploadedFile = form.cleaned_data["file"]
    reading = load_bytes(file.read(), file.name or "", limits=UPLOAD_LIMITS)
    if reading.dossier is None:
        context = {"form": UploadForm(), "name": file.name, "problems": reading.problems}
        return render(request, "dossiers/problems.html", context, status=422)
    slug = actions.keep_upload(
        dossier=reading.dossier,
        repairs=reading.repairs,
        session_key=_own_token(request),
        now=timezone.now(),
    )
    return redirect("overview", slug)


def _own_token(request: HttpRequest) -> str:
    """The token by which the session finds what it sent again; it stays the same when somebody enters."""
    if UPLOADS_TOKEN not in request.session:
        request.session[UPLOADS_TOKEN] = secrets.token_hex(20)
    return str(request.session[UPLOADS_TOKEN])


@require_POST
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    entry, viewer = open_entry(request, slug), viewer_of(request)
    if entry.living is not None or not policies.may_delete(entry, viewer.token, viewer.now).allowed:
        raise Http404(slug)
    actions.delete_upload(slug=slug)
    return redirect("dossiers")
