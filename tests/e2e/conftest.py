"""A demonstration that runs, a real browser, and pages that fail on any complaint of the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.demo import running_demo

playwright_api = pytest.importorskip("playwright.sync_api")

DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration, served by gunicorn as for anybody."""
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo.address


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Any]:
    """A Chromium without window."""
    with playwright_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Open a page in a context of its own: ``open_page("/dossiers/", viewport=PHONE, color_scheme="dark")``.

    At the end, fails on an error in the console (a violation of the policy is one) and on a request elsewhere.
    """
    complaints: list[str] = []
    contexts = []

    def open_one(address: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(site) else complaints.append(asked.url))
        page.goto(site + address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
