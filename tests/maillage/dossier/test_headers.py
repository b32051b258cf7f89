"""Tables and columns are recognised by their code or their label, French or English, wherever the header stands."""

from __future__ import annotations

import pytest

from maillage.dossier.drafts import Notes
from maillage.dossier.headers import Known, field_named, find_header, match_columns, table_named
from maillage.dossier.problems import Place
from maillage.dossier.tables import TABLES
from maillage.text import LANGUAGES

ACTORS = TABLES["actors"]


def columns(cells: list[str], *above: list[str]) -> tuple[list[str | None], Notes]:
    """The names of the columns found under the lines `above`, and what was noted."""
    notes = Notes()
    header, _ = find_header(ACTORS, enumerate([*above, cells], start=1))
    assert header is not None
    found = match_columns(ACTORS, Place("actors.csv"), header, notes)
    return [column.field.name if isinstance(column, Known) else column for column in found], notes


@pytest.mark.parametrize("words", ["actors", "Acteurs", "ACTEURS", "Actors", " acteurs "])
def test_a_table_is_known_by_its_code_or_its_labels(words: str) -> None:
    assert table_named(words) is ACTORS


@pytest.mark.parametrize("words", ["", "acteur", "Feuil1"])
def test_another_word_names_no_table(words: str) -> None:
    assert table_named(words) is None


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_is_known_by_its_code_and_its_labels(table: object) -> None:
    for field in TABLES[table.name].fields:  # type: ignore[attr-defined]
        for words in (
            field.name,
            field.name.upper(),
            field.name.replace("_", " "),
            *field.label,
            f"{field.label.fr} *",
        ):
            assert field_named(table, words) == field  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cells",
    [["id", "name", "legal_form"], ["Identifiant", "NOM *", "Forme juridique"], ["Id", "Name", "Legal form"], ["Id", "nom", "Legal_Form"]],
)  # fmt: skip
def test_a_header_may_mix_languages_and_cases(cells: list[str]) -> None:
    assert columns(cells)[0] == ["id", "name", "legal_form"]


def test_titles_above_the_header_are_left_aside_and_said() -> None:
    found, notes = columns(["Nom", "Catégorie"], ["Nos acteurs en 2024"], [], ["au 12 mars"])
    assert found == ["name", "category"]
    assert [repair.code for repair in notes.repairs] == ["header-below"]


def test_the_header_is_the_line_that_names_most_columns() -> None:
    found, _ = columns(["id", "name", "note", "siren", "autre"], ["Nom", "", "", "", ""])
    assert found == ["id", "name", "note", "siren", "autre"]


def test_an_unknown_column_is_kept_and_said() -> None:
    found, notes = columns(["id", "name", "Téléphone", ""])
    assert found == ["id", "name", "Téléphone", None]
    assert [repair.code for repair in notes.repairs] == ["column-kept"]


def test_without_header_what_was_looked_at_comes_back() -> None:
    header, lines = find_header(ACTORS, [(1, ["a1", "La Halle"]), (2, [None, " "])])
    assert header is None
    assert list(lines) == [(1, ["a1", "La Halle"])]


def test_a_header_past_the_twelfth_line_is_not_looked_for() -> None:
    header, _ = find_header(ACTORS, [*((n, ["x"]) for n in range(1, 13)), (13, ["id", "name"])])
    assert header is None


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_labels_do_not_collide_across_languages(table: object) -> None:
    owners: dict[str, set[str]] = {}
    for field in TABLES[table.name].fields:  # type: ignore[attr-defined]
        for words in (field.name, *(field.label.in_(language) for language in LANGUAGES)):
            owners.setdefault(words.casefold(), set()).add(field.name)
    assert {words: names for words, names in owners.items() if len(names) > 1} == {}
