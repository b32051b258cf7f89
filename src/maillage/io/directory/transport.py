"""Read what the directory sends: so many bytes, in so much time, and without the people named in it."""

from __future__ import annotations

import json
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter, ReadTimeoutError
from requests.exceptions import (  # type: ignore[attr-defined]  # BaseHTTPError: that of urllib3
    BaseHTTPError,
    ReadTimeout,
    RequestException,
)
from requests.structures import CaseInsensitiveDict

from maillage.io.asking.patience import Patience, PatientRetry
from maillage.organisations import without_persons

_CHUNK = 64 * 1024
_CONNECTING = 5.0  # seconds: a connection that takes longer will not come


class BadAnswerError(RequestException):
    """What came is no answer of the directory: not JSON, cut short, too large, of another shape."""


class CarefulAdapter(HTTPAdapter):
    """Turns every answer into a bounded one from which people are gone, before anything keeps it."""

    def __init__(self, patience: Patience, most_bytes: int) -> None:
        self.patience, self.most_bytes = patience, most_bytes
        super().__init__(max_retries=PatientRetry.within(patience))

    def send(self, request: PreparedRequest, *arguments: Any, **settings: Any) -> Response:
        """The answer, its body read. Raises `BadAnswerError`, or what requests raises when nothing comes."""
        left = max(self.patience.left(), 0.001)
        settings |= {"stream": True, "timeout": (min(left, _CONNECTING), left)}
        response = super().send(request, **settings)
        try:
            if response.status_code == 200:
                body = self._organisations(response)
            elif 200 < response.status_code < 400:
                raise BadAnswerError(f"status {response.status_code}")
            else:
                body = b""
        finally:
            response.raw.close()
        return _plain(response, request, body)

    def _organisations(self, response: Response) -> bytes:
        try:
            payload = without_persons(json.loads(self._read(response)))
        except (ValueError, RecursionError) as error:
            raise BadAnswerError("no JSON") from error
        if payload is None:
            raise BadAnswerError("another shape")
        return json.dumps(payload, ensure_ascii=False).encode()

    def _read(self, response: Response) -> bytes:
        """The body as it comes: one that drips is given up in time, one that is too large before it is whole."""
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise BadAnswerError("an encoding nobody asked for")
        body = bytearray()
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=False):
                body += chunk
                if len(body) > self.most_bytes:
                    raise BadAnswerError("too large")
                if not self.patience.left():
                    raise ReadTimeout("the body came too slowly")
        except ReadTimeoutError as error:
            raise ReadTimeout("the body stopped coming") from error
        except BaseHTTPError as error:
            raise BadAnswerError("the body was cut short") from error
        return bytes(body)


def _plain(response: Response, request: PreparedRequest, body: bytes) -> Response:
    """The answer as it may be kept: its body, and neither cookies nor the words that were typed to get it."""
    kept = {"Content-Type": "application/json"}
    if "Retry-After" in response.headers:
        kept["Retry-After"] = response.headers["Retry-After"]
    asked = request.copy()
    asked.url = (request.url or "").partition("?")[0]
    response.request, response.url = asked, asked.url
    response.headers = CaseInsensitiveDict(kept)
    response._content, response._content_consumed = body, True  # type: ignore[attr-defined]
    return response
