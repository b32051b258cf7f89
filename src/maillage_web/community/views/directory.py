"""The home of the community, the directory, and the page of a practitioner: everybody reads what is shown to them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.dossier.vocabularies import vocabulary
from maillage.matching.meeting import first_letter, turning
from maillage.matching.wording import does
from maillage_web.commons.policies import Asking
from maillage_web.commons.queries.asking import asking
from maillage_web.community.policies import Action, may
from maillage_web.community.queries.profiles import card_named, cards_for, filtered
from maillage_web.dossiers.views.opening import keep_private

_PER_PAGE = 50


def who(request: HttpRequest) -> Asking:
    """Who asks, and what they are in the community."""
    return asking(request.user.pk if request.user.is_authenticated else None)


def own(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What depends on who reads is kept by no cache."""
    return keep_private(response) if request.user.is_authenticated else response


@require_safe
def community(request: HttpRequest) -> HttpResponse:
    """What there is, and how to join."""
    asked = who(request)
    context = {"asking": asked, "inside": may(asked, Action.HAVE_PROFILE).allowed}
    return own(request, render(request, "community/home.html", context))


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Those who choose to be listed, from the letter of the day."""
    asked, today = who(request), timezone.localdate()
    said = {name: request.GET.get(name, "").strip()[:100] for name in ("sphere", "fait", "territoire")}
    cards = filtered(cards_for(asked), said["sphere"], said["fait"], said["territoire"])
    listed = turning(cards, today, lambda one: one.name)
    context = {
        "asking": asked,
        "said": said,
        "filters": any(said.values()),
        "page": Paginator(listed, _PER_PAGE).get_page(request.GET.get("page")),
        "letter": first_letter(today).upper(),
        "spheres": [(code, term.label) for code, term in vocabulary("spheres").terms.items()],
        "does": list(does().items()),
    }
    return own(request, render(request, "community/directory.html", context))


@require_safe
def practitioner(request: HttpRequest, token: str) -> HttpResponse:
    """One practitioner, as they show themselves to who reads."""
    card = card_named(who(request), token)
    if card is None:
        raise Http404(token)
    return own(request, render(request, "community/practitioner.html", {"card": card}))
