"""Rows that contradict one another, and tables that cannot be understood."""

from __future__ import annotations

from typing import Any

from tests.corpus.case import BadInput, in_forms
from tests.corpus.good import Tables, good_tables, with_cell


def _with_row(table: str, **cells: Any) -> Tables:
    """The sound dossier with one more row."""
    tables = good_tables()
    header = tables[table][0]
    header += [name for name in cells if name not in header]
    for row in tables[table][1:]:
        row += [""] * (len(header) - len(row))
    tables[table].append([cells.get(name, "") for name in header])
    return tables


def _states(*periods: tuple[str, str]) -> Tables:
    """The sound dossier where the third actor has several dated states."""
    tables = good_tables()
    actors = tables["actors"]
    fournil = actors.pop()
    for since, until in periods:
        state = list(fournil)
        state[actors[0].index("since")], state[actors[0].index("until")] = since, until
        actors.append(state)
    return tables


def _two(table: str, first: dict[str, str], second: dict[str, str]) -> Tables:
    tables = good_tables()
    for row, cells in ((1, first), (2, second)):
        for column, value in cells.items():
            tables[table][row][tables[table][0].index(column)] = value
    return tables


def _dated(table: str, first: str, second: str, before: str, after: str) -> Tables:
    tables = with_cell(table, first, before)
    header = tables[table][0]
    if second not in header:
        for row in tables[table]:
            row.append("")
        header[-1] = second
    tables[table][1][header.index(second)] = after
    return tables


def _same_name() -> Tables:
    """Two actors of the same name, and a row that names them instead of giving an id."""
    tables = with_cell("actors", "name", "Le fournil")
    tables["components"][1][tables["components"][0].index("bearers")] = "Le fournil"
    return tables


def _without(*names: str) -> Tables:
    return {name: rows for name, rows in good_tables().items() if name not in names}


def _spoilt(table: str, rows: list[list[Any]]) -> Tables:
    return good_tables() | {table: rows}


_DANGLING = (
    ("components", "bearers", "a9"),
    ("components", "bearers", "a1; la-hale"),
    ("effects", "challenges", "c7"),
    ("effects", "components", "p7"),
    ("contributions", "to", "personne-la"),
    ("contributions", "in_return_of", "e7"),
    ("flows", "from", "collective"),
    ("ties", "actor_a", "a9"),
    ("commitments", "reciprocates", "g9"),
    ("decisions", "session", "n9"),
    ("costs", "component", "aucun"),
    ("challenges", "source", "s9"),
    ("actors", "variant_of", "a9"),
)

_OUT_OF_ORDER = (
    ("actors", "since", "until", "2020", "2019-12-31"),
    ("actors", "joined_on", "left_on", "2020-02-02", "2020-02-01"),
    ("commitments", "made_on", "review_on", "2020-06", "2020-05"),
    ("decisions", "date", "review_on", "2021", "2020"),
    ("silences", "date", "expires_on", "2021-01-02", "2021-01-01"),
)

_TABLES: tuple[tuple[str, tuple[str, ...], Tables], ...] = (
    ("two actors of the same id", ("duplicate-id",), _with_row("actors", id="a1", name="Autre")),
    ("states that overlap", ("duplicate-id",), _states(("", "2018"), ("2017", ""))),
    ("states that begin together", ("duplicate-id",), _states(("2018", "2018"), ("2018", "2018"))),
    ("a first state without end", ("duplicate-id",), _states(("2015", ""), ("2018", ""))),
    ("three times the same id", ("duplicate-id", "duplicate-id"), _states(("", ""), ("", ""), ("", ""))),
    ("a decision that supersedes itself", ("cycle",), with_cell("decisions", "supersedes", "d1")),
    ("two decisions that supersede each other", ("cycle",), with_cell("decisions", "supersedes", "d2")),
    ("three decisions in a circle", ("cycle",), with_cell("decisions", "supersedes", "d3")),
    ("two variants of each other", ("cycle",), _two("actors", {"variant_of": "a2"}, {"variant_of": "a1"})),
    ("an actor called none", ("reserved-id",), _with_row("actors", id="none", name="Personne")),
    ("an actor called collectif", ("reserved-id",), _with_row("actors", id="collectif", name="Le groupe")),
    ("a source called inconnu", ("reserved-id",), _with_row("sources", id="inconnu", title="Inconnue")),
    ("a name that two actors bear", ("dangling",), _same_name()),
    ("two dossiers", ("several-records",), _with_row("dossier", id="autre", title="Autre")),
    ("the record twice", ("duplicate-id",), _with_row("dossier", id="halle", title="Autre")),
    ("no record", ("no-record",), _without("dossier")),
    ("an empty record", ("no-record",), _spoilt("dossier", [["id", "title"]])),
    ("low above likely", ("amounts-out-of-order",), with_cell("effects", "low", "21")),
    ("likely above high", ("amounts-out-of-order",), with_cell("effects", "likely", "31")),
    ("all amounts upside down", ("amounts-out-of-order",) * 2, _dated("effects", "low", "high", "30", "10")),
    ("low above high, likely unknown", ("amounts-out-of-order",), _spoilt("effects", [
        ["id", "name", "low", "high"], ["e1", "Repas", "3", "2"]])),
    ("the last year before the first", ("years-out-of-order",), with_cell("costs", "first_year", "2021")),
    ("a column twice, in two languages", ("column-twice",), _spoilt("ties", [
        ["id", "actor_a", "Acteur A", "actor_b"], ["t1", "a1", "a1", "a2"]])),
    ("an unknown column twice", ("column-twice",), _spoilt("ties", [
        ["id", "actor_a", "actor_b", "mémo", "mémo"], ["t1", "a1", "a2", "x", "y"]])),
    ("a formula in the header", ("formula",), _spoilt("ties", [
        ["id", "actor_a", "actor_b", "=A1"], ["t1", "a1", "a2", ""]])),
    ("a value under no name", ("no-column-name",), _spoilt("ties", [
        ["id", "actor_a", "actor_b", "", "level"], ["t1", "a1", "a2", "oups", "known"]])),
    ("a row longer than the header", ("too-many-cells",), _spoilt("ties", [
        ["id", "actor_a", "actor_b"], ["t1", "a1", "a2", "oups"]])),
    ("a table without header", ("no-header",), _spoilt("ties", [["t1", "a1", "a2"], ["t2", "a2", "a1"]])),
    ("actors without header, not blamed on others", ("no-header",), _spoilt("actors", [["a1", "La Halle"]])),
    ("a table twice, in two languages", ("table-twice",), good_tables() | {"Liens": good_tables()["ties"]}),
    ("no table known", ("not-a-dossier",), {"budget": [["poste", "montant"], ["loyer", "12"]]}),
)  # fmt: skip

BAD_ROWS: tuple[BadInput, ...] = (
    *(
        case
        for table, column, found in _DANGLING
        for case in in_forms(
            f"{table}.{column} → {found}", ("dangling",), with_cell(table, column, found), column=column
        )
    ),
    *(
        case
        for table, first, second, before, after in _OUT_OF_ORDER
        for case in in_forms(
            f"{table}: {second} before {first}",
            ("dates-out-of-order",),
            _dated(table, first, second, before, after),
            column=second,
        )
    ),
    *(case for name, codes, tables in _TABLES for case in in_forms(name, codes, tables)),
)
