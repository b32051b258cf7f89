"""An OpenID Connect provider such as ProConnect: what it says of people is a signed token.

allauth's own provider reads JSON only, does not bind its question to the answer (nonce), and takes any value for
"the address is verified". See docs/adr/0010.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.internal.deferred import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import override

_TOLD = ("sub", "email", "email_verified", "name", "given_name", "usual_name", "family_name", "siret")
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_HOUR = 3600


class SignedAnswers(OpenIDConnectOAuth2Adapter):
    """Reads what the provider answers; every token is checked against the keys that the provider publishes."""

    expected_nonce: str | None = None
    id_token: str = ""  # shown to the provider when the person leaves

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes about itself, kept for an hour."""
        key = f"oidc:{self.get_provider().server_url}"
        known: dict[str, Any] | None = cache.get(key)
        if known is None:
            known = super().openid_config
            cache.set(key, known, _HOUR)
        return known

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the provider sends people back: one address, declared to it, whatever the language of the page."""
        with override(settings.LANGUAGE_CODE):
            return str(super().get_callback_url(request, app))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The person that the tokens describe. Raises `OAuth2Error` when they do not hold together."""
        self.id_token = kwargs["response"].get("id_token") or ""
        identity = self._decode_id_token(app, self.id_token)
        if not constant_time_compare(str(identity.get("nonce", "")), self.expected_nonce or ""):
            raise OAuth2Error("the answer is not that of our question")
        told = self._fetch_user_info(token.token)
        if told.get("sub") != identity["sub"]:
            raise OAuth2Error("the two tokens are about two people")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told})

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
        if response.headers.get("content-type", "").startswith("application/jwt"):
            return self._verified(response.text, self.get_provider().app.client_id)
        told: dict[str, Any] = response.json()
        return told

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        return self._verified(id_token, app.client_id)

    def _verified(self, token: str, audience: str) -> dict[str, Any]:
        """What a token says, once its signature, who made it and for whom, and its end are checked."""
        try:
            header = jwt.get_unverified_header(token)
            verified: dict[str, Any] = jwt.decode(
                token,
                key=self._key(header.get("kid")),
                algorithms=[name for name in _SIGNATURES if name == header.get("alg")],
                issuer=self.openid_config["issuer"],
                audience=audience,
                options={"require": ["iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as failure:
            raise OAuth2Error("a token is not signed by the provider") from failure
        return verified

    def _key(self, name: str | None) -> Any:
        """The key of this name among those that the provider publishes; its only one when the token names none."""
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        keys = [key for key in jwt.PyJWKSet.from_dict(response.json()).keys if name in (None, key.key_id)]
        if len(keys) != 1:
            raise KeyError(name)
        return keys[0].key


class IdentityProvider(OpenIDConnectProvider):
    """The provider of the settings: what we ask it, and what we keep of its answer."""

    oauth2_adapter_class = SignedAnswers

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        """Ask with a nonce, kept beside the state until the answer comes."""
        nonce = get_random_string(32)
        asked = {**(kwargs.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        response: HttpResponse = super().redirect(request, process, auth_params=asked, nonce=nonce, **kwargs)
        return response

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """What the settings say; the address of our page adds nothing to it."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What the settings say; the address of our page adds nothing to it."""
        return list(self.get_scope())

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of the answer: what we asked, no token."""
        told = data["userinfo"]
        return {"userinfo": {name: told[name] for name in _TOLD if name in told}}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """The address, and the name as the person is called."""
        told = data["userinfo"]
        last = told.get("usual_name") or told.get("family_name") or ""
        both = f"{told.get('given_name') or ''} {last}".strip()
        return {"email": told.get("email"), "name": both or told.get("name") or ""}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address; verified only when the provider says so, with the value true and no other."""
        told = data["userinfo"]
        if not told.get("email"):
            return []
        verified = told.get("email_verified") is True
        return [EmailAddress(email=told["email"], verified=verified, primary=True)]
