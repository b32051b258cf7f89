"""The page of who takes care of what is said."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage_web.exchanges.actions.moderating import decide
from maillage_web.exchanges.forms import ReasonForm
from maillage_web.exchanges.policies import Action
from maillage_web.exchanges.queries.flags import find_flag, flags_for
from maillage_web.exchanges.views.threads import person_of


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What moderators are asked to look at."""
    person = person_of(request)
    if not person.scopes(Action.CARE):
        raise Http404("nothing to care for")
    return render(request, "exchanges/moderation.html", {"flags": flags_for(person)})


@never_cache
@login_required
@require_POST
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """Keep or hide, with a reason."""
    flag = find_flag(person_of(request), number)
    if flag is None:
        raise Http404(number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why: the author reads the reason."))
        return redirect("moderation")
    decide(
        flag=flag,
        hide="hide" in request.POST,
        why=form.cleaned_data["why"],
        by=request.user.pk,
        now=timezone.now(),
    )
    messages.success(request, _("It is noted, and its author is told."))
    return redirect("moderation")
