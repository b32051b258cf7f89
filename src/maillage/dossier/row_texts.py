"""A row as the texts of its cells: what a CSV file would hold of it, unknown columns included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.dossier.cells import format_cell
from maillage.dossier.fields import Table

Texts = Mapping[str, str]
"""The cells of a row that say something: column → canonical text. A column that is not there is empty."""


def texts_of(table: Table, row: Any) -> dict[str, str]:
    """The texts of `row`, a row of `table`.

    >>> from maillage.dossier.tables import TABLES, Actor
    >>> texts_of(TABLES["actors"], Actor(id="asso", name="L’association", roles=("bearer", "member")))
    {'id': 'asso', 'name': 'L’association', 'roles': 'bearer; member'}
    """
    known = {
        item.name: value if type(value) is str else format_cell(item, value)
        for item in table.fields
        if (value := getattr(row, item.attribute)) is not None
    }
    return known | dict(row.extras)


def columns_among(table: Table, *rows: Texts) -> list[str]:
    """The columns in which at least one of the rows says something: the fields in order, then the unknown ones."""
    said = set().union(*rows)
    known = [item.name for item in table.fields if item.name in said]
    return known + sorted(said.difference(known))
