"""History gives back every past state, takes acts back, seals itself, and cannot be rewritten."""

from __future__ import annotations

import random

import pytest
from django.db import DatabaseError, connection, transaction

from maillage.dossier.compare import compare
from maillage_web.dossiers.actions.edits import ConflictError, Edit, NotAllowedError
from maillage_web.dossiers.actions.undoing import undo
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, RowChange
from maillage_web.dossiers.models.history import WrittenOnceError
from maillage_web.dossiers.queries.history import broken_seals
from maillage_web.dossiers.queries.living import rows_at, stored_rows, whole_at
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.living.people import NOW, Ground, add, ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Ground:
    return ground()


def take_back(place: Ground, number: int, by: Role = Role.OWNER, **further: bool) -> int | None:
    return undo(dossier=place.pk, number=number, author=place.people[by].pk, now=NOW, **further).number


def some_acts(place: Ground, count: int, chance: random.Random) -> None:
    """Acts of every kind on rows of every state."""
    for turn in range(count):
        rows = [row for row in stored_rows(place.pk).values() if row.table in ("actors", "challenges")]
        row = chance.choice(rows)
        verb = chance.choice(["change", "archive", "add"]) if not row.archived else "restore"
        if verb == "add":
            edit = add(row.table, name=f"Nouveau {turn}")
        else:
            cells = (
                {"name": f"Nom {turn}", "note": chance.choice(["", "une note"])} if verb == "change" else {}
            )
            edit = Edit(verb, row.table, row.pk, cells)
        place.write(edit)


@pytest.mark.parametrize("seed", range(5))
def test_every_past_state_is_what_was_then(place: Ground, seed: int) -> None:
    states = {place.number(): whole_at(place.pk, place.number())}
    for _ in range(12):
        some_acts(place, 1, random.Random(seed * 100 + place.number()))
        states[place.number()] = whole_at(place.pk, place.number())
    forget_all()
    for number, state in states.items():
        assert compare(whole_at(place.pk, number), state) == ()


@pytest.mark.parametrize("seed", range(5))
def test_taking_back_every_act_from_the_last_gives_the_beginning_again(place: Ground, seed: int) -> None:
    beginning = place.number()
    some_acts(place, 10, random.Random(seed))
    for number in range(place.number(), beginning, -1):
        take_back(place, number)
    assert compare(whole_at(place.pk, beginning), whole_at(place.pk, place.number())) == ()


def test_taking_back_the_taking_back_gives_the_change_again(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    undone = take_back(place, place.number())
    assert place.cells("actors", "la-ferme")["name"] == "La ferme"
    take_back(place, undone or 0)
    assert place.cells("actors", "la-ferme")["name"] == "La ferme haute"


def test_taking_back_an_archiving_gives_back_what_cited_the_row(place: Ground) -> None:
    place.write(add("ties", id="lien", actor_a="la-ferme", actor_b="la-ville"))
    whole = whole_at(place.pk, place.number())
    place.write(Edit("archive", "actors", place.row("actors", "la-ferme").pk))
    take_back(place, place.number())
    assert compare(whole, whole_at(place.pk, place.number())) == ()


def test_what_was_written_since_is_not_overwritten_in_silence(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute", commune="62053"))
    number = place.number()
    place.write(place.change("actors", "la-ferme", name="La ferme basse"))
    with pytest.raises(ConflictError):
        take_back(place, number)
    take_back(place, number, rest=True)
    assert place.cells("actors", "la-ferme") == {"id": "la-ferme", "name": "La ferme basse"}


def test_one_takes_back_ones_own_acts_and_those_who_lead_any(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    with pytest.raises(NotAllowedError):
        take_back(place, place.number(), Role.CONTRIBUTOR)
    place.write(place.change("actors", "la-ville", name="La mairie"), by=place.people[Role.CONTRIBUTOR])
    assert take_back(place, place.number(), Role.CONTRIBUTOR)
    assert take_back(place, place.number(), Role.FACILITATOR)


def test_the_beginning_is_not_taken_back(place: Ground) -> None:
    with pytest.raises(NotAllowedError):
        take_back(place, 1)


def test_the_application_cannot_rewrite_history(place: Ground) -> None:
    act = Act.objects.filter(dossier=place.pk).last()
    change = RowChange.objects.filter(act=act).last()
    assert act
    assert change
    for kept in (act, change):
        with pytest.raises(WrittenOnceError):
            kept.save()
        with pytest.raises(WrittenOnceError):
            kept.delete()


STATEMENTS = [
    "UPDATE dossiers_act SET why = 'x'",
    "DELETE FROM dossiers_act",
    "UPDATE dossiers_rowchange SET after = '{}'",
    "DELETE FROM dossiers_rowchange",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_rewrite_history(place: Ground, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="history is written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_whole_tables_of_history_are_not_emptied_either(place: Ground) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="history is written once"), transaction.atomic():
        connection.cursor().execute(
            "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE dossiers_rowchange, dossiers_act CASCADE"
        )


def test_seals_hold_from_the_first_act_to_the_last(place: Ground) -> None:
    some_acts(place, 10, random.Random(1))
    take_back(place, place.number())
    assert broken_seals(place.pk) == []


def test_a_change_slipped_into_the_database_breaks_the_seal(place: Ground) -> None:
    act = Act.objects.filter(dossier=place.pk).order_by("number")[1]
    row = place.row("actors", "la-ferme")
    spurious = RowChange(
        act=act,
        row=place.row("dossier", place.cells("dossier", "manger-ici")["id"]),
        table="actors",
        identity=row.identity,
        kind="changed",
        before={},
        after={"name": "x"},
    )
    spurious.save()
    assert broken_seals(place.pk) == [act.number]


def test_rows_at_a_number_know_what_was_archived(place: Ground) -> None:
    before = place.number()
    key = place.row("challenges", "sante").pk
    place.write(Edit("archive", "challenges", key))
    assert not rows_at(place.pk, before)[key].archived
    assert rows_at(place.pk, place.number())[key].archived
