"""Pages about the site, and what it says when something goes wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maillage import __version__
from maillage_web.common import choices
from maillage_web.common.choices import Mishap


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "common/about.html", {"version": __version__})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "common/accessibility.html")


def mishap(request: HttpRequest, told: Mishap) -> HttpResponse:
    """The page that tells what happened and what to do."""
    return render(request, "common/mishap.html", {"mishap": told}, status=told.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return mishap(request, choices.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return mishap(request, choices.FORBIDDEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return mishap(request, choices.STALE_FORM)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return mishap(request, choices.NOT_FOUND)


def too_big(request: HttpRequest) -> HttpResponse:
    return mishap(request, choices.TOO_BIG)


def broken(request: HttpRequest) -> HttpResponse:
    try:
        return mishap(request, choices.BROKEN)
    except Exception:  # the frame of the page may be what broke
        words = choices.LAST_RESORT.in_("en" if get_language() == "en" else "fr")
        return HttpResponse(f"<!doctype html><title>Maillage</title>{words}", status=500)
