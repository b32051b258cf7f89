"""An OpenID Connect provider that really runs, and that can be made to answer as ProConnect does, or to lie."""

from __future__ import annotations

import json
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from werkzeug.serving import make_server

CLIENT_ID = "maillage"
SUBJECT = "person-1"


@dataclass
class Provider:
    """The provider: where it is, what it tells of the person, and how its answers are spoiled."""

    address: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    as_token: bool = True
    changed: dict[str, Any] = field(default_factory=dict)
    forged: bool = False
    algorithm: str = "RS256"
    asked: list[dict[str, str]] = field(default_factory=list)

    def userinfo(self, told: dict[str, Any], storage: Any) -> tuple[str, str]:
        """The answer about the person: a type and a body."""
        if not self.as_token:
            return "application/json", json.dumps({**told, **self.changed})
        now = int(time.time())
        claims = {**told, "iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 60, **self.changed}
        key = storage.jwk.as_dict(is_private=True)
        signing: Any = jwt.algorithms.RSAAlgorithm.from_jwk(key)
        if self.forged:
            signing = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        if self.algorithm == "none":
            signing = None
        token = jwt.encode(claims, signing, algorithm=self.algorithm, headers={"kid": key["kid"]})
        return "application/jwt; charset=utf-8", token


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """The provider, answering on this machine until the end."""
    with warnings.catch_warnings():
        import authlib.deprecate  # noqa: F401 - it asks for all its warnings: first

        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, app

        site = app(user_claims=[User(sub=SUBJECT, claims=provider.told)])
    import flask

    site.debug = False

    @site.after_request
    def spoil(response: Any) -> Any:
        provider.asked.append({"path": flask.request.path, **flask.request.values.to_dict()})
        if flask.request.path == "/userinfo" and response.status_code == 200:
            storage = flask.g.oidc_provider_mock_storage
            kind, body = provider.userinfo(response.get_json(), storage)
            response.set_data(body)
            response.headers["Content-Type"] = kind
        return response

    server = make_server("localhost", 0, site.wsgi_app.app, threaded=False)
    provider.address = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def accept(asked: str) -> str:
    """Sign in at the provider, which was reached at the address `asked`; the address it sends back to."""
    answer = requests.post(asked, data={"sub": SUBJECT}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def enter_by_it(client: Client, *, prefix: str = "/", **form: str) -> Any:
    """Enter by the provider as people do; the last answer of our site."""
    asked = client.post(f"{prefix}compte/identite/oidc/", form)
    assert asked.status_code == 302, asked.content.decode()
    return client.get(accept(asked.url))
