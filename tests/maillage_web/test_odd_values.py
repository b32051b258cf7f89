"""The pages of networks and of value before the curious and the hostile: what is kept apart leaves no trace, names are
only names.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page
from tests.maillage_web.values.conftest import enter

pytestmark = pytest.mark.django_db

PAGES = (
    *(
        "reseau/",
        "reseau/?autour=la-ferme&niveau=cooperation",
        "reseau/changements/?de=2020-01-01&a=2026-01-01",
    ),
    *("reseau/sorties/", "reseau/sorties/?acteur=la-ville&argent=h-don", "valeur/synthese/"),
    *("valeur/?de=2020&a=2030&sans-periode=chaque-annee", "valeur/incertitude/?ecart=confiance&tirages=1024"),
    *(
        "valeur/et-si/?sortie=la-ferme&contributions:h-don=5",
        "valeur/et-si/?si=amount%20costs:h-cout%20likely=5",
    ),
    *("valeur/et-si/?arrive=x&apporte=5&vers=h-acteur", "valeur/partage/?mesure=money&acteur=h-acteur"),
    *("valeur/partage/?mesure=costs", "valeur/partage/?mesure=challenges&lecture=alone&argent=1"),
)
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)> & {name} {{ 7 }} '"


def lived(**names: str) -> Ground:
    """A public dossier with money, a tie and a flow; `names` replaces those of the farm and of what it brings."""
    made = ground(public=True)
    made.write(
        made.change("actors", "la-ferme", name=names.get("actor", "La ferme")),
        add("contributions", id="subvention", from_="la-ville", to="la-ferme", kind="money", object=names.get("object", "Aide"),
            likely="12000", unit="eur", period="year", component="cantine", since="2024", until="2026"),
        add("costs", id="salaires", component="cantine", bearer="la-ferme", low="14000", likely="15000", high="20000",
            unit="eur", period="year", first_year="2024", last_year="2026"),
        add("effects", id="valeur", name=names.get("effect", "Valeur"), components="cantine", sign="positive",
            beneficiaries="la-ville; l-ecole", likely="3000", unit="eur", period="year"),
        add("ties", id="t", actor_a="la-ferme", actor_b="la-ville", level="cooperation"),
        add("flows", id="f", from_="la-ferme", to="l-ecole", object=names.get("object", "repas"), amount="20", unit="t",
            period="year"),
    )  # fmt: skip
    return made


def kept_apart(visibility: str) -> list[Edit]:
    """One row of every table that counts, each kept from some."""
    keep = {"visibility": visibility} | ({"kept_for": "la-ferme"} if visibility == "actor" else {})
    year = {"unit": "eur", "period": "year"}
    return [
        add("actors", id="h-acteur", name="MASQUÉ", **keep),
        add("contributions", id="h-don", from_="la-ville", to="la-ferme", kind="money", object="MASQUÉ", likely="7777",
            since="2019", until="2033", **year, **keep),
        add("contributions", id="h-temps", from_="h-acteur", to="collective", kind="time", likely="9", unit="hour",
            period="year", **keep),
        add("costs", id="h-cout", component="cantine", bearer="la-ville", likely="888", first_year="2018",
            last_year="2034", **year, **keep),
        add("flows", id="h-flux", from_="l-ecole", to="la-ferme", object="MASQUÉ", amount="33", unit="t", **keep),
        add("ties", id="h-lien", actor_a="la-ferme", actor_b="l-ecole", level="coordination", **keep),
        add("effects", id="h-effet", name="MASQUÉ", components="cantine", challenges="sante", sign="positive",
            beneficiaries="la-ferme", likely="400", **year, **keep),
        add("components", id="h-comp", name="MASQUÉ", bearers="l-ecole", challenges="sante", **keep),
        add("commitments", id="h-eng", from_="la-ferme", to="la-ville", object="MASQUÉ", status="held", **keep),
    ]  # fmt: skip


def seen(client: Client, place: Ground, page: str) -> list[str]:
    """The lines of a page, without what names the dossier or the request."""
    answer = client.get(f"/dossiers/{place.slug}/{page}")
    assert answer.status_code == 200, page
    words = answer.content.decode().replace(place.slug, "SLUG")
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*|nonce="[^"]*|/lignes/\d+/', "", words).splitlines()


@pytest.mark.parametrize(
    ("visibility", "role"),
    [("members", Role.VISITOR), ("facilitators", Role.CONTRIBUTOR), ("actor", Role.OWNER)],
)
def test_a_row_kept_apart_changes_no_word_and_no_figure_of_a_page(
    client: Client, visibility: str, role: Role
) -> None:
    without, with_it = lived(), lived()
    writer = with_it.owner if visibility == "members" else with_it.people[Role.FACILITATOR]
    actor, *others = kept_apart(visibility)
    with_it.write(actor, by=writer)
    with_it.write(*others, by=writer)
    for page in PAGES:
        pair = []
        for place in (without, with_it):
            enter(client, place, role)
            pair.append(seen(client, place, page))
        assert pair[0] == pair[1], page
    if visibility == "members":  # nor did a past state show it
        for number in range(1, with_it.number() + 1):
            assert "MASQUÉ" not in "".join(seen(client, with_it, f"valeur/?vu={number}"))


def test_a_hostile_name_is_only_a_name(client: Client) -> None:
    place = lived(actor=HOSTILE, object=HOSTILE, effect=HOSTILE)
    told = 0
    for page in PAGES:
        for moving in ({}, {"HX-Request": "true"}):
            answer = client.get(f"/dossiers/{place.slug}/{page}", headers=moving)
            words = answer.content.decode()
            assert "<script>alert" not in words, page
            read = Page(words)
            assert not [one for one in read.elements if "onerror" in one.attributes], page
            told += "&lt;script&gt;alert(1)" in words
    assert told > len(PAGES)
