"""What an actor keeps to itself shows on no page of models, obstacles, paths or accounts, nor in what machines read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.dossier.tables import LISTED
from maillage_web.accounts.models import User
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Membership
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.living.people import NOW, Ground, add, ground, person
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
MARK = "marqueconfiee"
KEPT = (
    add("models", id="m1", actor="la-ferme", register="overall", today=f"{MARK} 1", constraint=f"{MARK} 2",
        stage="volume", direction="receding", visibility="actor", asserted_by=f"{MARK} 3", since="2025"),
    add("answers", id="r1", holder="la-ferme", frame="efc", version="1.0", item="value-effects", value="volume",
        narrative=f"{MARK} 4", evidence=f"{MARK} 5", rater=f"{MARK} 6", date="2026", visibility="actor"),
    add("milestones", id="j1", title=f"{MARK} 7", holder="la-ferme", status="aimed", aimed_on="2027",
        narrative=f"{MARK} 8", visibility="actor"),
    add("obstacles", id="f1", holder="la-ferme", obstacle="volume_relapse", narrative=f"{MARK} 9",
        visibility="actor"),
    add("resources", id="i1", kind="trust", holder="la-ferme", state="fragile", narrative=f"{MARK} 10",
        visibility="actor"),
    add("coefficients", id="c1", actor="la-ferme", coefficient="volume", low="7410", likely="7411", high="7412",
        unit="unit", visibility="actor", asserted_by=f"{MARK} 11"),
)  # fmt: skip
OF_A_DOSSIER = (
    *("modeles/", "modeles/la-ferme/", "modeles/la-ferme/regards/", "modeles/la-ferme/questions/"),
    *("registres/", "chemins/", "chemins/?acteur=la-ferme", "freins/", "freins/?acteur=la-ferme"),
    *("freins/boucles/?parmi=signes", "freins/boucles/?parmi=notes", "passage/", "passage/la-ferme/"),
    *("acteurs/", "constats/", "articulation/", "tables/models/", "tables/answers/", f"chercher/?q={MARK}"),
)
OF_THE_SITE = ("freins/", "freins/volume_relapse/")


@pytest.fixture
def place() -> Ground:
    """A public dossier whose farm keeps a row of each table that tells its inside."""
    made = ground(public=True)
    made.write(add("models", id="dite", actor="la-ville", register="governance", stage="territorial"))
    return made


def _other_leader(place: Ground) -> User:
    """Who leads another actor of the same dossier."""
    who = person("Dirigeante de la ville")
    Membership.objects.create(dossier=place.dossier, user=who, role=Role.LEADER, actor="la-ville", since=NOW)
    return who


def _addresses(place: Ground) -> list[str]:
    tables = [reverse("api-table", args=[place.slug, table]) for table in LISTED]
    pages = [f"/en/dossiers/{place.slug}/{page}" for page in OF_A_DOSSIER]
    return [
        *pages,
        *(f"/en/{page}" for page in OF_THE_SITE),
        *tables,
        reverse("api-dossier", args=[place.slug]),
    ]


def _read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _words(client: Client, place: Ground) -> dict[str, str]:
    """What each page of the dossier says to who is signed in, in words."""
    forget_all()
    asked = [one for one in _addresses(place) if "/api/" not in one and "chercher" not in one]
    return {one: Page(_read(client, one)).text for one in asked}


def test_what_an_actor_keeps_leaves_no_trace_for_the_others(client: Client, place: Ground) -> None:
    strangers = {
        "reader": place.people[Role.READER],
        "leader of another": _other_leader(place),
        "facilitator of another": place.other_facilitator,
        "visitor": None,
    }
    before = {}
    for name, who in strangers.items():
        client.force_login(who) if who else client.logout()
        before[name] = _words(client, place)
    place.write(*KEPT, by=place.people[Role.LEADER])
    for name, who in strangers.items():
        client.force_login(who) if who else client.logout()
        for address in _addresses(place):
            html = _read(client, address).replace(f"chercher/?q={MARK}", "").replace(f'value="{MARK}"', "")
            if "chercher" in address:
                html = html.replace(f"“{MARK}”", "").replace(f"{MARK} ·", "")
            assert f"{MARK} " not in html, (name, address)
            assert "7411" not in html, (name, address)
        assert _words(client, place) == before[name], name


def test_those_it_trusts_read_it_all(client: Client, place: Ground) -> None:
    place.write(*KEPT, by=place.people[Role.LEADER])
    for role in (Role.LEADER, Role.FACILITATOR):
        client.force_login(place.people[role])
        found = "".join(_read(client, address) for address in _addresses(place))
        assert {number for number in range(1, 12) if f"{MARK} {number}" not in found} == set(), role
        assert "7411" in found.replace(",", "").replace(" ", "")
