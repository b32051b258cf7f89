"""No file names a registry, a path of somebody's machine or a drawer for everything."""

from __future__ import annotations

import re

from tests.architecture.tree import SOURCES, kept_files, text_of
from tests.conftest import ROOT

# written in two halves, so that this file does not name them either
REGISTRIES = (
    "pypi" + r"\.org",
    "pythonhosted" + r"\.org",
    "registry" + r"\.npmjs",
    "registry" + r"\.yarnpkg",
)
REGISTRY = re.compile(
    "|".join((*REGISTRIES, r"^\s*--(?:extra-)?index-url", r"^\s*--find-links")), re.MULTILINE
)
MACHINE_PATH = re.compile(r"(?<![\w.:/*~$}\\-])/(?:root|home|Users|work|opt/py)/[\w.-]+")
LOCKS_WITH_ADDRESSES = {"uv.lock", "poetry.lock", "Pipfile.lock", "yarn.lock"}  # that of npm leaves them out
DRAWERS = {"util", "utils", "helper", "helpers", "misc", "base", "manager", "managers", "common_utils"}


def found(pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern occurs, as ``file: what``."""
    return [
        f"{path.relative_to(ROOT)}: {match.group().strip()}"
        for path in kept_files()
        for match in pattern.finditer(text_of(path))
    ]


def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRY) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert found(MACHINE_PATH) == []


def test_no_lock_with_addresses_is_kept() -> None:
    assert [path for path in kept_files() if path.name in LOCKS_WITH_ADDRESSES] == []
    locks = [path for path in kept_files() if path.name == "package-lock.json"]
    assert [path for path in locks if '"resolved"' in text_of(path)] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    named = {path: path.parent.name if path.name == "__init__.py" else path.stem for path in SOURCES}
    assert [str(path.relative_to(ROOT)) for path, name in named.items() if name in DRAWERS] == []
