"""The pages of accounts in a real browser: nothing that its policy forbids, nothing that axe-core reproaches them with.

Each scenario drives a browser of its own from a thread of its own, beside the tests that use the database. Each page is
looked at in one of the four modes, in turn, and the entrance in all of them (tests.rotation).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.e2e.demo import Demo, environment, running_demo
from tests.maillage_web.accounts.conftest import PASSWORD
from tests.rotation import in_turn

playwright_api = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.one_database, pytest.mark.e2e, pytest.mark.slow]
MODES = {
    "fr, light, desktop": ("/", "light", 1280),
    "fr, dark, phone": ("/", "dark", 390),
    "en, light, phone": ("/en/", "light", 390),
    "en, dark, desktop": ("/en/", "dark", 1280),
}
FREE = (
    "entrer/",
    "creer/",
    "entrer/code/",
    "mot-de-passe/oublie/",
    "mot-de-passe/oublie/envoye/",
    "adresse/envoyee/",
    "adresse/confirmer/a:b:c/",
    "sorti/",
    "efface/",
    "ferme/",
)
MINE = (
    "",
    "adresse/",
    "mot-de-passe/",
    "second-facteur/",
    "sessions/",
    "identite/",
    "mes-donnees/",
    "mes-donnees/effacer/",
    "sortir/",
)
ADMINISTRATION = ("", "accounts/user/", "accounts/user/1/change/", "accounts/user/1/history/")
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": False,
    "isUserVerified": False,
    "automaticPresenceSimulation": True,
}
Run = Callable[..., list[str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demonstration with a facilitator and somebody who administers."""
    folder = tmp_path_factory.mktemp("demo")
    with running_demo(folder) as running:
        for name, *more in (("facilitatrice",), ("administration", "--admin")):
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "django",
                    "make_account",
                    f"{name}.essai@example.org",
                    "--password-stdin",
                    *more,
                ],
                env={**environment(folder), "DJANGO_SETTINGS_MODULE": "maillage_web.config.settings"},
                input=PASSWORD,
                text=True,
                check=True,
                timeout=60,
                stdout=subprocess.DEVNULL,
            )
        yield running


@pytest.fixture
def run(demo: Demo, browser_path: str) -> Run:
    """Run a scenario in a browser of its own and give the complaints: of the scenario, of the browser."""

    def in_its_thread(scenario: Callable[[Any, str], list[str]], **options: Any) -> list[str]:
        with playwright_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            page = browser.new_context(reduced_motion="reduce", **options).new_page()
            said: list[str] = []
            page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on(
                "request", lambda asked: said.append(asked.url) if demo.address not in asked.url else None
            )
            found = scenario(page, demo.address.replace("127.0.0.1", "localhost"))
            browser.close()
        return found + [one for one in said if "localhost" not in one and "favicon" not in one]

    def run_one(scenario: Callable[[Any, str], list[str]], **options: Any) -> list[str]:
        with ThreadPoolExecutor(max_workers=1) as alone:
            return alone.submit(in_its_thread, scenario, **options).result(timeout=180)

    return run_one


def sign_in(page: Any, site: str, prefix: str, name: str) -> None:
    """Enter as people do."""
    page.goto(f"{site}{prefix}compte/entrer/?next={prefix}compte/")
    page.fill("#id_login", f"{name}.essai@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("form.entry button")
    page.wait_for_url(f"{site}{prefix}compte/")


def reproaches(page: Any) -> list[str]:
    """What is wrong with the page shown: for axe-core, for a narrow screen; and the ids given twice."""
    from tests.e2e.test_accessibility import TWICE, open_details, violations

    open_details(page)
    width = page.viewport_size["width"]
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    found = [*violations(page), *page.evaluate(TWICE)]
    return [f"{page.url}: {one}" for one in (*found, *([f"wider than {width}"] if wide else []))]


@pytest.mark.parametrize("mode", MODES)
def test_the_pages_of_accounts_are_accessible(run: Run, mode: str) -> None:
    prefix, scheme, width = MODES[mode]

    mine = [address for address, turn in in_turn(MINE, list(MODES)) if turn == mode]
    free = [address for address, turn in in_turn(FREE, list(MODES), every=["entrer/"]) if turn == mode]

    def scenario(page: Any, site: str) -> list[str]:
        found = []
        for address in free:
            page.goto(f"{site}{prefix}compte/{address}")
            found += reproaches(page)
            if address == "creer/":
                page.click("form.entry button")
                found += reproaches(page)
        sign_in(page, site, prefix, "facilitatrice")
        for address in mine:
            page.goto(f"{site}{prefix}compte/{address}")
            found += reproaches(page)
        return found

    assert run(scenario, color_scheme=scheme, viewport={"width": width, "height": 860}) == []


def shown_now(secret: str) -> str:
    """The figures that an application shows at this moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_second_factor_is_set_and_a_security_key_enters_then_administers(run: Run) -> None:
    def scenario(page: Any, site: str) -> list[str]:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        sign_in(page, site, "/", "administration")
        page.goto(f"{site}/compte/second-facteur/application/activer/")
        if page.locator("#id_password").count():  # the password again, when it was given long ago
            page.fill("#id_password", PASSWORD)
            page.click("form.entry button")
        found = reproaches(page)
        page.fill("#id_code", shown_now(page.locator("code.secret").inner_text()))
        page.click("form.entry button")
        page.wait_for_url("**/second-facteur/codes/")
        found += reproaches(page)
        page.goto(f"{site}/compte/second-facteur/cles/ajouter/")
        found += reproaches(page)
        page.click("#key-button")
        page.wait_for_url(re.compile("second-facteur/$"))
        page.goto(f"{site}/compte/sortir/")
        page.click("form.entry button")
        page.goto(f"{site}/compte/entrer/?next=/administration/")
        page.fill("#id_login", "administration.essai@example.org")
        page.fill("#id_password", PASSWORD)
        page.click("form.entry button")
        page.wait_for_url("**/entrer/second-facteur/**")
        found += reproaches(page)
        page.click("#key-button")
        page.wait_for_url(f"{site}/administration/")
        for address in ADMINISTRATION:
            assert page.goto(f"{site}/administration/{address}").status == 200
        return found

    assert run(scenario, viewport={"width": 1280, "height": 860}) == []


def test_the_entrance_works_without_script(run: Run) -> None:
    def scenario(page: Any, site: str) -> list[str]:
        sign_in(page, site, "/", "facilitatrice")
        return [] if page.locator("form.entry").count() else ["the profile is not there"]

    assert run(scenario, java_script_enabled=False) == []
