"""How long one request may take in all, and what is tried again in that time."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from email.utils import parsedate_tz
from typing import Any

from requests.adapters import MaxRetryError, ResponseError, Retry

_LONGEST = 3600.0  # seconds: a service that asks for more is not believed
_UNREADABLE = 1.0  # seconds waited for when it cannot be read how long to wait
_TRIES = 3  # after the first one

FAILING = (429, 500, 502, 503, 504)
"""The statuses of answers that say to come back, or that the server fails."""


class Patience:
    """The seconds that one request of this thread still has."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = threading.local()

    def start(self) -> None:
        """A request of this thread begins."""
        self._ends.at = time.monotonic() + self.seconds

    def left(self) -> float:
        """The seconds left, at least 0."""
        ends: float = getattr(self._ends, "at", time.monotonic() + self.seconds)
        return max(ends - time.monotonic(), 0.0)


class PatientRetry(Retry):
    """Try again when the service says when to come back, or fails, as long as there is time left.

    When there is not, its answer is given back as it is, at once: nobody waits a minute before a page.
    """

    def __init__(self, *arguments: Any, patience: Patience, **settings: Any) -> None:
        self.patience = patience
        super().__init__(*arguments, **settings)

    @classmethod
    def within(cls, patience: Patience, statuses: Collection[int] = FAILING) -> PatientRetry:
        """What is tried again: answers of these `statuses`, which say to come back or fail, connections cut short."""
        return cls(
            patience=patience,
            total=_TRIES,
            connect=0,
            read=1,
            redirect=0,
            other=0,
            status_forcelist=statuses,
            backoff_factor=0.2,
            raise_on_status=False,
            raise_on_redirect=False,
        )

    def new(self, **changed: Any) -> PatientRetry:
        """The same patience for the next try."""
        return super().new(**{"patience": self.patience, **changed})

    def parse_retry_after(self, retry_after: str) -> float:
        """The seconds that a header ``Retry-After`` asks for, given as seconds or as a date."""
        if not retry_after.strip().isdecimal() and parsedate_tz(retry_after) is None:
            return _UNREADABLE
        return min(super().parse_retry_after(retry_after), _LONGEST)

    def increment(
        self, method: Any = None, url: Any = None, response: Any = None, *more: Any, **named: Any
    ) -> Any:
        """The next try, when there is time for it; else raises `MaxRetryError`, which urllib3 turns into `response`."""
        error = named.get("error")
        if error is not None and not self.patience.left():
            raise error
        following = super().increment(method, url, response, *more, **named)
        asked = self.get_retry_after(response) if response is not None else None
        if (asked or following.get_backoff_time()) >= self.patience.left():
            raise MaxRetryError(named.get("_pool"), url or "", ResponseError("no time left"))  # type: ignore[arg-type]
        return following


def seconds_asked(retry_after: str | None) -> float | None:
    """The seconds that the header ``Retry-After`` of a last answer asks for, if it does."""
    if retry_after is None:
        return None
    return PatientRetry.within(Patience(0)).parse_retry_after(retry_after)
