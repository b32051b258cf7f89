"""The one-page summary on the site: the same words as its PDF, and nothing of what somebody may not see."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from tests.maillage_web.addresses import SLUGS
from tests.maillage_web.living.people import Ground
from tests.maillage_web.reading import Page
from tests.maillage_web.values.conftest import SECRET, enter

pytestmark = pytest.mark.django_db


@pytest.mark.one_database
@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_has_its_page_with_balances_rules_and_assumptions(client: Client, slug: str) -> None:
    answer = client.get(reverse("value-summary", args=[slug]))
    page = Page(answer.content.decode())
    assert [one.text for one in page.all("h1")] == ["Qui supporte quoi, qui reçoit quoi"]
    titles = " ".join(one.text for one in page.all("h2"))
    for title in ("Ce que chacun supporte et reçoit", "Des règles de partage", "Hypothèses, en entier"):
        assert title in titles
    assert len(page.all("table")) == 2
    assert not re.search(r"\b(nan|inf|None|Decimal)\b", page.one("main").text)


def test_the_pdf_is_a_file_to_keep_and_a_row_kept_apart_is_in_neither(client: Client, place: Ground) -> None:
    pytest.importorskip("typst")
    made = client.get(reverse("value-summary-pdf", args=[place.slug]))
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    for role in (Role.VISITOR, Role.READER):
        enter(client, place, role)
        words = client.get(reverse("value-summary", args=[place.slug])).content.decode()
        assert SECRET not in words
        assert "La ferme" in words
