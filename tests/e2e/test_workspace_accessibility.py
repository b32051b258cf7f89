"""axe-core finds nothing on any page of the workspace, and none overflows a phone.

Each page is looked at by axe-core in one of the two modes, in turn (tests.rotation), and measured in French, the
longer language.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.demo import Demo
from tests.e2e.test_accessibility import TWICE, open_details, violations
from tests.e2e.test_workspace_exchange import workbook_of
from tests.e2e.workspace import ENGLISH, FRENCH, LEADER, OWNER, Desk, Mailbox, address_of
from tests.rotation import shared_out

pytestmark = pytest.mark.e2e
STRANGER = ""
MODES = {
    "fr, light, desktop": (FRENCH, "light", DESKTOP),
    "en, dark, phone": (ENGLISH, "dark", PHONE),
}
OF_A_LEADER = [
    *("modeles/", "modeles/anges-gardins/", "modeles/anges-gardins/questions/"),
    *("freins/", "freins/?acteur=anges-gardins", "passage/anges-gardins/"),
]
Places = Mapping[str, list[str]]
# axe-core looks at these in tests/maillage_web/accounts/test_in_a_browser.
OF_A_STRANGER = ["entrer/", "creer/", "entrer/code/", "mot-de-passe/oublie/", "sorti/", "efface/"]
OF_AN_ACCOUNT = [
    *("", "adresse/", "mot-de-passe/", "second-facteur/", "second-facteur/application/activer/"),
    *("sessions/", "mes-donnees/", "mes-donnees/effacer/", "sortir/"),
]
# axe-core looks at the pages on which rows are written in test_editing, in more ways.
WRITTEN_ON = ["tables/effects/ajouter/", "tables/models/ajouter/", "acteurs/ajouter/"]
OF_A_DOSSIER = [
    *("", "?vu=2", "et-ensuite/", "membres/", "membres/quitter/", "reglages/", "reglages/archiver/"),
    *("articulation/", "acteurs/", "acteurs/ajouter/?chercher=ferme", "constats/", "tables/"),
    *("tables/models/", "tables/actors/grille/", "chercher/?q=eau", "exporter/", "importer/"),
    *("historique/", "historique/1/", "etats/", "comparer/?avant=1"),
]


@pytest.fixture(scope="module")
def dossier(demo: Demo) -> str:
    """The address of the dossier of the demonstration."""
    found = re.search(r"/dossiers/[^/\s]+/", demo.log.read_text(encoding="utf-8"))
    assert found
    return found.group()


@pytest.fixture(scope="module")
def owner(browser: Any, site: str) -> Iterator[Desk]:
    """Who prepares what is looked at; nothing is reproached to the pages meanwhile."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    desk = Desk(context.new_page(), site, FRENCH)
    desk.go("/compte/entrer/").sign_in(address_of(OWNER))
    yield desk
    context.close()


@pytest.fixture(scope="module")
def places(owner: Desk, dossier: str, mailbox: Mailbox, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The addresses to look at, by who goes there; the dossier of the demonstration, a little further along."""
    book = workbook_of(tmp_path_factory.mktemp("workbook"), FRENCH)
    return {
        STRANGER: [_invitation(owner, dossier, mailbox)],
        LEADER: [
            *(dossier, f"{dossier}membres/", f"{dossier}tables/models/"),
            *(f"{dossier}{page}" for page in OF_A_LEADER),
        ],
        OWNER: [
            *("/dossiers/", "/dossiers/archives/", "/dossiers/nouveau/"),
            *("/dossiers/nouveau/?depuis=fichier", "/dossiers/nouveau/?depuis=exemple"),
            *(f"{dossier}{page}" for page in OF_A_DOSSIER),
            *_found_there(owner, dossier),
            *_import(owner, dossier, book),
        ],
    }


@pytest.fixture(scope="module")
def looked_at_elsewhere(dossier: str) -> Places:
    """The addresses that are only measured here."""
    return {
        STRANGER: [f"/compte/{page}" for page in OF_A_STRANGER],
        LEADER: [],
        OWNER: [
            *(f"/compte/{page}" for page in OF_AN_ACCOUNT),
            *(f"{dossier}{page}" for page in WRITTEN_ON),
        ],
    }


def _invitation(desk: Desk, dossier: str, mailbox: Mailbox) -> str:
    """The page that an e-mail leads to."""
    guest = f"{secrets.token_hex(4)}@example.org"
    desk.invite(dossier, guest, "reader")
    return mailbox.link_for(guest, FRENCH).removeprefix(desk.site)


def _found_there(desk: Desk, dossier: str) -> list[str]:
    """Pages whose addresses hold a number: of a row, of a member."""
    addresses = []
    ways = {
        "": [r"/tables/dossier/lignes/\d+/"],
        "membres/": ["/role/", "/retirer/"],
        "tables/effects/": [r"/lignes/\d+/"],
    }
    for page, ends in ways.items():
        links = (
            desk.go(f"{dossier}{page}")
            .page.locator("main a")
            .evaluate_all("them => them.map(one => one.getAttribute('href'))")
        )
        addresses += [next(link for link in links if re.search(f"{end}$", link)) for end in ends]
    return addresses


def _import(desk: Desk, dossier: str, file: Path) -> list[str]:
    """The work that reads a file, then what it would change."""
    desk.go(f"{dossier}importer/")
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.press("Compare it with the dossier")
    work = desk.path
    desk.page.locator("#job-choices a.button").click()
    desk.is_titled("What the file would change")
    return [work, desk.path]


def faults(desk: Desk, places: list[str], look: Callable[[Any], list[str]]) -> dict[str, list[str]]:
    """What is reproached to each page."""
    return {place: found for place in places if (found := look(desk.go(place).page))}


def look_closely(page: Any) -> list[str]:
    """What axe-core finds, the ids given twice, and whether the page overflows."""
    open_details(page)
    return [*violations(page), *page.evaluate(TWICE), *overflow(page)]


def overflow(page: Any) -> list[str]:
    """By how much a page is wider than the window."""
    open_details(page)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"overflows by {wide - window}"] if wide > window else []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_the_workspace(sit_down: Callable[..., Desk], places: Places, mode: str) -> None:
    tongue, scheme, viewport = MODES[mode]
    found = {}
    for who, theirs in places.items():
        desk = sit_down(tongue, who, viewport=viewport, color_scheme=scheme)
        found |= faults(desk, shared_out(theirs, list(MODES), mode), look_closely)
    assert found == {}


def test_nothing_of_the_workspace_overflows_a_phone_in_french(
    sit_down: Callable[..., Desk], places: Places, looked_at_elsewhere: Places
) -> None:
    found = {}
    for who, theirs in places.items():
        desk = sit_down(FRENCH, who, viewport=PHONE)
        found |= faults(desk, [*theirs, *looked_at_elsewhere[who]], overflow)
    assert found == {}
