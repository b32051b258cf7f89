"""A site whose loaded figures are damaged shows those shipped with the product, and says it in its journal."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


def test_damaged_figures_leave_those_of_the_extract(
    tmp_path: Path, settings: Any, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "territory.json").write_text('{"format": 1, "held"', encoding="utf-8")
    settings.MAILLAGE_TERRITORY = tmp_path
    with caplog.at_level(logging.ERROR):
        answer = client.get("/territoires/epci/246200844/")
    assert answer.status_code == 200
    assert "damaged" in caplog.text
