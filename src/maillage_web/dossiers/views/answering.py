"""Answer an invitation: by the link of the e-mail, or from the list of dossiers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage_web.dossiers.actions import invitations
from maillage_web.dossiers.actions.invitations import Answer
from maillage_web.dossiers.actions.people import PeopleRefusedError
from maillage_web.dossiers.queries.invitations import Letter, letter_of, letter_to
from maillage_web.dossiers.views.opening import keep_private

_STATUSES = {"open": 200, "used": 410, "expired": 410, "archived": 410, "unknown": 404}
_SAID = {
    Answer.JOINED: _("Welcome: you now take part in this dossier."),
    Answer.RAISED: _("Your role in this dossier has changed."),
    Answer.ALREADY: _("You take part in this dossier already; your role is unchanged."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    return keep_private(_answer(request, letter_of(secret, timezone.now())))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest, key: int) -> HttpResponse:
    return keep_private(_answer(request, letter_to(request.user.email, key, timezone.now())))


def _answer(request: HttpRequest, letter: Letter) -> HttpResponse:
    if letter.condition != "open":
        return _closed(request, letter)
    if not request.user.is_authenticated:
        if request.method == "POST":
            return redirect_to_login(request.path)
        return render(request, "dossiers/people/invitation.html", {"letter": letter})
    if not letter.is_for(request.user.email):
        return render(request, "dossiers/people/other_address.html", {"letter": letter}, status=403)
    if request.method == "POST":
        return _decline(request, letter) if "decline" in request.POST else _accept(request, letter)
    return render(request, "dossiers/people/invitation.html", {"letter": letter})


def _accept(request: HttpRequest, letter: Letter) -> HttpResponse:
    try:
        answer = invitations.accept(invitation=letter.pk, user=request.user.pk, now=timezone.now())
    except KeyError:
        return _closed(request, Letter("used"))
    except PeopleRefusedError as refused:
        messages.error(request, str(refused.reason))
        return redirect("dossiers")
    messages.success(request, str(_SAID[answer]))
    return redirect("overview", letter.slug)


def _decline(request: HttpRequest, letter: Letter) -> HttpResponse:
    try:
        invitations.decline(invitation=letter.pk, user=request.user.pk, now=timezone.now())
    except KeyError:
        return _closed(request, Letter("used"))
    messages.success(request, str(_("The invitation is declined.")))
    return redirect("dossiers")


def _closed(request: HttpRequest, letter: Letter) -> HttpResponse:
    status = _STATUSES[letter.condition]
    return render(request, "dossiers/people/closed.html", {"condition": letter.condition}, status=status)
