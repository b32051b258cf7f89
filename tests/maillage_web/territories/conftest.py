"""A small country, loaded once, that every test of these pages reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches

from maillage_web.territories.choices import PAGES_CACHE
from tests.maillage_web.territories.samples import loaded_at


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where two census years and the outlines of one EPCI are loaded."""
    return loaded_at(tmp_path_factory.mktemp("country"))


@pytest.fixture(autouse=True)
def country(loaded: Path, settings: Any) -> Path:
    """Make the site read that folder, with no page kept from another test."""
    settings.MAILLAGE_TERRITORY = loaded
    caches[PAGES_CACHE].clear()
    return loaded
