"""Trying one’s own workbook in a browser: the empty one is taken, a filled one sent, seen, and deleted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maillage.io import load, save
from tests.conftest import ROOT
from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import violations

playwright_api = pytest.importorskip("playwright.sync_api")
expect = playwright_api.expect
pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook made by the library."""
    dossier = load(ROOT / "examples" / "ikos").dossier
    assert dossier is not None
    path = tmp_path_factory.mktemp("workbook") / "mon-dossier.xlsx"
    save(dossier, path, language="fr")
    return path


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_a_workbook_is_sent_seen_and_deleted(
    open_page: Callable[..., Any], workbook: Path, viewport: dict[str, int] | None
) -> None:
    page = open_page("/essayer/", **({"viewport": viewport} if viewport else {}))
    page.locator("input[type=file]").set_input_files(workbook)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page).to_have_url(re.compile(r"/dossiers/essai-[0-9a-f]{16}/$"))
    expect(page.get_by_text("Seul votre navigateur peut ouvrir ce dossier")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Articulation", exact=True).click()
    expect(page.locator("svg.articulation .node").first).to_be_visible()
    page.get_by_role("button", name="Le supprimer maintenant").click()
    expect(page).to_have_url(re.compile(r"/dossiers/$"))
    expect(page.get_by_text("Envoyés depuis ce navigateur")).to_have_count(0)


def test_a_wrong_workbook_shows_what_to_repair(browser: Any, site: str, tmp_path: Path) -> None:
    wrong = tmp_path / "mon-dossier.xlsx"
    wrong.write_bytes(b"not a workbook")
    context = browser.new_context(locale="en")
    page = context.new_page()  # its 422 is an error in the console: not the page of the other tests
    page.goto(f"{site}/en/essayer/")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("to repair first")
    expect(page.get_by_text("How to repair it")).to_be_visible()
    assert violations(page) == []
    context.close()


def test_a_file_far_too_big_gets_an_answer(browser: Any, site: str, tmp_path: Path) -> None:
    big = tmp_path / "gros.xlsx"
    big.write_bytes(b"0" * 12_000_000)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/essayer/")
    page.locator("input[type=file]").set_input_files(big)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce fichier est trop gros")
    context.close()


def test_the_empty_workbook_is_downloaded(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Prendre le classeur vide").click()
    assert download.value.suggested_filename == "maillage-classeur.xlsx"


def test_the_report_is_downloaded_and_opens_alone(
    open_page: Callable[..., Any], browser: Any, tmp_path: Path
) -> None:
    page = open_page("/dossiers/ikos/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Rapport (HTML)").click()
    report = tmp_path / "rapport.html"
    download.value.save_as(report)
    context = browser.new_context(offline=True)
    alone = context.new_page()
    alone.goto(report.as_uri())
    expect(alone.locator("svg.articulation")).to_be_visible()
    assert violations(alone) == []
    context.close()
