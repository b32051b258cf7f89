"""Real exits played again: what was foreseen, what is recorded, and what cannot be said."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Commitment, Component, Effect, Record
from maillage.dossier.values import PartialDate
from maillage.network.replay import Replay, replay
from tests.conftest import ROOT
from tests.strategies import dossiers


def example(name: str) -> Dossier:
    dossier = io.load(ROOT / "examples" / name).dossier
    assert dossier is not None
    return dossier


def only(found: tuple[Replay, ...]) -> Replay:
    assert len(found) == 1
    return found[0]


def test_the_exit_of_the_bottles_foresees_nothing_and_says_why_and_what_cannot_be_said() -> None:
    found = only(replay(example("jaime-mes-bouteilles")))
    assert (found.actor, found.day, found.mute) == ("partenaire-2017", datetime.date(2018, 12, 30), True)
    assert found.foreseen is not None
    assert (found.foreseen.lost, found.both, found.only_foreseen) == ((), (), ())
    said = " ".join(one.fr for one in found.said)
    assert "Le dossier ne dit rien de ce que cet acteur portait" in said
    assert "Ce que l’on ne peut pas dire" in said
    assert "Cela n’identifie personne." in said
    over = {one.key: one.how.fr for one in found.only_recorded}
    assert over["components", "logistique"] == "fini (2018)"
    assert over["components", "lavage"] == "fini (2018)\u00a0; reprend ensuite (2021)"
    assert over["components", "collecte"].endswith("avec Entreprise J’aime mes bouteilles")
    assert ("effects", "trajets-evites") in over
    assert not [key for key in over if key[0] == "challenges"]


def test_the_washing_is_told_as_a_supposition_among_others() -> None:
    found = only(replay(example("jaime-mes-bouteilles")))
    supposed = {one.actor: one for one in found.what_ifs}
    assert list(supposed) == ["jura-boissons", "cluster-jura", "triporteurs"]
    washing = supposed["jura-boissons"]
    assert {
        ("components", "lavage"),
        ("components", "logistique"),
        ("challenges", "boucle-locale"),
    } <= washing.exit.fallen
    assert set(washing.recorded) <= washing.exit.fallen
    assert ("challenges", "boucle-locale") not in washing.recorded


@pytest.mark.parametrize(
    ("name", "actor", "both", "only_recorded"),
    [
        ("lorient-reemploi", "groupe-vingt", 3, set()),
        ("ikos", "ceetrus", 1, {"components", "flows"}),
        ("ecopole-audruicq", "interreg", 2, set()),
    ],
)
def test_an_exit_of_which_something_is_told_is_set_beside_what_is_recorded(
    name: str, actor: str, both: int, only_recorded: set[str]
) -> None:
    found = only(replay(example(name)))
    assert (found.actor, found.mute, found.what_ifs, found.only_foreseen) == (actor, False, (), ())
    assert len(found.both) == both
    assert {one.table for one in found.only_recorded} == only_recorded


def test_what_is_foreseen_and_not_recorded_a_promise_broken_and_impossible_dates_are_told() -> None:
    mill: dict[str, Any] = {"id": "b", "name": "Le moulin", "bearers": ("x",)}
    promise: dict[str, Any] = {"id": "p", "from_": "x", "to": "y", "object": "Moudre"}
    dossier = Dossier(
        record=Record(id="d", title="D"),
        actors=(
            Actor(id="x", name="Le meunier", left_on=PartialDate(2020, 5, 2)),
            Actor(id="y", name="Le boulanger"),
            Actor(id="z", name="Le sot", joined_on=PartialDate(2021), left_on=PartialDate(2019)),
            Actor(id="w", name="La voisine", left_on=PartialDate(2020), since=PartialDate(2024)),
        ),
        components=(
            Component(id="a", name="Le four", bearers=("x",)),
            Component(**mill, until=PartialDate(2020, 5)),
            Component(**mill, status="ended", since=PartialDate(2020, 6)),
        ),
        challenges=(Challenge(id="t", name="Du pain"),),
        effects=(
            Effect(
                id="e", name="Du bon pain", components=("a",), challenges=("t",), until=PartialDate(2020, 7)
            ),
        ),
        commitments=(
            Commitment(**promise, status="held", until=PartialDate(2020, 5)),
            Commitment(**promise, status="broken", since=PartialDate(2020, 6)),
        ),
    )
    found = {one.actor: one for one in replay(dossier)}
    miller = found["x"]
    assert {one.key: one.how.en for one in miller.both} == {
        ("components", "b"): "ended",
        ("commitments", "p"): "broken",
        ("effects", "e"): "over (July 2020)",
        ("challenges", "t"): "no recorded favourable effect reaches it any more",
    }
    assert [one.key for one in miller.only_foreseen] == [("components", "a")]
    assert "soit le dossier n’a pas été mis à jour" in " ".join(one.fr for one in miller.said)
    assert found["z"].foreseen is None
    assert "avant d’être arrivé (2021)" in found["z"].said[0].fr
    assert "ne le décrit pas au 30 décembre 2020" in found["w"].said[0].fr


def test_a_dossier_that_nobody_left_has_nothing_to_replay() -> None:
    assert replay(example("kalundborg")) == ()


@given(dossiers())
@settings(max_examples=12)
def test_no_dossier_makes_the_replay_fail_and_every_leaver_is_told_once(dossier: Dossier) -> None:
    leavers = {one.id for one in dossier.actors if one.left_on and one.variant_of is None}
    found = replay(dossier)
    assert {one.actor for one in found} == leavers
    assert all(one.said and all(said.fr and said.en for said in one.said) for one in found)
    for one in found:
        assert {row.key for row in (*one.both, *one.only_recorded)} == {row.key for row in one.recorded}
