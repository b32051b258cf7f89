"""One's own profile, how others see it, the journeys one asks to show, one's contacts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maillage_web.commons.policies import Standing
from maillage_web.community.actions import contacts as contacting
from maillage_web.community.actions import profiles as writing
from maillage_web.community.forms.profile import ProfileForm
from maillage_web.community.policies import Action, may
from maillage_web.community.queries import contacts as reading
from maillage_web.community.queries.profiles import as_seen_by, own_profile
from maillage_web.community.views.directory import who
from maillage_web.dossiers.policies import Action as InDossier
from maillage_web.dossiers.views.opening import keep_private, open_living

_AS = {"visiteur": Standing.VISITOR, "membre": Standing.MEMBER}


def member_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for members: who has not entered does so; who has not joined is told how."""

    @wraps(view)
    @login_required
    def kept(request: HttpRequest, **further: Any) -> HttpResponse:
        if may(who(request), Action.HAVE_PROFILE).allowed:
            return keep_private(view(request, **further))
        messages.info(request, _("This is for members of the community: here is how to join."))
        return keep_private(redirect("community"))

    return kept


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def my_profile(request: HttpRequest) -> HttpResponse:
    """What one says of oneself, and to whom."""
    user, now = int(request.user.pk or 0), timezone.now()
    profile = writing.profile_of(user, now) if request.method == "POST" else own_profile(user)
    form = ProfileForm(request.POST or None, profile=profile, edition=profile.edition)
    conflict = False
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        try:
            writing.save_profile(user=user, edition=edition, values=form.values(), now=now)
        except writing.ChangedMeanwhileError:
            conflict = True
            form.data = form.data.copy()
            form.data["edition"] = str(profile.edition)
        else:
            messages.success(request, _("Your profile is saved. Look at it as others see it."))
            return redirect("my-profile")
    stored = as_seen_by_oneself(request) if conflict else None
    return render(request, "community/profile.html", {"form": form, "profile": profile, "stored": stored})


def as_seen_by_oneself(request: HttpRequest) -> ProfileForm:
    """What is kept now, beside what was typed."""
    profile = own_profile(int(request.user.pk or 0))
    return ProfileForm(profile=profile, edition=profile.edition)


@require_safe
@member_page
def preview(request: HttpRequest) -> HttpResponse:
    """One's profile as a visitor, or as a member, sees it."""
    asked = request.GET.get("comme", "visiteur")
    if asked not in _AS:
        raise Http404(asked)
    profile = own_profile(int(request.user.pk or 0))
    context = {"card": as_seen_by(profile, _AS[asked]), "asked": asked}
    return render(request, "community/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def my_practices(request: HttpRequest) -> HttpResponse:
    """The journeys one accompanied: ask to show one, stop showing it."""
    user = int(request.user.pk or 0)
    if request.method == "POST":
        _practice(request, user)
        return redirect("my-practices")
    practices = reading.practices_of(user)
    asked = {one.dossier_id for one in practices}
    places = [one.dossier for one in reading.facilitated(user) if one.dossier_id not in asked]
    return render(request, "community/practices.html", {"practices": practices, "places": places})


def _practice(request: HttpRequest, user: int) -> None:
    if number := _number(request, "retirer"):
        writing.withdraw_practice(user=user, practice=number)
        messages.success(request, _("This journey is no longer shown."))
        return
    what = " ".join(request.POST.get("what", "").split())
    now = timezone.now()
    if writing.ask_to_show(user=user, dossier=_number(request, "dossier"), what=what, now=now):
        messages.success(request, _("Those who lead the dossier are asked. Nothing shows until they agree."))
    else:
        messages.error(request, _("You do not facilitate in this dossier: nothing was asked."))


def _number(request: HttpRequest, name: str) -> int:
    words = request.POST.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else 0


@require_safe
@login_required
def contacts(request: HttpRequest) -> HttpResponse:
    """One's open contacts."""
    user = int(request.user.pk or 0)
    inside = may(who(request), Action.OFFER_HELP).allowed
    projects = reading.open_projects(user) if inside else []
    context = {"contacts": reading.contacts_of(user), "projects": projects}
    return keep_private(render(request, "community/contacts.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """One contact: accept it, decline it, end it."""
    user, now = int(request.user.pk or 0), timezone.now()
    found = reading.contact_named(token, user)
    if found is None:
        raise Http404(token)
    if request.method != "POST":
        return keep_private(render(request, "community/contact.html", {"contact": found}))
    do = request.POST.get("do", "")
    if do == "end":
        contacting.close(token=token, author=user, now=now)
        messages.success(request, _("This contact is ended: addresses are no longer shown here."))
        return keep_private(redirect("contacts"))
    if do not in ("accept", "decline"):
        return keep_private(redirect("contact", token))
    done = contacting.answer(token=token, accepts=do == "accept", author=user, now=now)
    if not done:
        messages.info(request, _("This contact was answered already."))
    elif do == "decline":
        messages.success(request, _("You declined. You are not asked why, and nobody else is told."))
        return keep_private(redirect("contacts"))
    return keep_private(redirect("contact", token))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer help to a project that one can read."""
    living = open_living(request, slug)
    if living.standing.may(InDossier.SEE_PEOPLE).allowed:
        messages.info(request, _("You are in this project already: its members page tells with whom."))
        return redirect("overview", slug)
    if request.method == "POST":
        now = timezone.now()
        profile = writing.profile_of(int(request.user.pk or 0), now)
        message = request.POST.get("message", "").strip()
        made = contacting.offer(dossier=living.pk, profile=profile.pk, message=message, now=now)
        if made is None:
            messages.info(request, _("No contact can be proposed with this project for now."))
            return redirect("contacts")
        messages.success(request, _("Your offer is sent. The project answers freely."))
        return redirect("contact", made.token)
    return render(request, "community/offer.html", {"living": living, "longest": contacting.LONGEST})
