"""The rules of scoring, each worked by hand on a tiny frame (``tests/cases/frames``), through both engines."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from maillage.referential.scoring import score
from maillage.referential.scoring_many import respondents, score_many
from tests.conftest import ROOT
from tests.maillage.referential.frames_made import of_case, profile_of, statuses_of

CASES = [
    case
    for path in sorted((ROOT / "tests" / "cases" / "frames").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_rule_gives_what_was_worked_by_hand(case: dict[str, Any]) -> None:
    scores = score(of_case(case), statuses_of(case), profile_of(case))
    for item, fields in case["expected"].items():
        found = {name: getattr(scores.of(item), name) for name in fields}
        assert found == pytest.approx(fields, abs=1e-8), item


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_many_at_once_find_the_same_as_one_by_one(case: dict[str, Any]) -> None:
    frame, who = of_case(case), profile_of(case)
    answered = [{}, statuses_of(case)]
    many = score_many(frame, respondents(frame, answered, [who, who]))
    for number, statuses in enumerate(answered):
        for place, one in enumerate(score(frame, statuses, who).items.values()):
            assert many.items[place] == one.item
            for name in ("points_done", "points_planned", "points_not_done", "points_unfilled", "potential"):
                assert getattr(many, name)[number, place] == pytest.approx(getattr(one, name)), (
                    one.item,
                    name,
                )
            assert (many.concerned[number, place], many.off[number, place]) == (one.concerned, one.off)
            assert many.personal_points[number, place] == pytest.approx(one.personal_points)
            assert many.frame_points[number, place] == one.frame_points
