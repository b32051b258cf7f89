"""Uncertain amounts: the distributions, the draws, what comes out of them, and that the same seed gives the same."""

import dataclasses
import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from maillage.io import load
from maillage.text import Text
from maillage.value.convergence import MOST_DRAWS
from maillage.value.discounting import discount_factor
from maillage.value.distributions import SHAPES, Distribution, distribution_of, spread_of, spreads
from maillage.value.draws import MOST_AMOUNTS, LinearModel, blocks, percentiles
from maillage.value.ledger import ledger_of
from maillage.value.lines import Assumptions, LeftOut, Line, Lines, Names, lines_of
from maillage.value.money import Estimate
from maillage.value.outcome_words import OutcomeError, times_out_of
from maillage.value.sensitivity import linear_indices, sampled_indices
from maillage.value.uncertainty import Outcomes, Settings, confidences_of, outcomes
from maillage.value.uncertainty_words import (
    as_json,
    assumptions_said,
    converged_said,
    loses_said,
    outcome_said,
    partial_said,
    said,
    weighs_said,
    widest,
)

DAY = datetime.date(2026, 6, 1)
ACTORS = {"town": "La ville", "kitchen": "La cuisine", "school": "L’école"}


def estimate(low: int | None = None, likely: int | None = None, high: int | None = None) -> Estimate:
    return Estimate(*(None if one is None else Decimal(one) for one in (low, likely, high)))


def line(id: str, giver: str, receiver: str, amount: Estimate, year: int = 2026, factor: str = "1") -> Line:
    return Line("contributions", id, "money", year, giver, receiver, amount, Decimal(factor), "eur")


def lines(*made: Line, left_out: tuple[LeftOut, ...] = (), rate: str = "0") -> Lines:
    years = [one.year for one in made] or [2026]
    taken = Assumptions(first_year=min(years), last_year=max(years), rate=Decimal(rate))
    return Lines(made, left_out, taken, (), DAY, Names(actors=ACTORS))


MEALS = (
    line("grant", "town", "kitchen", estimate(800, 1000, 1500), factor="2"),
    line("meals", "school", "kitchen", estimate(100, 400, 900)),
    line("rent", "kitchen", "outside", estimate(likely=2200)),
    line("grant", "town", "kitchen", estimate(800, 1000, 1500), 2027, "2"),
)
KEPT = Settings(draws=2048, replicates=0)


# --- distributions ---


@pytest.mark.parametrize("shape", SHAPES)
def test_a_distribution_has_the_mean_the_variance_and_the_quantiles_of_scipy(shape: str) -> None:
    low, likely, high = 10.0, 25.0, 90.0
    drawn = Distribution(shape, low, likely, high)
    peak, width = (likely - low) / (high - low), high - low
    known = {
        "pert": stats.beta(1 + 4 * peak, 5 - 4 * peak, low, width),
        "triangular": stats.triang(peak, low, width),
        "uniform": stats.uniform(low, width),
    }[shape]
    shares = np.concatenate([np.linspace(0, 1, 1001), [1e-9, 1e-5, 1 - 1e-5, 1 - 1e-9]])
    assert drawn.mean == pytest.approx(known.mean())
    assert drawn.variance == pytest.approx(known.var())
    assert np.abs(drawn.quantiles(shares) - known.ppf(shares)).max() < 1e-4 * width


@pytest.mark.parametrize(("low", "likely", "high"), [(5, 5, 9), (5, 9, 9)])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_likely_amount_may_be_one_of_the_bounds(shape: str, low: int, likely: int, high: int) -> None:
    found = distribution_of(estimate(low, likely, high), shape)
    assert found is not None
    drawn = found.quantiles(np.linspace(0, 1, 501))
    assert np.isfinite(drawn).all()
    assert (np.diff(drawn) >= -1e-12).all()
    assert low <= drawn.min() <= drawn.max() <= high


@pytest.mark.parametrize(
    ("given", "shape", "ends", "said_in_french"),
    [
        (estimate(1, 2, 3), "pert", (1, 2, 3), "sont dits"),
        (estimate(1, None, 3), "uniform", (1, 2, 3), "loi uniforme"),
        (estimate(1, 2, None), "pert", (1, 2, 2), "pas haut"),
        (estimate(None, 2, 3), "pert", (2, 2, 3), "pas bas"),
        (estimate(None, 2, None), "pert", (2, 2, 2), "ne varie pas"),
        (estimate(2, 2, 2), "pert", (2, 2, 2), "ne varie pas"),
        (estimate(3, 2, 1), "pert", (1, 2, 3), "à corriger"),
    ],
)
def test_what_a_row_says_decides_how_its_amount_is_drawn_and_is_told(
    given: Estimate, shape: str, ends: tuple[int, int, int], said_in_french: str
) -> None:
    found = distribution_of(given)
    assert found is not None
    assert (found.shape, found.low, found.likely, found.high) == (shape, *ends)
    assert said_in_french in found.said.fr
    assert found.said.en


def test_an_amount_that_nobody_said_is_not_drawn() -> None:
    assert distribution_of(estimate()) is None


def test_a_single_amount_varies_by_the_convention_of_its_confidence_when_it_is_asked_for() -> None:
    found = distribution_of(estimate(likely=200), spread=spread_of("medium"), confidence="medium")
    assert found is not None
    assert (found.low, found.high) == (150, 250)
    assert "25" in found.said.fr
    assert "convention" in found.said.fr
    assert (
        spreads()["high"]
        < spreads()["medium"]
        < spreads()["low"]
        == spread_of(None)
        == spread_of("who knows")
    )


# --- draws ---


def test_the_draws_are_those_of_the_scrambled_sobol_sequence_of_scipy_whatever_the_blocks() -> None:
    amounts = [Distribution("uniform", 0.0, 0.5, 1.0)] * 3
    drawn = np.concatenate(list(blocks(amounts, 3000, 7)), axis=1)
    sequence = stats.qmc.Sobol(3, scramble=True, rng=np.random.default_rng(7))
    assert np.array_equal(drawn, sequence.random(4096)[:3000].T)
    assert stats.qmc.Sobol.MAXDIM == MOST_AMOUNTS


def test_balances_equal_the_same_model_written_draw_by_draw() -> None:
    amounts = [Distribution("pert", 1.0, 2.0, 5.0), Distribution("pert", 3.0, 3.0, 3.0), Distribution("triangular", 0.0, 4.0, 6.0)]  # fmt: skip
    entries = {(0, 0): 2.0, (0, 1): -1.0, (1, 2): 1.5, (1, 0): -2.0}
    model = LinearModel.of(amounts, entries, 2)
    found = model.balances(2000, 3)
    drawn = np.concatenate(list(blocks(model.amounts, 2000, 3)), axis=1)
    by_hand = np.array([[2 * a - 3.0, 1.5 * b - 2 * a] for a, b in drawn.T]).T
    assert np.allclose(found, by_hand, rtol=0, atol=1e-12)
    shares = (0.05, 0.5, 0.95)
    assert np.allclose(percentiles(found, shares), np.quantile(found, shares, axis=1).T)


def test_the_exact_indices_are_those_that_scipy_estimates() -> None:
    model = LinearModel.of(
        [Distribution("pert", 0.0, 1.0, 9.0), Distribution("triangular", 0.0, 2.0, 4.0), Distribution("uniform", 5.0, 6.0, 7.0)],
        {(0, 0): 1.0, (0, 1): -3.0, (0, 2): 2.0},
        1,
    )  # fmt: skip
    exact = linear_indices(model)[0]
    first, total = sampled_indices(model, 0, draws=4096, seed=2)
    assert exact.sum() == pytest.approx(1)
    assert first == pytest.approx(exact, abs=0.02)
    assert total == pytest.approx(exact, abs=0.02)


# --- outcomes ---


def test_each_actor_gets_its_interval_its_mean_and_how_often_it_loses() -> None:
    found = outcomes(lines(*MEALS), Settings())
    assert list(found.by_actor) == ["town", "kitchen", "school"]
    kitchen, town = found.by_actor["kitchen"], found.by_actor["town"]
    mean_grant, mean_meals = (800 + 4000 + 1500) / 6, (100 + 1600 + 900) / 6
    assert kitchen.mean == pytest.approx(4 * mean_grant + mean_meals - 2200)
    assert kitchen.p5 < kitchen.p50 < kitchen.p95
    assert kitchen.p50 == pytest.approx(kitchen.mean, rel=0.02)
    assert (kitchen.loses, town.loses) == (0.0, 1.0)
    assert (kitchen.amounts, kitchen.varying) == (3, 2)
    assert found.total is not None
    assert found.total.mean == pytest.approx(-2200), "only the rent leaves the actors"
    assert (found.total.p5, found.total.p95) == pytest.approx((-2200, -2200))


def test_losing_is_counted_below_zero_only() -> None:
    made = lines(
        line("in", "outside", "town", estimate(0, None, 100)),
        line("out", "town", "outside", estimate(likely=30)),
    )
    found = outcomes(made, Settings(draws=8192, replicates=0)).by_actor["town"]
    assert found.loses == pytest.approx(0.30, abs=0.002)
    balanced = outcomes(lines(line("a", "town", "school", estimate(likely=1)), line("b", "school", "town", estimate(likely=1))), KEPT)  # fmt: skip
    assert [one.loses for one in balanced.by_actor.values()] == [0, 0]


def test_the_same_seed_gives_the_same_bytes_and_another_one_other_draws() -> None:
    made = lines(*MEALS)
    first, again = as_json(outcomes(made, Settings())), as_json(outcomes(made, Settings()))
    assert first == again
    other = as_json(outcomes(made, Settings(seed=2)))
    assert other["actors"][1]["p95"] != first["actors"][1]["p95"]
    assert other["actors"][1]["p95"] == pytest.approx(first["actors"][1]["p95"], rel=0.01)


def test_a_row_that_changed_its_amount_over_the_years_is_several_amounts() -> None:
    changed = line("grant", "town", "kitchen", estimate(likely=5), 2028)
    found = outcomes(lines(*MEALS, changed), KEPT)
    assert [(one.id, one.drawn.likely) for one in found.amounts] == [("grant", 1000), ("meals", 400), ("rent", 2200), ("grant", 5)]  # fmt: skip


def test_each_year_has_its_balance_and_discounting_makes_later_ones_lighter() -> None:
    asked = dataclasses.replace(KEPT, by_year=True, discounted=True)
    found = outcomes(lines(*MEALS, rate="0.25"), asked)
    mean_grant = (800 + 4000 + 1500) / 6
    for year in (2026, 2027):
        factor = float(discount_factor(Decimal("0.25"), year - 2026))
        assert found.by_year["town", year].mean == pytest.approx(-2 * mean_grant * factor)
    assert found.by_actor["town"].mean == pytest.approx(
        sum(found.by_year["town", y].mean for y in (2026, 2027))
    )
    assert "actualisé à 25,0\u00a0%" in " ".join(one.fr for one in assumptions_said(found))


def test_the_weight_of_each_amount_adds_up_to_one_and_is_said() -> None:
    found = outcomes(lines(*MEALS), KEPT)
    weights = found.sensitivity["kitchen"]
    assert [one.id for one in weights] == ["grant", "meals"]
    assert sum(one.first for one in weights) == pytest.approx(1)
    assert all(one.first == one.total for one in weights)
    told = weighs_said(found, "school")
    assert told is not None
    assert told.fr == "Toute l’incertitude du solde vient de «\u00a0meals\u00a0»."


def test_percentiles_settle_as_draws_grow() -> None:
    found = outcomes(lines(*MEALS), Settings(draws=1 << 14))
    points = found.convergence["kitchen"]
    assert [one.draws for one in points][:2] == [16, 32]
    assert points[-1].draws == MOST_DRAWS
    for name in ("p5", "p50", "p95"):
        spread = [getattr(one, name).high - getattr(one, name).low for one in points]
        assert spread[-1] < spread[0] / 10, name
        assert getattr(points[-1], name).low <= getattr(found.by_actor["kitchen"], name) * 1.001
    told = converged_said(found, "kitchen")
    assert told is not None
    assert "8 suites" in told.fr


def test_nothing_that_varies_is_said_to_be_one_value_that_is_not_sure() -> None:
    found = outcomes(lines(line("rent", "kitchen", "outside", estimate(likely=2200))), Settings())
    kitchen = found.by_actor["kitchen"]
    assert (kitchen.p5, kitchen.p95, kitchen.loses) == (-2200, -2200, 1.0)
    assert "ne veut pas dire qu’il est sûr" in said(found)[0].fr
    assert (widest(found), weighs_said(found, "kitchen"), converged_said(found, "kitchen")) == (
        None,
        None,
        None,
    )
    assert outcome_said(found, kitchen).fr == "La cuisine\u00a0: −2\u202f200\u00a0€, sans variation dite."


def test_rows_without_amount_are_listed_with_the_actors_whose_balance_they_miss() -> None:
    grant = LeftOut(
        "contributions", "aid", Text("Aide", "Aid"), Text("Montant non dit.", "Amount not said."),
        Text("Demandez-le.", "Ask for it."), parties=("town", "kitchen"), book="money",
    )  # fmt: skip
    found = outcomes(lines(*MEALS, left_out=(grant,)), KEPT)
    told = [partial_said(one) for one in found.by_actor.values()]
    assert [one.fr if one else None for one in told] == [
        "1 ligne sans montant exploitable\u00a0: le vrai solde peut être tout autre.",
        "1 ligne sans montant exploitable\u00a0: le vrai solde peut être tout autre.",
        None,
    ]
    assert found.missing_of("town") == (grant,)
    empty = outcomes(lines(left_out=(grant,)), Settings())
    assert (empty.by_actor, empty.total) == ({}, None)
    assert [one.en for one in said(empty)] == [
        "No amount is said well enough for a balance: nothing is drawn.",
        "Rows without a usable amount, counted nowhere: 1.",
    ]


def test_money_and_what_is_not_money_never_meet() -> None:
    hours = dataclasses.replace(
        line("time", "school", "kitchen", estimate(1, 2, 3)), book="kind", unit="hour"
    )
    made = lines(*MEALS, hours)
    assert "time" not in [one.id for one in outcomes(made, KEPT).amounts]
    found = outcomes(made, dataclasses.replace(KEPT, book="kind", unit="hour"))
    assert [one.id for one in found.amounts] == ["time"]
    assert found.by_actor["school"].mean == pytest.approx(-2)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(shape="normal"), "normal"),
        (Settings(draws=0), "tirages"),
        (Settings(draws=10**9), "tirages"),
        (Settings(seed=-1), "graine"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(settings: Settings, words: str) -> None:
    with pytest.raises(OutcomeError, match=words) as refused:
        outcomes(lines(*MEALS), settings)
    assert refused.value.text.en


@pytest.mark.parametrize("share", [0.0, 1e-9, 0.049, 0.06, 0.31, 0.5, 0.93, 0.96, 1.0])
def test_a_probability_is_said_as_a_group_says_it(share: float) -> None:
    assert all(times_out_of(share))
    assert (times_out_of(share).fr == "jamais") == (share == 0)
    assert (times_out_of(share).fr == "toujours") == (share == 1)


# --- the six dossiers ---


def test_the_examples_are_drawn_and_agree_with_the_ledger_where_nothing_varies(root: Path) -> None:
    for folder in sorted(one for one in (root / "examples").iterdir() if (one / "dossier.csv").is_file()):
        dossier = load(folder).dossier
        assert dossier is not None
        made = lines_of(dossier, DAY)
        found = outcomes(made, KEPT)
        balances = ledger_of(made).balances()
        for actor, one in found.by_actor.items():
            if not one.varying:
                assert one.p50 == pytest.approx(float(balances[actor].net), abs=0.01 * max(one.amounts, 1)), (
                    actor
                )
        spread = outcomes(made, dataclasses.replace(KEPT, spread=True), confidences_of(dossier))
        assert all(one.by_convention or one.drawn.shape for one in spread.varying)
        _is_finite_and_told(found)
        _is_finite_and_told(spread)


def _is_finite_and_told(found: Outcomes) -> None:
    assert said(found)
    assert assumptions_said(found)
    for one in found.by_actor.values():
        assert np.isfinite([one.p5, one.p50, one.p95, one.mean, one.loses]).all()
        assert outcome_said(found, one).en
        assert all(loses_said(one))
