"""A card: fields merged from rows, stage with direction, what answers it, what it asks; hidden rows leave no trace."""

from __future__ import annotations

import dataclasses
import datetime
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.articulation.analysis import analyse
from maillage.cards.card import Card, CardError, card_of, cards_of
from maillage.cards.cards_json import card_json
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED
from maillage.io import load
from maillage.referential.shipped import shipped
from tests.maillage.articulation.worked import DAY, sound_dossier

ROOT = Path(__file__).resolve().parents[3]
REAL = (
    "caisse-alimentaire-montpellier",
    "ecopole-audruicq",
    "ikos",
    "jaime-mes-bouteilles",
    "lorient-reemploi",
)


def model(identity: str, **cells: str) -> dict[str, object]:
    return {"table": "models", "add": {"id": identity, "actor": "jardins", "register": "overall", **cells}}


def card(*changes: dict[str, object], actor: str = "jardins") -> Card:
    return card_of(sound_dossier(changes), actor, DAY)


def codes(found: Card) -> list[str]:
    return [one.code for one in found.missing]


def test_fields_of_one_register_come_from_several_rows_each_with_its_row() -> None:
    found = card(
        {"table": "models", "id": "m-jardins", "set": {"constraint": "", "stage": "", "direction": ""}},
        model(
            "confie",
            constraint="Une seule personne tient les comptes.",
            visibility="actor",
            asserted_by="Les Jardins",
        ),
        model("stade", stage="volume", direction="advancing"),
    )
    (register,) = found.registers
    (constraint,) = register.fields["constraint"]
    assert (constraint.row.id, constraint.row.visibility, constraint.row.asserted_by) == (
        "confie",
        "actor",
        "Les Jardins",
    )
    assert [one.row.id for one in register.fields["today"]] == ["m-jardins"]
    assert (register.stage, register.direction, register.disputed) == ("volume", "advancing", False)
    assert register.said.en == "Stage 0, volume; advancing"


def test_rows_that_disagree_stand_side_by_side_and_nothing_chooses() -> None:
    found = card(
        model(
            "autre", today="Vend des légumes.", stage="volume", direction="receding", variant_of="m-jardins"
        ),
    )
    (register,) = found.registers
    assert register.disputed
    assert (register.stage, register.direction) == (None, None)
    assert register.differs("today")
    assert [one.row.id for one in register.fields["today"]] == ["m-jardins", "autre"]
    assert "Stage 0, volume" in register.said.en
    assert "Stage 1, use performance" in register.said.en


@pytest.mark.parametrize(
    ("stage", "direction", "said", "asked"),
    [
        ("volume", "", "Stage 0, volume; which way it is going is not said", "direction"),
        ("", "holding", "Stage not said; holding", "stage"),
        ("", "", "Neither stage nor direction is said", "stance"),
    ],
)
def test_a_stage_never_stands_alone(stage: str, direction: str, said: str, asked: str) -> None:
    found = card({"table": "models", "id": "m-jardins", "set": {"stage": stage, "direction": direction}})
    assert found.registers[0].said.en == said
    assert asked in codes(found)


def test_an_actor_without_model_is_asked_one_question_and_keeps_its_interest() -> None:
    found = card(actor="familles")
    assert not found.described
    assert codes(found) == ["model"]
    assert found.missing[0].cells == {"actor": "familles", "register": "overall"}
    assert [one.ref.id for one in found.interest.benefits]
    answered = {one.ref.id: one.said.en for one in found.interest.promises}
    assert "facing commitment" in answered["e-familles-marmite"]


def test_who_knows_the_constraints_is_read_in_the_ties_and_silence_is_said() -> None:
    found = card(
        {"table": "ties", "id": "maraichers-jardins", "set": {"a_knows_b": "none"}},
        {"table": "ties", "id": "jardins-familles", "set": {"b_knows_a": ""}},
        {"table": "ties", "id": "ville-jardins", "set": {"a_knows_b": "partial"}},
    )
    assert {one.actor: one.how for one in found.knowledge.knowers} == {
        "familles": None,
        "maraichers": "none",
        "ville": "partial",
    }
    assert "it is not said" in found.knowledge.said.en
    (asked,) = [one for one in found.missing if one.code == "knowing"]
    assert asked.cells == {"actor_a": "jardins", "actor_b": "familles"}


def test_proposals_give_their_reasons_and_never_an_order_of_worth() -> None:
    found = card(
        {"table": "ties", "where": {"actor_b": "jardins"}, "set": {"a_knows_b": "none"}},
        {"table": "ties", "where": {"actor_a": "jardins"}, "set": {"b_knows_a": "none"}},
        {
            "table": "resources",
            "add": {"id": "r1", "kind": "competence", "holder": "jardins", "state": "missing"},
        },
        {
            "table": "resources",
            "add": {"id": "r2", "kind": "competence", "holder": "lycee", "state": "strong"},
        },
        {
            "table": "models",
            "id": "m-lycee",
            "set": {"aim": "Faire reconnaître ce que les ateliers changent."},
        },
    )
    kinds = {one.kind for one in found.proposals}
    assert {"make_known", "resource", "same_aim", "aim"} <= kinds
    (resource,) = [one for one in found.proposals if one.kind == "resource"]
    assert (resource.others, {ref.id for ref in resource.because}) == (("lycee",), {"r1", "r2"})
    (same,) = [one for one in found.proposals if one.kind == "same_aim"]
    assert same.others == ("lycee",)
    (known,) = [one for one in found.proposals if one.kind == "make_known"]
    assert set(known.others) == {"familles", "maraichers", "ville"}
    assert "ART017" in {one.code for one in found.findings}


def test_answers_stand_by_register_with_how_far_raters_agree_and_never_as_one_number() -> None:
    given = {"frame": "efc", "version": "1.0", "holder": "jardins", "item": "governance-deciders"}
    found = card_of(
        sound_dossier(
            [
                {"table": "answers", "add": {**given, "id": "a1", "value": "volume", "rater": "Les Jardins"}},
                {
                    "table": "answers",
                    "add": {**given, "id": "a2", "value": "territorial", "rater": "La ville"},
                },
                {
                    "table": "answers",
                    "add": {**given, "id": "a3", "version": "0.1", "value": "x", "rater": "Z"},
                },
            ]
        ),
        "jardins",
        DAY,
        [shipped("efc", "1.0")],
    )
    (frame,) = found.replies
    (register,) = frame.registers
    assert (frame.frame, frame.version, frame.apart, register.code) == ("efc", "1.0", 1, "governance")
    (item,) = register.items
    assert {one.rater for one in item.given} == {"Les Jardins", "La ville"}
    assert "Stage 0" in item.said.en or "stage 0" in item.said.en
    assert card_json(found)["replies"][0]["registers"]["governance"][0]["item"] == "governance-deciders"
    assert len(found.answers) == 3, "the rows themselves stay, whatever the version"


def test_nothing_is_proposed_about_those_who_have_left() -> None:
    gone = {"table": "actors", "id": "lycee", "set": {"left_on": "2025-01-01"}}
    assert all("lycee" not in one.others for one in card(gone).proposals)


def test_an_unknown_actor_is_refused_in_both_languages() -> None:
    with pytest.raises(CardError) as refused:
        card(actor="personne")
    assert "personne" in str(refused.value)
    assert "marmite" in refused.value.text.en


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_card_does_not_depend_on_the_order_of_rows(seed: int) -> None:
    dossier = _rich()
    shuffled = _shuffled(dossier, seed)
    for one in ("jardins", "marmite", "ville"):
        mine, other = card_of(dossier, one, DAY), card_of(shuffled, one, DAY)
        assert _told(mine) == _told(other)


@settings(max_examples=10, deadline=None)
@given(hidden=st.sets(st.sampled_from(["m-jardins", "prive", "prive-2", "m-marmite", "e-marmite-familles"])))
def test_hidden_rows_leave_no_trace(hidden: set[str]) -> None:
    members = Audience(frozenset({"public", "members"}))
    kept = _with_visibility(_rich(), hidden, "facilitators")
    without = _without(_rich(), hidden)
    for one in ("jardins", "marmite"):
        assert card_json(card_of(seen_by(kept, members), one, DAY)) == card_json(card_of(without, one, DAY))


@settings(max_examples=15, deadline=None)
@given(
    stage=st.sampled_from(["", "volume", "use_performance", "territorial"]),
    direction=st.sampled_from(["", "receding", "holding", "advancing"]),
    names=st.tuples(st.sampled_from(["jardins", "marmite"]), st.sampled_from(["ville", "hopital"])),
)
def test_identical_parameters_give_identical_stages(
    stage: str, direction: str, names: tuple[str, str]
) -> None:
    same = [
        {"table": "models", "id": f"m-{one}", "set": {"stage": stage, "direction": direction}}
        for one in names
    ]
    first, second = (card_of(sound_dossier(same), one, DAY).registers[0] for one in names)
    assert (first.stage, first.direction, first.said) == (second.stage, second.direction, second.said)
    assert (first.stage or "", first.direction or "") == (stage, direction)


@pytest.mark.parametrize("name", REAL)
def test_the_real_dossiers_carry_cards_whose_every_word_has_a_source(name: str) -> None:
    dossier = load(ROOT / "examples" / name).dossier
    assert dossier is not None
    cards = cards_of(analyse(dossier, datetime.date(2026, 11, 1)))
    described = [one for one in cards if one.described]
    assert len(described) >= 2
    rows = [row for one in described for register in one.registers for row in register.rows]
    assert all(row.source and row.asserted_by and row.confidence for row in rows)
    assert all(one.missing for one in cards), "no source says everything: what is missing is asked"


def _rich() -> Dossier:
    return sound_dossier(
        [
            model("prive", constraint="Une seule personne tient les comptes."),
            model("prive-2", register="governance", aim="Décider avec les voisins.", stage="volume"),
            {
                "table": "resources",
                "add": {"id": "r1", "kind": "trust", "holder": "jardins", "state": "fragile"},
            },
            {
                "table": "resources",
                "add": {"id": "r2", "kind": "trust", "holder": "ville", "state": "strong"},
            },
        ]
    )


def _shuffled(dossier: Dossier, seed: int) -> Dossier:
    chance = random.Random(seed)
    tables = {}
    for table in LISTED:
        rows = list(dossier.rows(table))
        chance.shuffle(rows)
        tables[table] = tuple(rows)
    return dataclasses.replace(dossier, **tables)


def _told(found: Card) -> object:
    """The card without the rows that findings list, whose order is that of the tables."""
    told = card_json(found)
    told["findings"] = sorted(one["code"] for one in told["findings"])
    return told


def _with_visibility(dossier: Dossier, ids: set[str], visibility: str) -> Dossier:
    tables = {
        table: tuple(
            dataclasses.replace(row, visibility=visibility) if row.id in ids else row
            for row in dossier.rows(table)
        )
        for table in ("models", "commitments")
    }
    return dataclasses.replace(dossier, **tables)


def _without(dossier: Dossier, ids: set[str]) -> Dossier:
    kept = {
        table: tuple(row for row in dossier.rows(table) if row.id not in ids)
        for table in ("models", "commitments")
    }
    replies = tuple(
        dataclasses.replace(row, reciprocates=None) if row.reciprocates in ids else row
        for row in kept["commitments"]
    )
    return dataclasses.replace(dossier, **{**kept, "commitments": replies})
