"""What changed between two days, on a page: named days, days typed as people write them, and days that cannot be."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BOTTLES = "jaime-mes-bouteilles"


def read(client: Client, slug: str = BOTTLES, **asked: str) -> Page:
    answer = client.get(f"{reverse('changes', args=[slug])}?{urlencode(asked)}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def words(page: Page) -> str:
    return page.one("main").text.replace("\u00a0", " ")


def test_without_days_the_last_two_named_are_compared_and_the_others_offered(client: Client) -> None:
    page = read(client)
    told = words(page)
    assert "Entre le 30 juin 2020 et le 31 décembre 2021." in told
    assert "Entreprise J’aime mes bouteilles entré (2021)" in told
    assert "Lavage industriel reprend (avait pris fin : 2018)" in told
    offered = [one.attributes["href"] for one in page.all("a") if "de=" in one.attributes.get("href", "")]
    assert len(offered) == 3
    assert client.get(offered[0]).status_code == 200
    assert "on ne peut pas conclure à un changement" in told


def test_days_are_read_as_people_write_them_or_by_their_names(client: Client) -> None:
    for first in ("2017-06-30", "30/06/2017", "premier-depart", "Premier départ : collecte et lavage"):
        told = words(read(client, de=first, a="2018"))
        assert "Entre le 30 juin 2017 et le 31 décembre 2018." in told, first
    assert "Partenaire qui fait défection en 2017-2018 (non nommé par la source) parti (2018)" in told


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2021", "2015", "Le deuxième jour (31 décembre 2015) précède le premier (31 décembre 2021)"),
        ("2015-02-30", "2016", "« 2015-02-30 » n’est pas une date"),
        ("\x00🚲" * 90, "x", "n’est pas une date"),
        ("2018", "2018", "Les deux jours sont le même"),
        ("0001-01-01", "9999-12-31", "Entre le 1er janvier 1 et le 31 décembre 9999."),
    ],
)
def test_days_that_cannot_be_compared_are_sentences(
    client: Client, before: str, after: str, expected: str
) -> None:
    assert expected in words(read(client, de=before, a=after))


def test_one_day_alone_is_compared_with_the_day_of_the_page_and_a_dossier_without_named_days_asks(
    client: Client,
) -> None:
    assert "Entre le 31 décembre 2015 et le" in words(read(client, de="2015"))
    alone = client.get(f"/en{reverse('changes', args=[BOTTLES])}?a=2015").content.decode()
    assert "Give the first of the two days." in alone
