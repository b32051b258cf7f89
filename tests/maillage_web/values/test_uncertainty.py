"""The page of uncertainty: intervals, words, what is missing, each as its reader may see, whatever the address says."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from maillage.value import draws
from maillage_web.dossiers.choices import Role
from tests.maillage_web.addresses import PREFIXES, SLUGS
from tests.maillage_web.living.people import Ground
from tests.maillage_web.reading import Page
from tests.maillage_web.values.conftest import SECRET, SECRET_AMOUNT, enter

pytestmark = pytest.mark.django_db
NEVER = re.compile(r"\b(?:NaN|nan|inf|Infinity|None|Decimal|Text\()\b")
ASKED = "?loi=triangulaire&ecart=confiance&tirages=1024&graine=7&taux=4,5&de=2024&a=2026"
ODD = (
    "?loi=x&ecart=y&tirages=3&graine=-1",
    "?graine=99999999999999999999&tirages=abc",
    "?tirages=%00&loi=%00",
    "?de=abc&taux=-3&graine=1e9",
    "?le=0001",
)


def read(client: Client, place: Ground, query: str = "") -> Page:
    """The page, as a reader meets it."""
    answer = client.get(f"/dossiers/{place.slug}/valeur/incertitude/{query}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


@pytest.mark.one_database
@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_says_what_is_known_and_what_is_not_in_both_languages(
    client: Client, slug: str
) -> None:
    for prefix in PREFIXES.values():
        for query in ("", ASKED):
            answer = client.get(f"{prefix}dossiers/{slug}/valeur/incertitude/{query}")
            assert answer.status_code == 200
            page = Page(answer.content.decode())
            assert NEVER.findall(page.text) == []
            assert len(page.ids) == len(set(page.ids))
            assert "unknown" in page.ids
            assert not [
                one
                for one in page.elements
                if "style" in one.attributes or (one.tag == "script" and one.words)
            ]


def test_an_actor_has_its_interval_as_a_picture_in_figures_and_in_words(
    client: Client, place: Ground
) -> None:
    page = read(client, place, "?de=2024&a=2026&tirages=4096")
    farm = next(one.text for one in page.all("tr") if one.text.startswith("La ferme"))
    low, median, high = (int(re.sub(r"\D", "", one)) for one in re.findall(r"−[\d ]+(?= €)", farm))
    assert 3 * 8000 > low > median > high > 3 * 2000, "farther below zero first"
    assert "toujours" in farm
    assert "1 ligne sans montant exploitable" in farm
    pictures = [
        one.attributes["aria-label"] for one in page.all("svg") if one.attributes.get("class") == "interval"
    ]
    assert any(one.startswith("La ferme\u00a0: −") and "9 fois sur 10" in one for one in pictures)
    assert "Toute l’incertitude du solde vient de" in page.text
    assert "Un don à préciser" in page.text


def test_choices_are_kept_in_the_form_and_change_what_is_drawn(client: Client, place: Ground) -> None:
    usual, asked = read(client, place), read(client, place, ASKED)
    chosen = [one.attributes["value"] for one in usual.all("option") if "selected" in one.attributes]
    assert chosen[:3] == ["pert", "non", "4096"]
    chosen = [one.attributes["value"] for one in asked.all("option") if "selected" in one.attributes]
    assert chosen[:3] == ["triangulaire", "confiance", "1024"]
    assert "loi triangulaire" in asked.text
    assert "actualisé à 4,5" in asked.text
    assert "par convention" in asked.text


@pytest.mark.one_database
@pytest.mark.parametrize("query", ODD)
def test_an_odd_address_is_read_as_well_as_it_can_be(client: Client, place: Ground, query: str) -> None:
    assert NEVER.findall(read(client, place, query).text) == []


def test_a_row_kept_for_one_actor_is_in_nobody_elses_intervals(client: Client, place: Ground) -> None:
    enter(client, place, Role.VISITOR)
    page = read(client, place, "?ecart=confiance&de=2024&a=2026")
    assert SECRET not in page.text
    assert SECRET_AMOUNT not in re.sub(r"\s", "", page.text)
    enter(client, place, Role.FACILITATOR)
    assert SECRET in read(client, place, "?ecart=confiance&de=2024&a=2026").text


def test_more_amounts_than_can_be_drawn_are_refused_with_a_sentence_on_the_page(
    client: Client, place: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draws, "MOST_AMOUNTS", 0)
    page = read(client, place, "?graine=11")
    assert "plus que la suite de Sobol n’en tire" in page.text
    assert "by-actor" not in page.ids
