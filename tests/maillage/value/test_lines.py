"""What each row of a dossier makes one party give another: worked cases, and what is said of what cannot count."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillage.text import LANGUAGES
from maillage.value.ledger import ledger_of
from maillage.value.lines import AssumptionError, Assumptions, lines_of
from tests.maillage.value.ledger_dossiers import written

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/value/ledger.yaml").read_text(encoding="utf-8"))
ON = datetime.date(2024, 5, 20)
MONEY = {"from": "a", "to": "b", "kind": "money", "likely": 10, "unit": "eur"}


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_a_worked_case_comes_out_as_written(case: dict[str, Any]) -> None:
    first, last = case.get("years", (None, None))
    lines = lines_of(written(case["rows"]), ON, Assumptions(first, last))
    ledger = ledger_of(lines)
    found = {
        f"{book} {unit}": {who: one.net for who, one in ledger.balances(book, unit).items()}
        for book, unit in ledger.units
    }
    assert found == {
        name: {who: Decimal(str(amount)) for who, amount in gaps.items()}
        for name, gaps in case["gaps"].items()
    }
    assert [f"{one.table} {one.id} {one.reason}" for one in lines.left_out] == case.get("left", [])
    if "counted" in case:
        assert list(lines.years) == case["counted"]
    for words in case.get("notes", ()):
        assert any(words in note.fr for note in lines.notes)


def test_what_is_left_out_says_what_is_wrong_and_what_to_do_in_both_languages() -> None:
    case = next(case for case in CASES if "left" in case)
    for one in lines_of(written(case["rows"]), ON).left_out:
        for words in (one.said, one.repair):
            assert words.fr != words.en
            assert all("{" not in words.in_(language) and words.in_(language) for language in LANGUAGES)


def test_an_amount_without_period_is_counted_only_when_asked() -> None:
    dossier = written({"contributions": [{"id": "x", **MONEY, "since": 2023}]})
    counted = {
        unsaid: [line.year for line in lines_of(dossier, ON, Assumptions(unsaid_period=unsaid)).lines]
        for unsaid in ("leave_out", "once", "year")
    }
    assert counted == {"leave_out": [], "once": [2023], "year": [2023, 2024]}


def test_low_likely_and_high_are_three_ledgers() -> None:
    row = {"id": "x", **MONEY, "low": 1, "likely": 60, "high": 250, "period": "month"}
    lines = lines_of(written({"contributions": [row]}), ON, Assumptions(2024, 2024))
    assert [ledger_of(lines, level).balances()["b"].net for level in ("low", "likely", "high")] == [
        12,
        720,
        3000,
    ]


def test_the_factor_of_a_part_is_the_share_of_what_counts() -> None:
    rows = {
        "effects": [
            {
                "id": "x",
                "name": "X",
                "beneficiaries": "a; b; c",
                "likely": 9,
                "unit": "eur",
                "period": "month",
            }
        ]
    }
    lines = lines_of(written(rows), ON, Assumptions(2024, 2024)).lines
    assert [(line.receiver, line.factor, line.parts) for line in lines] == [
        ("a", 4, 3),
        ("b", 4, 3),
        ("c", 4, 3),
    ]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"rate": Decimal("-0.01")}, "négatif"),
        ({"rate": Decimal("4.5")}, "0,045"),
        ({"rate": Decimal("NaN")}, "nombre"),
        ({"convention": "noon"}, "noon"),
        ({"first_year": 2030, "last_year": 2020}, "Échangez-les"),
        ({"first_year": 1000, "last_year": 2020}, "200"),
        ({"first_year": 0}, "0 n’est pas une année"),
        ({"unsaid_period": "guess"}, "guess"),
    ],
)
def test_an_assumption_that_cannot_be_is_refused_with_a_sentence(settings: Any, words: str) -> None:
    with pytest.raises(AssumptionError) as raised:
        Assumptions(**settings)
    assert words in raised.value.text.fr
    assert str(raised.value) == raised.value.text.fr
    assert raised.value.text.en != raised.value.text.fr


def test_every_assumption_is_told_in_full() -> None:
    lines = lines_of(written({}), ON, Assumptions(rate=Decimal("0.032"), convention="middle"))
    told = lines.assumptions.with_text()
    assert "2024" in told[0].fr
    assert "3,2\u00a0%" in told[-1].fr
    assert "milieu" in told[-1].fr
    assert len({one.en for one in told}) == len(told)


def test_nothing_gives_an_empty_ledger_of_the_year_looked_at() -> None:
    lines = lines_of(written({}), ON)
    assert (list(lines.years), lines.lines, lines.left_out, lines.notes) == ([2024], (), (), ())
    assert ledger_of(lines).units == ()
