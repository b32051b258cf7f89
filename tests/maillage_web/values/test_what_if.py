"""What if: balances before and after, from what the address says, and nothing written."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.models import LivingDossier, LivingRow
from tests.maillage_web.living.people import Ground
from tests.maillage_web.reading import Page
from tests.maillage_web.values.conftest import read

pytestmark = pytest.mark.django_db


def asked(client: Client, place: Ground, **changes: object) -> Page:
    query = urlencode(
        {name.replace("__", ":").replace("_", "-"): value for name, value in changes.items()}, doseq=True
    )
    return read(client, place, "what-if", f"?a=2026&{query}", prefix="/en/")


def balance(page: Page, name: str) -> list[str]:
    """Before, after and the difference of an account, without spaces."""
    line = next(one.text for one in page.all("tr") if one.text.startswith(name))
    return re.findall(r"[+−]?[\d,.]+(?= €)", line)


def short(page: Page) -> str:
    return next(one.text for one in page.all("div") if one.attributes.get("id") == "in-short")


def test_an_amount_moved_moves_the_balances_of_both_ends(client: Client, place: Ground) -> None:
    page = asked(client, place, contributions__subvention=14000)
    assert balance(page, "La ferme") == ["−9,000", "−3,000", "+6,000"]
    assert balance(page, "La ville") == ["−36,000", "−42,000", "−6,000"]
    assert "Gain: La ferme +6,000" in short(page).replace("\u00a0", " ")
    assert "Lose: La ville −6,000" in short(page).replace("\u00a0", " ")


def test_an_amount_unsaid_may_be_tried_and_a_subsidy_may_end(client: Client, place: Ground) -> None:
    page = asked(client, place, contributions__don=1000)
    assert balance(page, "La ferme")[0] == "−9,000"
    assert balance(page, "La ferme")[2].startswith("+")
    page = asked(client, place, **{"fin:contributions:subvention": 2024})
    assert balance(page, "La ferme") == ["−9,000", "−33,000", "−24,000"]


def test_somebody_leaves_and_somebody_joins(client: Client, place: Ground) -> None:
    page = asked(client, place, sortie="la-ville")
    assert balance(page, "La ferme")[2] == "−36,000"
    assert "leaves" in page.text
    page = asked(client, place, arrive="Le café", apporte="500", tous_les="once", vers="la-ferme")
    assert balance(page, "La ferme") == ["−9,000", "−8,500", "+500"]
    assert balance(page, "Le café")[2] == "−500"


def test_the_address_that_is_offered_says_only_what_changed(client: Client, place: Ground) -> None:
    page = asked(client, place, contributions__subvention=14000, costs__salaires=15000, contributions__don="")
    kept = next(one for one in page.all("a") if one.text.startswith("Address of this")).attributes["href"]
    assert parse_qs(urlsplit(kept).query) == {"a": ["2026"], "contributions:subvention": ["14000"]}
    again = Page(client.get(kept).content.decode())
    assert balance(again, "La ferme") == balance(page, "La ferme")
    back = next(one for one in again.all("a") if one.text == "Put everything back").attributes["href"]
    assert "subvention" not in back


def test_the_words_of_the_command_line_fill_the_fields(client: Client, place: Ground) -> None:
    lines = [
        "amount contributions:subvention likely=14000",
        "exit l-ecole",
        "cost loyer likely=600 period=year bearer=la-ferme",
    ]
    page = asked(client, place, si=lines)
    field = next(one for one in page.all("input") if one.attributes.get("name") == "contributions:subvention")
    assert field.attributes["value"] == "14000"
    box = next(one for one in page.all("input") if one.attributes.get("value") == "l-ecole")
    assert "checked" in box.attributes
    assert [one.attributes["value"] for one in page.all("input") if one.attributes.get("name") == "si"] == [
        "cost loyer likely=600 period=year bearer=la-ferme"
    ]
    assert balance(page, "La ferme")[2] != "+6,000"


WRONG = (
    ("contributions:subvention", "-5", "not negative"),
    ("contributions:subvention", "9" * 20, "write a smaller amount"),
    ("contributions:subvention", "9" * 40, "write a smaller amount"),
    ("contributions:subvention", "beaucoup", "is not a number"),
    ("contributions:subvention", "1e30", "is not a number"),
    ("fin:contributions:subvention", "bientôt", "is not a year"),
    ("fin:contributions:subvention", "1950", "1950"),
    ("contributions:nulle-part", "5", "is not among what you see"),
    ("sortie", "personne", "is not among what you see"),
    ("apporte", "12", "Say who brings it"),
    ("si", "abracadabra", "abracadabra"),
    ("si", "exit nobody", "nobody"),
)


def test_what_cannot_be_is_a_sentence_and_changes_nothing(client: Client, place: Ground) -> None:
    for field, value, sentence in WRONG:
        page = asked(client, place, **{field: value})
        assert sentence in page.text, value
        assert balance(page, "La ferme")[0] == "−9,000"
        assert balance(page, "La ferme")[-1] == "−9,000"
        if field.startswith(("contributions:sub", "fin:")):
            wrong = next(one for one in page.all("input") if one.attributes.get("name") == field)
            assert "aria-invalid" in wrong.attributes
            told = {one.attributes.get("id"): one.text for one in page.all("p")}
            assert sentence in told[wrong.attributes["aria-describedby"]]


def test_too_many_changes_are_left_out_and_told(client: Client, place: Ground) -> None:
    lines = [f"cost cout-{number} likely=1 period=year bearer=la-ferme" for number in range(45)]
    page = asked(client, place, si=lines)
    assert "5 changes are left out" in page.text


def test_a_slider_asks_for_the_balances_alone(client: Client, place: Ground) -> None:
    address = f"{reverse('what-if', args=[place.slug])}?contributions:subvention=14000&contributions:don="
    answer = client.get(address, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "<html" not in html
    assert 'id="in-short" hx-swap-oob="innerHTML"' in html
    assert answer["HX-Replace-Url"].endswith("?contributions%3Asubvention=14000")
    assert "HX-Request" in answer["Vary"]


def test_nothing_is_written(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    before = LivingDossier.objects.get(pk=place.pk).number, list(LivingRow.objects.values_list("pk", "cells"))
    asked(client, place, contributions__subvention=1, sortie="la-ville", arrive="X", apporte=3)
    assert (
        LivingDossier.objects.get(pk=place.pk).number,
        list(LivingRow.objects.values_list("pk", "cells")),
    ) == before
    assert client.post(reverse("what-if", args=[place.slug])).status_code == 405
