"""What a person sees and changes of themself: their profile, what is kept of them, their erasure."""

from __future__ import annotations

import contextlib

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.text import Text
from maillage_web.accounts import actions
from maillage_web.accounts.choices import ErasureRefused, LetterNotSent
from maillage_web.accounts.choices.letters import ERASED, ERASURE_CODE
from maillage_web.accounts.choices.mishaps import LETTER_NOT_SENT
from maillage_web.accounts.forms.mine import ProfileForm, ProofForm
from maillage_web.accounts.queries import kept
from maillage_web.accounts.queries.people import has_second_factor
from maillage_web.accounts.views.mishaps import too_many
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's profile, and the way to the rest."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is changed."))
        return redirect("account")
    request.user.refresh_from_db()  # the form wrote on it, right or wrong
    page = {"form": form, "second_factor": has_second_factor(request.user)}
    return render(request, "accounts/account.html", page)


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, in words."""
    holdings = kept.personal_data(request.user)
    return render(request, "accounts/my_data.html", {"holdings": holdings})


@never_cache
@login_required
@require_safe
def download(request: HttpRequest) -> JsonResponse:
    """All that is kept, as JSON."""
    content = kept.as_json(kept.personal_data(request.user), language())
    response = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="maillage-mes-donnees.json"'
    return response


@never_cache
@login_required
@require_POST
def send_code(request: HttpRequest) -> HttpResponse:
    """Send a code to who has no password, so that they can show that it is they who leave."""
    if not ratelimit.consume(request, action="erase"):
        return too_many(request)
    code = actions.remember_code(request.session, now=timezone.now())
    try:
        actions.post(
            ERASURE_CODE, to=request.user.email, language=request.user.language, values={"code": code}
        )
    except LetterNotSent:
        return mishap(request, LETTER_NOT_SENT)
    messages.info(request, _("A code was sent to %(email)s.") % {"email": request.user.email})
    return redirect("account_erase")


@never_cache
@login_required
@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Explain what erasing does; do it for who shows that it is they."""
    if request.method != "POST":
        return _ask(request, ProofForm(request=request))
    if not ratelimit.consume(request, action="erase"):
        return too_many(request)
    form = ProofForm(request.POST, request=request)
    if not form.is_valid():
        return _ask(request, form)
    email, tongue = request.user.email, request.user.language
    try:
        actions.erase(person=request.user, now=timezone.now())
    except ErasureRefused as refusal:
        request.user.refresh_from_db()
        return _ask(request, ProofForm(request=request), _words(refusal.reason))
    logout(request)
    with contextlib.suppress(LetterNotSent):  # it is done, told or not
        actions.post(ERASED, to=email, language=tongue)
    return redirect("account_erased")


def _ask(request: HttpRequest, form: ProofForm, refusal: str = "") -> HttpResponse:
    page = {"form": form, "by_password": request.user.has_usable_password(), "refusal": refusal}
    return render(request, "accounts/erase.html", page, status=409 if refusal else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/erased.html")


def _words(reason: Text | str | Promise) -> str:
    return reason.in_(language()) if isinstance(reason, Text) else str(reason)
