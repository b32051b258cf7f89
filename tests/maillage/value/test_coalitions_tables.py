"""A game given in a file: good tables are read, whoever wrote them; every bad one gets its sentence and its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from maillage.dossier.problems import UnreadableError
from maillage.io.games import game_of_bytes, read_game
from maillage.value.game_rows import MOST_PLAYERS, GameTableError
from maillage.value.sharing import GameError

AIRPORT = "coalition,amount\na,8\nb,11\nc,13\na;b,11\na; c,13\n b;c ,13\na;b;c,13\n"


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "airport.csv"
    path.write_text(AIRPORT, encoding="utf-8")
    game = read_game(path)
    assert (game.players, game.kind, game.total) == (("a", "b", "c"), "cost", 13)
    assert game.worth(["c", "a"]) == 13


@pytest.mark.parametrize(
    "text",
    [
        "Coalition;Montant\na;1 250,50 €\nb;2\na;b;3\n",
        "coalition\tmontant\na\t1250,5\nb\t2\na;b\t3\n",
        'coalition,amount\na,"1250,5"\nb,2\n"a;b",3\n\n',
        "amount,coalition\n1250.5,a\n2,b\n3,a;b\n",
    ],
)
def test_what_french_spreadsheets_write_is_read(text: str) -> None:
    game = game_of_bytes(text.encode(), "jeu.csv", "worth")
    assert (game.worth(["a"]), game.worth(["a", "b"])) == (Decimal("1250.5"), 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("coalition,amount\n", "aucune coalition"),
        ("group,price\na,1\n", "Ligne 1"),
        ("coalition,amount\na,1\nb\n", "Ligne 3"),
        ("coalition,amount\na,1\n,2\n", "Ligne 3 : la coalition est vide"),
        ("coalition,amount\na,1\nb,\n", "Ligne 3 : le montant manque"),
        ("coalition,amount\na,un\n", "Ligne 2 : « un » n’est pas un nombre"),
        ("coalition,amount\na,NaN\n", "Ligne 2"),
        ("coalition,amount\na,1e5\n", "Ligne 2"),
        ("coalition,amount\na,5%\n", "pourcentage"),
        ("coalition,amount\na,-1\n", "Ligne 2 : le coût « -1 » est négatif"),
        ("coalition,amount\na;a,1\n", "« a » est deux fois"),
        ("coalition,amount\na;b,1\na,1\nb;a,2\n", "Ligne 4 : la coalition « a; b » est déjà donnée ligne 2"),
        (
            "coalition,amount\n" + "".join(f"p{place},1\n" for place in range(MOST_PLAYERS + 1)),
            "plus de 15 acteurs",
        ),
        ("coalition,amount\n" + "x" * 81 + ",1\n", "80 caractères"),
    ],
)
def test_a_bad_row_is_named_by_its_line(text: str, says: str) -> None:
    with pytest.raises(GameTableError) as caught:
        game_of_bytes(text.encode(), "jeu.csv")
    assert says in caught.value.text.fr.replace("\u00a0", " ")
    assert caught.value.text.en


def test_holes_are_named_by_their_coalitions() -> None:
    with pytest.raises(GameError) as caught:
        game_of_bytes(b"coalition,amount\na,1\nb,2\nc,3\na;b,3\n", "jeu.csv")
    assert "{a, c}" in caught.value.text.fr


def test_a_negative_gain_is_a_gain() -> None:
    assert game_of_bytes(b"coalition,amount\na,-1\nb,0\na;b,4\n", "jeu.csv", "worth").worth(["a"]) == -1


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"\xff\xfe\xfa", b'coalition,amount\n"a,1\n'])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises((UnreadableError, GameTableError)):
        game_of_bytes(content, "jeu.csv")
