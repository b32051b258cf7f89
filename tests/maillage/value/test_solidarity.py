"""Free contribution with solidarity: Montpellier's numbers, and the identities of any list of contributions."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.io import load
from maillage.value.rule_words import MESSAGES
from maillage.value.scenario import SetAmount, apply
from maillage.value.solidarity import SolidarityError, free_contribution, solidarities_of
from tests.maillage.territory.wording import faults
from tests.maillage.value.rule_samples import texts_of

DAY = datetime.date(2026, 11, 23)


def test_the_numbers_of_montpellier_come_out_of_its_dossier(root: Path) -> None:
    dossier = load(root / "examples" / "caisse-alimentaire-montpellier").dossier
    assert dossier is not None
    (fund,) = solidarities_of(dossier, DAY)
    assert (fund.low, fund.mean, fund.high, fund.received) == (1, 60, 250, 100)
    assert (fund.people, fund.gap_each, fund.gap, fund.gap_a_year) == (400, 40, 16000, 192000)
    assert (fund.contributed * 12, fund.distributed * 12) == (288000, 480000)  # the budget that Basta states
    assert {one.actor for one in fund.fillers} >= {"ville", "metropole", "fondation-carasso"}
    assert all(one.why is not None for one in fund.fillers if one.amount is None)
    assert any("192\u202f000" in one.fr for one in fund.said())
    assert not faults(("solidarity", one) for one in fund.said())


def test_who_fills_the_gap_is_counted_once_the_dossier_says_it(root: Path) -> None:
    dossier = load(root / "examples" / "caisse-alimentaire-montpellier").dossier
    assert dossier is not None
    said = [
        SetAmount("contributions", "ville-et-metropole", period="year"),
        SetAmount("contributions", "cotisation", likely=Decimal(110), high=Decimal(250)),
    ]
    (filled,) = solidarities_of(apply(dossier, said[:1], DAY).dossier, DAY)
    assert (filled.filled, filled.unfilled) == (240000, 0)
    (over,) = solidarities_of(apply(dossier, said, DAY).dossier, DAY)
    assert over.gap_each == -10
    assert over.unfilled == 0
    assert any("reste" in one.fr for one in over.said())


def test_without_a_number_of_times_people_are_counted_in_the_effect(root: Path) -> None:
    dossier = load(root / "examples" / "caisse-alimentaire-montpellier").dossier
    assert dossier is not None
    untimed = replace(
        dossier,
        contributions=tuple(replace(row, times=None) for row in dossier.contributions),
        flows=tuple(replace(row, times=None) for row in dossier.flows),
    )
    (fund,) = solidarities_of(untimed, DAY)
    assert fund.people == 400
    assert ("effects", "acces") in fund.rows
    assert "accèdent" in fund.notes[0].fr
    nobody = replace(untimed, effects=())
    assert solidarities_of(nobody, DAY) == ()


paid = st.lists(st.decimals(min_value=0, max_value=1000, places=2), min_size=1, max_size=30)


@given(paid, st.decimals(min_value=0, max_value=1000, places=2))
def test_what_is_received_is_what_is_paid_and_the_gap(
    contributions: list[Decimal], received: Decimal
) -> None:
    one = free_contribution(contributions, received=received)
    exact = received * len(contributions) - sum(contributions)
    assert abs(one.gap - exact) < Decimal("1e-18") * (1 + abs(exact))
    assert one.given == sum((each - received for each in contributions if each > received), Decimal(0))
    assert one.low == min(contributions)
    assert one.high == max(contributions)
    assert not faults(("solidarity", said) for said in one.said())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"contributions": [], "received": Decimal(1)}, "Personne"),
        ({"mean": Decimal(1), "people": 0, "received": Decimal(1)}, "Personne"),
        ({"contributions": [Decimal(-1)], "received": Decimal(1)}, "négatif"),
        ({"mean": Decimal(1), "people": 2, "received": Decimal("NaN")}, "négatif"),
        ({"mean": Decimal(9), "people": 2, "received": Decimal(1), "high": Decimal(5)}, "entre"),
        ({"mean": Decimal(1), "people": 2, "received": Decimal(1), "period": "once"}, "période"),
    ],
)
def test_amounts_without_meaning_get_a_sentence(arguments: dict[str, object], says: str) -> None:
    with pytest.raises(SolidarityError) as caught:
        free_contribution(**arguments)  # type: ignore[arg-type]
    assert says in caught.value.text.fr
    assert caught.value.text.en


def test_every_message_of_the_rules_is_well_set_in_both_languages() -> None:
    texts = list(texts_of(MESSAGES.path))
    assert len(texts) > 100
    assert not faults((key, text) for key, text in texts if "quotes" not in key)
