"""A grid with points says what it counts for the answers kept; a frame without points says nothing of the kind."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.dossier.tables import Actor, Answer
from maillage.referential.shipped import shipped
from maillage_web.cards.queries.earning import earned
from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import add, ground
from tests.maillage_web.reading import Page

GRID = shipped("territoires-engages-3.6")
TOWN = Actor(id="la-ville", name="La Ville", legal_form="municipality")


def answer(item: str, value: str) -> Answer:
    return Answer(id=f"r{item}", holder=TOWN.id, frame=GRID.id, version=GRID.version, item=item, value=value)


def test_points_come_part_by_part_then_for_the_whole() -> None:
    rows = [answer("3.6.1.1", "done"), answer("3.6.1.2", "0; 100; 0"), answer("3.6.4.1", "not_concerned")]
    lines = earned(GRID, TOWN, rows)
    assert [line.whole for line in lines] == [False, False, False, False, True]
    first, whole = lines[0].score, lines[-1].score
    assert (first.points_done, first.points_planned, first.potential) == pytest.approx((0.9375, 0.9375, 3.75))
    assert (whole.points_done, whole.points_planned, whole.frame_points) == pytest.approx(
        (0.9375, 0.9375, 25)
    )


def test_what_is_not_a_status_is_not_filled_in() -> None:
    lines = earned(
        GRID, TOWN, [answer("3.6.1.1", "cannot_say"), answer("3.6.1.2", "?"), answer("9.9", "done")]
    )
    assert lines[-1].score.points_unfilled == pytest.approx(25)


def test_a_frame_without_points_counts_nothing() -> None:
    assert earned(shipped("efc"), TOWN, [answer("value-effects", "volume")]) == ()


@pytest.mark.django_db
def test_the_end_of_the_grid_shows_the_table_and_that_of_the_questions_does_not() -> None:
    place = ground(public=True)
    cells = {
        "frame": GRID.id,
        "version": GRID.version,
        "item": "3.6.1.1",
        "value": "done",
        "rater": "La ville",
    }
    place.write(add("answers", id="g1", holder="la-ville", visibility="members", **cells))
    client = Client()
    client.force_login(place.people[Role.OWNER])
    there = f"/en/dossiers/{place.slug}/modeles/la-ville/questions/?entree=complete&voix=La+ville"
    grid = Page(client.get(f"{there}&referentiel={GRID.id}").content.decode()).text
    assert "What this grid counts" in grid
    assert "0.94" in grid
    assert "What this grid counts" not in client.get(there).content.decode()
