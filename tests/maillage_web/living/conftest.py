"""What the tests of living dossiers count on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from maillage_web.dossiers.models import guards


@pytest.fixture
def emptied(transactional_db: None) -> Iterator[None]:
    """A database written for real and emptied at the end, which history allows only without its triggers.

    They come back by themselves: emptying ends with what follows a migration.
    """
    yield
    guards.remove(connection)
