"""A server that answers as the official directory does, and a directory that asks it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from maillage.io.directory import Directory
from tests.directory_server import DirectoryServer

Asking = Callable[..., Directory]


@pytest.fixture
def server() -> Iterator[DirectoryServer]:
    """The server; it has stopped when the test is over."""
    with DirectoryServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the answers are kept; it is made by whoever asks first."""
    return tmp_path / "answers of the directory"


@pytest.fixture
def asking(server: DirectoryServer, folder: Path) -> Iterator[Asking]:
    """Open a directory on the server, closed when the test is over."""
    with ExitStack() as opened:

        def open_directory(**settings: Any) -> Directory:
            settings = {"patience": 1.0, **settings}
            return opened.enter_context(Directory(server.url, folder, **settings))

        yield open_directory


OLD = datetime.timedelta(milliseconds=1)
"""An answer is no longer fresh as soon as it is there."""
