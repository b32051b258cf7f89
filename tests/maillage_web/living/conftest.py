"""What the tests of living dossiers count on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from maillage_web.dossiers import actions
from maillage_web.dossiers.models import guards
from tests.maillage_web.addresses import EXAMPLES
from tests.maillage_web.living.ground_figures import load_two_communes


@pytest.fixture
def examples_come_back(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the examples again, once the database was emptied: another test may follow in this process."""
    yield
    with django_db_blocker.unblock():
        actions.load_examples(folder=EXAMPLES, now=timezone.now())
    connection.close()


@pytest.fixture
def emptied(examples_come_back: None, transactional_db: None) -> Iterator[None]:
    """A database written for real and emptied at the end, which history allows only without its triggers.

    They come back by themselves: emptying ends with what follows a migration.
    """
    yield
    guards.remove(connection)


@pytest.fixture(scope="session")
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_two_communes(tmp_path_factory.mktemp("territory"))


@pytest.fixture
def two_communes(settings: Any, _loaded: Path) -> Path:
    """A site where the official counts of Arras and Achicourt are loaded."""
    settings.MAILLAGE_TERRITORY = _loaded
    return _loaded
