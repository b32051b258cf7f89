"""The addresses of the site: every kind of page, each language, each example."""

from __future__ import annotations

import pytest

from maillage.dossier.tables import LISTED
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
SLUGS = sorted(path.name for path in EXAMPLES.iterdir() if (path / "dossier.csv").is_file())
first_on_each = pytest.mark.parametrize(
    "slug",
    [SLUGS[0], *(pytest.param(slug, marks=pytest.mark.one_database) for slug in SLUGS[1:])],
)
"""A test of every example; the first one is read from each kind of database, the others from one."""
PREFIXES = {"fr": "/", "en": "/en/"}
SITE_PAGES = (
    "",
    "dossiers/",
    "verifications/",
    "verifications/art001/",
    "verifications/DEF101/",
    "essayer/",
    "a-propos/",
    "accessibilite/",
    "referentiels/",
    "referentiels/efc/1.0/",
    "freins/",
    "freins/volume_logic/",
    "atelier/",
    "guide/",
    "guide/actors/",
    "programmes/",
    "communaute/",
    "communaute/annuaire/",
    "communs/",
    "communs/regles/",
    "echanges/",
)
DOSSIER_PAGES = (
    "",
    "articulation/",
    "acteurs/",
    "acteurs/?q=a",
    "constats/",
    "constats/?gravite=warning",
    "constats/?famille=ART",
    "constats/?code=ART001",
    "modeles/",
    "registres/",
    "chemins/",
    "freins/",
    "freins/boucles/",
    "passage/",
    "parcours/",
    "parcours/collective/existing/",
    "temps/",
    "agenda/",
    "ateliers/",
    "tables/",
    *(f"tables/{table}/" for table in LISTED),
    "tables/effects/?periode=toutes",
    "?le=2015",
    "articulation/?le=2015-06",
    "constats/?le=2015-06-30",
    "constats/?le=nonsense",
    "reseau/",
    "reseau/?lien=tie&niveau=cooperation",
    "reseau/sorties/",
    "reseau/changements/",
    "valeur/",
    "valeur/et-si/",
    "valeur/partage/",
    "valeur/incertitude/",
)


TABLE_PAGES = {f"tables/{table}/" for table in LISTED}


def pages_of(slug: str) -> list[str]:
    """The pages of one dossier, without language prefix; those of tables, made alike for all, of the first one alone."""
    pages = [page for page in DOSSIER_PAGES if slug == SLUGS[0] or page not in TABLE_PAGES]
    return [f"dossiers/{slug}/{page}" for page in pages]


ALL_PAGES = [*SITE_PAGES, *(page for slug in SLUGS for page in pages_of(slug))]
