"""People add rows, change them, meet each other on one, archive and bring back; nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingRow
from tests.maillage_web.editing.browsing import Controls, sent
from tests.maillage_web.editing.conftest import Enter
from tests.maillage_web.living.people import Ground, add, ground


def at(there: Ground, name: str, *arguments: object) -> str:
    with translation.override("fr"):
        return reverse(name, args=[there.slug, *arguments])


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def form_in(page: str) -> str:
    """The form of the row in a page, without the other forms."""
    found = re.search(r'<form class="row-form.*?</form>', page, re.DOTALL)
    assert found is not None
    return found.group()


def fill(page: str, **values: str | list[str]) -> Any:
    """What sending the form of a page gives, with some fields filled otherwise."""
    data = sent(form_in(page)).copy()
    for name, value in values.items():
        data.setlist(name.rstrip("_"), value if isinstance(value, list) else [value])
    return dict(data.lists())


def test_a_row_is_added_with_its_form_and_can_be_undone_at_once(there: Ground, enter: Enter) -> None:
    client = enter(Role.CONTRIBUTOR)
    page = page_of(client, at(there, "row-add", "actors"))
    data = fill(
        page, name="La Biocoop", legal_form="Coopérative d’intérêt collectif (SCIC)", joined_on="mars 2015"
    )
    answer = client.post(at(there, "row-add", "actors"), data)
    row = there.row("actors", "la-biocoop")
    assert answer.url == at(there, "row", "actors", row.pk)
    assert row.cells == {
        "id": "la-biocoop",
        "name": "La Biocoop",
        "legal_form": "scic",
        "joined_on": "2015-03",
    }
    page = page_of(client, answer.url)
    assert "La Biocoop" in page
    undo = re.search(r'action="([^"]*/reprendre/\d+/)"', page)
    assert undo is not None
    answer = client.post(undo.group(1), {"next": at(there, "actors")})
    assert answer.url == at(there, "actors")
    assert there.row("actors", "la-biocoop").archived


def test_save_and_add_another_comes_back_to_an_empty_form(there: Ground, enter: Enter) -> None:
    client = enter()
    answer = client.post(at(there, "row-add", "challenges"), {"name": "L’eau", "again": "1"})
    assert answer.url == at(there, "row-add", "challenges")
    assert there.cells("challenges", "l-eau")["name"] == "L’eau"


def test_a_wrong_row_is_not_saved_and_nothing_typed_is_lost(there: Ground, enter: Enter) -> None:
    client = enter()
    before = there.number()
    page = client.post(
        at(there, "row-add", "actors"), {"name": "X", "siren": "12", "note": "à garder"}
    ).content.decode()
    assert there.number() == before
    assert "à garder" in page
    assert 'href="#id_siren"' in page
    assert "« 12 » n’est pas un SIREN valide." in page


def test_what_the_rules_of_the_dossier_refuse_is_told_beside_the_field(there: Ground, enter: Enter) -> None:
    client = enter()
    address = at(there, "row", "effects", there.row("effects", "repas").pk)
    page = page_of(client, address)
    page = client.post(address, fill(page, low="5", likely="2")).content.decode()
    assert "id_likely_error" in page
    assert "likely" not in there.cells("effects", "repas")


def test_a_row_sent_back_untouched_writes_nothing(there: Ground, enter: Enter) -> None:
    client, before = enter(), there.number()
    for row in LivingRow.objects.filter(dossier=there.pk):
        address = at(there, "row", row.table, row.pk)
        answer = client.post(address, fill(page_of(client, address)))
        assert answer.status_code == 302, answer.content.decode()[-1500:]
    assert there.number() == before


def test_a_changed_row_keeps_its_history_with_author_before_and_after(there: Ground, enter: Enter) -> None:
    client = enter(Role.CONTRIBUTOR)
    address = at(there, "row", "components", there.row("components", "cantine").pk)
    client.post(address, fill(page_of(client, address), name="La cantine bio", bearers=["", "l-ecole"]))
    assert there.cells("components", "cantine") == {
        "id": "cantine",
        "name": "La cantine bio",
        "bearers": "l-ecole",
    }
    page = page_of(client, address)
    assert "contributor" in page
    assert re.search(r"<del>.*?La cantine</del>", page)
    assert re.search(r"<ins>.*?L’école</ins>", page)


# --- two people on one row --------------------------------------------------------------------------------------------


@pytest.fixture
def clash(there: Ground, enter: Enter) -> tuple[Client, str, str]:
    """A contributor has the form open while the owner saves other words; the page that answers their saving."""
    client = enter(Role.CONTRIBUTOR)
    address = at(there, "row", "actors", there.row("actors", "la-ville").pk)
    opened = page_of(client, address)
    there.write(there.change("actors", "la-ville", name="La commune", note="de la porteuse"))
    answer = client.post(
        address, fill(opened, name="La mairie", description="des mots à moi", commune="62010")
    )
    assert answer.status_code == 200
    assert 'class="sides"' in answer.content.decode()
    return client, address, answer.content.decode()


def test_a_conflict_shows_both_versions_with_who_and_when(there: Ground, clash: Any) -> None:
    _client, _address, page = clash
    assert there.cells("actors", "la-ville")["name"] == "La commune"
    assert "La commune" in page
    assert 'value="La mairie"' in page
    assert "Porteuse" in page
    assert '<time datetime="2026-11-23' in page
    assert "des mots à moi" in page


def test_in_a_conflict_one_may_keep_ones_own_words(there: Ground, clash: Any) -> None:
    client, address, page = clash
    answer = client.post(address, fill(page, **{"keep-name": "mine", "name": "La mairie, disons"}))
    assert answer.status_code == 302
    cells = there.cells("actors", "la-ville")
    assert cells == {
        "id": "la-ville",
        "name": "La mairie, disons",
        "description": "des mots à moi",
        "commune": "62010",
        "note": "de la porteuse",
    }


def test_in_a_conflict_one_may_take_theirs_and_keep_the_rest_of_what_one_typed(
    there: Ground, clash: Any
) -> None:
    client, address, page = clash
    client.post(address, fill(page, **{"keep-name": "theirs"}))
    cells = there.cells("actors", "la-ville")
    assert (cells["name"], cells["description"], cells["note"]) == (
        "La commune",
        "des mots à moi",
        "de la porteuse",
    )


def test_in_a_conflict_one_may_keep_both_as_two_statements(there: Ground, clash: Any) -> None:
    client, address, page = clash
    answer = client.post(address, {**fill(page), "whole": "both"})
    assert answer.status_code == 302
    assert there.cells("actors", "la-ville")["name"] == "La commune"
    second = there.cells("actors", "la-mairie")
    assert second["variant_of"] == "la-ville"
    assert second["description"] == "des mots à moi"
    shown = page_of(client, address)
    assert "La mairie" in shown
    assert '<table class="versions">' in shown


def test_a_second_conflict_while_choosing_is_shown_too(there: Ground, clash: Any) -> None:
    client, address, page = clash
    there.write(there.change("actors", "la-ville", name="La ville, enfin"))
    again = client.post(address, fill(page, **{"keep-name": "mine"}))
    assert again.status_code == 200
    assert "La ville, enfin" in again.content.decode()
    assert "La mairie" in again.content.decode()


def test_a_row_archived_meanwhile_can_be_taken_back_with_what_one_wrote(there: Ground, enter: Enter) -> None:
    client = enter(Role.CONTRIBUTOR)
    row = there.row("challenges", "sante")
    address = at(there, "row", "challenges", row.pk)
    opened = page_of(client, address)
    enter().post(at(there, "row-archive", "challenges", row.pk), {"base": there.number()})
    answer = client.post(address, fill(opened, description="précisée"))
    assert 'value="restore"' in answer.content.decode()
    client.post(address, {**fill(answer.content.decode()), "whole": "restore"})
    assert there.cells("challenges", "sante")["description"] == "précisée"
    assert not there.row("challenges", "sante").archived


# --- stated differently -----------------------------------------------------------------------------------------------


def test_stating_a_row_differently_begins_with_what_it_says_and_makes_a_variant(
    there: Ground, enter: Enter
) -> None:
    client = enter(Role.FACILITATOR)
    there.write(there.change("actors", "la-ville", note="n", **{"Ma colonne": "à moi"}))
    row = there.row("actors", "la-ville")
    address = f"{at(there, 'row-add', 'actors')}?autre={row.pk}"
    data = fill(page_of(client, address), name="La ville selon nous", asserted_by="Facilitatrice")
    client.post(address, data)
    made = there.cells("actors", "la-ville-selon-nous")
    assert made["variant_of"] == "la-ville"
    assert made["note"] == "n"
    assert made["Ma colonne"] == "à moi"
    shown = page_of(client, at(there, "row", "actors", row.pk))
    assert "Facilitatrice" in shown


# --- archive ----------------------------------------------------------------------------------------------------------


def test_archiving_asks_first_and_lists_what_cites_the_row(there: Ground, enter: Enter) -> None:
    client = enter()
    row = there.row("actors", "la-ferme")
    page = page_of(client, at(there, "row-archive", "actors", row.pk))
    assert "La cantine" in page
    assert not there.row("actors", "la-ferme").archived
    client.post(at(there, "row-archive", "actors", row.pk), {"base": there.number(), "why": "partie"})
    assert there.row("actors", "la-ferme").archived
    assert there.cells("components", "cantine")["bearers"] == "la-ville"
    shown = page_of(client, at(there, "row", "actors", row.pk))
    assert "partie" in shown
    client.post(at(there, "row-restore", "actors", row.pk))
    assert not there.row("actors", "la-ferme").archived


def test_a_row_changed_since_one_looked_is_not_archived(there: Ground, enter: Enter) -> None:
    client, row, base = enter(), there.row("actors", "la-ferme"), there.number()
    there.write(there.change("actors", "la-ferme", note="à lire"))
    answer = client.post(at(there, "row-archive", "actors", row.pk), {"base": base}, follow=True)
    assert not there.row("actors", "la-ferme").archived
    assert "Quelqu’un" in answer.content.decode() or "Somebody changed" in answer.content.decode()


def test_what_may_not_be_archived_says_why_and_stays(there: Ground, enter: Enter) -> None:
    record, ville = LivingRow.objects.get(dossier=there.pk, table="dossier"), there.row("actors", "la-ville")
    refused = enter().post(at(there, "row-archive", "dossier", record.pk))
    assert "Le dossier lui-même ne s’archive pas ici." in refused.content.decode()
    leader = enter(Role.LEADER)
    assert "notice--alert" in leader.post(at(there, "row-archive", "actors", ville.pk)).content.decode()
    assert not there.row("actors", "la-ville").archived
    enter().post(at(there, "row-archive", "actors", ville.pk))
    back = leader.post(at(there, "row-restore", "actors", ville.pk), follow=True)
    assert "saying-card--alert" in back.content.decode()
    assert there.row("actors", "la-ville").archived


# --- who --------------------------------------------------------------------------------------------------------------


def test_a_reader_sees_a_row_without_form_and_may_not_write_it(there: Ground, enter: Enter) -> None:
    row, client = there.row("actors", "la-ferme"), enter(Role.READER)
    address = at(there, "row", "actors", row.pk)
    assert "row-form" not in page_of(client, address)
    for name, *rest in (
        ("row-add", "actors"),
        ("grid", "actors"),
        ("actor-add",),
        ("row-archive", "actors", row.pk),
    ):
        assert client.get(at(there, name, *rest)).status_code == 403
    before = there.number()
    assert client.post(address, {"name": "Z"}).status_code == 403
    assert client.post(at(there, "row-add", "actors"), {"name": "Z"}).status_code == 403
    assert client.post(at(there, "link"), {}).status_code == 403
    assert there.number() == before


def test_a_stranger_finds_nothing_at_any_address(there: Ground, enter: Enter) -> None:
    row = there.row("actors", "la-ferme")
    for client in (Client(), enter(Role.VISITOR)):
        for name, *rest in (
            ("row", "actors", row.pk),
            ("row-add", "actors"),
            ("row-archive", "actors", row.pk),
            ("row-findings", "actors", row.pk),
            ("grid", "actors"),
            ("actor-add",),
            ("pick-communes",),
            ("pick-organisations",),
        ):
            assert client.get(at(there, name, *rest)).status_code == 404, name


def test_reading_pages_lead_to_editing_for_who_may_write_only(there: Ground, enter: Enter) -> None:
    links = [at(there, "row-add", "actors"), at(there, "grid", "actors")]
    table, actors = at(there, "table", "actors"), at(there, "actors")
    assert all(link in page_of(enter(Role.CONTRIBUTOR), table) for link in links)
    assert at(there, "actor-add") in page_of(enter(Role.LEADER), actors)
    for page in (page_of(enter(Role.READER), table), page_of(enter(Role.AUDITOR), actors)):
        assert not any(link in page for link in (*links, at(there, "actor-add")))


def test_a_visitor_of_a_public_dossier_reads_a_row_and_no_more(db: None) -> None:
    there = ground(public=True)
    row = there.row("actors", "la-ferme")
    page = page_of(Client(), at(there, "row", "actors", row.pk))
    assert "La ferme" in page
    assert "row-form" not in page
    assert '<ol class="changes">' not in page
    assert Client().get(at(there, "row-add", "actors")).status_code == 403


@pytest.mark.parametrize("name", ["row", "row-add", "grid", "row-archive", "actor-add"])
def test_pages_of_editing_ask_the_database_a_few_questions(
    there: Ground, enter: Enter, django_assert_max_num_queries: Any, name: str
) -> None:
    client, row = enter(), there.row("actors", "la-ferme")
    rest: dict[str, tuple[object, ...]] = {"actor-add": (), "row-add": ("actors",), "grid": ("actors",)}
    address = at(there, name, *rest.get(name, ("actors", row.pk)))
    client.get(address)
    with django_assert_max_num_queries(10):
        client.get(address)


def test_a_hidden_row_does_not_exist_and_is_offered_nowhere(there: Ground, enter: Enter) -> None:
    there.write(add("actors", id="discret", name="Un discret", visibility="facilitators"))
    there.write(there.change("components", "cantine", bearers="la-ferme; discret"))
    hidden, client = there.row("actors", "discret"), enter(Role.CONTRIBUTOR)
    for name in ("row", "row-archive", "row-findings"):
        assert client.get(at(there, name, "actors", hidden.pk)).status_code == 404
    address = at(there, "row", "components", there.row("components", "cantine").pk)
    page = page_of(client, address)
    assert "discret" not in page.lower()
    client.post(address, fill(page, name="La cantine du collège"))
    assert there.cells("components", "cantine")["bearers"] == "la-ferme; discret"


def test_a_leader_writes_their_own_rows_and_reads_the_others(there: Ground, enter: Enter) -> None:
    client = enter(Role.LEADER)
    page = page_of(client, at(there, "row-add", "models"))
    assert re.search(r'<option value="la-ferme" selected', page)
    answer = client.post(
        at(there, "row-add", "models"), fill(page, today="On vend au poids", visibility="actor")
    )
    assert answer.status_code == 302
    other = client.post(at(there, "row-add", "models"), {"actor": "la-ville", "today": "x"})
    assert other.status_code == 200
    assert "is-wrong" in other.content.decode() or "notice--alert" in other.content.decode()
    assert not LivingRow.objects.filter(table="models", cells__actor="la-ville").exists()
    ville = at(there, "row", "actors", there.row("actors", "la-ville").pk)
    assert "row-form" not in page_of(client, ville)


def test_the_form_offers_only_visibilities_that_one_sees(there: Ground, enter: Enter) -> None:
    address = at(there, "row-add", "actors")
    offered = {
        role: set(re.findall(r'name="visibility" value="(\w+)"', page_of(enter(role), address)))
        for role in (Role.OWNER, Role.FACILITATOR, Role.CONTRIBUTOR, Role.LEADER)
    }
    assert offered == {
        Role.OWNER: {"public", "members", "facilitators"},
        Role.FACILITATOR: {"public", "members", "facilitators", "actor"},
        Role.CONTRIBUTOR: {"public", "members"},
        Role.LEADER: {"public", "members", "actor"},
    }


# --- beside the row ---------------------------------------------------------------------------------------------------


def test_findings_about_a_row_come_as_a_part_of_the_page_or_as_a_page(there: Ground, enter: Enter) -> None:
    client = enter()
    there.write(there.change("effects", "repas", components="none"))
    address = at(there, "row-findings", "effects", there.row("effects", "repas").pk)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert '<ul class="found">' in part
    whole = page_of(client, address)
    assert "<html" in whole
    assert '<ul class="found">' in whole


def test_the_record_of_the_dossier_is_edited_like_a_row(there: Ground, enter: Enter) -> None:
    client, record = enter(), LivingRow.objects.get(dossier=there.pk, table="dossier")
    address = at(there, "row", "dossier", record.pk)
    client.post(address, fill(page_of(client, address), title="Manger là", territory="62041; 62010"))
    assert LivingRow.objects.get(pk=record.pk).cells["territory"] == "62041; 62010"
    assert client.get(at(there, "row-add", "dossier")).status_code == 404


def test_pages_of_editing_work_in_english_too(there: Ground, enter: Enter) -> None:
    client, row = enter(), there.row("effects", "repas")
    for name, *rest in (
        ("row", "effects", row.pk),
        ("row-add", "effects"),
        ("grid", "effects"),
        ("actor-add",),
    ):
        page = page_of(client, f"/en{at(there, name, *rest)}")
        assert '<html lang="en">' in page
        assert Controls(page).pointed <= set(Controls(page).ids), name
