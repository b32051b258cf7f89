"""A small game of one's own, held by the address: names, then an amount for each coalition."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from maillage.text import Text
from maillage.value.comparing import RuleRow, RulesCompared, compare_game
from maillage.value.comparing_words import leaving
from maillage.value.game_rows import LONGEST_NAME, GameTableError, game_from_rows
from maillage.value.rule_words import sentence, worth_words
from maillage.value.sharing import GameError

LEAST, MOST = 2, 5
_LONGEST_AMOUNT = 40
_KINDS = ("cost", "worth")


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One coalition: its number, the name of its field, who is in it, what was written."""

    number: int
    field: str
    coalition: str
    written: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The small game: what was written, what is wrong with it, the rules once it is whole."""

    names: str
    kind: str
    rows: tuple[TrialRow, ...] = ()
    wrong: Text | None = None
    compared: RulesCompared | None = None

    @property
    def lines(self) -> tuple[tuple[RuleRow, tuple[tuple[str, Text], ...], tuple[Text, ...]], ...]:
        """Each rule with the share of each player and who would leave."""
        if self.compared is None:
            return ()
        return tuple(
            (
                row,
                tuple((one, worth_words(share, "")) for one, share in (row.shares or {}).items()),
                leaving(self.compared, row) if row.shares is not None else (row.why,) if row.why else (),
            )
            for row in self.compared.rows
            if row.shares is not None or row.why is not None
        )


def trial_of(asked: QueryDict) -> Trial:
    """The small game that an address holds; nothing is computed before every coalition has its amount."""
    written = asked.get("joueurs", "")[: MOST * (LONGEST_NAME + 2)]
    kind = asked.get("jeu", "")
    kind = kind if kind in _KINDS else _KINDS[0]
    players = [one for one in (" ".join(name.split()) for name in written.split(";")) if one]
    if not players:
        return Trial(written, kind)
    if not LEAST <= len(players) <= MOST or len(set(players)) < len(players):
        return Trial(written, kind, wrong=sentence("game.players", least=LEAST, most=MOST))
    rows = tuple(
        _row(number, mask, players, asked) for number, mask in enumerate(_masks(len(players)), start=1)
    )
    if not any(row.written for row in rows):
        return Trial(written, kind, rows)
    return _computed(Trial(written, kind, rows))


def _masks(count: int) -> list[int]:
    """The coalitions, from the smallest to everyone."""
    return sorted(range(1, 1 << count), key=lambda mask: (mask.bit_count(), mask))


def _row(number: int, mask: int, players: list[str], asked: QueryDict) -> TrialRow:
    inside = [player for place, player in enumerate(players) if mask >> place & 1]
    field = f"m{mask}"
    return TrialRow(number, field, "; ".join(inside), asked.get(field, "").strip()[:_LONGEST_AMOUNT])


def _computed(trial: Trial) -> Trial:
    table = [
        (0, ["coalition", "amount"]),
        *((row.number, [row.coalition, row.written]) for row in trial.rows),
    ]
    try:
        game = game_from_rows(table, trial.kind)
        return Trial(trial.names, trial.kind, trial.rows, compared=compare_game(game))
    except (GameTableError, GameError) as error:
        return Trial(trial.names, trial.kind, trial.rows, error.text)
