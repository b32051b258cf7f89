"""The pages of the memory: what they show, what their forms write, and what they refuse."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingRow
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGES = ("journal", "learnings", "decisions", "commitments", "resources")
FORMS = ("journal-write", "decision-review", "commitment-state", "resource-assess")


@pytest.fixture
def place() -> Ground:
    made = ground(public=True)
    made.write(
        add("sessions", id="bilan", title="Bilan d’étape", date="2026-06-12", learnings="Se parler avant."),
        add("decisions", id="d1", question="Qui livre ?", outcome="La ferme", date="2024", options="La ferme; La ville"),
        add(
            "decisions", id="d2", question="Qui livre ?", outcome="La ville", date="2025-03", supersedes="d1",
            review_on="2026-02", objections="none", decided_by="la-ferme; la-ville", about="cantine", session="bilan",
        ),
        add("decisions", id="d3", question="Quel prix ?", date="2025"),
        add("learnings", id="l1", learning="Dire ses contraintes", session="bilan", decisions="d2"),
        add("learnings", id="l2", learning="Compter le temps", date="2026-01"),
        add("commitments", id="livrer", from_="la-ferme", to="la-ville", object="Livrer", status="held", since="2025"),
        add("commitments", id="payer", from_="la-ville", to="la-ferme", object="Payer", status="held", reciprocates="livrer"),
        add("resources", id="r1", kind="trust", holder="collective", state="fragile", rater="La ferme", date="2025", narrative="On hésite."),
        add("resources", id="r2", kind="trust", holder="collective", state="strong", rater="La ville", date="2026-05", narrative="On y va."),
        add("journal", id="j1", title="Après le bilan", entry="C’était dense.", date="2026-06-13", session="bilan"),
    )  # fmt: skip
    return made


def page(client: Client, place: Ground, name: str, query: str = "", prefix: str = "") -> Page:
    with translation.override(prefix or "fr"):
        address = reverse(name, args=[place.slug])
    answer = client.get(f"{address}{query}")
    assert answer.status_code == 200, name
    return Page(answer.content.decode())


def test_the_pages_tell_what_the_dossier_says_in_both_languages(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    for prefix in ("fr", "en"):
        for name in PAGES:
            found = page(client, place, name, prefix=prefix)
            assert len(found.ids) == len(set(found.ids)), name
            assert "None" not in found.text.split(), name
    told = page(client, place, "decisions").text
    assert told.index("Qui livre ?") < told.index("Quel prix ?")
    assert "à revoir depuis février 2026" in told
    assert "Dire ses contraintes" in told
    assert "Compter le temps" in page(client, place, "learnings", "?par=annee").text
    found = page(client, place, "resources")
    assert "Regards éloignés" in found.text
    assert len(found.all("polygon", "circle")) >= 2
    assert "Payer" in page(client, place, "commitments").text
    assert "C’était dense." in page(client, place, "journal", "?seance=bilan&du=2026-06").text
    assert "C’était dense." not in page(client, place, "journal", "?au=2026-05").text
    assert page(client, place, "journal", "?du=hier").all("p")


def test_lists_are_taken_away_as_files_where_nothing_runs(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    place.write(place.change("learnings", "l2", learning="=1+1"))
    for name in PAGES:
        answer = client.get(reverse(f"{name}-csv", args=[place.slug]))
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) > 1, name
        assert not any(",=1" in line or line.startswith("=") for line in lines)


def test_an_empty_dossier_says_what_a_first_row_may_be(client: Client) -> None:
    empty = ground(public=True)
    for who in (None, empty.owner):
        if who:
            client.force_login(who)
        for name in PAGES:
            assert page(client, empty, name).all("main")
    assert (
        "trois lignes" in page(client, empty, "journal").text
        or "three lines" in page(client, empty, "journal").text
    )


def test_who_may_not_write_sees_no_form(client: Client, place: Ground) -> None:
    client.force_login(place.people[Role.READER])
    for name in PAGES[1:]:
        assert not [
            one
            for one in page(client, place, name).links
            if "/revoir/" in one or "/dire/" in one or "/evaluer/" in one
        ]
    for name in FORMS[1:]:
        assert client.post(reverse(name, args=[place.slug])).status_code == 403


def test_a_review_keeps_revises_or_supersedes_in_one_act(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    address = f"{reverse('decision-review', args=[place.slug])}?decision=d2"
    assert client.get(address).status_code == 200
    missing = client.post(address, {"verdict": "keep", "day": "2026-11-19", "why": "Cela tient"})
    assert (missing.status_code, place.cells("decisions", "d2").get("reviewed_on")) == (200, None)
    keep = {"verdict": "keep", "day": "2026-11-19", "why": "Cela tient", "review_on": "2027"}
    assert client.post(address, keep).status_code == 302
    cells = place.cells("decisions", "d2")
    assert (cells["reviewed_on"], cells["review_on"]) == ("2026-11-19", "2027")
    assert "Cela tient" in cells["note"]
    before = place.number()
    revise = {
        "verdict": "revise", "day": "2026-11-20", "why": "La route a changé", "review_on": "2027-06",
        "question": "Qui livre ?", "outcome": "Les deux", "options": "La ferme\nLa ville; et l’école", "objections": "aucune",
    }  # fmt: skip
    assert client.post(address, revise).status_code == 302
    new = LivingRow.objects.get(dossier=place.pk, table="decisions", cells__supersedes="d2")
    assert (new.cells["outcome"], new.cells["about"], place.number()) == ("Les deux", "cantine", before + 1)
    assert new.cells["options"] == "La ferme; La ville, et l’école"
    assert client.get(address).status_code == 404  # superseded: nothing to review
    other = f"{reverse('decision-review', args=[place.slug])}?decision=d3"
    loop = {
        "verdict": "supersede",
        "day": "2026-11-20",
        "why": "Même sujet",
        "by": str(place.row("decisions", "d1").pk),
    }
    assert client.post(other, loop).status_code == 302
    assert place.cells("decisions", "d1")["supersedes"] == "d3"
    told = page(client, place, "decisions").text
    assert "Les deux" in told


def test_a_loop_of_decisions_is_refused_and_nothing_is_written(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    before = place.number()
    address = f"{reverse('decision-review', args=[place.slug])}?decision=d2"
    sent = {
        "verdict": "supersede",
        "day": "2026-11-20",
        "why": "Retour",
        "by": str(place.row("decisions", "d1").pk),
    }
    answer = client.post(address, sent)
    assert (answer.status_code, place.number()) == (200, before)
    assert Page(answer.content.decode()).all("p")
    assert "supersedes" not in place.cells("decisions", "d1")


def test_a_new_state_of_a_commitment_keeps_the_former_one(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    address = f"{reverse('commitment-state', args=[place.slug])}?engagement=livrer&etat=broken"
    assert "=&quot;" not in client.get(address).content.decode()
    sent = {"status": "broken", "on": "2026-06-01", "asserted_by": "Les deux", "object": "Livrer"}
    assert client.post(address, sent).status_code == 200  # a narrative is asked
    assert client.post(address, {**sent, "on": "2026-06", "note": "La grêle"}).status_code == 200
    assert client.post(address, {**sent, "note": "La grêle"}).status_code == 302
    rows = list(
        LivingRow.objects.filter(dossier=place.pk, table="commitments", identity="livrer").order_by("pk")
    )
    assert [row.cells["status"] for row in rows] == ["held", "broken"]
    assert (rows[0].cells["until"], rows[1].cells["since"]) == ("2026-05-31", "2026-06-01")
    again = client.post(address, {**sent, "status": "held", "note": "Encore", "on": "2026-06-01"})
    assert again.status_code == 200  # the same day: the former state would have no time
    found = page(client, place, "commitments")
    assert "La grêle" in found.text
    assert any("acteur=la-ferme" in one for one in found.links)
    assert "Livrer" in page(client, place, "commitments", "?le=2025-06-01").text
    assert "La grêle" not in page(client, place, "commitments", "?le=2025-06-01").text


def test_one_assesses_beside_the_others_and_a_leader_too(client: Client, place: Ground) -> None:
    for role in (Role.CONTRIBUTOR, Role.LEADER):
        client.force_login(place.people[role])
        address = reverse("resource-assess", args=[place.slug])
        assert client.get(address, {"nature": "trust"}).status_code == 200
        sent = {
            "kind": "trust", "holder": "collective", "state": "sufficient", "narrative": "Cela vient.",
            "rater": role.value, "date": datetime.date(2026, 11, 24).isoformat(),
        }  # fmt: skip
        assert client.post(address, {**sent, "date": "un jour"}).status_code == 200
        assert client.post(address, sent).status_code == 302, role
    assert LivingRow.objects.filter(dossier=place.pk, table="resources").count() == 4
    assert "parmi 4 évaluateurs" in page(client, place, "resources").text


def test_an_example_has_its_memory_too(client: Client) -> None:
    for name in PAGES:
        assert client.get(reverse(name, args=["ikos"])).status_code == 200
