"""What every test may count on: compiled translations, the research material, a browser.

Warnings are errors and the order is random (pyproject.toml): a warning to live with is named there, with why.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tools.browser import ABSENT, find_browser
from tools.compile_messages import compile_messages

ROOT = Path(__file__).resolve().parent.parent

# Two processes share the machine: a slow example is not a wrong one.
settings.register_profile("maillage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("maillage")


def pytest_configure() -> None:
    """Compile the translations that changed, so that no test reads stale ones.

    The browser's driver leaves an event loop in the thread of the tests, where Django would refuse to open a database.
    Memory is not short: rubbish is looked for less often than by default.
    """
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    gc.set_threshold(50_000, 20, 50)
    compile_messages(ROOT / "src")


def pytest_collection_finish() -> None:
    """Set apart what was imported and collected, which stays to the end.

    Python would look for rubbish in it again and again: a tenth of the time of the tests.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser first, in their own random order.

    One process then does them all: their site and their browser are started once, and what they wait for costs nothing,
    the other process working meanwhile. When it has nothing left it takes from the end of the list (``--dist worksteal``).
    """
    items.sort(key=lambda item: item.get_closest_marker("e2e") is None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The research material beside the repository; the tests that read it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the research material is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium or Chrome of this machine; the tests that drive it are skipped where there is none."""
    path = find_browser()
    if path is None:
        pytest.skip(ABSENT)
    return path
