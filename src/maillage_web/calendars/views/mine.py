"""One's calendar and e-mails, over all one's dossiers; the feed that calendars read; the link that stops e-mails."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.journey.calendar import calendar_of
from maillage.text import Text
from maillage_web.calendars.actions import subscribing
from maillage_web.calendars.actions.sending import STOP_SALT
from maillage_web.calendars.queries.agenda import feed_of
from maillage_web.calendars.queries.subscriptions import asked_by, key_of, person_of, subscription
from maillage_web.calendars.views.agenda import ics
from maillage_web.dossiers.queries.living import seen_at

_NAME = Text("Maillage : ce qui vient", "Maillage: what is coming")


@never_cache
@login_required
@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """What one receives, dossier by dossier, and one's calendar."""
    context = {"asked": asked_by(request.user.pk), "key": key_of(request.user.pk)}
    return render(request, "calendars/reminders.html", context)


@never_cache
@login_required
@require_POST
def key(request: HttpRequest) -> HttpResponse:
    """Make the address of one's calendar, shown once, or take it back."""
    if "drop" in request.POST:
        subscribing.drop_key(user=request.user.pk)
        messages.success(request, _("The address of your calendar no longer works."))
        return redirect("reminders")
    secret = subscribing.make_key(user=request.user.pk, now=timezone.now())
    address = request.build_absolute_uri(reverse("feed", args=(secret,)))
    context = {"asked": asked_by(request.user.pk), "key": key_of(request.user.pk), "address": address}
    return render(request, "calendars/reminders.html", context)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What is coming in every dossier of the person whose secret it is, as they see it."""
    person = person_of(secret)
    if person is None:
        raise Http404("no such calendar")
    language = "en" if person.language == "en" else "fr"
    origin, today = request.build_absolute_uri("/"), timezone.localdate()
    feeds = [
        feed_of(
            one.living.slug,
            seen_at(one.living.pk, one.living.number, one.living.standing.audience),
            today,
            origin,
            language,
        )
        for one in asked_by(person.pk)
        if one.living.archived_at is None
    ]
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    response = ics(calendar_of(feeds, _NAME.in_(language), language, now), "maillage.ics")
    patch_cache_control(response, private=True, max_age=900)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@csrf_exempt  # the signed token of the letter is what authenticates; one button, asked for once
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Receive nothing more about a dossier, from the link of a letter, without signing in."""
    try:
        number = int(signing.loads(token, salt=STOP_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        raise Http404(token) from None
    found = subscription(number)
    if request.method == "POST" and found is not None:
        subscribing.stop(subscription=found.pk)
        found = None
        return render(request, "calendars/stop.html", {"stopped": True})
    return render(request, "calendars/stop.html", {"subscription": found, "stopped": found is None})
