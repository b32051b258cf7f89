"""The exit explorer: the cascade on a page, what each reader may see of it, and addresses that name nonsense."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from maillage_web.dossiers.choices import Role
from tests.conftest import ROOT
from tests.maillage_web.living.people import add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db]
CASES = yaml.safe_load((ROOT / "tests/cases/exits/real.yaml").read_text(encoding="utf-8"))
BOTTLES = "jaime-mes-bouteilles"


def read(client: Client, slug: str, *asked: tuple[str, Any], prefix: str = "") -> str:
    answer = client.get(f"{prefix}{reverse('exit', args=[slug])}?{urlencode(asked)}")
    assert answer.status_code == 200
    return answer.content.decode()


def fallen(html: str) -> dict[str, set[str]]:
    """What the rounds tell, by table, without what is taken away."""
    waves = (
        html.split('<ol class="waves">', 1)[-1].split("</ol>", 1)[0] if '<ol class="waves">' in html else ""
    )
    found: dict[str, set[str]] = {}
    for table, one in re.findall(r'<li id="x-([a-z]+)-([^"]+)"><span', waves):
        found.setdefault(table, set()).add(one)
    return found


@pytest.mark.one_database
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_worked_exit_is_shown_as_the_engine_finds_it(case: dict[str, Any], client: Client) -> None:
    asked = [("le", case["day"])]
    asked += [("acteur", one) for one in case.get("actors", ())] + [
        ("argent", one) for one in case.get("money", ())
    ]
    asked += [("argent-decide", "1")] if case.get("money_decides") else []
    html = read(client, case["dossier"], *asked)
    found = fallen(html)
    for table, ids in case["falls"].items():
        if table not in ("contributions", "costs", "flows"):
            assert found.get(table, set()) == set(ids), table
    for one in case["weakened"]:
        assert f'id="x-components-{one}"' in html
    ticked = re.findall(r'name="acteur" value="([^"]+)" checked', html)
    assert sorted(ticked) == sorted(case.get("actors", ()))


def test_the_picture_marks_what_falls_by_words_and_leads_to_the_lists(client: Client) -> None:
    html = read(client, BOTTLES, ("le", "2018-06-30"), ("acteur", "jura-boissons"), prefix="/en")
    page = Page(html)
    picture = html.split("<svg class=", 1)[1].split("</svg>", 1)[0]
    for words in ("→ leaves", "× falls, round 1", "× falls, round 3", "≈ weakened"):
        assert words in picture
    anchors = {one.attributes["id"] for one in page.all("li") if "id" in one.attributes}
    leading = re.findall(r'href="#(x-[^"]+)"', picture)
    assert leading
    assert set(leading) <= anchors
    assert "style=" not in picture
    assert "What falls, in 3 rounds" in page.one("main").text


@pytest.mark.one_database
def test_with_nobody_ticked_actors_stand_by_what_rests_on_them_and_real_exits_are_told(
    client: Client,
) -> None:
    html = read(client, BOTTLES, ("le", "2018-06-30"))
    words = Page(html).one("main").text.replace("\u00a0", " ")
    assert re.findall(r'name="acteur" value="([^"]+)"', html)[:2] == ["jura-boissons", "cluster-jura"]
    assert "et non la valeur de cet acteur" in words
    assert (
        "« Faire vivre une boucle locale autour du vin du Jura » tombe si l’on perd « Jura Boissons" in words
    )
    assert "Ce que l’on ne peut pas dire" in words
    assert "Cela n’identifie personne." in words
    trials = [one for one in Page(html).all("a") if "le=2018-12-30" in one.attributes.get("href", "")]
    assert trials[0].text == "Jura Boissons (Groupe Pernet)"
    assert client.get(trials[0].attributes["href"]).status_code == 200


@pytest.mark.one_database
def test_what_the_address_names_wrongly_is_a_sentence_and_the_rest_is_read(client: Client) -> None:
    many = [("acteur", f"nobody{number}") for number in range(500)]
    html = read(
        client, BOTTLES, ("acteur", "asso-jmb"), ("acteur", "partenaire-2017"), ("argent", "\x00🚲"), *many
    )
    words = Page(html).one("main").text.replace("\u00a0", " ")
    assert (
        "« Partenaire qui fait défection en 2017-2018 (non nommé par la source) » est déjà parti (2018)"
        in words
    )
    assert "« nobody3 » n’est pas un acteur de ce dossier" in words
    assert "nobody499" not in words
    assert fallen(html)["components"] == {"parc-bouteilles"}
    odd = read(client, BOTTLES, ("le", "2018-13-45"), ("acteur", "x" * 5000), ("argent-decide", "peut-être"))
    assert "n’est pas une date" in odd


def test_what_somebody_may_not_see_does_not_count_and_a_private_dossier_is_not_there(client: Client) -> None:
    place = ground()
    place.write(
        add("components", id="cache", name="Marquecachee", bearers="la-ferme", visibility="facilitators"),
        add("components", id="vu", name="Marquevue", bearers="la-ferme"),
    )
    seen = {}
    for role in (Role.OWNER, Role.READER):
        client.force_login(place.people[role])
        html = read(client, place.slug, ("acteur", "la-ferme"))
        seen[role] = ("Marquecachee" in html, "Marquevue" in html)
    assert seen == {Role.OWNER: (True, True), Role.READER: (False, True)}
    client.force_login(place.people[Role.VISITOR])
    assert client.get(reverse("exit", args=[place.slug])).status_code == 404
    assert client.get(reverse("changes", args=[place.slug])).status_code == 404
    assert client.post(reverse("exit", args=[BOTTLES])).status_code == 405


def test_an_exit_that_takes_nothing_of_the_chain_is_told_without_a_picture(client: Client) -> None:
    html = read(client, ground(public=True).slug, ("acteur", "l-ecole"))
    assert "Cela ne veut pas dire que rien ne tomberait" in html
    assert 'class="articulation' not in html
