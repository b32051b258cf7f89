"""Find a Chromium for the tests that drive a real browser, and install one where we may.

python -m tools.browser        installs one if there is none; without it those tests are skipped
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import cache

from tools.system import distribution, install_packages, may_install, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ABSENT = "no Chromium or Chrome that Playwright can drive was found; `make test` installs one where it may"
DRIVER_NEEDS = "libatomic1"  # the only library of Playwright's driver that a bare Debian lacks
OWN_BROWSER = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


@cache
def find_browser() -> str | None:
    """The path of a browser that starts: ``MAILLAGE_BROWSER``, else one on PATH, else Playwright's own."""
    if output_of(sys.executable, "-m", "playwright", "--version") is None:
        return None
    chosen = os.environ.get("MAILLAGE_BROWSER")
    candidates = [chosen] if chosen else [shutil.which(name) for name in NAMES]
    return next((path for path in candidates if path and starts(path)), None) or downloaded_browser()


def starts(path: str) -> bool:
    """Whether the program answers its version: Ubuntu's ``chromium-browser`` may only point to a snap."""
    return "chrom" in (output_of(path, "--version") or "").lower()


def downloaded_browser() -> str | None:
    """The Chromium that ``playwright install`` downloaded, if any."""
    path = (output_of(sys.executable, "-c", OWN_BROWSER) or "").strip()
    return path if path and starts(path) else None


def output_of(*command: str) -> str | None:
    """What a command prints; None when it cannot run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def install_browser() -> bool:
    """Install a browser, from Debian's archive or by Playwright, and say whether one now starts."""
    if not (distribution() == "debian" and install_packages("chromium", DRIVER_NEEDS)):
        install_packages(DRIVER_NEEDS)
        download_browser()
    find_browser.cache_clear()
    return find_browser() is not None


def download_browser() -> None:
    """Have Playwright download its Chromium and, on Ubuntu where we may, the libraries it needs."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if distribution() == "ubuntu" and may_install():
        command.insert(-1, "--with-deps")
    say("Downloading a Chromium for the tests…", "Téléchargement d’un Chromium pour les tests…")
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def main() -> int:
    """Install a browser when none starts; say what to do when that is not possible."""
    if find_browser() or install_browser():
        return 0
    say(
        "No browser could be installed: the tests that drive one will be skipped. Type:\n"
        "  sudo apt-get install chromium    (Ubuntu: sudo snap install chromium)\n"
        "or set MAILLAGE_BROWSER to the path of a Chromium or a Chrome.",
        "Aucun navigateur n’a pu être installé : les tests qui en pilotent un seront sautés. Tapez :\n"
        "  sudo apt-get install chromium    (Ubuntu : sudo snap install chromium)\n"
        "ou donnez dans MAILLAGE_BROWSER le chemin d’un Chromium ou d’un Chrome.",
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
