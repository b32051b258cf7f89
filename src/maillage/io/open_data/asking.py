"""Ask the services: each at its own pace, with one name, and a sentence when something goes wrong."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from requests import Request, Response, Session
from requests.adapters import HTTPAdapter, ReadTimeoutError
from requests.exceptions import (  # type: ignore[attr-defined]  # BaseHTTPError: that of urllib3
    BaseHTTPError,
    RequestException,
)

from maillage.io.asking import (
    USER_AGENT,
    PacedMixin,
    PaceError,
    Patience,
    PatientRetry,
    SharedBucket,
    limiter_of,
)
from maillage.io.open_data.problems import OpenDataError, of_error, of_status, refusal
from maillage.io.open_data.services import Address, Addresses, Service

_AGAIN = (
    429,
    502,
    503,
    504,
)  # 500 is how Melodi says that it knows no such dataset: asking again changes nothing
_REDIRECTS = 5
_CHUNK = 256 * 1024
_JSON = {"Accept": "application/json", "Accept-Encoding": "gzip"}
_TRIES = 3
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: `patience` for a turn and for what is tried again, `connect` to be heard, `read` between two bytes.

    `pause` is the first wait after a connection was cut; it doubles each time. `answer` bounds an answer in bytes.
    """

    patience: float = 150.0
    connect: float = 10.0
    read: float = 60.0
    pause: float = 0.5
    answer: int = 128 * _MIB


class CutError(Exception):
    """The body stopped coming before its end."""

    def __init__(self, code: str = "cut") -> None:
        super().__init__(code)
        self.code = code


class ServiceSession(PacedMixin, Session):
    """The session that asks one service."""

    waits: Waits

    @classmethod
    def opened(cls, folder: Path, service: Service, waits: Waits, pace: float) -> ServiceSession:
        """A session whose pace is kept in `folder`, for all the processes that share it."""
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z0-9.-]+", "-", service.id.lower())
        bucket = SharedBucket.of(
            folder / f"pace-{name}.sqlite", max(int(service.requests * pace), 1), service.seconds
        )
        session = cls(limiter=limiter_of(bucket), per_host=False, limit_statuses=(), max_delay=waits.patience)
        session.bucket, session.patience, session.waits = bucket, Patience(waits.patience), waits
        session.max_redirects = _REDIRECTS
        session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        for scheme in ("https://", "http://"):
            session.mount(scheme, HTTPAdapter(max_retries=PatientRetry.within(session.patience, _AGAIN)))
        return session

    def ask(self, url: str, headers: Mapping[str, str]) -> Response:
        """The answer, its body not read yet."""
        self.patience.start()
        request = self.prepare_request(Request("GET", url, headers=dict(headers)))
        settings = self.merge_environment_settings(url, {}, True, None, None)
        return self.send(request, timeout=(self.waits.connect, self.waits.read), **settings)

    def close(self) -> None:
        """Close the file of the pace and the connections."""
        super().close()
        self.bucket.close()  # type: ignore[no-untyped-call]


class Asking:
    """Asks any of the services, keeping their paces in `folder`. Use it in a ``with``, or `close` it.

    `addresses` say where the services are, `waits` how long to wait; `pace` is the part of the rate of each service
    that is used, less than 1 where several machines ask from one address. Every failure is an `OpenDataError`.
    """

    def __init__(
        self, folder: Path, addresses: Addresses, waits: Waits | None = None, *, pace: float = 1.0
    ) -> None:
        self.addresses, self.waits = addresses, waits or Waits()
        self._folder, self._pace = folder, pace
        self._sessions: dict[str, ServiceSession] = {}

    def __enter__(self) -> Self:
        """This asking."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        self.close()

    def close(self) -> None:
        """Close what was opened."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    @contextlib.contextmanager
    def answer(self, address: Address, headers: Mapping[str, str] | None = None) -> Iterator[Response]:
        """The answer of a service whatever its status, its body still to come. Raises `OpenDataError`."""
        try:
            response = self._session(address.service).ask(address.asked, headers or {})
        except RequestException as error:
            raise of_error(error, address) from error
        except PaceError as error:
            raise refusal("folder", folder=self._folder, why=error) from error
        try:
            yield response
        finally:
            response.close()

    def json(self, address: Address) -> Any:
        """What a service answers in JSON, asked again when it was cut. Raises `OpenDataError`."""
        for left in reversed(range(_TRIES)):
            try:
                with self.answer(address, _JSON) as response:
                    body = self._whole(response, address)
                    if response.status_code != 200:
                        raise of_status(response, address, said_by(response, body))
                    return _parsed(body, address)
            except CutError as error:
                if not left:
                    raise refusal(error.code, address) from error
        raise AssertionError("unreachable")

    def _whole(self, response: Response, address: Address) -> bytes:
        body = bytearray()
        for chunk in chunks_of(response):
            body += chunk
            if len(body) > self.waits.answer:
                raise refusal("too-large-answer", address)
        return bytes(body)

    def _session(self, service: Service) -> ServiceSession:
        if service.id not in self._sessions:
            try:
                self._sessions[service.id] = ServiceSession.opened(
                    self._folder, service, self.waits, self._pace
                )
            except (OSError, PaceError) as error:
                raise refusal("folder", folder=self._folder, why=error) from error
        return self._sessions[service.id]


def with_query(address: Address, params: Mapping[str, str | Sequence[str]]) -> Address:
    """The same address with a query; a name with several values is repeated.

    >>> with_query(Addresses({}).at("melodi", "/data/DS"), {"GEO": "EPCI-200093201*COM"}).official
    'https://api.insee.fr/melodi/data/DS?GEO=EPCI-200093201%2ACOM'
    """
    if not params:
        return address
    joint = "&" if "?" in address.official else "?"
    query = joint + urlencode(params, doseq=True)
    return Address(address.service, address.official + query, address.asked + query)


def chunks_of(response: Response) -> Iterator[bytes]:
    """The body as it comes. Raises `CutError` when it stops before its end."""
    try:
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            yield chunk
    except ReadTimeoutError as error:
        raise CutError("timeout") from error
    except (BaseHTTPError, OSError) as error:
        raise CutError from error


def is_page(beginning: bytes) -> bool:
    """Whether what comes is a page for people, as a service under maintenance sends instead of data."""
    start = beginning.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].lower()
    return start.startswith((b"<!doctype html", b"<html"))


def said_by(response: Response, body: bytes) -> str:
    """What a service says in plain text or in the message of a JSON error; nothing for a page."""
    if "text/plain" in response.headers.get("Content-Type", ""):
        return body.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, AttributeError):
        said = json.loads(body)
        return str(said.get("message") or said.get("detail") or said.get("description") or "")
    return ""


def _parsed(body: bytes, address: Address) -> Any:
    if body.lstrip()[:1] == b"<":
        raise refusal("html", address)
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise refusal("bad-json", address) from error


__all__ = ["Asking", "CutError", "OpenDataError", "Waits", "chunks_of", "is_page", "said_by", "with_query"]
