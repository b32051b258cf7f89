"""Every table and field is defined once, in both languages, and is in the glossary."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Table
from maillage.dossier.tables import LISTED, TABLES
from maillage.text import LANGUAGES

BY_NAME = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)


@BY_NAME
def test_every_attribute_of_a_row_is_a_field(table: Table) -> None:
    attributes = {item.name for item in dataclasses.fields(table.row_class)}
    assert attributes - {"extras", "line"} == {field.attribute for field in table.fields}


@BY_NAME
def test_labels_and_helps_are_given_in_both_languages(table: Table) -> None:
    for field in table.fields:
        for language in LANGUAGES:
            assert field.label.in_(language).strip() == field.label.in_(language) != ""
            assert field.help.in_(language).strip() == field.help.in_(language) != ""
    assert all((*table.label, *table.one_row))


@BY_NAME
def test_references_point_to_tables(table: Table) -> None:
    assert {field.table or table.name for field in table.fields if field.kind == "reference"} <= set(TABLES)


@BY_NAME
def test_the_id_comes_first(table: Table) -> None:
    assert table.fields[0].name == "id"


def test_the_dossier_has_every_table() -> None:
    assert {item.name for item in dataclasses.fields(Dossier)} == {"record", *LISTED}


def test_labels_of_tables_are_distinct() -> None:
    for language in LANGUAGES:
        assert len({table.label.in_(language).casefold() for table in TABLES.values()}) == len(TABLES)


def test_every_table_and_field_is_in_the_glossary(root: Path) -> None:
    words = set(re.findall(r"`([a-z_]+)`", (root / "docs" / "glossary.md").read_text(encoding="utf-8")))
    asked = set(TABLES) | {field.name for table in TABLES.values() for field in table.fields}
    assert asked - words == set()
