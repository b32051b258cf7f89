"""Rules across rows: references and their suggestions, identities and dated states, orders, cycles."""

from __future__ import annotations

import pytest

from maillage.dossier.reserved import reserved_ids
from maillage.value.names import NOT_ACTORS
from tests.corpus.good import good_tables, with_cell
from tests.maillage.dossier.test_reading import codes, read


def states(*periods: tuple[str, str]) -> list[str]:
    """The problems found when the third actor has these periods."""
    tables = good_tables()
    header, *rows = tables["actors"]
    since, until = header.index("since"), header.index("until")
    tables["actors"] = [header, *rows[:2]]
    for period in periods:
        row = list(rows[2])
        row[since], row[until] = period
        tables["actors"].append(row)
    return codes(read(tables))


@pytest.mark.parametrize(
    "periods",
    [
        [("", "2018"), ("2019", "")],
        [("2019", ""), ("", "2018")],
        [("", "2018"), ("2018", "")],
        [("", "2018-06-30"), ("2018-07", "2020"), ("2021", "")],
        [("2015", "2015"), ("2020", "")],
    ],
)
def test_states_of_one_thing_may_follow_one_another(periods: list[tuple[str, str]]) -> None:
    assert states(*periods) == []


@pytest.mark.parametrize(
    "periods",
    [
        [("", ""), ("", "")],
        [("", "2018"), ("2017", "")],
        [("2015", ""), ("2018", "")],
        [("", "2018"), ("", "2020")],
        [("2018", "2018"), ("2018", "2018")],
    ],
)
def test_states_of_one_thing_do_not_overlap(periods: list[tuple[str, str]]) -> None:
    assert states(*periods) == ["duplicate-id"]


@pytest.mark.parametrize(
    ("typed", "identity"), [("A1", "a1"), ("La Halle", "a1"), ("la halle", "a1"), ("LES  CANTINES", "a2")]
)
def test_a_name_stands_for_the_id_and_it_is_said(typed: str, identity: str) -> None:
    reading = read(with_cell("components", "bearers", typed))
    assert reading.dossier is not None
    assert reading.dossier.components[0].bearers == (identity,)
    assert [
        (repair.code, repair.became) for repair in reading.repairs if repair.place.column == "bearers"
    ] == [("name-for-id", identity)]


def test_an_id_and_its_name_in_one_list_count_once() -> None:
    reading = read(with_cell("components", "bearers", "a1; La Halle; a2"))
    assert reading.dossier is not None
    assert reading.dossier.components[0].bearers == ("a1", "a2")


@pytest.mark.parametrize(("typed", "near"), [("la-hale", None), ("fournill", None), ("a11", "a1")])
def test_the_nearest_id_is_suggested(typed: str, near: str | None) -> None:
    (problem,) = read(with_cell("components", "bearers", typed)).problems
    assert (f"« {near} »" in problem.repair.fr) == (near is not None)
    assert (f"“{near}”" in problem.repair.en) == (near is not None)
    assert problem.place.line == 2


def test_parties_are_only_accepted_where_they_mean_something() -> None:
    assert codes(read(with_cell("contributions", "to", "collective"))) == []
    assert codes(read(with_cell("contributions", "to", "outside"))) == ["dangling"]


def test_words_with_a_meaning_are_reserved_where_they_could_be_confused() -> None:
    assert {"none", "aucun", "collective", "collectif", "outside", "territoire", "inconnu"} <= reserved_ids(
        "actors"
    )
    assert set(NOT_ACTORS) <= reserved_ids("actors"), "no actor may merge with an account of the ledger"
    assert "unsaid" not in reserved_ids("effects")
    assert "collectif" not in reserved_ids("effects")
    assert reserved_ids("silences") == frozenset({"na", "nc", "nd", "unknown", "inconnu", "inconnue"})


def test_commitments_may_answer_each_other() -> None:
    reading = read(good_tables())
    assert reading.dossier is not None
    assert [row.reciprocates for row in reading.dossier.commitments] == ["g2", "g1"]


def test_the_cycle_is_told_whole() -> None:
    (problem,) = read(with_cell("decisions", "supersedes", "d3")).problems
    assert problem.code == "cycle"
    assert {"d1", "d2", "d3"} == set(problem.found.split(" → "))


@pytest.mark.parametrize(
    ("low", "likely", "high", "count"),
    [
        ("1", "2", "3", 0),
        ("2", "2", "2", 0),
        ("3", "2", "1", 2),
        ("3", "", "1", 1),
        ("", "3", "1", 1),
        ("-2", "-1", "", 0),
    ],
)
def test_amounts_go_from_low_to_high(low: str, likely: str, high: str, count: int) -> None:
    tables = good_tables()
    header, row = tables["effects"]
    for column, value in (("low", low), ("likely", likely), ("high", high)):
        row[header.index(column)] = value
    assert codes(read(tables)) == ["amounts-out-of-order"] * count


def test_a_partial_date_is_only_refused_when_it_is_surely_late() -> None:
    tables = with_cell("actors", "joined_on", "2015-06")
    header, row = tables["actors"][:2]
    row[header.index("left_on")] = "2015"
    assert codes(read(tables)) == []
    row[header.index("left_on")] = "2015-05"
    assert codes(read(tables)) == ["dates-out-of-order"]
