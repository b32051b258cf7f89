"""Every command and option explains itself in both languages, on the screen and in the guide."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from maillage import __version__
from maillage.cli import app
from maillage.cli.app import COMMANDS
from maillage.text import LANGUAGES, Language
from tests.maillage.cli.conftest import Run

GUIDES = {"fr": "ligne-de-commande.md", "en": "command-line.md"}
ENGLISH_OF_CLICK = re.compile(
    r"Usage:|Options:|Commands:|Show this message|Arguments:|\[default|\[required|ARGS"
)


def commands(language: Language) -> dict[str, click.Command]:
    """Every command, built for a language."""
    group = app(language)
    context = click.Context(group, info_name="maillage")
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def guide(root: Path, language: str) -> str:
    """The page of the guide that documents the command line."""
    return (root / "docs" / "guide" / GUIDES[language]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_french_help_has_no_english_of_click(name: str, run: Run) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert ENGLISH_OF_CLICK.search(done.out) is None
    assert done.out.startswith(f"Usage : maillage {name}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_says_what_it_is_for(name: str, language: Language) -> None:
    parameters = commands(language)[name].params
    assert [parameter.name for parameter in parameters if not getattr(parameter, "help", None)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_both_languages_have_the_same_parameters(name: str) -> None:
    french, english = ([one.opts for one in commands(language)[name].params] for language in LANGUAGES)
    assert french == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_general_help_lists_every_command(language: Language, run: Run) -> None:
    done = run("--help", language=language)
    assert [name for name in COMMANDS if f"  {name} " not in done.out] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_documents_every_command_and_option(name: str, language: Language, root: Path) -> None:
    section = re.search(
        rf"^## `maillage {name}.*?(?=^## |\Z)", guide(root, language), re.MULTILINE | re.DOTALL
    )
    assert section is not None
    options = [one.opts[-1] for one in commands(language)[name].params if isinstance(one, click.Option)]
    assert [option for option in options if f"`{option}" not in section.group() and option != "--lang"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_documents_the_general_options(language: Language, root: Path) -> None:
    text = guide(root, language)
    assert [
        option
        for option in ("--lang", "--version", "--help", "MAILLAGE_LANG", "NO_COLOR")
        if option not in text
    ] == []


def test_the_version_is_said(run: Run) -> None:
    done = run("--version")
    assert (done.code, done.out) == (0, f"maillage {__version__}\n")


def test_nothing_on_the_line_shows_the_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Commandes" in done.err
