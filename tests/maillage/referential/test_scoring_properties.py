"""What holds of every score, whatever the frame, the statuses and the rules."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.referential.canonical import tables_of
from maillage.referential.frame import Frame
from maillage.referential.profile import Profile
from maillage.referential.scoring import Scores, score
from maillage.referential.scoring_many import ManyScores, respondents, score_many
from maillage.referential.statuses import DONE, NOT_CONCERNED, NOT_DONE, PLANNED, UNFILLED, Status, detailed
from tests.maillage.referential.frames_made import item, made, tables

STATUSES = [
    DONE,
    PLANNED,
    NOT_DONE,
    NOT_CONCERNED,
    UNFILLED,
    detailed(0.25, 0.5, 0.25),
    detailed(0.5, 0, 0.25),
]
PARTS = ("points_done", "points_planned", "points_not_done", "points_unfilled")


@st.composite
def frames(draw: st.DrawFn, *, rules: bool = True) -> Frame:
    """A frame of at most three levels under its root, points shared out from the top."""
    rows = [item("r", points=draw(st.sampled_from([0, 8, 100])))]
    inner = ["r"]
    for depth in range(draw(st.integers(1, 3))):
        children = []
        for parent in inner:
            count = draw(st.integers(0 if depth else 1, 3))
            whole = draw(st.booleans())
            for number in range(count):
                share = {"share": [100, 0, 0][number]} if whole and count > 1 else {}
                rows.append(item(f"{parent}.{number}", parent, **share))
                children.append(f"{parent}.{number}")
        inner = children
    ids = [row["id"] for row in rows]
    effects = [("reduction", "1/2"), ("reduction", "3"), ("off", "reponse(q, OUI)")]
    if rules:
        effects.append(("score", "0.5"))
    kept = draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(effects), max_size=3))
    given_tables = tables(rows, head={"action_depth": str(draw(st.integers(0, 3)))})
    given_tables["questions"] = [{"id": "q", "kind": "yes_no", "label_fr": "q", "label_en": "q"}]
    given_tables["rules"] = [
        {"item": id_, "effect": one, "formula": text} for id_, (one, text) in kept.items()
    ]
    return made(given_tables)


def answers(draw: st.DrawFn, frame: Frame) -> dict[str, Status]:
    """Some statuses on some items."""
    return draw(st.dictionaries(st.sampled_from(list(frame.items)), st.sampled_from(STATUSES)))


PROFILES = [Profile(), Profile(answers={"q": True}), Profile(answers={"q": "NON"})]


@given(frame=frames())
def test_the_points_of_the_children_of_a_frame_sum_to_their_parent(frame: Frame) -> None:
    for one in frame.items.values():
        if one.children:
            total = math.fsum(frame.weights[child] for child in one.children)
            assert total == pytest.approx(frame.weights[one.id])


@given(data=st.data(), frame=frames(rules=False), profile=st.sampled_from(PROFILES))
def test_parts_make_the_potential_and_children_make_a_parent_that_says_nothing(
    data: st.DataObject, frame: Frame, profile: Profile
) -> None:
    statuses = answers(data.draw, frame)
    scores = score(frame, statuses, profile)
    for one in frame.items.values():
        found = scores.of(one.id)
        below = math.fsum(scores.of(child).potential for child in one.children)
        if statuses.get(one.id) != UNFILLED or below <= found.potential + 1e-9:
            assert math.fsum(getattr(found, part) for part in PARTS) == pytest.approx(found.potential)
        if not found.concerned:
            assert found.potential == 0
        elif one.children and one.id not in statuses:
            for name in (*PARTS, "potential"):
                summed = math.fsum(getattr(scores.of(child), name) for child in one.children)
                assert summed == pytest.approx(getattr(found, name), abs=1e-9), name


@given(frame=frames(rules=False), profile=st.sampled_from(PROFILES))
def test_when_all_is_done_what_is_done_is_the_potential(frame: Frame, profile: Profile) -> None:
    scores = score(frame, {one.id: DONE for one in frame.leaves}, profile)
    for one in scores.items.values():
        assert one.points_done == pytest.approx(one.potential)


@given(data=st.data(), frame=frames(rules=False), profile=st.sampled_from(PROFILES))
def test_doing_more_never_lowers_what_is_done(data: st.DataObject, frame: Frame, profile: Profile) -> None:
    before = answers(data.draw, frame)
    filled = [id_ for id_, said in before.items() if said.filled]
    if not filled:
        return
    more = before | {data.draw(st.sampled_from(filled)): DONE}
    low, high = score(frame, before, profile), score(frame, more, profile)
    assert all(high.of(id_).points_done >= low.of(id_).points_done - 1e-9 for id_ in frame.items)


@given(data=st.data(), frame=frames(), profile=st.sampled_from(PROFILES))
def test_the_order_of_rows_changes_no_score(data: st.DataObject, frame: Frame, profile: Profile) -> None:
    statuses = answers(data.draw, frame)
    written = tables_of(frame)
    written["items"] = data.draw(st.permutations(written["items"]))
    written["rules"] = data.draw(st.permutations(written["rules"]))
    shuffled = score(made(written), statuses, profile)
    for id_, one in score(frame, statuses, profile).items.items():
        for name in (*PARTS, "potential"):
            assert getattr(shuffled.of(id_), name) == pytest.approx(getattr(one, name), abs=1e-9)


@settings(max_examples=60)
@given(data=st.data(), frame=frames())
def test_many_respondents_score_as_each_alone(data: st.DataObject, frame: Frame) -> None:
    answered = [answers(data.draw, frame) for _ in range(3)]
    profiles = [data.draw(st.sampled_from(PROFILES)) for _ in answered]
    many = score_many(frame, respondents(frame, answered, profiles))
    for number, (statuses, profile) in enumerate(zip(answered, profiles, strict=True)):
        alone = score(frame, statuses, profile)
        for name in (*PARTS, "potential", "personal_points", "concerned", "off"):
            np.testing.assert_allclose(row(many, name, number), column(alone, name), atol=1e-9, err_msg=name)


def row(many: ManyScores, name: str, number: int) -> Any:
    """One field of one respondent."""
    return getattr(many, name)[number].astype(float)


def column(scores: Scores, name: str) -> list[float]:
    """The same field of a score, item by item."""
    return [float(getattr(one, name)) for one in scores.items.values()]


def test_a_respondent_who_says_nothing_has_everything_to_fill_in() -> None:
    frame = made(tables([item("r", points=4), item("a", "r"), item("b", "r")]))
    found = score(frame, {}).of("r")
    assert (found.points_unfilled, found.points_done, found.score) == (4, 0, 0)
    assert replace(found, potential=0.0).score is None
