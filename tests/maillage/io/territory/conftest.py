"""The official files loaded once, and files made up line by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from maillage.io.territory.loading import Loaded
from maillage.io.territory.store import Store
from tests.territory_data import loaded_folder

Write = Callable[..., Path]
Load = Callable[..., Loaded]


@pytest.fixture(scope="session")
def loaded(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the official files."""
    return loaded_folder(shared, tmp_path_factory)


@pytest.fixture(scope="session")
def store(loaded: Path) -> Store:
    """Their figures."""
    return Store.at(loaded)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of these lines."""

    def written(name: str, *lines: str, encoding: str = "utf-8", end: str = "\r\n") -> Path:
        path = tmp_path / name
        path.write_bytes("".join(line + end for line in lines).encode(encoding))
        return path

    return written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where figures are loaded, empty."""
    return tmp_path / "territory"
