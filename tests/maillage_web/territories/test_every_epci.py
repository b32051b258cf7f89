"""The page of every EPCI renders: forty of them in an ordinary run, all 1,255 when ``MAILLAGE_EVERY_EPCI`` is set."""

from __future__ import annotations

import os
import re

import pytest
from django.test import Client
from django.utils.html import conditional_escape

from maillage.territory.perimeters import perimeters

pytestmark = pytest.mark.one_database


def test_the_page_of_every_epci_renders(client: Client) -> None:
    every = perimeters("epci")
    chosen = every if os.environ.get("MAILLAGE_EVERY_EPCI") else every[::32]
    assert len(chosen) >= 40
    for place in chosen:
        response = client.get(f"/territoires/epci/{place.code}/")
        assert response.status_code == 200, place.label
        content = response.content.decode()
        assert f"<h1>{conditional_escape(place.name)}</h1>" in content, place.label
        ids = re.findall(r' id="([^"]+)"', content)
        assert len(ids) == len(set(ids)), place.label
