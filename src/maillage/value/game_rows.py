"""A game given as a table: one row per coalition, its players and its amount.

All that is wrong is said with the number of its line. What the whole table lacks (a coalition nobody wrote) is said by
`maillage.value.sharing.game.Game`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from maillage.dossier.cells import Raw, words_of
from maillage.dossier.values import fold, parse_decimal, plain_number
from maillage.value.rule_words import RuleError, sentence
from maillage.value.sharing.game import Game

_COLUMNS = {
    "coalition": ("coalition", "acteurs", "players"),
    "amount": ("amount", "montant", "cout", "cost", "valeur"),
}
MOST_PLAYERS = 15
"""A table of more players would have more than 32 768 rows."""
LONGEST_NAME = 80


class GameTableError(RuleError):
    """A table of coalitions that cannot be read; `line` is where, from 1, the header included."""

    def __init__(self, key: str, line: int, **values: object) -> None:
        self.line = line
        super().__init__(sentence(f"game.{key}", line=line, **values))


def game_from_rows(rows: Iterable[tuple[int, Sequence[Raw]]], kind: str = "cost") -> Game:
    """The game of the rows of a table: the number of each line and its cells, the header first.

    Players of a coalition are separated by semicolons; an amount may have a decimal comma, spaces and a euro sign.
    `kind` is "cost" or "worth". Raises `GameTableError` for a row, `GameError` for what the rows lack together.

    >>> rows = [(1, ["coalition", "amount"]), (2, ["a", "8"]), (3, ["b", "11"]), (4, ["a; b", "11,5"])]
    >>> game_from_rows(rows).worth(["a", "b"])
    Decimal('11.5')
    """
    amounts: dict[frozenset[str], Decimal] = {}
    lines: dict[frozenset[str], int] = {}
    players: set[str] = set()
    header: tuple[int, int] | None = None
    for line, cells in rows:
        words = [words_of(cell).strip() for cell in cells]
        if not any(words):
            continue
        if header is None:
            header = _header(line, words)
            continue
        written, amount = _cells(line, words, header)
        coalition = _coalition(line, written)
        if coalition in amounts:
            raise GameTableError("twice", line, first=lines[coalition], name="; ".join(sorted(coalition)))
        amounts[coalition], lines[coalition] = _amount(line, amount, kind), line
        players |= coalition
        if len(players) > MOST_PLAYERS:
            raise GameTableError("too-many", line, limit=MOST_PLAYERS)
    if not amounts:
        raise GameTableError("nothing", 1)
    return Game.from_costs(amounts) if kind == "cost" else Game.from_worth(amounts)


def _header(line: int, words: Sequence[str]) -> tuple[int, int]:
    """The places of the coalition and of the amount."""
    folded = [fold(word) for word in words]
    places = [
        next((place for place, word in enumerate(folded) if word in known), None)
        for known in _COLUMNS.values()
    ]
    if places[0] is None or places[1] is None:
        raise GameTableError("header", line, found=" ; ".join(words))
    return places[0], places[1]


def _cells(line: int, words: Sequence[str], header: tuple[int, int]) -> tuple[str, str]:
    """The two cells of a row; players written without quotes in a file separated by semicolons are put together."""
    filled = list(words)
    while filled and not filled[-1]:
        filled.pop()
    if header == (0, 1) and len(filled) > 2:
        return ";".join(filled[:-1]), filled[-1]
    if len(words) <= max(header):
        raise GameTableError("cells", line, found=" ; ".join(words))
    return words[header[0]], words[header[1]]


def _coalition(line: int, written: str) -> frozenset[str]:
    players = [" ".join(one.split()) for one in written.split(";")]
    players = [one for one in players if one]
    if not players:
        raise GameTableError("nobody", line)
    for one in players:
        if players.count(one) > 1:
            raise GameTableError("same-player", line, name=one)
        if len(one) > LONGEST_NAME:
            raise GameTableError("long-name", line, limit=LONGEST_NAME)
    return frozenset(players)


def _amount(line: int, written: str, kind: str) -> Decimal:
    if not written:
        raise GameTableError("no-amount", line)
    try:
        amount = parse_decimal(plain_number(written))
    except ValueError as error:
        raise GameTableError("not-a-number", line, found=written) from error
    if written.rstrip().endswith("%"):
        raise GameTableError("percent", line, found=written)
    if amount < 0 and kind == "cost":
        raise GameTableError("negative", line, found=written)
    return amount
