"""The frames that the site ships: which ones, and each of them whole."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.referential.frame import Frame
from maillage.referential.shipped import shipped
from maillage.referential.wording import FrameError
from maillage_web.cards.queries.frames import every_frame, lines_of, zipped
from maillage_web.dossiers.views.downloads import ZIP, attached


@require_safe
def frames_page(request: HttpRequest) -> HttpResponse:
    """Every frame, in each of its versions."""
    return render(request, "cards/frames.html", {"frames": every_frame()})


@require_safe
def frame_page(request: HttpRequest, frame: str, version: str) -> HttpResponse:
    """One frame in one version, to read and to print: folded, or whole when the address says so."""
    found = _frame_or_404(frame, version)
    context = {
        "frame": found,
        "whole": "entier" in request.GET,
        "lines": lines_of(found.id, found.version),
        "sources": sorted(found.sources.values(), key=lambda one: one.title.casefold()),
    }
    return render(request, "cards/frame.html", context)


@require_safe
def frame_zip(request: HttpRequest, frame: str, version: str) -> HttpResponse:
    """The tables of one frame, as an archive."""
    found = _frame_or_404(frame, version)
    return attached(zipped(found), ZIP, f"{found.id}-{found.version}.zip")


def _frame_or_404(frame: str, version: str) -> Frame:
    try:
        return shipped(frame, version)
    except FrameError as error:
        raise Http404(str(error)) from error
