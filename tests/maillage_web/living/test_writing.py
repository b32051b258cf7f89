"""Rows are written whole or not at all, nobody overwrites anybody in silence, and what one does not see stays."""

from __future__ import annotations

import pytest

from maillage_web.dossiers.actions.edits import ConflictError, Edit, NotAllowedError, RefusedError
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, LivingRow, RowChange
from tests.maillage_web.living.people import Ground, add, ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Ground:
    return ground()


def test_an_act_says_who_when_which_field_before_and_after(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", commune="62053"), why="seen on the map", at=5)
    act = Act.objects.get(dossier=place.pk, number=place.number())
    change = RowChange.objects.get(act=act)
    assert (act.author, act.why, act.kind) == (place.owner, "seen on the map", "edit")
    assert (change.identity, change.kind) == ("la-ferme", "changed")
    assert (change.before, change.after) == ({"commune": ""}, {"commune": "62053"})


def test_what_is_typed_is_kept_as_the_library_writes_it(place: Ground) -> None:
    place.write(add("costs", component="cantine", bearer="la-ville", likely="1 250,50", unit="euro"))
    assert place.cells("costs", "costs")["likely"] == "1250.5"


def test_a_new_row_takes_an_id_that_no_row_has_or_had(place: Ground) -> None:
    first = place.write(add("actors", name="La ferme")).rows[0]
    place.write(Edit("archive", "actors", first))
    second = place.write(add("actors", name="La ferme")).rows[0]
    found = LivingRow.objects.in_bulk([first, second])
    assert [found[first].identity, found[second].identity] == ["la-ferme-2", "la-ferme-3"]


def test_two_people_on_two_fields_of_a_row_are_both_kept(place: Ground) -> None:
    looked_at = place.number()
    place.write(place.change("actors", "la-ferme", looked_at, commune="62053"))
    place.write(place.change("actors", "la-ferme", looked_at, name="La ferme haute", commune=""))
    assert place.cells("actors", "la-ferme") == {
        "id": "la-ferme",
        "name": "La ferme haute",
        "commune": "62053",
    }


def test_two_people_on_the_same_field_meet_and_the_second_sees_both_versions(place: Ground) -> None:
    looked_at = place.number()
    place.write(
        place.change("actors", "la-ferme", looked_at, name="La ferme haute"),
        by=place.people[Role.CONTRIBUTOR],
    )
    with pytest.raises(ConflictError) as met:
        place.write(place.change("actors", "la-ferme", looked_at, name="La ferme basse"))
    conflict = met.value.conflicts[0]
    assert (conflict.base, conflict.theirs, conflict.mine) == ("La ferme", "La ferme haute", "La ferme basse")
    assert conflict.author_id == place.people[Role.CONTRIBUTOR].pk
    assert place.cells("actors", "la-ferme")["name"] == "La ferme haute"
    place.write(place.change("actors", "la-ferme", place.number(), name="La ferme basse"))
    assert place.cells("actors", "la-ferme")["name"] == "La ferme basse"


def test_two_people_who_write_the_same_thing_agree(place: Ground) -> None:
    looked_at = place.number()
    place.write(place.change("actors", "la-ferme", looked_at, name="La ferme haute"))
    written = place.write(place.change("actors", "la-ferme", looked_at, name="La ferme haute"))
    assert written.number is None


def test_changing_what_somebody_archived_meanwhile_is_a_conflict(place: Ground) -> None:
    looked_at = place.number()
    edit = place.change("actors", "l-ecole", looked_at, name="Le collège")
    place.write(Edit("archive", "actors", edit.row))
    with pytest.raises(ConflictError) as met:
        place.write(edit)
    assert met.value.conflicts[0].column == ""


def test_archiving_what_somebody_changed_meanwhile_is_a_conflict(place: Ground) -> None:
    looked_at = place.number()
    place.write(place.change("actors", "l-ecole", looked_at, name="Le collège"))
    with pytest.raises(ConflictError):
        place.write(Edit("archive", "actors", place.row("actors", "l-ecole").pk, base=looked_at))


def test_archiving_drops_what_cites_the_row_and_archives_what_needs_it(place: Ground) -> None:
    place.write(add("ties", id="lien", actor_a="la-ferme", actor_b="la-ville"))
    place.write(Edit("archive", "actors", place.row("actors", "la-ferme").pk))
    assert place.cells("components", "cantine")["bearers"] == "la-ville"
    assert place.row("ties", "lien").archived is ("actor_a" in _required("ties"))


def _required(table: str) -> set[str]:
    from maillage.dossier.tables import TABLES

    return {field.name for field in TABLES[table].required}


def test_one_wrong_edit_refuses_the_whole_act_and_says_which_field(place: Ground) -> None:
    before = place.number()
    with pytest.raises(RefusedError) as refused:
        place.write(
            add("actors", name="Le moulin"), add("components", name="Le four", bearers="personne-ici")
        )
    assert [(one.edit, one.column) for one in refused.value.refusals] == [(1, "bearers")]
    assert place.number() == before
    assert not LivingRow.objects.filter(identity="le-moulin").exists()


def test_rows_of_one_act_may_cite_one_another(place: Ground) -> None:
    place.write(
        add("components", name="Le four", bearers="le-moulin"),
        add("actors", id="le-moulin", name="Le moulin"),
    )
    assert place.cells("components", "le-four")["bearers"] == "le-moulin"


def test_references_that_one_does_not_see_stay_when_one_saves(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    contributor = place.people[Role.CONTRIBUTOR]
    place.write(place.change("components", "cantine", bearers="la-ville; l-ecole"), by=contributor)
    assert place.cells("components", "cantine")["bearers"] == "la-ville; l-ecole; la-ferme"


def test_a_row_kept_for_nobody_is_refused(place: Ground) -> None:
    facilitator = place.people[Role.FACILITATOR]
    with pytest.raises((RefusedError, NotAllowedError)):
        place.write(add("sessions", title="Entretien", visibility="actor"), by=facilitator)


def test_who_is_not_in_the_dossier_writes_nothing(place: Ground) -> None:
    for role in (Role.VISITOR, Role.READER, Role.AUDITOR):
        with pytest.raises(NotAllowedError):
            place.write(add("actors", name="Le moulin"), by=place.people[role])
