"""Rules side by side: each has shares or a sentence, whatever the dossier; what they say of stability is true."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain as flat
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.dossier.tables import Contribution, Tie
from maillage.io import load
from maillage.value.comparing import RulesCompared, compare_game, compare_rules, spread
from maillage.value.comparing_json import as_json
from maillage.value.comparing_words import told, worth_telling
from maillage.value.lines import Assumptions, lines_of
from maillage.value.sharing import Game
from tests.maillage.territory.wording import faults
from tests.maillage.value.rule_samples import DAY, bakery
from tests.maillage.value.test_coalitions import dossiers

YEAR = Assumptions(first_year=2026, last_year=2026)
MONTPELLIER = "caisse-alimentaire-montpellier"


def compared(**asked: object) -> RulesCompared:
    return compare_rules(bakery(), DAY, lines_of(bakery(), DAY, YEAR), **asked)  # type: ignore[arg-type]


def test_every_rule_of_a_mill_and_a_bakery() -> None:
    found = compared()
    assert found.found.measure == "money"  # effects are valued
    assert found.found.game is not None
    assert found.found.game.total == 140 - 50  # the oven alone does it all
    assert found.found.players == ("miller", "baker", "town")
    shares = {row.code: row.shares for row in found.computed}
    assert shares["equal"] == {"miller": 30, "baker": 30, "town": 30}
    assert shares["proportional-cost"] == pytest.approx(
        {"miller": 90 * 30 / 80, "baker": 90 * 50 / 80, "town": 0}
    )
    assert shares["shapley"] == pytest.approx({"miller": 70 / 3, "baker": 100 / 3, "town": 100 / 3})
    assert shares["present"] == pytest.approx({"miller": -30, "baker": -50, "town": 50 + 40}, abs=0.02)
    for code in ("proportional-contribution", "proportional-use", "myerson", "solidarity", "scic"):
        assert found[code].why is not None
        assert found[code].shares is None
    assert {one: (low, high) for one, low, high in spread(found)}["town"][0] == 0


def test_costs_are_shared_among_those_served() -> None:
    found = compared(measure="costs")
    assert set(found.found.players) == {"eaters", "town"}
    assert found["shapley"].shares == pytest.approx({"eaters": 40, "town": 40})
    assert found["equal"].keeps is True


def test_ties_and_money_brought_open_their_rules() -> None:
    dossier = bakery()
    tied = replace(
        dossier,
        ties=(Tie(id="t", actor_a="miller", actor_b="baker", level="cooperation"), Tie(id="u", actor_a="baker", actor_b="town", level="known")),
        contributions=(Contribution(id="gift", from_="town", to="baker", kind="money", likely=Decimal(10), unit="eur", period="year"),),
    )  # fmt: skip
    found = compare_rules(tied, DAY, lines_of(tied, DAY, YEAR), "effects")
    nothing = {"miller": 0, "baker": 0, "town": 0}
    assert found["myerson"].shares == nothing  # without the town, nothing is whole
    assert found["proportional-contribution"].shares == {"miller": 0, "baker": 0, "town": 2}
    assert found["proportional-contribution"].keeps is True  # nobody alone would do better
    assert any("10" in one.fr for one in found["proportional-contribution"].remarks)


def test_a_sharing_from_which_a_group_would_leave_is_told_and_mended() -> None:
    found = compared(measure="effects")
    assert found["equal"].keeps is True
    found = compared(measure="effects", reading="alone")
    unfair = found["equal"]
    assert unfair.shares == pytest.approx(dict.fromkeys(("miller", "baker", "town"), 2 / 3))
    assert unfair.leavers
    assert {one.members: float(one.gain) for one in worth_telling(unfair.leavers)} == pytest.approx(
        {("baker",): 4 / 3, ("town",): 4 / 3, ("miller",): 1 / 3}
    )
    assert unfair.change is not None
    assert unfair.change.possible is False
    assert "Aucun partage" in told(found, found["nucleolus"])[-2].fr
    mended = compare_game(Game.from_worth({("a",): 6, ("b",): 0, ("a", "b"): 8}))["equal"]
    assert mended.change is not None
    assert (mended.change.possible, float(mended.change.moved)) == (True, 2)
    assert mended.change.shares == {"a": 6, "b": 2}


def _worth(found: RulesCompared, coalition: frozenset[object]) -> float:
    assert found.found.game is not None
    return float(found.found.game.worth(coalition))


@given(
    dossiers(),
    st.sampled_from(["effects", "challenges", "money", "costs", None]),
    st.sampled_from(["alone", "missing"]),
)
@settings(max_examples=25)
def test_every_rule_has_shares_or_a_sentence_for_any_dossier(
    dossier: object, measure: str | None, reading: str
) -> None:
    found = compare_rules(dossier, DAY, lines_of(dossier, DAY, YEAR), measure, reading=reading)  # type: ignore[arg-type]
    for row in found.rows:
        assert sum(one is not None for one in (row.shares, row.why)) + bool(row.said) == 1, row.code
        if row.shares is not None:
            assert set(row.shares) == set(found.found.players)
            assert all(abs(share) < 1e12 for share in row.shares.values())
        if row.shares is not None and row.code not in ("present", "myerson") and found.found.game is not None:
            total = float(found.found.game.total)
            assert sum(row.shares.values()) == pytest.approx(total, abs=1e-6)
            if row.keeps:
                players = found.found.players
                for group in flat.from_iterable(
                    combinations(players, size) for size in range(1, len(players))
                ):
                    gain = _worth(found, frozenset(group)) - sum(row.shares[one] for one in group)
                    assert (-gain if found.found.measure == "costs" else gain) <= 1e-6


def test_the_examples_are_told_in_well_set_words(root: Path) -> None:
    for slug in (MONTPELLIER, "ikos"):
        dossier = load(root / "examples" / slug).dossier
        assert dossier is not None
        found = compare_rules(dossier, DAY, lines_of(dossier, DAY), "effects")
        assert len(found.computed) >= 5
        for row in found.rows:
            assert told(found, row)
            assert row.does.fr
            assert row.assumes
        assert not faults(("told", text) for row in found.rows for text in row.said)
        assert not faults(("note", text) for text in found.found.notes)
        for language in ("fr", "en"):
            assert as_json(found, language)["rules"][0]["code"] == "present"
    assert found["scic"].said


def test_a_game_given_directly_is_compared_too() -> None:
    airport = {
        ("a",): 8,
        ("b",): 11,
        ("c",): 13,
        ("a", "b"): 11,
        ("a", "c"): 13,
        ("b", "c"): 13,
        ("a", "b", "c"): 13,
    }
    found = compare_game(Game.from_costs(airport))
    assert found["shapley"].shares == pytest.approx({"a": 8 / 3, "b": 8 / 3 + 1.5, "c": 8 / 3 + 1.5 + 2})
    assert [row.code for row in found.rows] == ["equal", "scrb", "shapley", "nucleolus"]
    assert found["shapley"].keeps is True
