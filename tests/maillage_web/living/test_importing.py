"""A file that comes back changes what was chosen of it, as one act, and nothing else."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.actions.undoing import undo
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, ImportDraft, LivingRow
from maillage_web.dossiers.queries.living import whole_at
from maillage_web.jobs.actions import run_waiting
from tests.maillage_web.living.files import Import, Sheets, edited, sent, signed_in, taken
from tests.maillage_web.living.people import NOW, Ground, add, ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Ground:
    return ground()


@pytest.fixture
def browser(place: Ground) -> Client:
    return signed_in(place, Role.FACILITATOR)


def rename(name: str) -> Any:
    return lambda sheets: sheets.change("actors", "la-ferme", name=name)


def unstamped(content: bytes) -> bytes:
    def forget(sheets: Sheets) -> None:
        del sheets.book.custom_doc_props["maillage-state"]

    return edited(content, forget)


# --- what the file brings ---------------------------------------------------------------------------------------------


def test_a_file_that_comes_back_unchanged_brings_nothing(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, taken(browser, place.slug))
    assert found.brings() == {}
    page = browser.get(f"/en{found.address}").content.decode()
    assert "there is nothing to import" in page


def test_what_was_worked_on_in_a_spreadsheet_is_written_as_one_act(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.change("actors", "la-ferme", name="La ferme haute", commune="62053")
        sheets.add("actors", name="Le moulin")
        sheets.remove("challenges", "sante")
        sheets.change("effects", "repas", challenges=None)

    before = place.number()
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    assert found.brings() == dict.fromkeys(
        ["actors.la-ferme", "actors.le-moulin", "challenges.sante", "effects.repas"], True
    )
    assert found.apply(why="after the workshop").status_code == 302
    act = Act.objects.get(dossier=place.pk, number=place.number())
    assert place.number() == before + 1
    assert (act.kind, act.why, act.author) == ("import", "after the workshop", place.people[Role.FACILITATOR])
    assert act.details == {"file": "dossier.xlsx", "rows": 4}
    assert place.cells("actors", "la-ferme")["name"] == "La ferme haute"
    assert place.cells("actors", "le-moulin")["name"] == "Le moulin"
    assert place.row("challenges", "sante").archived


def test_the_page_shows_each_field_before_and_after(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("La ferme haute")))
    (cell,) = found.lines()["actors.la-ferme"].cells
    assert (cell.label.en, cell.here, cell.sent) == ("Name", "La ferme", "La ferme haute")


def test_what_is_unticked_is_left(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.change("actors", "la-ferme", name="La ferme haute")
        sheets.change("actors", "la-ville", name="La mairie")

    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    found.apply(take=["actors.la-ville"])
    assert place.cells("actors", "la-ferme")["name"] == "La ferme"
    assert place.cells("actors", "la-ville")["name"] == "La mairie"


def test_nothing_chosen_writes_nothing_and_says_so(place: Ground, browser: Client) -> None:
    before = place.number()
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("x")))
    response = found.apply(take=[])
    assert response.status_code == 422
    assert response.context["outcome"].nothing
    assert place.number() == before


def test_a_whole_table_is_chosen_or_left_by_one_button_on_every_page(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.change("actors", "la-ferme", name="La ferme haute")
        for number in range(120):
            sheets.add("actors", name=f"Nouvel acteur {number}")

    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    assert found.page().context["preview"].pages == 3
    found.say("untick:actors.added")
    assert [key for key, taken in found.brings().items() if taken] == ["actors.la-ferme"]
    found.say(
        "page:2",
        take=["actors.nouvel-acteur-60"],
        shown=["actors.nouvel-acteur-60", "actors.nouvel-acteur-61"],
    )
    assert [key for key, taken in found.brings().items() if taken] == [
        "actors.la-ferme",
        "actors.nouvel-acteur-60",
    ]
    found.say("tick:actors.added")
    assert all(found.brings().values())


def test_the_whole_import_is_undone_as_any_act(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.change("actors", "la-ferme", name="La ferme haute")
        sheets.add("actors", name="Le moulin")
        sheets.remove("effects", "repas")

    before = whole_at(place.pk, place.number())
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    found.apply()
    undo(dossier=place.pk, number=place.number(), author=place.owner.pk, now=NOW)
    after = whole_at(place.pk, place.number())
    assert [after.rows(table) for table in ("actors", "effects")] == [
        before.rows(table) for table in ("actors", "effects")
    ]


# --- without a stamp --------------------------------------------------------------------------------------------------


def test_a_file_of_unknown_origin_removes_nothing_unless_ticked(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.remove("actors", "l-ecole")
        sheets.change("actors", "la-ville", name="La mairie")
        sheets.change("components", "cantine", bearers=None)

    found = Import.of(browser, place.slug, unstamped(edited(taken(browser, place.slug), work)))
    assert found.page().context["found"].base is None
    assert found.brings() == {
        "actors.la-ville": True,
        "actors.l-ecole": False,
        "components.cantine.emptied": False,
    }
    found.apply()
    assert not place.row("actors", "l-ecole").archived
    assert place.cells("components", "cantine")["bearers"] == "la-ferme; la-ville"


def test_a_new_row_named_as_an_existing_one_waits_to_be_told_which(place: Ground, browser: Client) -> None:
    place.write(add("actors", id="coop", name="La coopérative"))

    def work(sheets: Sheets) -> None:
        sheets.remove("actors", "coop")
        sheets.add("actors", name="La Coopérative", commune="62053")
        sheets.change("components", "cantine", bearers="la-cooperative")

    found = Import.of(browser, place.slug, unstamped(edited(taken(browser, place.slug), work)))
    assert found.brings()["actors.la-cooperative"] is False
    assert found.lines()["actors.la-cooperative"].looks_like == "La coopérative"
    assert found.apply().headers["Location"].endswith("?voir=manque")
    found.say("same:actors.la-cooperative")
    assert "actors.la-cooperative" not in found.brings()
    found.apply()
    assert place.cells("actors", "coop")["commune"] == "62053"
    assert place.cells("components", "cantine")["bearers"] == "coop"


def test_two_rows_taken_for_one_can_be_told_apart_again(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.remove("actors", "l-ecole")
        sheets.add("actors", id="ecole-2", name="L’école")

    found = Import.of(browser, place.slug, unstamped(edited(taken(browser, place.slug), work)))
    found.say("same:actors.ecole-2")
    assert found.brings() == {}
    found.say("apart:actors.ecole-2")
    assert found.brings() == {"actors.ecole-2": False, "actors.l-ecole": False}


# --- conflicts --------------------------------------------------------------------------------------------------------


@pytest.fixture
def conflict(place: Ground, browser: Client) -> Import:
    """Two names for the farm: one here since the file was taken, one in the file."""
    content = edited(taken(browser, place.slug), rename("La ferme du fichier"))
    place.write(place.change("actors", "la-ferme", name="La ferme d’ici"), by=place.people[Role.CONTRIBUTOR])
    return Import.of(browser, place.slug, content)


def test_a_conflict_shows_three_versions_and_who_wrote_here_when(place: Ground, conflict: Import) -> None:
    (cell,) = conflict.lines()["actors.la-ferme"].cells
    assert (cell.base, cell.here, cell.sent) == ("La ferme", "La ferme d’ici", "La ferme du fichier")
    assert cell.changer.name == place.people[Role.CONTRIBUTOR].get_full_name()
    assert cell.changer.at == NOW


def test_a_conflict_that_nobody_decided_is_asked_and_nothing_is_written(
    place: Ground, conflict: Import
) -> None:
    before = place.number()
    response = conflict.apply()
    assert response.headers["Location"].endswith("?voir=a-decider")
    assert conflict.page("?voir=a-decider").context["preview"].shown == 1
    assert place.number() == before


@pytest.mark.parametrize(
    ("side", "name"), [("current", "La ferme d’ici"), ("incoming", "La ferme du fichier")]
)
def test_one_side_of_a_conflict_wins_as_chosen(place: Ground, conflict: Import, side: str, name: str) -> None:
    conflict.apply(**{"side:actors.la-ferme:name": side})
    assert place.cells("actors", "la-ferme")["name"] == name
    assert conflict.draft.state == "applied"


@pytest.mark.parametrize(
    ("side", "name"), [("current", "La ferme d’ici"), ("incoming", "La ferme du fichier")]
)
def test_one_button_decides_all_the_conflicts_of_a_table(
    place: Ground, conflict: Import, side: str, name: str
) -> None:
    conflict.say(f"side:actors.conflict:{side}")
    conflict.apply()
    assert place.cells("actors", "la-ferme")["name"] == name


def test_both_statements_stand_side_by_side_with_who_asserts_each(place: Ground, conflict: Import) -> None:
    beside = {"side:actors.la-ferme:name": "beside"}
    assert conflict.apply(**beside).headers["Location"].endswith("?voir=a-decider")
    conflict.apply(**beside, **{"asserted:actors.la-ferme": "Le conseil de quartier"})
    assert place.cells("actors", "la-ferme")["name"] == "La ferme d’ici"
    variant = LivingRow.objects.get(dossier=place.pk, cells__variant_of="la-ferme")
    assert variant.cells["name"] == "La ferme du fichier"
    assert variant.cells["asserted_by"] == "Le conseil de quartier"
    assert place.number() == Act.objects.filter(dossier=place.pk).count()


def test_a_row_archived_here_and_changed_in_the_file_comes_back_if_chosen(
    place: Ground, browser: Client
) -> None:
    content = edited(
        taken(browser, place.slug), lambda sheets: sheets.change("actors", "l-ecole", name="Le collège")
    )
    key = place.row("actors", "l-ecole").pk
    place.write(Edit("archive", "actors", key))
    found = Import.of(browser, place.slug, content)
    line = found.lines()["actors.l-ecole"]
    assert (line.kind, line.conflict, line.changer.name) == ("added", True, place.owner.get_full_name())
    found.apply(**{"side:actors.l-ecole:": "incoming"})
    row = LivingRow.objects.get(dossier=place.pk, table="actors", identity="l-ecole")
    assert (row.pk, row.archived, row.cells["name"]) == (key, False, "Le collège")


def test_a_row_changed_here_and_removed_in_the_file_stays_if_chosen(place: Ground, browser: Client) -> None:
    content = edited(taken(browser, place.slug), lambda sheets: sheets.remove("actors", "l-ecole"))
    place.write(place.change("actors", "l-ecole", name="Le collège"))
    found = Import.of(browser, place.slug, content)
    found.apply(**{"side:actors.l-ecole:": "current"})
    assert not place.row("actors", "l-ecole").archived
    assert found.draft.act is None


# --- somebody writes meanwhile ----------------------------------------------------------------------------------------


def test_what_somebody_wrote_while_one_was_choosing_is_shown_and_not_overwritten(
    place: Ground, browser: Client
) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("La ferme du fichier")))
    looked_at = place.number()
    place.write(place.change("actors", "la-ferme", name="La ferme d’ici"), by=place.people[Role.CONTRIBUTOR])
    response = found.apply(number=looked_at)
    assert response.headers["Location"].endswith(f"?depuis={looked_at}")
    assert place.cells("actors", "la-ferme")["name"] == "La ferme d’ici"
    assert found.page(f"?depuis={looked_at}").context["preview"].shown == 1
    found.apply(**{"side:actors.la-ferme:name": "incoming"})
    assert place.cells("actors", "la-ferme")["name"] == "La ferme du fichier"


def test_without_a_stamp_what_was_written_meanwhile_is_not_overwritten_either(
    place: Ground, browser: Client
) -> None:
    content = unstamped(edited(taken(browser, place.slug), rename("La ferme du fichier")))
    found = Import.of(browser, place.slug, content)
    looked_at = place.number()
    place.write(place.change("actors", "la-ferme", name="La ferme d’ici"))
    place.write(place.change("actors", "la-ville", name="La mairie"))
    assert found.apply(number=looked_at).headers["Location"].endswith(f"?depuis={looked_at}")
    assert place.cells("actors", "la-ferme")["name"] == "La ferme d’ici"
    found.apply()
    assert place.cells("actors", "la-ferme")["name"] == "La ferme du fichier"


def test_what_somebody_wrote_elsewhere_does_not_stop_the_import(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("La ferme du fichier")))
    looked_at = place.number()
    place.write(place.change("actors", "la-ville", name="La mairie"))
    found.apply(number=looked_at)
    assert place.cells("actors", "la-ferme")["name"] == "La ferme du fichier"
    assert place.cells("actors", "la-ville")["name"] == "La mairie"


def test_a_row_removed_by_the_file_is_kept_as_long_as_a_newer_row_cites_it(
    place: Ground, browser: Client
) -> None:
    content = edited(taken(browser, place.slug), lambda sheets: sheets.remove("actors", "l-ecole"))
    place.write(add("ties", id="lien", actor_a="l-ecole", actor_b="la-ville"))
    found = Import.of(browser, place.slug, content)
    response = found.apply()
    assert response.status_code == 422
    assert "lien" in response.context["outcome"].refused[0].row.fr
    assert not place.row("actors", "l-ecole").archived
    assert not place.row("ties", "lien").archived


def test_an_import_sent_twice_is_written_once(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("La ferme haute")))
    form = {
        "number": place.number(),
        "shown": ["actors.la-ferme"],
        "take": ["actors.la-ferme"],
        "do": "apply",
    }
    before = place.number()
    for _ in range(2):
        assert browser.post(found.address, form).status_code in (200, 302)
    assert place.number() == before + 1
    assert f"/historique/{before + 1}/" in browser.get(found.address).content.decode()


def test_rows_that_cite_others_which_are_not_chosen_are_told(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.add("actors", id="le-moulin", name="Le moulin")
        sheets.change("components", "cantine", bearers="la-ferme; le-moulin")

    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    assert found.apply(take=["components.cantine"]).headers["Location"].endswith("?voir=manque")
    assert [name.fr for name in found.lines("?voir=manque")["components.cantine"].missing] == ["Le moulin"]
    found.say("take-cited", query="?voir=manque")
    found.apply()
    assert place.cells("components", "cantine")["bearers"] == "la-ferme; le-moulin"


# --- a large file -----------------------------------------------------------------------------------------------------


def test_many_rows_are_written_in_the_background(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        for number in range(400):
            sheets.add("actors", name=f"Nouvel acteur {number}")

    before = place.number()
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    response = found.apply()
    assert response.headers["Location"].startswith("/travaux/")
    assert place.number() == before
    run_waiting()
    assert place.number() == before + 1
    assert found.address in browser.get(response.headers["Location"]).content.decode()
    assert LivingRow.objects.filter(dossier=place.pk, table="actors").count() == 403


def test_an_import_stopped_before_it_is_written_writes_nothing(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        for number in range(400):
            sheets.add("actors", name=f"Nouvel acteur {number}")

    before = place.number()
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), work))
    job = found.apply().headers["Location"]
    browser.post(f"{job}annuler/")
    run_waiting()
    assert place.number() == before
    assert found.draft.state == "ready"


def test_a_reading_that_was_stopped_leaves_a_file_to_give_up(place: Ground, browser: Client) -> None:
    response = sent(browser, place.slug, taken(browser, place.slug))
    browser.post(f"{response.headers['Location']}annuler/")
    run_waiting()
    draft = ImportDraft.objects.get()
    page = browser.get(f"/dossiers/{place.slug}/importations/{draft.token}/")
    assert page.context["stopped"]
    browser.post(f"/dossiers/{place.slug}/importations/{draft.token}/abandonner/")
    assert not ImportDraft.objects.exists()


# --- whose import it is -----------------------------------------------------------------------------------------------


def test_an_import_is_seen_by_who_sent_it_alone(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("x")))
    owner = signed_in(place, Role.OWNER)
    assert owner.get(found.address).status_code == 404
    assert owner.post(f"{found.address}abandonner/").status_code == 404
    assert found.token not in owner.get(f"/dossiers/{place.slug}/importer/").content.decode()
    assert found.token in browser.get(f"/dossiers/{place.slug}/importer/").content.decode()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.LEADER, Role.READER, Role.AUDITOR])
def test_those_who_may_not_import_are_told_so(place: Ground, role: Role) -> None:
    assert signed_in(place, role).get(f"/dossiers/{place.slug}/importer/").status_code == 403


def test_an_import_begun_by_who_may_no_longer_is_not_written(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("x")))
    mine = place.dossier.memberships.get(user=place.people[Role.FACILITATOR])
    mine.role = Role.READER
    mine.save()
    before = place.number()
    form = {"number": before, "shown": ["actors.la-ferme"], "take": ["actors.la-ferme"], "do": "apply"}
    assert browser.post(found.address, form).status_code == 403
    assert place.number() == before


def test_the_same_file_sent_twice_is_kept_once(place: Ground, browser: Client) -> None:
    content = edited(taken(browser, place.slug), rename("x"))
    Import.of(browser, place.slug, content)
    again = sent(browser, place.slug, content)
    assert again.headers["Location"].endswith(f"/importations/{ImportDraft.objects.get().token}/")


def test_imports_that_nobody_finished_are_deleted_after_a_week(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, edited(taken(browser, place.slug), rename("x")))
    past = timezone.now() - datetime.timedelta(days=8)
    ImportDraft.objects.update(sent_at=past, expires_at=past + datetime.timedelta(days=7))
    assert browser.get(found.address).status_code == 404
    call_command("purge_uploads", verbosity=0)
    assert not ImportDraft.objects.exists()
