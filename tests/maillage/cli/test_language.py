"""The language is the one asked for, anywhere on the line; else that of the environment; else French."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.cli.language import asked, spoken
from tests.maillage.cli.conftest import Run


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C"}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LC_ALL": "POSIX"}, "fr"),
        ({"LANG": ""}, "fr"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_US", "LANG": "fr_FR"}, "en"),
        ({"LC_ALL": "fr_FR", "LC_MESSAGES": "en_US"}, "fr"),
        ({"MAILLAGE_LANG": "en", "LANG": "fr_FR"}, "en"),
        ({"MAILLAGE_LANG": "fr_FR", "LANG": "en_US"}, "fr"),
        ({"MAILLAGE_LANG": "klingon", "LANG": "en_US"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert spoken(environment) == language


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("check a.xlsx", None),
        ("--lang en check a.xlsx", "en"),
        ("check --lang en a.xlsx", "en"),
        ("check a.xlsx --lang=en", "en"),
        ("check a.xlsx --lang fr --lang en", "en"),
        ("check a.xlsx --lang", None),
        ("check a.xlsx --lang de", None),
        ("check -- --lang en", None),
    ],
)
def test_the_line_may_ask_for_a_language_anywhere(line: str, language: str | None) -> None:
    assert asked(line.split()) == language


@pytest.mark.parametrize("line", ["--lang en new {0}", "new --lang en {0}", "new {0} --lang=en"])
def test_a_command_obeys_the_language_wherever_it_is_asked(line: str, run: Run, tmp_path: Path) -> None:
    done = run(*line.format(tmp_path / "a.zip").split())
    assert done.out.startswith("Empty dossier created")


def test_a_language_that_is_not_spoken_is_refused(run: Run) -> None:
    done = run("new", "a.zip", "--lang", "de")
    assert done.code == 2
    assert "« de » n’est pas un de : fr, en." in done.err
