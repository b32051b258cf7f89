"""What ``maillage value --rules`` adds: the sharing rules side by side; and a game given in a file (``--game``)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from rich.table import Table as Grid

from maillage.cli.shell import Refusal, Shell, visible
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import UnreadableError
from maillage.io.games import read_game
from maillage.value.coalitions import CoalitionError
from maillage.value.comparing import RuleRow, RulesCompared, compare_game, compare_rules
from maillage.value.comparing_json import as_json
from maillage.value.comparing_words import told
from maillage.value.game_rows import GameTableError
from maillage.value.lines import Lines
from maillage.value.rule_words import sentence, text, worth_words
from maillage.value.sharing import GameError

_GRID = 100  # characters below which the grid is not worth reading


def tell_rules(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, measure: str | None = None
) -> None:
    """Print the rules side by side for `dossier`. Raises `Refusal` for an unknown measure."""
    _tell(shell, _compared(shell, dossier, day, lines, measure))


def rules_json(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, measure: str | None = None
) -> dict[str, Any]:
    """The rules side by side for `dossier`, for programs. Raises `Refusal` for an unknown measure."""
    return as_json(_compared(shell, dossier, day, lines, measure), shell.language)


def tell_game(shell: Shell, path: Path, kind: str = "cost") -> None:
    """Print the rules for the game of the CSV file at `path`. Raises `Refusal` for a bad table."""
    _tell(shell, _of_file(shell, path, kind))


def game_json(shell: Shell, path: Path, kind: str = "cost") -> dict[str, Any]:
    """The rules for the game of the CSV file at `path`, for programs. Raises `Refusal` for a bad table."""
    return as_json(_of_file(shell, path, kind), shell.language)


def _compared(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, measure: str | None
) -> RulesCompared:
    try:
        return compare_rules(dossier, day, lines, measure)
    except CoalitionError as error:
        raise Refusal(shell.words.of(error.text)) from error


def _of_file(shell: Shell, path: Path, kind: str) -> RulesCompared:
    try:
        return compare_game(read_game(path, kind))
    except (GameTableError, GameError) as error:
        raise Refusal(f"{path.name}: {shell.words.of(error.text)}") from error
    except UnreadableError as error:
        said = (
            f"{shell.words.of(one.place.text())}: {shell.words.of(one.message)}" for one in error.problems
        )
        raise Refusal(" ".join(said)) from error
    except OSError as error:
        raise Refusal(shell.words.of(sentence("game.no-file", found=path.name))) from error


# --- in the terminal --------------------------------------------------------------------------------------------------


def _tell(shell: Shell, compared: RulesCompared) -> None:
    title = sentence("tell.title", measure=text(f"measure.{compared.found.measure}"))
    shell.line(shell.words.of(title), style="bold")
    for one in compared.notes:
        shell.line(shell.words.of(one), indent=2, head="- ")
    if compared.found.why is not None:
        shell.line(shell.words.of(compared.found.why))
    if compared.computed:
        shell.line()
        _grid(shell, compared) if shell.out.width >= _GRID else _sheets(shell, compared)
    for row in compared.rows:
        _tell_rule(shell, compared, row)


def _grid(shell: Shell, compared: RulesCompared) -> None:
    grid = Grid(header_style="bold")
    grid.add_column("")
    for player in compared.found.players:
        grid.add_column(visible(compared.found.names[player]), justify="right", overflow="fold")
    for row in compared.computed:
        grid.add_row(
            visible(shell.words.of(row.label)), *(visible(one) for one in _cells(shell, compared, row))
        )
    shell.out.print(grid)


def _sheets(shell: Shell, compared: RulesCompared) -> None:
    for row in compared.computed:
        shell.line(shell.words.of(row.label), style="bold")
        for player, cell in zip(compared.found.players, _cells(shell, compared, row), strict=True):
            shell.line(f"{compared.found.names[player]}: {cell}", indent=2)


def _cells(shell: Shell, compared: RulesCompared, row: RuleRow) -> list[str]:
    shares = row.shares or {}
    return [shell.words.of(worth_words(shares[one], compared.found.unit)) for one in compared.found.players]


def _tell_rule(shell: Shell, compared: RulesCompared, row: RuleRow) -> None:
    shell.line()
    shell.line(shell.words.of(row.label), style="bold")
    for one in told(compared, row):
        shell.line(shell.words.of(one), indent=2, head="- ")
