"""A server that answers as the official services do, and what asks it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maillage.io.open_data import Addresses, Asking, OpenDataError, Waits
from tests.open_data_server import OpenDataServer

NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
QUICK = Waits(patience=3.0, connect=1.0, read=0.4, pause=0.005)


@pytest.fixture
def server() -> Iterator[OpenDataServer]:
    """The server; it has stopped when the test is over."""
    with OpenDataServer() as running:
        yield running


@pytest.fixture
def asking(server: OpenDataServer, tmp_path: Path) -> Iterator[Asking]:
    """What asks the server, far more often than it would ask the real ones."""
    with Asking(tmp_path / "pace", Addresses(server.settings), QUICK, pace=50) as opened:
        yield opened


def problem_of(doing: Callable[[], object]) -> str:
    """The code of the problem that it ends with, which is told in both languages."""
    with pytest.raises(OpenDataError) as caught:
        doing()
    problem = caught.value.problem
    assert all(problem.message)
    assert not any("{" in half for half in problem.message)
    return problem.code
