"""The published games of the examples: the command gives the shares that were printed with them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillage.io.games import read_game
from tests.maillage.cli.conftest import Run

RULES = ("scrb", "shapley", "nucleolus")


@pytest.fixture
def published(root: Path) -> dict[str, Any]:
    """The game of Skåne as it was printed, with its shares."""
    cases = yaml.safe_load((root / "tests/cases/sharing/water.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(one for one in cases if "Skåne" in one["about"])
    return found


def test_the_game_of_skane_is_the_published_one_and_shares_as_it_was_printed(
    run: Run, root: Path, published: dict[str, Any]
) -> None:
    path = root / "examples/games/skane-water.csv"
    game = read_game(path)
    for coalition, cost in published["costs"].items():
        assert game.worth(coalition.split()) == Decimal(str(cost))
    done = run("value", "--game", path, "--format", "json")
    assert done.code == 0
    rules = {rule["code"]: rule for rule in done.json()["rules"]}
    for code in RULES:
        assert rules[code]["shares"] == pytest.approx(published["shares"][code], abs=published["within"])


def test_the_game_of_skane_is_told_with_who_would_leave_and_that_joining_does_not_always_pay(
    run: Run, root: Path
) -> None:
    done = run("value", "--game", root / "examples/games/skane-water.csv")
    assert (done.code, done.err) == (0, "")
    assert "non sous-additif" in done.out
    assert "H, K et L : 2,54 de moins à payer en partant" in done.out.replace("\u00a0", " ")
    assert "Personne n’aurait intérêt à partir" in done.out
