"""Today's accounts hold what is said to come back; the rest is named, and nothing of the ledger is dropped."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Component, Contribution, Cost, Flow, Record
from maillage.dossier.values import PartialDate
from maillage.io import load
from maillage.transition.accounts import Accounts, accounts_of, books_of, sort
from maillage.transition.coefficients import TODAY
from maillage.transition.outlook import outlook
from maillage.transition.reading import inputs_of
from maillage.value.ledger import ledger_of
from maillage.value.lines import lines_of

DAY = datetime.date(2026, 6, 15)


def dossier(*rows: Flow | Contribution | Cost) -> Dossier:
    return Dossier(
        record=Record(id="essai", title="Essai"),
        actors=(Actor(id="atelier", name="L’atelier"), Actor(id="ville", name="La ville")),
        flows=tuple(row for row in rows if isinstance(row, Flow)),
        contributions=tuple(row for row in rows if isinstance(row, Contribution)),
        costs=tuple(row for row in rows if isinstance(row, Cost)),
    )


def cost(id: str = "cout", likely: int = 1200, **more: Any) -> Cost:
    return Cost(id=id, bearer="atelier", likely=Decimal(likely), unit="eur", **more)


def test_a_cost_without_a_date_waits_for_its_component() -> None:
    states = (
        Component(id="four", name="Le four", status="planned", until=when(2026, 8)),
        Component(id="four", name="Le four", status="existing", since=when(2026, 9)),
    )
    whole = replace(dossier(cost(component="four", period="month")), components=states)
    assert [one.why for one in accounts_of(books_of(whole, DAY), "atelier").apart] == ["to_come"]
    later = accounts_of(books_of(whole, datetime.date(2026, 10, 1)), "atelier")
    assert later.given[0].estimate.likely == 14_400


def accounts(*rows: Flow | Contribution | Cost, on: datetime.date = DAY) -> Accounts:
    return accounts_of(books_of(dossier(*rows), on), "atelier")


def when(year: int | None, month: int | None = None) -> PartialDate | None:
    return None if year is None else PartialDate(year, month)


@pytest.mark.parametrize(
    ("row", "why", "said"),
    [
        (cost(kind="investment", period="once", since=when(2024)), "investment", "borne, in 2024; an investment"),
        (cost(kind="investment", period="year", since=when(2025)), "investment", "from 2025 to 2026"),
        (cost(period="once"), "once", "without a date; said to happen once"),
        (cost(first_year=2025, last_year=2025), "one_year", "in 2025; said for a single year"),
        (cost(period="month", since=when(2026, 1), until=when(2026, 12)), "one_year", "14,400"),
        (cost(period="year", since=when(2019), until=when(2022)), "ended", "from 2019 to 2022; it came back"),
        (cost(since=when(2024)), "unsaid", "The period is not said. Say the period"),
    ],
)  # fmt: skip
def test_what_is_not_said_to_come_back_is_named_and_is_no_yearly_amount(
    row: Cost, why: str, said: str
) -> None:
    found = accounts(row)
    assert (found.year, found.given) == (None, ())
    assert [(one.row, one.why) for one in found.apart] == [(("costs", "cout"), why)]
    assert said in found.apart[0].said.en
    assert not inputs_of(dossier(row), "atelier", DAY).used


def test_what_comes_back_is_taken_for_a_whole_year_and_that_is_said() -> None:
    found = accounts(cost(period="month", since=when(2026, 4)), cost("neuf", period="year", since=when(2020)))
    assert found.given[0].estimate.likely == 12 * 1200 + 1200
    assert [one.en for one in found.notes] == [
        "“cost (cout)”: 9 months counted in 2026, taken here for a whole year."
    ]


def test_another_state_of_a_row_is_the_same_row() -> None:
    states = (
        cost(likely=100, period="month", since=when(2020), until=when(2026, 2)),
        cost(likely=200, period="month", since=when(2026, 3)),
    )
    found = accounts(*states)
    assert found.given[0].estimate.likely == 2400
    assert not found.apart


def test_the_accounts_of_the_year_before_serve_when_nothing_comes_back_any_more() -> None:
    found = accounts(cost(period="year", since=when(2020), until=when(2025)))
    assert found.year == 2025
    assert found.given[0].estimate.likely == 1200
    assert not found.apart
    assert "the year before" in found.notes[0].en


# --- nothing is dropped -----------------------------------------------------------------------------------------------

years = st.sampled_from([None, 2019, 2024, 2025, 2026, 2027])
amounts = st.integers(1, 10_000)
periods = st.sampled_from([None, "once", "week", "month", "quarter", "year"])
months = st.one_of(st.none(), st.integers(1, 12))


@st.composite
def rows(draw: Any) -> Dossier:
    made: list[Flow | Contribution | Cost] = []
    for place in range(draw(st.integers(0, 6))):
        first, last = draw(years), draw(years)
        said = {
            "id": f"ligne-{draw(st.integers(0, 3)) if draw(st.booleans()) else place}",
            "unit": "eur",
            "period": draw(periods),
            "since": None if first is None else when(first, draw(months)),
            "until": None if last is None or (first or 0) > last else when(last),
        }
        amount = Decimal(draw(amounts))
        kind = draw(st.sampled_from(["cost", "flow", "gift"]))
        ends = draw(st.sampled_from([("ville", "atelier"), ("atelier", "ville")]))
        if kind == "cost":
            made.append(
                Cost(
                    **said,
                    bearer="atelier",
                    likely=amount,
                    kind=draw(st.sampled_from(["operation", "investment"])),
                )
            )
        elif kind == "flow":
            made.append(Flow(**said, object="Un achat", from_=ends[0], to=ends[1], amount=amount))
        else:
            made.append(
                Contribution(
                    **said,
                    object="Une aide",
                    from_=ends[0],
                    to=ends[1],
                    kind="money",
                    high=amount,
                    low=Decimal(1),
                )
            )
    return dossier(*made)  # fmt: skip


def total(entries: Iterable[Any], level: str, year: int) -> Decimal:
    return sum((one.amount for at, one in entries if at == level and one.line.year == year), Decimal(0))


@given(rows())
@settings(max_examples=60, deadline=None)
def test_what_comes_back_and_the_rest_are_all_the_lines_of_the_ledger(whole: Dossier) -> None:
    books = books_of(whole, DAY)
    lines = lines_of(whole, DAY)
    for actor in ("atelier", "ville"):
        mine, found = sort(books, actor), accounts_of(books, actor)
        rest = [one for one, _why in mine.others]
        for level in ("low", "likely", "high"):
            ledger = ledger_of(lines, level).by_year()
            for year, balances in ledger.items():
                balance = balances.get(actor)
                turned = balance.received + balance.given if balance else 0
                assert total(mine.today, level, year) + total(rest, level, year) == turned
        named = {row for one in found.given for row in one.rows} | {one.row for one in found.apart}
        every = {(line.table, line.id) for line in lines.lines if actor in (line.giver, line.receiver)}
        asked = {
            (one.table, one.id)
            for one in lines.left_out
            if one.reason == "no-period" and actor in one.parties
        }
        assert named == every | asked
        if not any("taken here for a whole year" in one.en for one in found.notes):
            given = sum((one.estimate.at("likely") or 0 for one in found.given), Decimal(0))
            assert given == (total(mine.today, "likely", found.year) if found.year else 0)
        for one in found.given:
            assert one.estimate.said
            assert list(one.estimate.said) == sorted(one.estimate.said)


# --- the examples, checked by hand ------------------------------------------------------------------------------------


def test_the_examples_have_the_yearly_numbers_that_their_rows_say(root: Path) -> None:
    """60 €/month × 400 people × 12; 100 €/month × 400 × 12; everything else is once, or its period is not said."""
    yearly: dict[tuple[str, ...], Decimal | None] = {}
    once: dict[tuple[str, ...], Decimal | None] = {}
    for folder in sorted(one for one in (root / "examples").iterdir() if (one / "dossier.csv").is_file()):
        whole = load(folder).dossier
        assert whole is not None
        books = books_of(whole, DAY)
        for actor in whole.actors:
            found = accounts_of(books, actor.id)
            yearly |= {(actor.id, one.code): one.estimate.likely for one in found.given}
            once |= {(actor.id, *one.row): one.estimate.likely for one in found.apart}
    assert yearly == {
        ("caisse", "contributions"): 288_000,
        ("caisse", "costs"): 480_000,
        ("participants", "revenue"): 480_000,
        ("participants", "costs"): 288_000,
    }
    assert once == {
        ("ikos-scic", "costs", "budget-village"): 18_500_000,
        ("ikos-scic", "contributions", "subventions"): 6_500_000,
        ("ikos-scic", "contributions", "fonds-propres"): 4_000_000,
        ("financeurs-publics", "contributions", "subventions"): 6_500_000,
        ("investisseurs", "contributions", "fonds-propres"): 4_000_000,
        ("ccra", "costs", "investissement-site"): 2_500_000,
        ("caisse", "contributions", "ville-et-metropole"): None,
        ("financeurs-locaux", "contributions", "ville-et-metropole"): None,
        ("caisse", "costs", "budget"): None,
    }


def test_an_investment_is_in_no_year_of_today() -> None:
    sold = Flow(
        id="ventes",
        object="Des paniers",
        from_="ville",
        to="atelier",
        amount=Decimal(100),
        unit="eur",
        period="month",
        since=when(2024),
    )
    built = cost("chantier", 18_500_000, kind="investment", period="once", since=when(2026))
    found = (
        outlook(inputs_of(dossier(sold, built, cost(period="year")), "atelier", DAY), 20).stages[TODAY].series
    )
    assert set(found["costs"].middle) == {1200.0}
    assert set(found["sales"].middle) == {1200.0}
