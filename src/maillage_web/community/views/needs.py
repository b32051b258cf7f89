"""What a project needs and who could meet it; the journeys that people ask to show of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maillage.matching.meeting import first_letter, meets
from maillage_web.community.actions.contacts import LONGEST, propose
from maillage_web.community.actions.profiles import answer_practice
from maillage_web.community.queries.contacts import contacts_for, practices_in
from maillage_web.community.queries.meeting import candidates, needs_page, needs_seen
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.views.opening import keep_private, open_living
from maillage_web.dossiers.views.saving import living_of, open_bench


@require_safe
def needs(request: HttpRequest, slug: str) -> HttpResponse:
    """The needs of a dossier, for who leads it."""
    state = open_bench(request, slug, Action.RUN_WORKSHOP)
    living, user = living_of(state), int(request.user.pk or 0)
    context = {
        "state": state,
        "kinds": needs_page(state, user, timezone.now()),
        "contacts": contacts_for(living.pk, user),
        "asked": [one for one in practices_in(living.pk) if one.agreed_at is None],
        "letter": first_letter(state.day).upper(),
    }
    return keep_private(render(request, "community/needs.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Propose a contact to somebody who could meet a need."""
    state = open_bench(request, slug, Action.RUN_WORKSHOP)
    living, user, now = living_of(state), int(request.user.pk or 0), timezone.now()
    code = request.GET.get("besoin", "")
    need = next((one for one in needs_seen(state) if one.code == code), None)
    people = candidates(living.pk, user, now)
    card = next((one for one in people.values() if one.token == token), None)
    met = meets(need, [card.person], state.day) if need and card else ()
    if need is None or card is None or not met:
        raise Http404(token)
    if request.method == "POST":
        message = request.POST.get("message", "").strip()
        made = propose(
            dossier=living.pk,
            profile=card.pk,
            need=need.told,
            reasons=met[0].words,
            message=message,
            author=user,
            now=now,
        )
        if made is None:
            messages.info(request, _("Somebody proposed a contact to this person meanwhile."))
        else:
            messages.success(request, _("The contact is proposed. The person answers freely."))
        return keep_private(redirect("needs", slug))
    context = {"state": state, "need": need, "card": card, "meeting": met[0], "longest": LONGEST}
    return keep_private(render(request, "community/ask.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest, slug: str) -> HttpResponse:
    """Agree that a journey of the dossier is shown by who accompanied it, or not, or no longer."""
    living = open_living(request, slug, Action.RUN_WORKSHOP)
    if request.method == "POST":
        words = request.POST.get("practice", "")
        number = int(words) if words.isascii() and words.isdigit() and len(words) < 16 else 0
        agrees = request.POST.get("do") == "agree"
        author = int(request.user.pk or 0)
        now = timezone.now()
        if answer_practice(dossier=living.pk, practice=number, agrees=agrees, author=author, now=now):
            messages.success(request, _("Your answer is kept; you can change it at any time."))
        else:
            messages.error(request, _("This is no longer asked, or it is about you: somebody else answers."))
        return keep_private(redirect("practice-agreements", slug))
    context = {"living": living, "practices": practices_in(living.pk), "me": request.user.pk}
    return keep_private(render(request, "community/agreements.html", context))
