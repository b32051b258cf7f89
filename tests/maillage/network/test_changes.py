"""What changed between two days, told row by row; and days that cannot be compared."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Commitment, Component, Effect, Record, Tie
from maillage.dossier.values import PartialDate
from maillage.network.changes import Changes, ChangesError, changes_between
from tests.conftest import ROOT

THEN, NOW = datetime.date(2020, 6, 1), datetime.date(2024, 6, 1)
ENDS, BEGINS = PartialDate(2021), PartialDate(2022)


def successive(
    row: type, before: dict[str, Any] | None, after: dict[str, Any] | None, **cells: Any
) -> tuple[Any, ...]:
    """A row as it stood until 2021, and from 2022 on."""
    rows = [row(**cells, **before, until=ENDS)] if before is not None else []
    return (*rows, *([row(**cells, **after, since=BEGINS)] if after is not None else []))


def village() -> Dossier:
    def tie(key: str, a: str, b: str, before: Any, after: Any) -> tuple[Any, ...]:
        levels = [None if level == "absent" else {"level": level} for level in (before, after)]
        return successive(Tie, *levels, id=key, actor_a=a, actor_b=b)

    def promise(key: str, before: Any, after: Any) -> tuple[Any, ...]:
        statuses = [None if status == "absent" else {"status": status} for status in (before, after)]
        return successive(Commitment, *statuses, id=key, from_="a", to="b", object=key)

    return Dossier(
        record=Record(id="v", title="V"),
        actors=(
            *(Actor(id=one, name=one.upper()) for one in "abcd"),
            Actor(id="new", name="Nouvelle", joined_on=PartialDate(2023)),
            Actor(id="old", name="Ancien", left_on=PartialDate(2022, 3)),
            Actor(id="told", name="Dite", since=BEGINS, joined_on=None),
        ),
        ties=(
            *tie("up", "a", "b", "known", "cooperation"),
            *tie("down", "a", "c", "coordination", "exchange"),
            *tie("met", "a", "d", "unknown", "known"),
            *tie("seen", "b", "c", None, "exchange"),
            *tie("hid", "b", "d", "exchange", None),
            *tie("begun", "c", "d", "absent", "exchange"),
            *tie("lost", "c", "old", "exchange", "exchange"),
            Tie(id="weak", actor_a="b", actor_b="a", level="known"),
            *tie("same", "a", "told", "absent", None),
        ),
        commitments=(
            *promise("kept", "held", "held"),
            *promise("broken", "held", "broken"),
            *promise("taken", "proposed", "held"),
            *promise("made", "absent", "proposed"),
            *promise("gone", "held", "absent"),
        ),
        components=(
            Component(id="w", name="W", bearers=("old", "a")),
            *successive(Component, {"bearers": ("a",), "status": "planned"}, {"bearers": ("b",), "status": "existing"}, id="x", name="X"),
            *successive(Component, {"bearers": ("a",)}, {"bearers": None}, id="y", name="Y"),
            *successive(Component, {"bearers": None}, {"bearers": ("a",)}, id="z", name="Z"),
        ),
        effects=(
            *successive(Effect, {"components": ("x", "y")}, {"components": ("y", "z")}, id="e", name="E"),
            *successive(Effect, {}, None, id="f", name="F"),
        ),
        challenges=successive(Challenge, None, {}, id="t", name="T"),
    )  # fmt: skip


def kinds(found: Changes, table: str) -> list[tuple[str, str]]:
    return [(one.id, one.kind) for one in found.of(table)]


def test_every_kind_of_change_is_told_once_and_what_is_not_said_stays_so() -> None:
    found = changes_between(village(), THEN, NOW, draws=0)
    assert [(one.id, one.said.fr) for one in (*found.joined, *found.left)] == [
        ("new", "entré (2023)"), ("told", "entré (2022)"), ("old", "parti (mars 2022)"),
    ]  # fmt: skip
    assert kinds(found, "ties") == [
        ("up", "up"), ("down", "down"), ("met", "up"), ("seen", "said"), ("hid", "said"), ("lost", "ended"),
        ("begun", "appeared"), ("same", "appeared"),
    ]  # fmt: skip
    ties = {one.id: one.said.fr for one in found.of("ties")}
    assert ties["up"].replace("\u00a0", " ") == "monte, de « Se connaissent » à « Coopèrent »"
    assert ties["lost"].startswith("le lien s’arrête avec le départ de Ancien")
    assert ties["same"] == "nouveau lien, dont le niveau n’est pas dit"
    assert sorted(kinds(found, "commitments")) == [
        ("broken", "broken"), ("gone", "gone"), ("kept", "kept"), ("made", "new"), ("taken", "moved"),
    ]  # fmt: skip
    parts = [(one.id, one.said.fr.replace("\u00a0", " ")) for one in found.of("components")]
    assert parts == [
        ("w", "n’est plus porté par Ancien"),
        ("x", "de « Prévu » à « En place »"),
        ("x", "porté aussi par B"),
        ("x", "n’est plus porté par A"),
        ("y", "le dossier ne dit plus qui le porte (c’était : A)"),
        ("z", "le dossier dit maintenant qui le porte : A"),
    ]
    assert [one.said.en for one in found.of("effects")] == [
        "also produced by Z",
        "no longer produced by X",
        "no longer recorded",
    ]
    assert kinds(found, "challenges") == [("t", "new")]
    assert found.said[1].en == "Actors present: 5, then 6."


def test_readings_are_given_before_and_after_and_a_difference_within_their_margin_is_said_so() -> None:
    dossier = io.load(ROOT / "examples/jaime-mes-bouteilles").dossier
    assert dossier is not None
    days = datetime.date(2017, 6, 30), datetime.date(2021, 12, 31)
    found = changes_between(dossier, *days, draws=60)
    density = next(one for one in found.readings[0].figures if one.code == "density")
    assert density.before != density.after
    assert density.clear is False
    assert "on ne peut pas conclure à un changement" in density.said.fr
    plain = changes_between(dossier, *days, draws=0).readings[0].figures[0]
    assert plain.clear is None
    assert found == changes_between(dossier, *days, draws=60)


def test_the_same_day_twice_no_change_and_days_in_the_wrong_order_are_sentences() -> None:
    same = changes_between(village(), NOW, NOW)
    assert (same.changed, same.said[0].en) == ((), "Both days are the same: choose two.")
    quiet = changes_between(village(), NOW, NOW + datetime.timedelta(days=1), draws=0)
    assert {one.kind for one in quiet.changed} <= {"kept"}
    assert "Rien de ce que le dossier décrit n’a changé" in quiet.said[1].fr
    with pytest.raises(ChangesError, match="échangez-les"):
        changes_between(village(), NOW, THEN)
