"""The guide on screen."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.journey.guide import pages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_opens_and_leads_to_what_it_helps_with(client: Client, prefix: str) -> None:
    contents = client.get(f"{prefix}/guide/").content.decode()
    for one in pages():
        assert f"{prefix}/guide/{one.code}/" in contents
        shown = client.get(f"{prefix}/guide/{one.code}/")
        assert shown.status_code == 200
        assert f"{prefix}/verifications/{one.checks[0]}/" in shown.content.decode()
        assert f"{prefix}/freins/{one.obstacles[0]}/" in shown.content.decode()


def test_a_page_that_is_not_there(client: Client) -> None:
    assert client.get("/guide/rien/").status_code == 404
