"""Cells that cannot be read: every kind of field, in the tables that have it, in every form."""

from __future__ import annotations

from tests.corpus.case import BadInput, in_forms
from tests.corpus.good import with_cell

_TEXT_FORMS = ("folder", "archive")  # what a workbook cannot hold

_WRONG: tuple[tuple[str, str, str, str], ...] = (
    ("actors", "name", "=A1&A2", "formula"),
    ("effects", "likely", "=10*2", "formula"),
    ("actors", "téléphone", "=1+1", "formula"),
    ("actors", "name", "#REF!", "spreadsheet-error"),
    ("actors", "note", "#N/A", "spreadsheet-error"),
    ("flows", "amount", "#DIV/0!", "spreadsheet-error"),
    ("components", "bearers", "none; a1", "none-and-some"),
    ("effects", "beneficiaries", "a1; aucun", "none-and-some"),
    ("flows", "id", "!!!", "bad-id"),
    ("ties", "id", "…", "bad-id"),
    ("components", "status", "exsiting", "unknown-code"),
    ("components", "kind", "truc", "unknown-code"),
    ("effects", "sign", "positiv", "unknown-code"),
    ("actors", "category", "asociation", "unknown-code"),
    ("challenges", "dimensions", "ecological; economical-ish", "unknown-code"),
    ("contributions", "kind", "argentt", "unknown-code"),
    ("ties", "level", "copains", "unknown-code"),
    ("resources", "state", "7/10", "unknown-code"),
    ("dossier", "language", "occitan", "unknown-code"),
    ("actors", "joined_on", "2015-02-30", "bad-date"),
    ("actors", "joined_on", "2015-13", "bad-date"),
    ("actors", "joined_on", "2015-00", "bad-date"),
    ("sources", "date", "31/02/2015", "bad-date"),
    ("sessions", "date", "au printemps", "bad-date"),
    ("snapshots", "date", "12/03/15", "bad-date"),
    ("effects", "low", "une dizaine", "bad-number"),
    ("effects", "high", "1,250.50", "bad-number"),
    ("flows", "amount", "1e5", "bad-number"),
    ("flows", "amount", "1" * 29, "bad-number"),
    ("flows", "amount", "NaN", "bad-number"),
    ("costs", "first_year", "2015.5", "bad-integer"),
    ("costs", "last_year", "vers 2030", "bad-number"),
    ("costs", "last_year", "99999999999", "bad-integer"),
    ("effects", "intended", "peut-être", "bad-truth"),
    ("contributions", "acceptable", "2", "bad-truth"),
    ("actors", "commune", "Arras", "bad-commune"),
    ("actors", "commune", "٦٢٠١٠", "bad-commune"),
    ("dossier", "territory", "62010; 123", "bad-territory"),
    ("actors", "siren", "123456789", "bad-siren"),
    ("actors", "siren", "73282932000074", "bad-siren"),
    ("actors", "rna", "W12", "bad-rna"),
    ("sources", "url", "javascript:alert(1)", "bad-url"),
    ("sources", "url", "voir le site", "bad-url"),
)

_TEXT_ONLY: tuple[tuple[str, str, str, str], ...] = (
    ("actors", "note", "x" * 40_000, "too-long"),
    ("actors", "mémo", "x" * 40_000, "too-long"),
    ("actors", "note", "sonnerie\x07", "control-character"),
    ("actors", "mémo", "a\x1bb", "control-character"),
    ("flows", "unit", "sac\x02", "control-character"),
    ("sources", "url", "https://example.org/\uffff", "control-character"),
)

_EMPTY: tuple[tuple[str, str], ...] = (
    ("dossier", "title"),
    ("actors", "name"),
    ("flows", "from"),
    ("contributions", "kind"),
    ("ties", "actor_b"),
    ("silences", "reason"),
    ("snapshots", "date"),
)

BAD_CELLS: tuple[BadInput, ...] = (
    *(
        case
        for table, column, found, code in _WRONG
        for case in in_forms(
            f"{table}.{column} = {found[:30]}", (code,), with_cell(table, column, found), column=column
        )
    ),
    *(
        case
        for table, column, found, code in _TEXT_ONLY
        for case in in_forms(
            f"{table}.{column}, {code}",
            (code,),
            with_cell(table, column, found),
            column=column,
            forms=_TEXT_FORMS,
        )
    ),
    *(
        case
        for table, column in _EMPTY
        for case in in_forms(
            f"{table}.{column} empty", ("required",), with_cell(table, column, ""), column=column
        )
    ),
)
