"""The game of a dossier: what any coalition of its actors could produce, given who carries what and at what cost.

Players are the actors present on the day who carry a component, bear a cost or bring money. The worth of a coalition is
counted in one of four measures, never mixed:

effects
    how many useful effects it makes possible;
challenges
    how many challenges are reached with it;
money
    the euros of the effects it makes possible, minus the costs of the components it runs; it runs those that pay;
costs
    what it costs to serve it: the components that produce an effect for one of its members.

A group is worth what it could do alone, or what would be missing without it: the two readings are dual,
``missing(S) = alone(N) − alone(N∖S)``, share the same total and have the same Shapley value; who would rather leave is
not the same. The second is the rule of exits, by which joining always pays when effects are counted.

See `maillage.value.coalition_parts` for the rule of production, `docs/methods/coalitions.md` for worked examples.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from maillage.articulation.chain import Chain, build_chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.nearest import Nearest
from maillage.text import Text, same
from maillage.value.coalition_parts import Part, Production, production_of
from maillage.value.coalition_worths import (
    CHOICES,
    Worths,
    all_at_hand,
    at_hand,
    best_choices,
    counting,
    mask_of,
    missing,
    using,
)
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.line import Lines
from maillage.value.money import Level
from maillage.value.rule_words import RuleError, counted, named, quantity, sentence, text
from maillage.value.sharing.game import Game, Player

Measure = Literal["effects", "challenges", "money", "costs"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Reading = Literal["missing", "alone", "integrated"]
READINGS: tuple[Reading, ...] = get_args(Reading)
MOST_PLAYERS = 60
"""Over so many players no game is made: choose some of them. Those who carry nothing are left aside first."""
_CENTS = 100


class CoalitionError(RuleError):
    """A game that cannot be asked for: an unknown measure, a stranger among the players."""


@dataclass(frozen=True, slots=True)
class DossierGame:
    """The game of a dossier in one measure, or why there is none.

    `parts` are what a coalition can make possible (or, for costs, what it uses), each with those who can; `idle` the
    players who can do nothing alone nor add anything; `notes` all that was assumed or left out.
    """

    measure: Measure
    unit: str
    players: tuple[str, ...]
    names: Mapping[str, str]
    parts: tuple[tuple[Part, tuple[str, ...]], ...]
    notes: tuple[Text, ...]
    game: Game | None = None
    why: Text | None = None

    @property
    def idle(self) -> tuple[str, ...]:
        """The players whom no part names."""
        useful = {player for _part, those in self.parts for player in those}
        return tuple(player for player in self.players if player not in useful)


def players_of(chain: Chain) -> tuple[str, ...]:
    """The actors present on the day who carry a component, bear a cost or bring money, in the order of the dossier."""
    bring = {
        actor for actor, rows in chain.contributions_by.items() if any(one.kind == "money" for one in rows)
    }
    able = set(chain.borne_by) | chain.paying | bring
    return tuple(key for key, row in chain.actors.items() if key in able and chain.present(row))


def game_of(
    dossier: Dossier,
    on: datetime.date,
    lines: Lines | None = None,
    measure: str = "effects",
    *,
    players: Sequence[str] | None = None,
    reading: Reading = "alone",
    money_decides: bool = False,
    level: Level = "likely",
) -> DossierGame:
    """The game of `dossier` on the day `on`. Raises `CoalitionError` for an unknown measure or player.

    `lines` are asked by the measures in euros only. `players` narrows the game: the others are taken as absent.
    `reading`: the worth of a group is what it could do "alone", each effect needing one of its components; the same
    when an effect needs all its components, "integrated"; or what would be "missing" without it. `money_decides`: a
    component for which some actors bring money runs only with one of them.
    """
    if measure not in MEASURES:
        raise CoalitionError(sentence("coalitions.no-measure", found=measure, known=", ".join(MEASURES)))
    if reading not in READINGS:
        raise CoalitionError(sentence("coalitions.no-reading", found=reading, known=", ".join(READINGS)))
    chain = build_chain(dossier, on)
    chosen = _chosen(chain, players) if players else _default(chain, measure)
    production = production_of(chain, needs_all=reading == "integrated", money_decides=money_decides)
    if not players and len(chosen) > MOST_PLAYERS and measure != "costs":
        useful = {actor for one in production.running.values() for actor in one.bearers | one.funders}
        chosen = tuple(one for one in chosen if one in useful)
    ask = _Asked(chain, production, chosen, lines, level, money_decides, reading)
    if not chosen:
        return ask.refused(measure, text("coalitions.no-player"))
    if len(chosen) > MOST_PLAYERS:
        return ask.refused(measure, sentence("coalitions.too-many", n=len(chosen), limit=MOST_PLAYERS))
    return _MAKING[measure](ask)


def _default(chain: Chain, measure: str) -> tuple[str, ...]:
    if measure != "costs":
        return players_of(chain)
    served = {actor.id for rows in chain.beneficiaries_of.values() for actor in rows if chain.present(actor)}
    return tuple(key for key in chain.actors if key in served)


def _chosen(chain: Chain, asked: Sequence[str]) -> tuple[str, ...]:
    here = {key for key, row in chain.actors.items() if chain.present(row)}
    for one in asked:
        if one not in here:
            near = Nearest(here).of(one)
            hint = sentence("scenario.near", name=near) if near else text("coalitions.see-actors")
            raise CoalitionError(sentence("coalitions.no-actor", found=one, hint=hint))
    return tuple(key for key in chain.actors if key in set(asked))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every measure starts from."""

    chain: Chain
    production: Production
    players: tuple[str, ...]
    lines: Lines | None
    level: Level
    money_decides: bool
    reading: Reading

    def refused(self, measure: Measure | str, why: Text) -> DossierGame:
        return DossierGame(
            measure=_measure(measure), unit=_UNITS[measure], players=self.players, names=self.names, parts=(),
            notes=self.production.notes, why=why,
        )  # fmt: skip

    def made(
        self,
        measure: Measure,
        parts: Iterable[tuple[Part, tuple[str, ...]]],
        worths: Callable[[npt.NDArray[Any]], npt.NDArray[Any]],
        notes: Iterable[Text],
    ) -> DossierGame:
        kind: Literal["cost", "worth"] = "cost" if measure == "costs" else "worth"
        if self.reading == "missing" and measure != "costs":
            worths = missing(worths, len(self.players))
        called: dict[Player, str] = {}
        called.update(self.names)
        game = Game.from_function(self.players, worths, kind, called, masks=True)
        found = DossierGame(measure, _UNITS[measure], self.players, self.names, tuple(parts), (), game)
        rule = () if measure == "costs" else (text(f"coalitions.rule-{self.reading}"),)
        said = (*rule, *self.production.notes, *notes, *_on_players(self, found))
        return DossierGame(measure, found.unit, self.players, self.names, found.parts, said, game)

    @property
    def names(self) -> Mapping[str, str]:
        return {key: self.chain.actors[key].name for key in self.players}

    def able(self, part: Part) -> tuple[str, ...]:
        """The players who carry one of the components of `part`, or feed one when money decides."""
        running = [self.production.running[one] for one in part.components]
        those = {actor for one in running for actor in one.bearers | one.funders}
        return tuple(player for player in self.players if player in those)

    def with_able(self, parts: Iterable[Part]) -> list[tuple[Part, tuple[str, ...]]]:
        return [(part, those) for part in parts if (those := self.able(part))]


def _measure(measure: str) -> Measure:
    return next(one for one in MEASURES if one == measure)


_UNITS: Mapping[str, str] = {"effects": "effects", "challenges": "challenges", "money": "eur", "costs": "eur"}


def _on_players(ask: _Asked, found: DossierGame) -> Iterable[Text]:
    if (
        ask.reading != "missing"
        and found.measure != "costs"
        and any(len(those) > 1 for _, those in found.parts)
    ):
        yield text("coalitions.substitutes")
    if idle := [same(found.names[one]) for one in found.idle]:
        key = "coalitions.idle-costs" if found.measure == "costs" else "coalitions.idle"
        yield sentence(key, names=named(idle), n=counted("actors", len(idle)))
        if not ask.money_decides and found.measure != "costs":
            yield text("coalitions.idle-money")
    everyone = _default(ask.chain, found.measure)
    if absent := [same(ask.chain.actors[one].name) for one in everyone if one not in ask.players]:
        yield sentence("coalitions.absent", names=named(absent))
    if ask.money_decides:
        yield text("coalitions.money-decides")


# --- effects and challenges -------------------------------------------------------------------------------------------


def _effects(ask: _Asked) -> DossierGame:
    if not ask.production.effects:
        return ask.refused("effects", text("coalitions.no-effect"))
    worths = counting(ask.production.effects, ask.production.running, ask.players)
    return ask.made(
        "effects", ask.with_able(ask.production.effects), worths, [text("coalitions.count-effects")]
    )


def _challenges(ask: _Asked) -> DossierGame:
    if not ask.production.challenges:
        return ask.refused("challenges", text("coalitions.no-challenge"))
    parts = ask.production.challenges
    worths = counting(parts, ask.production.running, ask.players)
    return ask.made("challenges", ask.with_able(parts), worths, [text("coalitions.count-challenges")])


# --- money ------------------------------------------------------------------------------------------------------------


def _money(ask: _Asked) -> DossierGame:
    if ask.lines is None:
        return ask.refused("money", text("coalitions.no-lines"))
    ledger = ledger_of(ask.lines, ask.level)
    values = _cents(ledger, "effects", lambda line: line.id)
    good = [part for part in ask.production.effects if values.get(part.id)]
    if not good:
        missing = [same(part.name) for part in ask.production.effects]
        return ask.refused("money", sentence("coalitions.no-value", names=named(missing)))
    harms = [part for part in ask.production.harms if values.get(part.id)]
    costs = _cents(ledger, "costs", lambda line: line.component)
    signed = [(part, abs(values[part.id])) for part in good] + [
        (part, -abs(values[part.id])) for part in harms
    ]
    if _overflows([*(amount for _, amount in signed), *costs.values()]):
        return ask.refused("money", text("coalitions.too-large"))
    worths, notes = _net(ask, signed, costs)
    notes += _on_money(ask, [part for part in ask.production.effects if part not in good], costs)
    return ask.made("money", ask.with_able(part for part, _ in signed), worths, notes)


def _net(
    ask: _Asked, signed: Sequence[tuple[Part, int]], costs: Mapping[str | None, int]
) -> tuple[Callable[[npt.NDArray[Any]], npt.NDArray[Any]], list[Text]]:
    """The euros of masks of players, and how the choice of the components to run was made."""
    running = ask.production.running
    used = {one for part, _ in signed for one in part.components}
    order = [key for key in running if key in used or costs.get(key)]
    prices = {key: costs.get(key, 0) for key in order}
    if len(order) <= CHOICES:
        gains = [
            (tuple(mask_of(frozenset(way), order) for way in part.ways), amount) for part, amount in signed
        ]
        sets, table = (
            at_hand(order, running, ask.players),
            best_choices(gains, [*prices.values()], choose=True),
        )
        return lambda masks: table[sets(masks)] / _CENTS, [sentence("coalitions.choice", n=len(order))]
    all_run = all_at_hand([(part.ways, amount) for part, amount in signed], prices, running, ask.players)
    said = sentence("coalitions.no-choice", n=len(order), limit=CHOICES)
    return lambda masks: all_run(masks) / _CENTS, [said]


def _on_money(ask: _Asked, unvalued: Sequence[Part], costs: Mapping[str | None, int]) -> list[Text]:
    notes = [_years(ask)]
    if unvalued:
        notes.append(sentence("coalitions.unvalued", names=named([same(part.name) for part in unvalued])))
    if costs.get(None):
        notes.append(text("coalitions.loose-costs"))
    if adrift := [key for key in costs if key is not None and key not in ask.production.running]:
        names = [same(ask.chain.components[key].name) for key in adrift if key in ask.chain.components]
        if names:
            notes.append(sentence("coalitions.costs-adrift", names=named(names)))
    return notes


def _years(ask: _Asked) -> Text:
    years = ask.lines.years if ask.lines else range(0)
    if not years:
        return text("coalitions.no-years")
    return sentence("coalitions.years", first=years[0], last=years[-1], level=text(f"level.{ask.level}"))


def _cents(ledger: Ledger, table: str, key: Callable[[Any], Any]) -> dict[Any, int]:
    """The amounts in euros of `table`, in cents, added up over the years by `key` of their line."""
    found: dict[Any, int] = {}
    for entry in ledger.entries:
        if entry.line.table == table and entry.line.unit == "eur":
            place = key(entry.line)
            found[place] = found.get(place, 0) + int((entry.amount * _CENTS).to_integral_value())
    return found


def _overflows(cents: Sequence[int]) -> bool:
    """Whether amounts could not be added up in whole numbers of 64 bits, in which coalitions are counted."""
    return sum(map(abs, cents)) >= 1 << 62


# --- costs ------------------------------------------------------------------------------------------------------------


def _costs(ask: _Asked) -> DossierGame:
    if ask.lines is None:
        return ask.refused("costs", text("coalitions.no-lines"))
    costs = _cents(ledger_of(ask.lines, ask.level), "costs", lambda line: line.component)
    used: list[tuple[Part, tuple[str, ...], int]] = []
    for key, amount in costs.items():
        users = _users(ask, key) if key is not None and amount else ()
        if users:
            row = ask.chain.components[key]
            used.append((Part("components", row.id, row.name, ((row.id,),)), users, amount))
    if not used:
        return ask.refused("costs", text("coalitions.no-cost"))
    if _overflows([*costs.values()]):
        return ask.refused("costs", text("coalitions.too-large"))
    worths = using([(mask_of(frozenset(users), ask.players), amount) for _, users, amount in used])
    notes = [text("coalitions.count-costs"), _years(ask)]
    if lost := sum(costs.values()) - sum(amount for _, _, amount in used):
        notes.append(sentence("coalitions.costs-unused", amount=quantity(Decimal(lost) / _CENTS, "eur")))
    return ask.made("costs", [(part, users) for part, users, _ in used], _in_euros(worths), notes)


def _in_euros(worths: Worths) -> Callable[[npt.NDArray[Any]], npt.NDArray[Any]]:
    return lambda masks: worths(masks) / np.float64(_CENTS)


def _users(ask: _Asked, component: str) -> tuple[str, ...]:
    """The players for whom `component` produces an effect that is not unfavourable."""
    made = {part.id for part in ask.production.effects}
    those = {
        actor.id
        for effect in ask.chain.effects_by.get(component, ())
        if effect.id in made
        for actor in ask.chain.beneficiaries_of.get(effect.id, ())
    }
    return tuple(player for player in ask.players if player in those)


_MAKING: Mapping[str, Callable[[_Asked], DossierGame]] = {
    "effects": _effects,
    "challenges": _challenges,
    "money": _money,
    "costs": _costs,
}
