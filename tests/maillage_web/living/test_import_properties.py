"""Whatever the dossier: taken away and brought back unchanged it changes nothing; worked on, it becomes what is chosen."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from maillage.dossier.compare import compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES
from maillage.io import archive, load, workbook
from maillage.io.forms import load_bytes
from maillage.io.stamps import stamp_of
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.edits import RefusedError
from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.mappers.reshaping import without
from maillage_web.dossiers.models import LivingDossier
from maillage_web.dossiers.queries.living import find_living, seen_at
from maillage_web.dossiers.queries.shelf import forget_all
from maillage_web.jobs.actions import run_waiting
from tests.maillage_web.addresses import EXAMPLES, first_on_each
from tests.maillage_web.living.files import Import
from tests.maillage_web.living.people import NOW, person
from tests.strategies import dossiers, words

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def begun(dossier: Dossier, owner: User) -> str | None:
    """A living dossier with these rows; none when what they keep for an actor is for nobody."""
    try:
        return begin(cells={}, dossier=dossier, public=False, owner=owner.pk, now=NOW)
    except RefusedError:
        return None


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def taken(browser: Client, slug: str, form: str) -> bytes:
    return bytes(browser.get(f"/dossiers/{slug}/{slug}.{form}").content)


def seen_now(slug: str, user: User) -> Dossier:
    living = find_living(slug, user.pk)
    assert living is not None
    return seen_at(living.pk, living.number, living.standing.audience)


def written(dossier: Dossier, form: str, stamp: str) -> bytes:
    return workbook.write(dossier, "en", stamp) if form == "xlsx" else archive.write(dossier, stamp)


class AnyDossier(TestCase):
    """Dossiers drawn from the field definitions, with every visibility."""

    @FEW
    @given(dossiers(), st.sampled_from(["xlsx", "zip"]))
    def test_a_dossier_that_comes_back_unchanged_brings_nothing(self, dossier: Dossier, form: str) -> None:
        forget_all()
        owner = person()
        slug = begun(dossier, owner)
        if slug is None:
            return
        browser = browser_of(owner)
        found = Import.of(browser, slug, taken(browser, slug, form), name=f"x.{form}")
        assert found.brings() == {}
        assert found.page().context["found"].left_alone == 0

    @FEW
    @given(st.data(), dossiers(), st.sampled_from(["xlsx", "zip"]))
    def test_what_is_chosen_of_a_file_becomes_what_the_dossier_says(
        self, data: Any, dossier: Dossier, form: str
    ) -> None:
        forget_all()
        owner = person()
        slug = begun(dossier, owner)
        if slug is None:
            return
        browser = browser_of(owner)
        content = taken(browser, slug, form)
        before = seen_now(slug, owner)
        sent = data.draw(noted(before))
        stamp = stamp_of(content, f"x.{form}") or ""
        found = Import.of(browser, slug, written(sent, form, stamp), name=f"x.{form}")
        keys = sorted(found.brings())
        chosen = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
        found.say("save", shown=keys, take=sorted(chosen))
        if chosen:
            found.say("apply", shown=[], take=[])
            run_waiting()
        changes = {(one.table, one.id) for one in compare(before, seen_now(slug, owner))}
        assert changes == {row_of(key) for key in chosen}


def row_of(key: str) -> tuple[str, str]:
    table, _, identity = key.partition(".")
    return table, identity.partition("@")[0]


@st.composite
def noted(draw: st.DrawFn, dossier: Dossier) -> Dossier:
    """The same dossier, in which some rows say something else."""
    tables = {
        table: tuple(
            dataclasses.replace(row, note=draw(words())) if draw(st.booleans()) else row
            for row in dossier.rows(table)
        )
        for table in LISTED
    }
    return dataclasses.replace(dossier, **tables)


# --- real dossiers, worked on at random -------------------------------------------------------------------------------


def worked_on(dossier: Dossier, chance: random.Random) -> Dossier:
    """The same dossier after rows were changed, added and removed with what cites them."""
    gone = {table: {row.id for row in dossier.rows(table) if chance.random() < 0.05} for table in LISTED}
    tables: dict[str, Any] = {}
    for table in LISTED:
        rows = [_changed(row, chance) for row in dossier.rows(table) if row.id not in gone[table]]
        more = [_twin(row) for row in rows if chance.random() < 0.05]
        tables[table] = tuple({(row.id, str(row.since)): row for row in (*rows, *more)}.values())
    made = dataclasses.replace(dossier, **tables)
    return _without_dangling(made)


def _changed(row: Any, chance: random.Random) -> Any:
    return dataclasses.replace(row, note=f"note {chance.random()}") if chance.random() < 0.2 else row


def _twin(row: Any) -> Any:
    """A new row like another one, under another name: of the same name, it would wait to be told apart."""
    named = {name: f"{getattr(row, name)} bis" for name in ("name", "title") if getattr(row, name, None)}
    return dataclasses.replace(row, id=f"{row.id[:50]}-neuf", since=None, until=None, **named)


def _without_dangling(dossier: Dossier) -> Dossier:
    cited = {
        table: {
            one
            for name in LISTED
            for field in TABLES[name].fields
            if field.kind == "reference" and (field.table or name) == table
            for row in dossier.rows(name)
            for one in (
                (getattr(row, field.attribute) or ()) if field.many else (getattr(row, field.attribute),)
            )
            if one and one not in field.parties
        }
        for table in LISTED
    }
    missing = {table: cited[table] - {row.id for row in dossier.rows(table)} for table in LISTED}
    return without(dossier, missing)


@pytest.mark.django_db
@first_on_each
def test_a_real_dossier_becomes_the_file_that_was_worked_on(slug: str) -> None:
    dossier = load(EXAMPLES / slug).dossier
    assert dossier is not None
    owner = person()
    here = begun(dossier, owner)
    assert here is not None
    browser = browser_of(owner)
    content = taken(browser, here, "xlsx")
    seen = load_bytes(content, "x.xlsx").dossier
    assert seen is not None
    sent = worked_on(seen, random.Random(slug))
    found = Import.of(browser, here, written(sent, "xlsx", stamp_of(content, "x.xlsx") or ""))
    found.apply()
    run_waiting()
    assert compare(sent, seen_now(here, owner)) == ()
    assert LivingDossier.objects.get(slug=here).number == 2
