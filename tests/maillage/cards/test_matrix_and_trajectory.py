"""The matrix shows what each agreed to show; the path tells what held when, in the order that the rows say."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maillage.cards.card import CardError
from maillage.cards.cards_json import matrix_json, trajectory_json
from maillage.cards.matrix import matrix_of
from maillage.cards.trajectory import Trajectory, trajectory_of
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.dossier.vocabularies import vocabulary
from maillage.io import load
from maillage.text import Text
from tests.maillage.articulation.worked import DAY, sound_dossier

ROOT = Path(__file__).resolve().parents[3]
MEMBER = Audience(frozenset({"public", "members"}))
ITSELF = Audience(frozenset({"public", "members"}), actors=frozenset({"jardins"}))


def confided() -> Dossier:
    kept = {"register": "governance", "today": "Une seule personne décide.", "visibility": "actor"}
    return sound_dossier([{"table": "models", "add": {"id": "confie", "actor": "jardins", **kept}}])


def audruicq(holder: str = "ecosystem") -> Trajectory:
    dossier = load(ROOT / "examples" / "ecopole-audruicq").dossier
    assert dossier is not None
    return trajectory_of(dossier, holder)


def test_what_is_kept_is_told_to_who_may_know_it_and_to_nobody_else() -> None:
    dossier = confided()
    itself = matrix_of(seen_by(dossier, ITSELF), DAY).cell("jardins", "governance")
    member = matrix_of(seen_by(dossier, MEMBER), DAY).cell("jardins", "governance")
    empty = matrix_of(seen_by(dossier, MEMBER), DAY).cell("marmite", "governance")
    assert (itself.state, itself.kept, itself.said.en) == ("kept", 1, "Kept, not shown to the group")
    assert (member.state, member.kept) == (empty.state, empty.kept) == ("nothing", 0)
    assert itself.register is None, "the matrix is what the group sees, whoever looks at it"


def test_rows_of_no_register_or_of_ones_own_have_a_column_for_who_sees_them() -> None:
    rows = [
        {"table": "models", "add": {"id": "x", "actor": "jardins", "aim": "Tenir.", "visibility": "actor"}},
        {"table": "models", "add": {"id": "y", "actor": "ville", "register": "le rythme", "today": "Lent."}},
    ]
    dossier = sound_dossier(rows)
    itself = matrix_of(seen_by(dossier, ITSELF), DAY)
    assert itself.columns[-2:] == ("le rythme", "")
    assert itself.cell("jardins", "").state == "kept"
    assert matrix_of(seen_by(dossier, MEMBER), DAY).columns[-1] == "le rythme"


def test_not_said_is_said_only_to_who_sees_every_row() -> None:
    matrix = matrix_of(confided(), DAY, complete={"marmite"})
    assert matrix.cell("marmite", "governance").said.en == "Not said"
    assert matrix.cell("lycee", "governance").said.en == "Nothing shown"
    assert matrix.cell("marmite", "overall").state == "shown"


def test_the_columns_do_not_depend_on_what_is_hidden() -> None:
    hidden = {"id": "x", "actor": "jardins", "register": "rythme des saisons", "visibility": "facilitators"}
    dossier = sound_dossier([{"table": "models", "add": hidden}])
    assert matrix_of(seen_by(dossier, MEMBER), DAY).columns == tuple(vocabulary("model_registers").terms)
    assert matrix_json(matrix_of(seen_by(dossier, MEMBER), DAY)) == matrix_json(
        matrix_of(sound_dossier(), DAY)
    )


def test_the_documented_stages_of_audruicq_appear_as_such_with_their_sources() -> None:
    path = audruicq("anges-gardins")
    offer = [one for one in path.stages if one.row.register == "value_created"]
    assert [one.row.stage for one in offer] == ["volume", "use_performance", "territorial"]
    assert [one.when.en for one in offer] == ["2011", "2012 – 2014", "since 2015"]
    assert all(one.row.source for one in path.stages)
    titles = [one.row.title for one in path.steps]
    assert titles[0].startswith("Étape 1")
    assert "70 paniers" in titles[0]
    assert titles[1].startswith("Étape 2")
    assert [one.said.en for one in path.steps[:2]] == ["Reached; when is not said"] * 2, (
        "the source dates no stage"
    )


def test_sources_that_disagree_on_a_milestone_stand_together() -> None:
    label = next(one for one in audruicq().steps if one.row.id == "label-ptce")
    assert str(label.when) == "2015"
    assert [str(one.when) for one in label.variants] == ["2016"]
    assert not set(label.row.source or ()) & set(label.variants[0].row.source or ())


def test_what_changed_from_one_moment_to_the_next_is_said_in_words() -> None:
    moments = audruicq("anges-gardins").moments
    assert [str(one.day) for one in moments] == ["2011-01-01", "2012-01-01", "2015-01-01"]
    said = [one.en for one in moments[1].changed]
    assert (
        said[0] == "Value created: from “Stage 0, volume; holding” to “Stage 1, use performance; advancing”"
    )
    assert any(one.startswith("Constraint: no longer said") for one in said)
    gap = trajectory_of(_bottles(), "asso-jmb").moments
    assert "no longer speaks" in gap[1].changed[0].en, "between two rows nothing is supposed"


def test_the_ecosystem_is_told_at_the_days_the_group_named_with_what_others_tell() -> None:
    asked: list[tuple[datetime.date, datetime.date]] = []

    def told(before: datetime.date, after: datetime.date) -> list[Text]:
        asked.append((before, after))
        return [Text("quelqu’un est entré", "somebody joined")]

    dossier = _bottles()
    path = trajectory_of(dossier, told=told)
    assert [one.named for one in path.moments] == [(one.title,) for one in dossier.snapshots]
    assert len(asked) == len(path.moments) - 1
    assert path.moments[1].changed[0].en == "somebody joined"
    assert trajectory_json(path)["moments"][0]["changed"] == []


def test_milestones_without_any_date_come_last_and_an_empty_path_says_so() -> None:
    rows = [
        {"table": "milestones", "add": {"id": "b", "title": "Plus tard", "holder": "jardins"}},
        {
            "table": "milestones",
            "add": {"id": "a", "title": "Avant", "holder": "jardins", "aimed_on": "2027"},
        },
    ]
    path = trajectory_of(sound_dossier(rows), "jardins")
    assert [one.row.id for one in path.steps] == ["a", "b"]
    assert path.steps[1].said.en == "Status not said; when is not said"
    assert trajectory_of(sound_dossier(), "familles").empty
    with pytest.raises(CardError):
        trajectory_of(sound_dossier(), "personne")


def _bottles() -> Dossier:
    dossier = load(ROOT / "examples" / "jaime-mes-bouteilles").dossier
    assert dossier is not None
    return dossier
