"""Two requests at the same instant: an import is written once, and what somebody else writes meanwhile stays."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from maillage_web.dossiers.actions import importing
from maillage_web.dossiers.actions.importing import Outcome
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act
from tests.maillage_web.living.files import Import, edited, signed_in, taken
from tests.maillage_web.living.people import NOW, Ground, ground


@pytest.fixture
def place(emptied: None) -> Ground:
    return ground()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each work gives, all begun together in threads of their own."""
    answers: list[Any] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(rank: int, work: Callable[[], Any]) -> None:
        try:
            start.wait()
            answers[rank] = _patiently(work)
        except Exception as error:
            answers[rank] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _patiently(work: Callable[[], Any]) -> Any:
    """Wait for one's turn as connections to an SQLite file do, and as those to one in memory do not."""
    while True:
        try:
            return work()
        except OperationalError as error:
            if "locked" not in str(error):
                raise


def test_an_import_asked_twice_at_the_same_instant_is_one_act(place: Ground) -> None:
    browser = signed_in(place, Role.OWNER)
    content = edited(
        taken(browser, place.slug), lambda sheets: sheets.change("actors", "la-ferme", name="La ferme haute")
    )
    draft = Import.of(browser, place.slug, content).draft
    before = place.number()

    def ask() -> Outcome:
        return importing.apply(draft=draft.pk, author=place.owner.pk, number=before, now=NOW)

    answers = at_once(ask, ask, ask)
    assert [answer.act for answer in answers] == [before + 1] * 3
    assert Act.objects.filter(dossier=place.pk, kind="import").count() == 1


def test_an_import_and_edits_at_the_same_instant_are_all_kept(place: Ground) -> None:
    browser = signed_in(place, Role.OWNER)
    content = edited(
        taken(browser, place.slug), lambda sheets: sheets.change("actors", "la-ferme", name="La ferme haute")
    )
    draft = Import.of(browser, place.slug, content).draft
    before = place.number()

    def edit(rank: int) -> Callable[[], Any]:
        change = place.change("actors", "la-ville", note=f"{rank}")
        return lambda: place.write(change, at=rank)

    def ask() -> Outcome:
        now = NOW + datetime.timedelta(hours=1)
        return importing.apply(draft=draft.pk, author=place.owner.pk, number=before, now=now)

    outcome, *written = at_once(ask, *(edit(rank) for rank in range(4)))
    assert outcome.act
    assert sorted([outcome.act, *(one.number for one in written)]) == [before + rank for rank in range(1, 6)]
    assert place.cells("actors", "la-ferme")["name"] == "La ferme haute"
    assert place.cells("actors", "la-ville")["note"]
