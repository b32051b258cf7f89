"""One's news: what one was told, how one wants to be told, the link that stops letters."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from maillage_web.notices.actions import wishes
from maillage_web.notices.actions.sending import STOP_SALT
from maillage_web.notices.choices import kind_words
from maillage_web.notices.forms import WishesForm
from maillage_web.notices.queries.news import digest_of, find_notice, news_of, ways_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def news(request: HttpRequest) -> HttpResponse:
    """What one was told, and how one wants each kind."""
    ways, digest = ways_of(request.user.pk), digest_of(request.user.pk)
    form = WishesForm(request.POST or None, ways=ways, initial={"every": digest.every})
    if request.method == "POST" and form.is_valid():
        wishes.choose(
            user=request.user.pk,
            ways=form.ways(),
            every=form.cleaned_data["every"],
            origin=request.build_absolute_uri("/"),
        )
        messages.success(request, _("It is noted."))
        return redirect("news")
    told = news_of(request.user.pk)
    context = {
        "told": told,
        "waiting": any(not one.read for one in told),
        "form": form,
        "origin": digest.origin,
    }
    return render(request, "notices/news.html", context)


@never_cache
@login_required
@require_POST
def read(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Mark one thing as read and go where it leads, or mark all."""
    found = find_notice(request.user.pk, number) if number is not None else None
    if number is not None and found is None:
        raise Http404(number)
    wishes.mark_read(user=request.user.pk, now=timezone.now(), number=number)
    there = found.address if found is not None and "open" in request.POST else ""
    if there and url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return redirect(there)
    return redirect("news")


@never_cache
@csrf_exempt  # the signed token of the letter is what authenticates; one button, asked for once
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Receive no more letters of a kind, from the link of a letter, without signing in."""
    try:
        user, kind = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        raise Http404(token) from None
    if request.method == "POST":
        wishes.stop(user=int(user), kind=str(kind))
    digest = kind == "digest"
    context = {"stopped": request.method == "POST", "digest": digest, "kind": kind_words(str(kind))}
    return render(request, "notices/stop.html", context)
