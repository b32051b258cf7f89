"""What kept a source from being read, as a sentence in both languages that says what to do.

Every failure of a request is one row of ``[problem]`` in ``data/messages/open_data.toml``.
"""

from __future__ import annotations

import math
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from requests import Response
from requests.adapters import ReadTimeoutError
from requests.exceptions import (
    ConnectionError,
    InvalidSchema,
    InvalidURL,
    MissingSchema,
    RequestException,
    SSLError,
    Timeout,
    TooManyRedirects,
)

from maillage.data.wording import Messages
from maillage.io.asking.pace import NotYetError
from maillage.io.asking.patience import seconds_asked
from maillage.io.open_data.services import Address
from maillage.text import Text

_MESSAGES = Messages("messages/open_data.toml")
_LONGEST_SAID = 200  # characters of what a service says in plain text


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """Why a source was not read. `seconds` is how long to wait, when that is known; `url` what was asked."""

    code: str
    message: Text
    url: str = ""
    seconds: int | None = None


class OpenDataError(Exception):
    """A source was not read; `problem` says why, and what to do."""

    def __init__(self, problem: SourceProblem) -> None:
        super().__init__(problem.message.en)
        self.problem = problem


def message(section: str, key: str, /, **values: object) -> Text:
    """The message `key` of a section with its holes filled. Raises `KeyError`.

    >>> message("problem", "no-codes").en
    'Name at least one commune, EPCI or département.'
    """
    return _MESSAGES.sentence(f"{section}.{key}", **values)


def refusal(
    code: str, address: Address | None = None, *, seconds: int | None = None, **values: object
) -> OpenDataError:
    """The error to raise for the problem `code`, met at `address`. Raises `KeyError` when there is no such row."""
    url = address.official if address else ""
    where = {"source": address.service.name, "url": url} if address else {}
    said = {"seconds": seconds} if seconds is not None else {}
    return OpenDataError(
        SourceProblem(code, message("problem", code, **where, **said, **values), url, seconds)
    )


def of_error(error: RequestException, address: Address) -> OpenDataError:
    """What a failure of a request stands for."""
    if isinstance(error, NotYetError):
        return refusal("too-many-requests", address, seconds=max(math.ceil(error.seconds), 1))
    if type(error) is Timeout:  # the limiter says so when the turn of this process did not come
        return refusal("too-many-requests", address, seconds=max(math.ceil(address.service.seconds), 1))
    return refusal(_code_of(error), address)


def _code_of(error: RequestException) -> str:
    if isinstance(error, SSLError):
        return "certificate"
    if isinstance(error, Timeout):
        return "timeout"
    if isinstance(error, TooManyRedirects):
        return "redirects"
    if isinstance(error, (InvalidSchema, InvalidURL, MissingSchema)):
        return "address"
    causes = tuple(_causes(error))
    if any(isinstance(one, socket.gaierror) for one in causes):
        return "name"
    if any(isinstance(one, ReadTimeoutError) for one in causes):  # so it is when trying again timed out too
        return "timeout"
    return "offline" if isinstance(error, ConnectionError) else "cut"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it says it comes from: requests and urllib3 wrap one another in several ways."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def of_status(response: Response, address: Address, said: str = "") -> OpenDataError:
    """What an answer that is not the one hoped for stands for; `said` is its text, when it is one."""
    status = response.status_code
    if status == 429 or (status == 503 and "Retry-After" in response.headers):
        asked = seconds_asked(response.headers.get("Retry-After")) or address.service.seconds
        return refusal("too-many-requests", address, seconds=max(math.ceil(asked), 1))
    if status in (404, 410):
        return refusal("not-found", address, status=status)
    if status >= 500:
        words = " ".join(said.split())[:_LONGEST_SAID]
        return refusal("server-error", address, status=status, said=f" ({words})" if words else "")
    return refusal("refused", address, status=status)
