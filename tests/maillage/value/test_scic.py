"""The rules of a SCIC: each row has its article, a surplus is shared step by step to the cent, limits are said."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.io import load
from maillage.value.scic import (
    ScicError,
    check_colleges,
    check_members,
    check_public_capital,
    distributable,
    rules,
    scics_of,
)
from tests.maillage.territory.wording import faults

amounts = st.decimals(min_value=0, max_value=10**8, places=2)


def test_every_rule_names_its_article_and_where_it_is_published() -> None:
    for rule in rules().values():
        assert rule.article.startswith("Loi n° 47-1775 du 10 septembre 1947, art.")
        assert rule.source.startswith("https://www.legifrance.gouv.fr/")
        if rule.since:
            datetime.date.fromisoformat(rule.since)
        assert rule.since or rule.check.fr, "a rule without a date says that it is to be checked"
        assert bool(rule.check.fr) == bool(rule.check.en)
    assert not faults((code, rule.label) for code, rule in rules().items())
    assert not faults((code, rule.check) for code, rule in rules().items() if rule.check.fr)


@given(amounts, st.none() | amounts, st.none() | amounts, st.none() | st.decimals(0, 20, places=2), amounts)
def test_a_surplus_is_shared_to_the_cent_and_reserves_are_never_short(
    surplus: Decimal, capital: Decimal | None, reserves: Decimal | None, rate: Decimal | None, aid: Decimal
) -> None:
    shared = distributable(surplus, capital=capital, reserves=reserves, rate=rate, public_support=aid)
    assert sum(step.amount for step in shared.steps) == surplus
    assert shared.reserves + shared.interest + shared.left == surplus
    assert shared.steps[-1].remaining == 0
    full = capital is not None and reserves is not None and reserves >= capital
    assert shared.reserves >= surplus * (Decimal("0.5") if full else Decimal("0.575"))
    assert 0 <= shared.interest <= max(surplus - shared.reserves - aid, Decimal(0))
    if capital is not None and rate is not None:
        assert shared.interest <= capital * rate / 100
    assert all(step.rule.article for step in shared.steps)


def test_the_rate_that_everybody_quotes_comes_out() -> None:
    shared = distributable(Decimal(10000), capital=Decimal(50000), reserves=Decimal(0), rate=Decimal(4))
    assert [step.amount for step in shared.steps] == [1500, 4250, 2000, 2250]
    assert shared.reserves / shared.surplus == Decimal("0.575")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"surplus": Decimal(-1)}, "rien à partager"),
        ({"surplus": Decimal("NaN")}, "rien à partager"),
        ({"surplus": Decimal(1), "capital": Decimal(-1)}, "le capital"),
        ({"surplus": Decimal(1), "public_support": Decimal(-1)}, "l’aide publique"),
    ],
)
def test_amounts_without_meaning_get_a_sentence(arguments: dict[str, Decimal], says: str) -> None:
    with pytest.raises(ScicError) as caught:
        distributable(**arguments)  # type: ignore[arg-type]
    assert says in caught.value.text.fr


def test_colleges_members_and_capital_are_bounded() -> None:
    third = {"a": Decimal(40), "b": Decimal(50), "c": Decimal(10)}
    assert check_colleges({}) == check_colleges(third) == ()
    assert [one.rule.code for one in check_colleges({"a": Decimal(60), "b": Decimal(40)})] == [
        "colleges",
        "college-most",
    ]
    with pytest.raises(ScicError, match="100"):
        check_colleges({"a": Decimal(50), "b": Decimal(20), "c": Decimal(20)})
    assert check_members(["employees", "beneficiaries", "town"]) == ()
    assert [one.rule.code for one in check_members(["town", "volunteers"])] == [
        "categories", "beneficiaries", "employees",
    ]  # fmt: skip
    assert check_public_capital(Decimal(50), Decimal(100)) == ()
    (breach,) = check_public_capital(Decimal(51), Decimal(100))
    assert breach.rule.code == "public-capital"
    assert "51" in breach.said.fr
    with pytest.raises(ScicError):
        check_public_capital(Decimal(5), Decimal(0))


def test_the_scic_of_a_dossier_are_those_that_say_so(root: Path) -> None:
    dossier = load(root / "examples" / "ikos").dossier
    assert dossier is not None
    assert scics_of(dossier, datetime.date(2026, 1, 1)) == ("ikos-scic",)
