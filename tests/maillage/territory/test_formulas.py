"""Formulas: read once, nothing but arithmetic, the same on numbers and on columns of a database."""

import ibis
import pytest

from maillage.territory.formulas import FormulaError, formula


@pytest.mark.parametrize(
    ("text", "values", "span", "expected"),
    [
        ("population", {"population": 12.0}, 1, 12),
        ("vacant / dwellings * 100", {"vacant": 7.0, "dwellings": 100.0}, 1, 7),
        ("(walking + cycling) / commuters * 100", {"walking": 1.0, "cycling": 2.0, "commuters": 4.0}, 1, 75),
        ("((now / before) ** (1 / span) - 1) * 100", {"now": 121.0, "before": 100.0}, 2, 10),
        ("taken / span", {"taken": 30.0}, 15, 2),
        ("-(births - deaths)", {"births": 1.0, "deaths": 3.0}, 1, 2),
    ],
)
def test_a_formula_gives_what_a_hand_would(
    text: str, values: dict[str, float], span: float, expected: float
) -> None:
    assert formula(text).evaluate(values, span) == pytest.approx(expected)


def test_the_inputs_stand_in_the_order_of_the_formula_each_once_and_without_span() -> None:
    read = formula("((jobs / jobs_before) ** (1 / span) - 1) * jobs")
    assert read.inputs == ("jobs", "jobs_before")
    assert read.uses_span
    assert not formula("jobs / population").uses_span


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a / b", {"a": 1.0, "b": 0.0}),
        ("a / b", {"a": 0.0, "b": 0.0}),
        ("(a - b) ** 0.5", {"a": 1.0, "b": 2.0}),
        ("a / b ** -1", {"a": 1.0, "b": 0.0}),
    ],
)
def test_what_cannot_be_computed_gives_nothing_rather_than_a_number(
    text: str, values: dict[str, float]
) -> None:
    assert formula(text).evaluate(values) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "12", "span", "a +", "a // b", "a % b", "a > b", "a if b else c", "max(a, b)", "a.b", "a['b']", "'a'", "True * a",
        "__import__('os').system('ls')", "a := 1", "a; b", "+a", "not a", "a @ b",
    ],
)  # fmt: skip
def test_whatever_is_not_arithmetic_on_measures_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        formula(text)


def test_a_missing_input_is_told() -> None:
    with pytest.raises(KeyError):
        formula("a / b").build({"a": 1.0})


def test_on_columns_a_formula_is_one_expression_where_dividing_by_zero_gives_nothing() -> None:
    table = ibis.table({"now": "float64", "before": "float64"}, name="counts")
    built = formula("((now / before) ** (1 / span) - 1) * 100").build(
        {"now": table.now, "before": table.before}, 5
    )
    said = ibis.to_sql(table.select(value=built), dialect="duckdb")
    assert "NULLIF" in said
    assert "0.2" in said
