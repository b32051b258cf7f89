"""What each player bears, brings, uses or has today: the situations that rules are compared with and proportioned to.

Everything is read in the accounts or in the chain of the dossier. What it does not say is a sentence, never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.articulation.chain import Chain
from maillage.text import Text, same
from maillage.value.coalition_parts import Part
from maillage.value.coalitions import DossierGame
from maillage.value.ledger import Entry, Ledger
from maillage.value.rule_words import named, quantity, sentence, text


@dataclass(frozen=True, slots=True)
class Known:
    """One number per player, in the order of the game, or `why` there are none; `note` says where they come from."""

    values: Mapping[str, Decimal] | None = None
    why: Text | None = None
    note: Text | None = None


def borne(found: DossierGame, ledger: Ledger | None, _chain: Chain | None) -> Known:
    """The costs that each player bears today, in euros."""
    return _weights(found, ledger, "cost", lambda one: one.line.table == "costs")


def brought(found: DossierGame, ledger: Ledger | None, chain: Chain | None) -> Known:
    """The money that each player brings today, in euros: its contributions, and the flows that carry them out."""
    gifts = [row for row in chain.whole.contributions if row.kind == "money"] if chain else []
    flows = chain.whole.flows if chain else ()
    stated = {row.id for row in flows if row.realises in {gift.id for gift in gifts}}
    alike = {(gift.from_, gift.to, gift.component) for gift in gifts}

    def counts(entry: Entry) -> bool:
        line = entry.line
        carries = line.id in stated or (line.giver, line.receiver, line.component) in alike
        return line.table == "contributions" or (line.table == "flows" and carries)

    return _weights(found, ledger, "contribution", counts)


def _weights(found: DossierGame, ledger: Ledger | None, what: str, kept: Callable[[Entry], bool]) -> Known:
    if ledger is None:
        return Known(why=text("coalitions.no-lines"))
    entries = [one for one in ledger.of("money", "eur") if kept(one)]
    values = _totals(found, ((one.line.giver, one.amount) for one in entries))
    if not any(values.values()):
        return Known(why=text(f"compare.no-{what}"))
    return Known(values, note=sentence(f"compare.by-{what}", what=_listed(found, values, "eur")))


def used(found: DossierGame, ledger: Ledger | None, _chain: Chain | None) -> Known:
    """The quantity that each player receives today, in the one unit that says it for most players."""
    if ledger is None:
        return Known(why=text("coalitions.no-lines"))
    best: tuple[int, str, dict[str, Decimal]] = (1, "", {})
    for unit in dict.fromkeys(unit for book, unit in ledger.units if book != "money" and unit != "eur"):
        entries = [one for book in ("kind", "effects") for one in ledger.of(book, unit)]
        values = _totals(found, ((one.line.receiver, one.amount) for one in entries))
        count = sum(value > 0 for value in values.values())
        if count > best[0]:
            best = (count, unit, values)
    if not best[1]:
        return Known(why=text("compare.no-use"))
    return Known(best[2], note=sentence("compare.by-use", what=_listed(found, best[2], best[1])))


def present(found: DossierGame, chain: Chain, ledger: Ledger | None) -> Known:
    """What each player has today, in the measure of the game.

    Effects and challenges: those it benefits from, each split equally among all its beneficiaries, players or not.
    Money: the net of its account, plus the effects it receives that are in euros. Costs: what it pays, net.
    """
    if found.measure in ("effects", "challenges"):
        return _benefits(found, chain)
    if ledger is None:
        return Known(why=text("coalitions.no-lines"))
    nets = {key: one.net for key, one in ledger.balances("money", "eur").items()}
    if not any(player in nets for player in found.players):
        return Known(why=text("compare.no-present"))
    if found.measure == "costs":
        values = {player: -nets.get(player, Decimal(0)) for player in found.players}
        return Known(values, note=text("compare.present-costs"))
    got = {key: one.received for key, one in ledger.balances("effects", "eur").items()}
    values = {player: nets.get(player, Decimal(0)) + got.get(player, Decimal(0)) for player in found.players}
    return Known(values, note=text("compare.present-money"))


def _benefits(found: DossierGame, chain: Chain) -> Known:
    shares = {player: Decimal(0) for player in found.players}
    others, unsaid, seen = 0, [], False
    for part, _players in found.parts:
        those = _beneficiaries(chain, part)
        if not those:
            unsaid.append(same(part.name))
            continue
        seen = True
        others += any(one not in shares for one in those)
        for one in those:
            if one in shares:
                shares[one] += Decimal(1) / len(those)
    if not seen:
        return Known(why=text("compare.no-beneficiary"))
    note = sentence(f"compare.present-{found.measure}", n=others, all=len(found.parts))
    if unsaid:
        more = sentence("compare.unsaid-beneficiary", names=named(unsaid))
        note = Text(f"{note.fr} {more.fr}", f"{note.en} {more.en}")
    return Known(shares, note=note)


def _beneficiaries(chain: Chain, part: Part) -> tuple[str, ...]:
    """The actors present who benefit from an effect, or from any effect that reaches a challenge."""
    if part.table == "effects":
        effects = [part.id]
    else:
        effects = [row.id for row in chain.effects_of.get(part.id, ())]
    actors = [row for one in effects for row in chain.beneficiaries_of.get(one, ()) if chain.present(row)]
    return tuple(dict.fromkeys(row.id for row in actors))


def _totals(found: DossierGame, pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    totals = {player: Decimal(0) for player in found.players}
    for account, amount in pairs:
        if account in totals:
            totals[account] += amount
    return totals


def _listed(found: DossierGame, values: Mapping[str, Decimal], unit: str) -> Text:
    pairs = [(found.names[key], quantity(value, unit)) for key, value in values.items() if value]
    return named([Text(f"{name} {what.fr}", f"{name} {what.en}") for name, what in pairs])
