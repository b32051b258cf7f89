"""A figure of a territory is carried into a dossier with its source, as the evidence of a challenge, once."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, LivingRow
from tests.maillage_web.living.ground_figures import ARRAS
from tests.maillage_web.living.people import NOW, Ground, add, ground, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_communes")]


@pytest.fixture
def place() -> Ground:
    return ground()


def address(indicator: str = "vacancy_rate", vintage: str = "2018", **further: str) -> str:
    asked = {"perimetre": f"commune:{ARRAS}", "indicateur": indicator, "millesime": vintage, **further}
    return f"{reverse('carry')}?{urlencode(asked)}"


def carry(client: Client, url: str, **sent: object) -> str:
    """Send the form; give the page that follows."""
    answer = client.post(url, sent, follow=True)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def rows(place: Ground, table: str) -> list[LivingRow]:
    return list(LivingRow.objects.filter(dossier=place.pk, table=table, archived=False).order_by("pk"))


def test_who_is_signed_out_is_sent_to_sign_in_and_comes_back(client: Client) -> None:
    answer = client.get(address())
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={quote(address(), safe='/')}"


def test_who_has_no_dossier_is_told_what_to_do_next(client: Client) -> None:
    client.force_login(person())
    page = client.get(address()).content.decode()
    assert f'href="{reverse("begin")}"' in page
    assert '<form method="post" action="/dossiers/porter' not in page


def test_one_chooses_among_the_dossiers_where_one_writes(client: Client, place: Ground) -> None:
    second, third = ground(), ground(public=True)
    writer = place.people[Role.CONTRIBUTOR]
    for other, role in ((second, Role.CONTRIBUTOR), (third, Role.READER)):
        other.dossier.memberships.create(user=writer, role=role, since="2026-01-01T00:00:00Z")
    client.force_login(writer)
    page = client.get(address()).content.decode()
    assert set(re.findall(r'name="dossier"[^>]*value="([^"]+)"', page)) == {place.slug, second.slug}
    assert "csrfmiddlewaretoken" not in page.split("<main")[1]
    assert 'name="challenges"' in client.get(address(dossier=second.slug)).content.decode()
    assert 'name="challenges"' not in client.get(address(dossier=third.slug)).content.decode()
    client.post(address(dossier=third.slug), {"name": "Un enjeu"})
    assert rows(third, "figures") == []


def test_a_figure_its_source_and_its_challenge_are_written_in_one_act_that_can_be_undone(
    client: Client, place: Ground
) -> None:
    client.force_login(place.people[Role.CONTRIBUTOR])
    before = place.number()
    page = carry(client, address(), challenges=["sante"], note="Surtout dans le centre.")
    assert place.number() == before + 1
    (figure,), (source,) = rows(place, "figures"), rows(place, "sources")
    assert figure.cells["challenges"] == "sante"
    assert figure.cells["source"] == source.identity
    said = {
        name: figure.cells[name] for name in ("indicator", "perimeter", "value", "unit", "vintage", "status")
    }
    assert said == {
        "indicator": "vacancy_rate",
        "perimeter": f"commune:{ARRAS}",
        "value": "10",
        "unit": "percent",
        "vintage": "2018",
        "status": "known",
    }
    assert figure.cells["note"] == "Surtout dans le centre."
    assert source.cells["date"] == "2018"
    assert f'id="figures-{figure.identity}"' in page
    undo = re.search(r'action="([^"]*/reprendre/\d+/)"', page)
    assert undo is not None
    client.post(undo.group(1))
    assert rows(place, "figures") == rows(place, "sources") == []


def test_sending_twice_writes_once_and_another_challenge_joins_the_same_figure(
    client: Client, place: Ground
) -> None:
    client.force_login(place.owner)
    for _ in range(2):
        carry(client, address(), challenges=["sante"], name="Les logements vides", sphere="dwell", note="Vu.")
    acts = Act.objects.filter(dossier=place.pk).count()
    (figure,), (_source,) = rows(place, "figures"), rows(place, "sources")
    assert figure.cells["challenges"] == "sante; les-logements-vides"
    assert figure.cells["note"] == "Vu."
    carry(client, address(), name="  les logements VIDES ")
    assert Act.objects.filter(dossier=place.pk).count() == acts
    place.write(add("challenges", id="eau", name="L’eau"))
    carry(client, address(), challenges=["eau"])
    (figure,) = rows(place, "figures")
    assert figure.cells["challenges"] == "sante; les-logements-vides; eau"


def test_a_source_is_cited_again_and_a_revised_figure_stands_beside_the_first(
    client: Client, place: Ground
) -> None:
    client.force_login(place.owner)
    carry(client, address(), challenges=["sante"])
    carry(client, address("population"), challenges=["sante"])
    vacancy, _population = rows(place, "figures")
    assert len(rows(place, "sources")) == 1
    place.write(place.change("figures", vacancy.identity, value="9.5"))
    carry(client, address(), challenges=["sante"])
    *_, revised = rows(place, "figures")
    assert (revised.cells["value"], revised.cells["variant_of"]) == ("10", vacancy.identity)


def test_a_new_challenge_begins_from_the_sphere_and_the_dimensions_of_the_indicator(
    client: Client, place: Ground
) -> None:
    client.force_login(place.owner)
    page = client.get(address()).content.decode()
    assert re.search(r'<option value="dwell" selected', page)
    chosen = re.findall(r'name="dimensions"[^>]*value="(\w+)"[^>]*checked', page)
    assert chosen
    carry(client, address(), name="Habiter le centre", sphere="dwell", dimensions=chosen)
    made = rows(place, "challenges")[-1]
    assert (made.cells["name"], made.cells["sphere"]) == ("Habiter le centre", "dwell")
    assert made.cells["dimensions"].split("; ") == chosen
    assert rows(place, "figures")[0].cells["challenges"] == made.identity


def test_without_a_challenge_nothing_is_written_and_nothing_typed_is_lost(
    client: Client, place: Ground
) -> None:
    client.force_login(place.owner)
    before = place.number()
    answer = client.post(address(), {"note": "À garder."})
    assert answer.status_code == 422
    assert "À garder." in answer.content.decode()
    answer = client.post(address(), {"challenges": ["nulle-part"], "name": "a\x07b"})
    assert answer.status_code == 422
    assert place.number() == before


@pytest.mark.parametrize(
    ("perimeter", "indicator", "vintage"),
    [
        ("commune:99999", "vacancy_rate", "2018"),
        ("", "vacancy_rate", "2018"),
        (f"commune:{ARRAS}", "nothing", "2018"),
        (f"commune:{ARRAS}", "vacancy_rate", "1850"),
    ],
)
def test_what_is_no_figure_is_not_found(
    client: Client, place: Ground, perimeter: str, indicator: str, vintage: str
) -> None:
    client.force_login(place.owner)
    assert client.get(address(indicator, vintage, perimetre=perimeter)).status_code == 404


def test_a_figure_without_value_is_carried_with_its_reason(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    carry(client, address("median_income", perimetre="commune:62004"), challenges=["sante"])
    carry(client, address("bakeries_rate", ""), challenges=["sante"])
    secret, unloaded = rows(place, "figures")
    assert (secret.cells["status"], "value" in secret.cells) == ("secret", False)
    assert (unloaded.cells["status"], "vintage" in unloaded.cells) == ("not_loaded", False)
    assert unloaded.cells["source"] != secret.cells["source"]


def test_a_leader_writes_rows_of_their_own_and_a_hidden_source_is_not_cited(
    client: Client, place: Ground
) -> None:
    client.force_login(place.owner)
    carry(client, address(), challenges=["sante"])
    (source,) = rows(place, "sources")
    place.write(place.change("sources", source.identity, visibility="facilitators"))
    client.force_login(place.people[Role.LEADER])
    page = carry(client, address("population"), challenges=["sante"], name="Nos voisins")
    assert "saying-card--alert" not in page
    mine = [rows(place, table)[-1] for table in ("sources", "challenges", "figures")]
    assert {row.cells["kept_for"] for row in mine} == {"la-ferme"}
    assert mine[0].identity != source.identity
    assert mine[2].cells["source"] == mine[0].identity


def test_a_free_perimeter_keeps_its_name_and_says_what_is_not_carried(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    url = address("median_income", perimetre="free:62004+62041", nom="Le pays d’Arras")
    carry(client, url, challenges=["sante"])
    (figure,) = rows(place, "figures")
    assert figure.cells["status"] == "not_carried"
    assert "Le pays d’Arras" in figure.cells["name"]


def test_the_word_of_the_address_is_no_slug(client: Client, place: Ground) -> None:
    slug = begin(cells={"title": "Porter"}, public=False, owner=place.owner.pk, now=NOW)
    assert slug != "porter"
