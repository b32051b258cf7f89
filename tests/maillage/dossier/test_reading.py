"""From raw tables to a dossier: everything wrong in one pass, one mistake giving one message."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.dossier.drafts import MAX_PROBLEMS, MAX_REPAIRS
from maillage.dossier.problems import Place, UnreadableError, problem
from maillage.dossier.reading import RawTable, Reading, read_tables
from maillage.dossier.tables import TABLES
from tests.corpus.good import Rows, Tables, good_tables, with_cell


def read(tables: Tables) -> Reading:
    """Read tables of plain cells."""
    return read_tables(
        [
            RawTable(Place(f"{name}.csv"), name, list(enumerate(rows, start=1)))
            for name, rows in tables.items()
        ],
        Place("dossier"),
    )


def with_rows(table: str, rows: Rows) -> Tables:
    return good_tables() | {table: rows}


def codes(reading: Reading) -> list[str]:
    return [found.code for found in reading.problems]


def test_a_sound_dossier_is_read_whole() -> None:
    reading = read(good_tables())
    assert reading.problems == ()
    assert reading.dossier is not None
    assert reading.dossier.count() == sum(len(rows) - 1 for rows in good_tables().values())
    assert {table for table, _ in reading.dossier.stated()} == set(TABLES) - {"dossier"}


TWENTY_MISTAKES: list[tuple[str, str, Any, str]] = [
    ("dossier", "language", "occitan", "unknown-code"),
    ("sources", "url", "voir le site", "bad-url"),
    ("sources", "date", "2021-13", "bad-date"),
    ("challenges", "dimensions", "economical", "unknown-code"),
    ("challenges", "source", "s9", "dangling"),
    ("effects", "intended", "peut-être", "bad-truth"),
    ("effects", "unit", "#REF!", "spreadsheet-error"),
    ("components", "bearers", "a1; aucun", "none-and-some"),
    ("actors", "siren", "123", "bad-siren"),
    ("actors", "rna", "W1", "bad-rna"),
    ("actors", "commune", "Arras", "bad-commune"),
    ("contributions", "kind", "", "required"),
    ("flows", "amount", "beaucoup", "bad-number"),
    ("costs", "last_year", "2014", "years-out-of-order"),
    ("commitments", "review_on", "2015", "dates-out-of-order"),
    ("ties", "actor_a", "a9", "dangling"),
    ("obstacles", "holder", "collective", "dangling"),
    ("sessions", "title", "x" * 40_000, "too-long"),
    ("decisions", "supersedes", "d3", "cycle"),
    ("snapshots", "title", "a\x07", "control-character"),
]


def test_twenty_mistakes_are_reported_in_one_pass() -> None:
    tables = good_tables()
    for table, column, value, _ in TWENTY_MISTAKES:
        spoilt = with_cell(table, column, value)[table]
        at = spoilt[0].index(column)
        for cells, wrong in zip(tables[table], spoilt, strict=True):
            cells += [""] * (len(wrong) - len(cells))
            if wrong is not spoilt[0]:
                cells[at] = wrong[at] if wrong is spoilt[1] else cells[at]
            else:
                cells[:] = wrong
    reading = read(tables)
    found = sorted(
        (found.place.file.removesuffix(".csv"), found.place.column, found.code) for found in reading.problems
    )
    assert found == sorted((table, column, code) for table, column, _, code in TWENTY_MISTAKES)
    assert len(found) == 20


def test_a_wrong_row_is_still_known_to_those_that_point_to_it() -> None:
    assert codes(read(with_cell("actors", "commune", "Arras"))) == ["bad-commune"]


def test_a_wrong_row_is_still_known_by_its_name() -> None:
    tables = with_cell("actors", "commune", "Arras")
    tables["ties"][1][1] = "La Halle"
    assert codes(read(tables)) == ["bad-commune"]


def test_a_table_that_could_not_be_read_is_not_blamed_on_those_that_point_to_it() -> None:
    def lines() -> Any:
        yield 1, ["id", "name"]
        raise UnreadableError([problem("bad-workbook", Place("a.xlsx"))])

    tables = [
        RawTable(Place(name), name, list(enumerate(rows, start=1))) for name, rows in good_tables().items()
    ]
    tables = [raw for raw in tables if raw.name != "actors"]
    assert codes(read_tables([*tables, RawTable(Place("a"), "actors", lines())], Place("d"))) == [
        "bad-workbook"
    ]
    assert codes(read_tables([*tables, RawTable(Place("a"), "actors", (), lost=True)], Place("d"))) == []


def test_an_id_left_empty_is_made_from_the_name_and_said() -> None:
    reading = read(
        with_rows("sources", [["title"], ["Étude"], ["Étude"], ["Personne"], [""], ["مرحبا"], ["s1"]])
    )
    assert reading.dossier is not None
    assert [row.id for row in reading.dossier.sources] == [
        "etude",
        "etude-2",
        "personne-2",
        "sources-6",
        "s1",
    ]
    assert [repair.code for repair in reading.repairs if repair.place.file == "sources.csv"].count(
        "id-made"
    ) == 5


def test_many_rows_of_the_same_name_take_no_time() -> None:
    reading = read(with_rows("snapshots", [["title", "date"], *[["Bilan", "2020"]] * 20_000]))
    assert reading.dossier is not None
    assert len({row.id for row in reading.dossier.snapshots}) == 20_000


def test_blank_rows_are_passed_and_counted() -> None:
    rows = good_tables()["ties"]
    reading = read(with_rows("ties", [rows[0], [], ["", " ", None], *rows[1:]]))
    assert reading.problems == ()
    assert [repair.found for repair in reading.repairs if repair.code == "blank-rows"] == ["2"]


def test_unknown_columns_are_kept_in_an_order_of_their_own() -> None:
    rows = [
        ["id", "zone", "title", "auteur du carnet", "date"],
        ["v1", " nord ", "Ouverture", "", "2015"],
        ["v2", "", "Bilan", "R", "2016"],
    ]
    reading = read(with_rows("snapshots", rows))
    assert reading.dossier is not None
    assert [row.extras for row in reading.dossier.snapshots] == [
        (("zone", "nord"),),
        (("auteur du carnet", "R"),),
    ]


def test_a_row_knows_the_line_it_was_read_from() -> None:
    reading = read(good_tables())
    assert reading.dossier is not None
    assert [row.line for row in reading.dossier.actors] == [2, 3, 4]


def test_problems_past_a_bound_are_counted_only() -> None:
    reading = read(
        with_rows("ties", [["id", "actor_a", "actor_b"], *([f"t{n}", "a1", "zz"] for n in range(1500))])
    )
    assert len(reading.problems) == MAX_PROBLEMS + 1
    assert (reading.problems[-1].code, reading.problems[-1].found) == ("more-problems", "500")


def test_repairs_past_a_bound_are_counted_only() -> None:
    rows = [["id", "title", "date"], *([f"v{n}", " x ", "2015"] for n in range(MAX_REPAIRS + 7))]
    reading = read(with_rows("snapshots", rows))
    assert reading.dossier is not None
    assert reading.repairs[-1].code == "more-repairs"
    assert int(reading.repairs[-1].found) >= 7


@pytest.mark.parametrize("name", ["Budget", "Feuil1"])
def test_a_sheet_that_is_no_table_is_left_aside_and_said(name: str) -> None:
    reading = read(good_tables() | {name: [["poste"], ["loyer"]]})
    assert reading.dossier is not None
    assert "table-ignored" in [repair.code for repair in reading.repairs]
