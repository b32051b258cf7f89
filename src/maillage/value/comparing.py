"""All sharing rules side by side: reference points for a negotiation, never the right answer.

For each rule: the share of each player, what the rule assumes and which properties it keeps, who would rather leave and
by how much, the least change that keeps everyone; or the sentence that says why it cannot be computed here and what to
fill. Rules are those of `maillage.value.sharing`; the game is that of the dossier (`maillage.value.coalitions`), or one
given directly.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from maillage.articulation.chain import Chain, build_chain
from maillage.dossier.dossier import Dossier
from maillage.network.graph import Choice, network_of
from maillage.text import Text, same
from maillage.value import comparing_weights as weights
from maillage.value import sharing
from maillage.value.coalitions import MEASURES, DossierGame, Measure, Reading, game_of
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.line import Lines
from maillage.value.money import Level
from maillage.value.rule_words import RuleError, named, quantity, sentence, text
from maillage.value.scic import rules as scic_rules
from maillage.value.scic import scics_of
from maillage.value.sharing.game import Game
from maillage.value.solidarity import Solidarity, solidarities_of

COOPERATING = ("exchange", "coordination", "cooperation")
"""The levels of ties by which two actors can produce together, for the Myerson value."""
MOST_FOR_SHAPLEY = 18
"""Over so many players, the Shapley value is estimated on draws."""
MOST_FOR_STABILITY = 14
"""Over so many players, it is not said who would rather leave."""
MOST_FOR_NUCLEOLUS = 12
MOST_LEAVERS = 30
"""How many of the coalitions that would rather leave are kept, those that gain most."""
DRAWS, SEED = 2000, 1


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule for one game: its shares, or `why` it has none.

    `leavers` and `change` are `None` when they mean nothing here or would take too long: `note` then says so. `said`
    holds what the rule says in words when it gives no share to each player.
    """

    code: str
    label: Text
    does: Text
    assumes: tuple[Text, ...]
    properties: tuple[sharing.Property, ...] = ()
    shares: Mapping[str, float] | None = None
    why: Text | None = None
    method: Text | None = None
    error: float = 0.0
    said: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    leavers: tuple[sharing.Leaver, ...] | None = None
    change: sharing.Adjustment | None = None
    source: str = ""

    @property
    def keeps(self) -> bool | None:
        """Whether nobody would rather leave; `None` when that is not known."""
        return None if self.leavers is None else not self.leavers


@dataclass(frozen=True, slots=True)
class RulesCompared:
    """The rules for one game, read in one way; `notes` hold what was assumed.

    `solidarities` are the free contributions of the dossier.
    """

    found: DossierGame
    rows: tuple[RuleRow, ...]
    reading: Reading
    solidarities: tuple[Solidarity, ...]
    notes: tuple[Text, ...]

    def __getitem__(self, code: str) -> RuleRow:
        """The row of the rule `code`. Raises `KeyError`."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)

    @property
    def computed(self) -> tuple[RuleRow, ...]:
        """The rules that give a share to each player."""
        return tuple(row for row in self.rows if row.shares is not None)


def compare_rules(
    dossier: Dossier,
    on: datetime.date,
    lines: Lines | None = None,
    measure: str | None = None,
    *,
    players: Sequence[str] | None = None,
    reading: Reading = "missing",
    money_decides: bool = False,
    level: Level = "likely",
) -> RulesCompared:
    """Every rule for the game of `dossier` on the day `on`.

    Without a measure: euros when effects are valued, else effects. Without `players`: those who add something to a
    coalition, the others being named in the notes; only equal and proportional shares depend on them.

    `reading` is "missing" here: the worth of a group is what would no longer be done if it left, the rule of exits. See
    `game_of` for the other arguments, and for what raises `CoalitionError`.
    """
    options: dict[str, Any] = {
        "players": players,
        "reading": reading,
        "money_decides": money_decides,
        "level": level,
    }
    found = game_of(dossier, on, lines, measure or "money", **options)
    if measure is None and found.game is None:
        found = game_of(dossier, on, lines, "effects", **options)
    if players is None:
        found = _without_idle(
            found, lambda kept: game_of(dossier, on, lines, found.measure, **options | kept)
        )
    chain = build_chain(dossier, on)
    ledger, given = ledger_of(lines, level) if lines else None, solidarities_of(dossier, on)
    asked = _Asked(found, chain, ledger, dossier, given)
    rows = tuple(_row(asked, code) for code in _MAKING)
    return RulesCompared(found, rows, reading, given, _notes(asked))


def compare_game(game: Game, unit: str = "") -> RulesCompared:
    """The rules that need nothing but the game, for one given directly."""
    names = {str(player): game.names.get(player, str(player)) for player in game.players}
    measure: Measure = "costs" if game.kind == "cost" else "money"
    players = tuple(str(player) for player in game.players)
    found = DossierGame(measure, unit, players, names, (), (), game)
    asked = _Asked(found, None, None, None)
    rows = tuple(_row(asked, code) for code in ("equal", "scrb", "shapley", "nucleolus"))
    return RulesCompared(found, rows, "alone", (), (text("compare.reference"), *game.remarks))


def _without_idle(found: DossierGame, again: Callable[[dict[str, Any]], DossierGame]) -> DossierGame:
    """The same game among those who add something; the notes keep who was left aside, and why."""
    useful = tuple(one for one in found.players if one not in found.idle)
    if found.game is None or not useful or useful == found.players:
        return found
    narrowed = again({"players": useful})
    notes = tuple(one for one in narrowed.notes if one in found.notes)
    return replace(narrowed, notes=(*notes, *(one for one in found.notes if one not in notes)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every rule is computed from."""

    found: DossierGame
    chain: Chain | None
    ledger: Ledger | None
    dossier: Dossier | None
    solidarities: tuple[Solidarity, ...] = ()


class _NotHere(RuleError):
    """A rule that cannot be computed here."""


def _notes(asked: _Asked) -> tuple[Text, ...]:
    said = [text("compare.reference")]
    if asked.found.game is not None and asked.found.game.count == 1:
        said.append(text("compare.single"))
    said += asked.found.notes
    if asked.found.game is not None and asked.found.game.count <= MOST_FOR_STABILITY:
        said += asked.found.game.remarks
    return tuple(said)


# --- one rule ---------------------------------------------------------------------------------------------------------


def _row(asked: _Asked, code: str) -> RuleRow:
    rule = sharing.RULES.get(_RULE_OF.get(code, code))
    label = text(f"rule.{code}") if rule is None or code in _RULE_OF else rule.label
    row = RuleRow(
        code=code,
        label=label,
        does=rule.does if rule else text(f"rule-does.{code}"),
        assumes=rule.assumes if rule else (text(f"rule-assumes.{code}"),),
        properties=rule.properties if rule else (),
        source=rule.source if rule else "",
    )
    try:
        made = _MAKING[code](asked)
    except (RuleError, sharing.GameError) as error:
        return _with(row, why=error.text)
    if isinstance(made, tuple):
        return _with(row, said=made)
    return _shared(asked, row, made)


_RULE_OF = {
    "present": "status_quo",
    "proportional-cost": "proportional",
    "proportional-contribution": "proportional",
    "proportional-use": "proportional",
}


def _with(row: RuleRow, **given: Any) -> RuleRow:
    kept = {name: getattr(row, name) for name in ("code", "label", "does", "assumes", "properties", "source")}
    return RuleRow(**(kept | given))


def _shared(asked: _Asked, row: RuleRow, made: _Made) -> RuleRow:
    game, result = _game(asked), made.result
    shares = {str(player): float(share) for player, share in result.shares.items()}
    given: dict[str, Any] = {}
    if row.code == "present" and asked.found.measure in ("effects", "challenges"):
        made.notes.append(text("compare.not-judged"))
    elif game.count > MOST_FOR_STABILITY:
        made.notes.append(sentence("compare.too-many", n=game.count, limit=MOST_FOR_STABILITY))
    else:
        given["leavers"], given["change"] = _stability(game, made)
    return _with(
        row,
        shares={player: shares[player] for player in asked.found.players},
        method=result.method,
        error=result.error,
        remarks=(*made.notes, *(one for one in result.remarks if one not in game_remarks(game))),
        **given,
    )


def _stability(game: Game, made: _Made) -> tuple[tuple[sharing.Leaver, ...], sharing.Adjustment | None]:
    """Who would rather leave, and the least change that keeps everyone when somebody would or the total is not met."""
    shares = made.result.shares
    if sharing.keeps_everyone(game, shares):
        return (), None
    try:
        return sharing.leavers(game, shares, at_most=MOST_LEAVERS), sharing.least_change(game, shares)
    except sharing.GameError as error:
        made.notes.append(error.text)
        return sharing.leavers(game, shares, at_most=MOST_LEAVERS), None


def game_remarks(game: Game) -> tuple[Text, ...]:
    """The remarks on the game itself, said once for all rules."""
    return game.remarks if game.count <= MOST_FOR_STABILITY else ()


@dataclass(frozen=True, slots=True)
class _Made:
    result: sharing.Sharing
    notes: list[Text]


def _game(asked: _Asked) -> Game:
    if asked.found.game is None:
        raise _NotHere(asked.found.why or text("coalitions.no-player"))
    return asked.found.game


def _present(asked: _Asked) -> _Made:
    game = _game(asked)
    if asked.chain is None:
        raise _NotHere(text("compare.no-present"))
    known = weights.present(asked.found, asked.chain, asked.ledger)
    return _Made(sharing.status_quo(game, _numbers(known)), _note(known))


def _numbers(known: weights.Known) -> dict[Any, float]:
    if known.values is None:
        raise _NotHere(known.why or text("compare.no-present"))
    return {player: float(value) for player, value in known.values.items()}


def _note(known: weights.Known) -> list[Text]:
    return [known.note] if known.note else []


Read = Callable[[DossierGame, Ledger | None, Chain | None], weights.Known]


def _proportional(read: Read) -> Callable[[_Asked], _Made]:
    def made(asked: _Asked) -> _Made:
        game, known = _game(asked), read(asked.found, asked.ledger, asked.chain)
        return _Made(sharing.proportional(game, _numbers(known)), _note(known))

    return made


def _shapley(asked: _Asked) -> _Made:
    game = _game(asked)
    if game.count <= MOST_FOR_SHAPLEY:
        return _Made(sharing.shapley(game), [])
    return _Made(sharing.shapley_sampled(game, draws=DRAWS, seed=SEED), [])


def _nucleolus(asked: _Asked) -> _Made:
    game = _game(asked)
    if game.count > MOST_FOR_NUCLEOLUS:
        raise _NotHere(sentence("compare.nucleolus-many", n=game.count, limit=MOST_FOR_NUCLEOLUS))
    return _Made(sharing.nucleolus(game), [])


def _myerson(asked: _Asked) -> _Made:
    game = _game(asked)
    if game.count > MOST_FOR_SHAPLEY:
        raise _NotHere(sentence("compare.myerson-many", n=game.count, limit=MOST_FOR_SHAPLEY))
    if asked.chain is None:
        raise _NotHere(text("compare.no-tie"))
    ties = network_of(asked.chain, Choice(kinds=("tie",), levels=COOPERATING))
    players = set(asked.found.players)
    links = [tuple(sorted(pair)) for pair in ties.pairs if pair <= players]
    if not links:
        raise _NotHere(text("compare.no-tie"))
    return _Made(sharing.myerson(game, links), [text("compare.myerson-levels")])


def _solidarity(asked: _Asked) -> tuple[Text, ...]:
    if not asked.solidarities:
        raise _NotHere(text("compare.no-solidarity"))
    return tuple(said for one in asked.solidarities for said in one.said())


def _scic(asked: _Asked) -> tuple[Text, ...]:
    assert asked.dossier is not None
    assert asked.chain is not None
    found = scics_of(asked.dossier, asked.chain.on)
    if not found:
        raise _NotHere(text("compare.no-scic"))
    names = named([same(asked.chain.actors[one].name) for one in found])
    known = scic_rules()
    legal, statutory = (
        known["legal-reserve"].value or Decimal(0),
        known["statutory-reserve"].value or Decimal(0),
    )
    least = quantity(legal + (100 - legal) * statutory / 100, "percent", 1)
    return (sentence("scic.limits", names=names, least=least), text("scic.jurist"))


_MAKING: Mapping[str, Callable[[_Asked], _Made | tuple[Text, ...]]] = {
    "present": _present,
    "equal": lambda asked: _Made(sharing.equal(_game(asked)), []),
    "proportional-cost": _proportional(weights.borne),
    "proportional-contribution": _proportional(weights.brought),
    "proportional-use": _proportional(weights.used),
    "scrb": lambda asked: _Made(sharing.separable_costs_remaining_benefits(_game(asked)), []),
    "shapley": _shapley,
    "nucleolus": _nucleolus,
    "myerson": _myerson,
    "solidarity": _solidarity,
    "scic": _scic,
}
"""The rules, in the order of screens."""


def spread(compared: RulesCompared) -> Iterator[tuple[str, float, float]]:
    """For each player, the least and the most that the computed rules give it, the present situation left aside."""
    rows = [row.shares for row in compared.computed if row.code != "present" and row.shares is not None]
    for player in compared.found.players if rows else ():
        values = [shares[player] for shares in rows]
        yield player, min(values), max(values)


__all__ = ["MEASURES", "RuleRow", "RulesCompared", "compare_game", "compare_rules", "spread"]
