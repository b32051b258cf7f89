"""Read the tables shipped inside the package (and nothing else)."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_ROOT = files("maillage.data")


@cache
def rows(path: str) -> tuple[dict[str, str], ...]:
    """The rows of the packaged CSV table `path`, e.g. ``"vocabularies/spheres.csv"``."""
    return tuple(csv.DictReader(_ROOT.joinpath(path).read_text(encoding="utf-8").splitlines(keepends=True)))


@cache
def document(path: str) -> dict[str, Any]:
    """The packaged TOML document `path`, e.g. ``"messages/problems.toml"``. Treat it as read-only."""
    return tomllib.loads(_ROOT.joinpath(path).read_text(encoding="utf-8"))


@cache
def names(folder: str) -> tuple[str, ...]:
    """The names of the files in a packaged folder, sorted, e.g. ``names("checks")``."""
    return tuple(sorted(entry.name for entry in _ROOT.joinpath(folder).iterdir() if entry.is_file()))


@cache
def folders(folder: str) -> tuple[str, ...]:
    """The names of the folders in a packaged folder, sorted, e.g. ``folders("frames")``."""
    inside = (entry for entry in _ROOT.joinpath(folder).iterdir() if entry.is_dir())
    return tuple(sorted(entry.name for entry in inside if not entry.name.startswith(("_", "."))))


@cache
def text(path: str) -> str:
    """The packaged text file `path`, decoded from UTF-8."""
    return _ROOT.joinpath(path).read_text(encoding="utf-8")
