"""The entrance: where our pages do a little more than allauth's own views."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.decorators import login_not_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage_web.accounts.views.openid import farewell


class _CodeView(account.ConfirmLoginCodeView):  # type: ignore[misc]
    """The page where the code is typed; the link of the e-mail has it written already, and a button enters."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "code": self.request.GET.get("code", "")}


_confirm_code = _CodeView.as_view()


@never_cache
@login_not_required
def confirm_code(request: HttpRequest) -> HttpResponseBase:
    """The page of the code; a link opened in another browser says so."""
    response: HttpResponseBase = _confirm_code(request)
    lost = request.method == "GET" and "code" in request.GET and response.status_code == 302
    if lost and not request.user.is_authenticated:
        messages.warning(
            request,
            _(
                "This link opens only in the browser where you asked for the code, and for fifteen minutes. "
                "Copy the code there, or ask for another one here."
            ),
        )
    return response


class SignOutView(account.LogoutView):  # type: ignore[misc]
    """Leave; and leave the identity provider too, for who entered by it."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        elsewhere = farewell(self.request)
        response: HttpResponseBase = super().post(*args, **kwargs)
        return HttpResponseRedirect(elsewhere) if elsewhere else response


sign_out = never_cache(SignOutView.as_view())


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signed_out.html")
