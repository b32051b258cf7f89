"""A demonstration that runs, a real browser, and pages that fail on any complaint of the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.directory_server import DirectoryServer
from tests.e2e.demo import Demo, running_demo
from tests.e2e.workspace import PASSWORD, Desk, Mailbox, Tongue, address_of, expect

playwright_api = pytest.importorskip("playwright.sync_api")

PATIENCE = 15_000  # milliseconds, for a click
expect.set_options(timeout=15_000)
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demonstration, served by gunicorn as for anybody, that looks organisations up in a local directory."""
    with DirectoryServer() as directory:
        further = {"MAILLAGE_DEMO_PASSWORD": PASSWORD, "MAILLAGE_DIRECTORY": directory.url}
        with running_demo(tmp_path_factory.mktemp("demo"), **further) as running:
            yield running


@pytest.fixture(scope="session")
def site(demo: Demo) -> str:
    """The address of the demonstration."""
    return demo.address


@pytest.fixture(scope="session")
def mailbox(demo: Demo) -> Mailbox:
    """The e-mails that it sends."""
    return Mailbox(demo.log)


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Any]:
    """A Chromium without window."""
    with playwright_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield launched
        launched.close()


def _told(said: Any) -> str:
    """A line of the console, and where it comes from."""
    return f"{said.text} ({said.location['url']})"


@pytest.fixture
def new_page(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """A page in a context of its own: ``new_page(viewport=PHONE, color_scheme="dark")``.

    At the end, fails on an error in the console (a violation of the policy is one) and on a request elsewhere.
    """
    complaints: list[str] = []
    contexts = []

    def open_one(**options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on(
            "console",
            lambda said: complaints.append(_told(said)) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(site) else complaints.append(asked.url))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_page(new_page: Callable[..., Any], site: str) -> Callable[..., Any]:
    """Open an address in a context of its own: ``open_page("/dossiers/", viewport=PHONE, color_scheme="dark")``."""

    def open_one(address: str, **options: Any) -> Any:
        page = new_page(**options)
        page.goto(site + address)
        return page

    return open_one


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """The cookies of who has entered already, by who they are."""
    return {}


@pytest.fixture
def sit_down(new_page: Callable[..., Any], site: str, keys: dict[str, Any]) -> Callable[..., Desk]:
    """Somebody before a page: ``sit_down(FRENCH)`` is a stranger, ``sit_down(FRENCH, OWNER)`` has entered."""

    def sit(tongue: Tongue, who: str = "", **options: Any) -> Desk:
        if who and who not in keys:
            entering = Desk(new_page(), site, tongue).go("/compte/entrer/")
            entering.sign_in(address_of(who))
            keys[who] = entering.page.context.storage_state()
        known = {"storage_state": keys[who]} if who else {}
        return Desk(new_page(**known, **options), site, tongue)

    return sit
