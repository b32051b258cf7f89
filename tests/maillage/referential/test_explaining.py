"""Why an item is worth what it is: the sentences say what decided."""

from __future__ import annotations

import pytest

from maillage.referential.frame import Frame
from maillage.referential.profile import Profile
from maillage.referential.scoring import Scores, score
from maillage.referential.statuses import DONE, NOT_CONCERNED, PLANNED, UNFILLED, detailed, status
from maillage.referential.wording import FrameError
from tests.maillage.referential.frames_made import item, made, tables


@pytest.fixture
def frame() -> Frame:
    """Two actions; rules that take out, reduce and cap."""
    rows = [item("r", points=20), item("a", "r", share=60), item("b", "r", share=40)]
    rows += [item("a1", "a"), item("a2", "a"), item("a3", "a", share=0), item("b1", "b")]
    given = tables(rows, head={"action_depth": "1"})
    given["questions"] = [{"id": "q", "kind": "yes_no", "label_fr": "q", "label_en": "q"}]
    given["rules"] = [
        {
            "item": "a1",
            "effect": "off",
            "formula": "reponse(q, OUI)",
            "why_fr": "Sans voirie.",
            "why_en": "No roads.",
        },
        {"item": "a", "effect": "reduction", "formula": "si reponse(q, OUI) alors 0.5"},
        {"item": "b", "effect": "score", "formula": "min(score(b), 0.5)"},
    ]
    return made(given)


def said(scores: Scores, item: str) -> str:
    """The sentences in English, one per line; French says as many."""
    lines = scores.explain(item)
    assert all(one.fr and one.fr != one.en for one in lines)
    return "\n".join(one.en for one in lines)


def test_points_rules_redistribution_and_status_are_said_in_order(frame: Frame) -> None:
    scores = score(frame, {"a1": DONE, "a2": detailed(0.5, 0.25, 0)}, Profile(answers={"q": True}))
    assert said(scores, "a2").splitlines() == [
        "The frame gives it 6 points: an equal share of the 12 of “a”.",
        "A rule multiplies by 0.5 the points of “a” and of what is below.",
        "It receives 3 points from what does not concern you beside it: “a1”.",
        "It can be worth 6 points.",
        "Its status decides: done for 50%, planned for 25%, not filled in for 25%.",
        "Result: 3 done, 1.5 planned, 0 not done, 1.5 not filled in.",
    ]
    assert "A rule says that “a1” does not concern you. No roads." in said(scores, "a1")
    assert "The status given (done) is kept, and does not count." in said(scores, "a1")
    assert said(scores, "a3").startswith("The frame gives it 0 points: 0% of the 12 of “a”.")
    assert "60% of the 20 of “r”" in said(scores, "a")


def test_a_status_that_prevails_is_said_on_both_sides(frame: Frame) -> None:
    scores = score(frame, {"a": PLANNED, "a1": DONE})
    assert "It prevails over what is said below, which is kept and does not count here: “a1”." in said(
        scores, "a"
    )
    assert "Higher up, this score does not count: the status of “a” prevails (planned)." in said(scores, "a1")
    assert "Nobody has answered" in said(scores, "a2")
    assert "what is below is summed" in said(scores, "r")


def test_a_cap_on_a_score_is_said_where_it_applies_and_above(frame: Frame) -> None:
    scores = score(frame, {"b1": DONE})
    cap = "A rule takes the score of “b” from 100% to 50%: what is done is multiplied by 0.5."
    assert cap in said(scores, "b")
    assert cap in said(scores, "b1")
    assert "A rule on scores changed what is done below: “b”." in said(scores, "r")


def test_not_concerned_says_whether_it_was_said_inherited_or_climbed(frame: Frame) -> None:
    scores = score(frame, {"b1": NOT_CONCERNED, "a": NOT_CONCERNED})
    assert "It is said to be “not concerned”." in said(scores, "b1")
    assert "Nothing of what is below concerns you" in said(scores, "b")
    assert "“a”, above, does not concern you." in said(scores, "a1")


@pytest.mark.parametrize(("words", "expected"), [("done", DONE), ("Not concerned", NOT_CONCERNED), ("0,5;0;0.5", detailed(0.5, 0, 0.5)), ("unfilled", UNFILLED)])  # fmt: skip
def test_a_status_is_a_word_or_three_shares(words: str, expected: object) -> None:
    assert status(words) == expected


@pytest.mark.parametrize("words", ["almost", "1;1;1", "0.5;0.5", "-1;0;0", "nan;0;0"])
def test_what_is_no_status_is_refused(words: str) -> None:
    with pytest.raises(FrameError, match=r".+"):
        status(words)


def test_a_frame_without_points_has_no_score_and_an_unknown_item_is_named(frame: Frame) -> None:
    with pytest.raises(FrameError, match="pas de points"):
        score(made(tables([item("a")])), {})
    with pytest.raises(FrameError, match="zorglub"):
        score(frame, {"zorglub": DONE})
