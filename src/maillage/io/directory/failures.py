"""From what went wrong to a sentence: every failure of a request is one of these."""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path

from requests import Response
from requests.exceptions import ConnectionError, RequestException, Timeout

from maillage.io.asking.pace import NotYetError
from maillage.io.asking.patience import seconds_asked
from maillage.io.directory.answer import DirectoryProblem, problem
from maillage.io.directory.transport import BadAnswerError

FAILURES = (RequestException, sqlite3.Error, OSError)
"""What asking the directory may raise."""


def problem_of_error(error: Exception, folder: Path) -> DirectoryProblem:
    """The problem that `error`, one of `FAILURES`, stands for."""
    if isinstance(error, NotYetError):
        return problem("too-many-requests", seconds=max(math.ceil(error.seconds), 1))
    if isinstance(error, BadAnswerError):
        return problem("bad-answer")
    if type(error) is Timeout:  # the limiter says so when the turn of this process did not come
        return problem("too-many-requests", seconds=1)
    if isinstance(error, Timeout):
        return problem("timeout")
    if isinstance(error, ConnectionError):
        return problem("offline")
    if isinstance(error, RequestException):
        return problem("bad-answer")
    return problem("cache", folder=folder)


def problem_of_status(response: Response) -> DirectoryProblem | None:
    """The problem that the status of an answer stands for; nothing when it is a good one."""
    status = response.status_code
    if status == 200:
        return None
    if status == 429:
        asked = seconds_asked(response.headers.get("Retry-After")) or 1
        return problem("too-many-requests", seconds=max(math.ceil(asked), 1))
    if status >= 500:
        return problem("server-error", status=status)
    return problem("refused", status=status)
