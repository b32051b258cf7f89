"""Where a job stands, and how to stop it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from maillage_web.jobs import actions
from maillage_web.jobs.choices import SESSION_KEY
from maillage_web.jobs.mappers import Standing
from maillage_web.jobs.queries import find_standing


def open_job(request: HttpRequest, token: str) -> Standing:
    """The job at this address; somebody else's is not there at all."""
    owner_id = request.user.pk if request.user.is_authenticated else None
    held = {request.session.get(SESSION_KEY), request.session.session_key} - {None}
    standing = find_standing(token, owner_id, held, timezone.now())
    if standing is None:
        raise Http404("no such job")
    return standing


@never_cache
@require_safe
def job_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page, or the part of it that htmx renews."""
    job = open_job(request, token)
    renewing = bool(HtmxDetails(request))
    context = {"job": job, "said_anew": renewing and request.GET.get("dit") != job.stamp}
    response = render(request, "jobs/renewal.html" if renewing else "jobs/job.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    job = open_job(request, token)
    actions.ask_to_stop(token=job.token, now=timezone.now())
    return redirect("job", job.token)
