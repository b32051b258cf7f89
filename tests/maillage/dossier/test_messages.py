"""What is said of problems and repairs: in both languages, with the same holes, and nothing that is never said."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from maillage.data import packaged
from maillage.dossier.problems import Place, UnreadableError, problem, quote, repair
from tests.corpus.bad_inputs import codes

PROBLEMS = packaged.document("messages/problems.toml")
REPAIRS = packaged.document("messages/repairs.toml")


def holes(words: str) -> set[str]:
    """The names of the values a sentence is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_is_said_in_both_languages_with_the_same_holes(code: str) -> None:
    french, english = PROBLEMS[code]["fr"], PROBLEMS[code]["en"]
    assert set(french) == set(english) == {"said", "expected", "repair"}
    for part in french:
        assert french[part]
        assert english[part]
        assert holes(french[part]) == holes(english[part])


@pytest.mark.parametrize("code", REPAIRS)
def test_a_repair_is_said_in_both_languages_with_the_same_holes(code: str) -> None:
    assert holes(REPAIRS[code]["fr"]["said"]) == holes(REPAIRS[code]["en"]["said"])
    assert REPAIRS[code]["fr"]["said"] != REPAIRS[code]["en"]["said"]


def test_every_problem_is_met_in_the_corpus() -> None:
    told_elsewhere = {"more-problems"}  # past a thousand problems: see test_reading
    assert set(PROBLEMS) - told_elsewhere == set(codes())


def strings(path: Path) -> set[str]:
    """The strings of a Python file."""
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_repair_is_met_in_a_test(root: Path) -> None:
    tests = [root / "tests/maillage/dossier/test_cells.py", root / "tests/maillage/io/test_tolerance.py"]
    told_elsewhere = {"more-repairs"}  # past ten thousand repairs: see test_reading
    assert set(REPAIRS) - told_elsewhere <= set().union(*map(strings, tests))


def test_a_place_is_told_in_both_languages() -> None:
    place = Place("dossier.xlsx", "Acteurs", 4, "commune")
    assert place.text().fr == "dossier.xlsx, feuille Acteurs, ligne 4, colonne commune"
    assert place.text().en == "dossier.xlsx, sheet Acteurs, row 4, column commune"
    assert Place().text().fr == ""


def test_what_was_found_is_quoted_short_and_visible() -> None:
    assert quote("a\x00b\u202ec") == "a·b·c"
    assert len(quote("x" * 500)) == 81


def test_braces_of_a_cell_are_not_holes() -> None:
    said = problem("bad-date", Place("a.csv"), "{label} {0}").message
    assert "{label} {0}" in said.fr
    assert "{x}" in repair("id-cleaned", Place("a.csv"), "{x}", "x").message.en


def test_a_forgotten_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        problem("too-long", Place("a.csv"))


def test_an_unreadable_input_says_all_its_problems() -> None:
    error = UnreadableError([problem("no-record", Place("a.csv")), problem("not-text", Place("b.csv"))])
    assert "a.csv" in str(error)
    assert "b.csv" in str(error)
