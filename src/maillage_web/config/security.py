"""What browsers may do with our pages (docs/adr/0006): everything comes from the site, nothing is inline."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from maillage_web.config import environment

SESSION_HOURS = 12  # a working day; closing the browser ends it too. Uploads expire by themselves, sooner


def form_targets() -> tuple[str, ...]:
    """Where a form may lead, apart from the site: to the identity provider, to sign in and out."""
    provider = environment.identity_provider()
    return provider.origins if provider else ()


def picture_sources() -> tuple[str, ...]:
    """Where pictures may come from, apart from the site: the host of the map, if one was chosen."""
    parts = urlsplit(environment.tiles_address())
    return (f"{parts.scheme}://{parts.netloc}",) if parts.netloc else ()


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, *picture_sources()],
        "base-uri": [NONE],
        "form-action": [SELF, *form_targets()],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}


def cookies_and_headers(*, https: bool) -> dict[str, Any]:
    """Settings of cookies and headers; those that need https only with it."""
    return {
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_AGE": SESSION_HOURS * 3600,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_HSTS_SECONDS": 31_536_000 if https else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "X_FRAME_OPTIONS": "DENY",
    }


SETTINGS = cookies_and_headers(https=environment.behind_https())
