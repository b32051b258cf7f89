"""What the tests of networks count on: nothing kept from another test."""

from __future__ import annotations

import pytest

from maillage_web.networks.queries import network


@pytest.fixture(autouse=True)
def no_network_at_hand() -> None:
    """Forget pictures and readings: a test that is rolled back gives its numbers to the next."""
    network.forget()
