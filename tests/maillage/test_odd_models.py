"""Any dossier has its cards, its board and its moves: nothing breaks, nothing hidden shows, no number is a hole."""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Any

from hypothesis import given, settings

from maillage.articulation.analysis import analyse
from maillage.cards.card import cards_of
from maillage.cards.cards_json import card_json, matrix_json, trajectory_json
from maillage.cards.matrix import matrix_of
from maillage.cards.trajectory import trajectory_of
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.lockins.board import board_of
from maillage.lockins.listing_json import board_json, recurrences_json
from maillage.lockins.proposing import signs_of
from maillage.lockins.recurring import Told, recurring
from maillage.referential.shipped import shipped_frames
from maillage.transition.outlook import outlook
from maillage.transition.reading import actors_with_numbers, inputs_of
from maillage.transition.transition_json import to_json
from tests.strategies import dossiers

DAY = datetime.date(2026, 1, 15)


def everything(dossier: Dossier) -> list[Any]:
    """All that the model pages and commands say of a dossier."""
    analysis = analyse(dossier, DAY)
    said: list[Any] = [card_json(card) for card in cards_of(analysis, shipped_frames())]
    said += [matrix_json(matrix_of(dossier, DAY)), trajectory_json(trajectory_of(dossier))]
    actors = sorted({one.id for one in dossier.actors if one.variant_of is None})
    said += [trajectory_json(trajectory_of(dossier, actor)) for actor in actors]
    said += [board_json(board_of(dossier, DAY), analysis.chain), len(signs_of(analysis))]
    said.append(recurrences_json(recurring([Told("one", dossier, DAY)])))
    for actor in actors_with_numbers(dossier, DAY):
        said.append(to_json(outlook(inputs_of(dossier, actor, DAY), 5)))
    return said


@settings(max_examples=40)
@given(dossiers())
def test_whatever_a_dossier_holds_it_is_told_without_a_hole(dossier: Dossier) -> None:
    json.dumps(everything(dossier), allow_nan=False)


@settings(max_examples=25)
@given(dossiers())
def test_what_is_kept_for_somebody_else_leaves_no_trace(dossier: Dossier) -> None:
    """Confidential rows taken out by hand or by the eyes of a visitor: the same is said."""
    kept = {
        table: tuple(dataclasses.replace(row, visibility="actor") for row in getattr(dossier, table))
        for table in ("models", "answers", "milestones", "coefficients")
    }
    dossier = dataclasses.replace(dossier, silences=())
    confidential = dataclasses.replace(dossier, **kept)
    without = dataclasses.replace(dossier, **dict.fromkeys(kept, ()))
    visitor = Audience(frozenset({"public", "members"}), public=True)
    seen, bare = seen_by(confidential, visitor), seen_by(without, visitor)
    assert json.dumps(everything(seen)) == json.dumps(everything(bare))
