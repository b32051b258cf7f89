"""Enter and leave by an identity provider."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from requests import RequestException

from maillage_web.accounts.actions.provider import SignedAnswers
from maillage_web.accounts.choices.mishaps import PROVIDER_IS_SILENT
from maillage_web.common.views import mishap

_ID_TOKEN = "provider_id_token"
_PROVIDER = "provider_id"


class _Answer(OAuth2CallbackView):  # type: ignore[misc]
    """The answer of the provider, bound to our question by its nonce."""

    adapter: SignedAnswers

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.expected_nonce = state.get("nonce")
        return state, response


def _adapter(request: HttpRequest, provider_id: str) -> SignedAnswers:
    adapter = SignedAnswers(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404(provider_id) from None
    return adapter


@never_cache
@login_not_required
def ask(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to the provider, after a button of ours."""
    try:
        response: HttpResponse = OAuth2LoginView.adapter_view(_adapter(request, provider_id))(request)
    except RequestException:
        return mishap(request, PROVIDER_IS_SILENT)
    return response


@never_cache
@login_not_required
def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the provider sends people back to."""
    adapter = _adapter(request, provider_id)
    response: HttpResponse = _Answer.adapter_view(adapter)(request)
    if adapter.id_token and response.status_code < 400:
        request.session[_ID_TOKEN], request.session[_PROVIDER] = adapter.id_token, provider_id
    return response


def farewell(request: HttpRequest) -> str:
    """Where to leave the provider too, for who entered by it in this session; empty otherwise, or if it is silent."""
    token, provider_id = request.session.get(_ID_TOKEN), request.session.get(_PROVIDER)
    if not token:
        return ""
    try:
        provider = get_adapter(request).get_provider(request, provider_id)
        end = provider.get_oauth2_adapter(request).openid_config.get("end_session_endpoint")
    except (SocialApp.DoesNotExist, RequestException):
        return ""
    if not end:
        return ""
    with override(settings.LANGUAGE_CODE):  # one address, declared to the provider
        back = request.build_absolute_uri(reverse("account_signed_out"))
    asked = {"id_token_hint": token, "state": get_random_string(32), "post_logout_redirect_uri": back}
    return f"{end}?{urlencode(asked)}"
