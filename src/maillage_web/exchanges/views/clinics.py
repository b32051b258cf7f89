"""Case clinics."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage_web.exchanges.actions import clinics
from maillage_web.exchanges.forms import ClinicForm, WordsForm
from maillage_web.exchanges.policies import INSIDE
from maillage_web.exchanges.queries.clinics import Seat, find_seat, members_at, room_of, seats_of
from maillage_web.exchanges.views.threads import person_of
from maillage_web.notices.actions.wishes import know_site


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The clinics one was invited to."""
    may_open = person_of(request).community in INSIDE
    context = {"seats": seats_of(request.user.pk), "may_open": may_open}
    return render(request, "exchanges/clinics.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a clinic, as a member of the community."""
    if person_of(request).community not in INSIDE:
        return render(request, "exchanges/closed.html", status=403)
    form = ClinicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invited, unknown = members_at(form.cleaned_data["emails"].splitlines())
        made = clinics.open_clinic(
            title=form.cleaned_data["title"],
            by=request.user.pk,
            invited=[one.pk for one in invited],
            now=timezone.now(),
        )
        know_site(user=request.user.pk, origin=request.build_absolute_uri("/"))
        if unknown:
            messages.warning(
                request, _("Not members of the community, not invited:") + " " + ", ".join(unknown)
            )
        return redirect("clinic", made.token)
    return render(request, "exchanges/clinic_new.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clinic(request: HttpRequest, token: str) -> HttpResponse:
    """One clinic: its door for who is invited, its room for who came in, nothing for anybody else."""
    seat = find_seat(token, request.user.pk)
    if seat is None:
        raise Http404(token)
    if request.method == "POST":
        return _act(request, seat)
    return _page(request, seat, WordsForm())


def _page(request: HttpRequest, seat: Seat, form: WordsForm, status: int = 200) -> HttpResponse:
    context = {"seat": seat, "room": room_of(seat), "form": form}
    return render(request, "exchanges/clinic.html", context, status=status)


def _act(request: HttpRequest, seat: Seat) -> HttpResponse:
    act, now, found = request.POST.get("act"), timezone.now(), seat.clinic
    if seat.came_at is None:
        if act == "come":
            clinics.come_in(seat=seat, now=now)
        elif act == "decline":
            clinics.decline(seat=seat, now=now)
            return redirect("clinics")
        return redirect("clinic", found.token)
    if act == "say":
        return _say(request, seat)
    if act == "erase" and found.presenter_id == seat.user_id:
        clinics.erase(clinic=found)
        messages.success(request, _("The clinic is erased for everybody."))
        return redirect("clinics")
    if act == "facilitate":
        clinics.facilitate(seat=seat)
    elif found.facilitator_id == seat.user_id:
        if act == "move":
            clinics.move(clinic=found, step=request.POST.get("step", ""))
        elif act == "close":
            clinics.close(clinic=found, now=now)
    return redirect("clinic", found.token)


def _say(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = WordsForm(request.POST)
    if seat.clinic.closed_at is not None:
        form.add_error("text", _("This clinic is closed: your text is kept here, copy it elsewhere."))
    if not form.is_valid():
        return _page(request, seat, form, 422)
    clinics.note(seat=seat, now=timezone.now(), **form.cleaned_data)
    return redirect("clinic", seat.clinic.token)
