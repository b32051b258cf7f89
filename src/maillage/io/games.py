"""A game given in a CSV file: columns ``coalition`` (players separated by semicolons) and ``amount``."""

from __future__ import annotations

from pathlib import Path

from maillage.dossier.problems import Place
from maillage.io import csv_tables
from maillage.io.limits import DEFAULT_LIMITS, Limits
from maillage.value.game_rows import game_from_rows
from maillage.value.sharing.game import Game

_NAME = "game"


def read_game(path: Path, kind: str = "cost", limits: Limits = DEFAULT_LIMITS) -> Game:
    """The game of the CSV file at `path`, of "cost" or of "worth".

    Raises `OSError` when it cannot be opened, `UnreadableError` when it is no CSV text, `GameTableError` for a bad
    row, with its line, and `GameError` for what the rows lack together.
    """
    with path.open("rb") as source:
        content = source.read(limits.file + 1)
    return game_of_bytes(content, path.name, kind, limits)


def game_of_bytes(content: bytes, name: str, kind: str = "cost", limits: Limits = DEFAULT_LIMITS) -> Game:
    """The game in the bytes of a CSV file called `name`. Raises as `read_game`."""
    table = csv_tables.parse(content, Place(name), _NAME, limits=limits)
    return game_from_rows(table.lines, kind)
