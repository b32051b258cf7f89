"""One exit: the actors who leave, the money that stops, and what falls with them, round by round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from maillage.articulation.chain import Chain, favourable
from maillage.articulation.findings import name_of
from maillage.dossier.tables import Cost
from maillage.dossier.vocabularies import vocabulary
from maillage.network.exit_words import counted, joined, tally, text
from maillage.network.holds import MONEY, Fallen, Hold, Holds, Key, falling, holds_of
from maillage.network.naming import actors_named, monies_named
from maillage.text import Text, listing, same

TABLES = (
    "challenges",
    "effects",
    "components",
    "contributions",
    "commitments",
    "costs",
    "flows",
    "ties",
)
"""The tables in which something can fall, in the order in which they are told."""

Certainty = Literal["no", "unknown"]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves and which money stops.

    `actors` holds ids of actors; `money` ids of contributions in money, costs or flows of money that stop, or of
    actors whose money stops while they stay. An id that several tables use is written with its table, as
    ``"actors/ville"``; without it contributions come first, then costs, flows and actors.
    """

    actors: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that falls or is weakened, and what it loses.

    `because` lists the rows it leant on; `certainty` is "no" when the dossier says that nothing else holds it,
    "unknown" when it leaves room for something else; `kind` is the kind of hold that gave way; `why` says it.
    """

    table: str
    id: str
    name: Text
    because: tuple[Key, ...]
    round: int
    certainty: Certainty
    kind: str
    why: Text

    @property
    def key(self) -> Key:
        """Its table and its id."""
        return self.table, self.id


@dataclass(frozen=True)
class Exit:
    """What an exit takes. `stands` counts what is left standing, by table; `unsaid` what nobody can tell of."""

    leaving: Leaving
    lost: tuple[Lost, ...]
    weakened: tuple[Lost, ...]
    unsaid: tuple[tuple[Key, Text], ...]
    stands: Mapping[str, int]
    said: tuple[Text, ...]

    def of(self, table: str) -> tuple[Lost, ...]:
        """What falls in one table."""
        return tuple(one for one in self.lost if one.table == table)

    @property
    def fallen(self) -> frozenset[Key]:
        """The table and id of everything that falls."""
        return frozenset(one.key for one in self.lost)

    @cached_property
    def rounds(self) -> tuple[tuple[Lost, ...], ...]:
        """What falls, round after round; money that was taken away comes first, at round 0, if any was."""
        last = max((one.round for one in self.lost), default=-1)
        waves = [tuple(one for one in self.lost if one.round == round_) for round_ in range(last + 1)]
        return tuple(wave for wave in waves if wave)


def exit_of(chain: Chain, leaving: Leaving, *, money_decides: bool = False) -> Exit:
    """What falls if `leaving` happens on the day of `chain`.

    A component falls when no bearer is left; an effect when no component produces it; a challenge when no
    favourable effect reaches it; a commitment with either of its ends, or with the one it answers; a contribution
    with either of its ends, or with all the effects it is brought in return of; a flow with either of its ends, its
    component or the contribution it carries out; a cost with whoever bears it; a tie with either of its ends. A
    component whose known money has all stopped is weakened, and falls only when `money_decides`.

    Raises `LeavingError`, which says why, when somebody or something named is not there on the day.

    >>> from maillage.dossier.dossier import Dossier
    >>> from maillage.dossier.tables import Actor, Component, Record
    >>> from maillage.articulation.chain import build_chain
    >>> import datetime
    >>> shop = Component(id="shop", name="A shop", bearers=("asso",))
    >>> dossier = Dossier(record=Record(id="d", title="D"), actors=(Actor(id="asso", name="Asso"),), components=(shop,))
    >>> exit_of(build_chain(dossier, datetime.date(2024, 6, 1)), Leaving(("asso",))).lost[0].why.en
    'nobody carries it any more, without “Asso”'
    """
    return exit_from(holds_of(chain), leaving, money_decides=money_decides)


def exit_from(holds: Holds, leaving: Leaving, *, money_decides: bool = False) -> Exit:
    """`exit_of`, when what everything rests on is already known: for many exits of one day."""
    gone = tuple(("actors", one) for one in actors_named(holds.chain, leaving.actors))
    stopped = monies_named(holds, leaving.money)
    seeds = tuple(dict.fromkeys((*gone, *stopped)))
    fallen = falling(holds, seeds, money_decides=money_decides)
    told = _Telling(holds, fallen, set(seeds), money_decides)
    exact = Leaving(tuple(one for _, one in gone), tuple("/".join(key) for key in stopped))
    lost, weakened = told.lost(), told.weakened()
    unsaid = tuple((key, told.name(key)) for key in holds.unsaid if key not in fallen)
    stands = Counter(table for table, _ in holds.needs if table != MONEY)
    stands.subtract(table for table, _ in fallen if table != MONEY)
    said = tuple(_said(told, exact, lost, weakened, unsaid))
    return Exit(exact, lost, weakened, unsaid, {table: stands[table] for table in ("actors", *TABLES)}, said)


class _Telling:
    """Turns what fell into words."""

    def __init__(
        self, holds: Holds, fallen: Mapping[Key, Fallen], seeds: set[Key], money_decides: bool
    ) -> None:
        self.holds, self.fallen, self.seeds = holds, fallen, seeds
        self._money_decides = money_decides
        self._certain: dict[Key, bool] = dict.fromkeys(seeds, True)

    def name(self, key: Key) -> Text:
        """What people call the row `key`."""
        return name_in(self.holds, key)

    def lost(self) -> tuple[Lost, ...]:
        """What falls, by round, then table, then as in the dossier."""
        place = {table: rank for rank, table in enumerate(TABLES)}
        order = {key: rank for rank, key in enumerate(self.holds.needs)} if self.fallen else {}
        found = [key for key in self.fallen if key[0] in place]
        found.sort(key=lambda key: (self.fallen[key].round, place[key[0]], order[key]))
        return tuple(map(self._fall, found))

    def _fall(self, key: Key) -> Lost:
        fall = self.fallen[key]
        if not fall.holds:
            return Lost(*key, self.name(key), (), 0, "no", "stopped", text("exit-why.stopped"))
        certain = [hold for hold in fall.holds if self._is_certain(hold)]
        self._certain[key] = bool(certain)
        because = tuple(dict.fromkeys(one for hold in fall.holds for one in hold.on))
        why = joined(
            "exit-why.and",
            [
                text(f"exit-why.{hold.kind}", names=self._names(hold.on))
                for hold in _first_of_each(fall.holds)
            ],
        )
        kind = (certain or fall.holds)[0].kind
        return Lost(
            *key, self.name(key), _rows(because), fall.round, "no" if certain else "unknown", kind, why
        )

    def _is_certain(self, hold: Hold) -> bool:
        return all(self._certain.get(one, True) for one in hold.on) and all(
            one in self.fallen for one in hold.doubts
        )

    def weakened(self) -> tuple[Lost, ...]:
        """What still stands and loses one of several holds, or one that does not decide."""
        touched = {
            (thing, rank): None
            for key in self.fallen
            for thing, rank in self.holds.leaning.get(key, ())
            if thing not in self.fallen
        }
        found = [self._weak(thing, self.holds.needs[thing][rank]) for thing, rank in touched]
        place = {table: rank for rank, table in enumerate(TABLES)}
        return tuple(sorted(found, key=lambda one: place[one.table]))

    def _weak(self, key: Key, hold: Hold) -> Lost:
        gone = tuple(one for one in hold.on if one in self.fallen)
        left = len(hold.on) - len(gone)
        kind = hold.kind
        if kind == MONEY and not left:
            kind = "no_money"
        elif kind == "answered" and left:
            kind = "answered_some"
        certain = all(self._certain.get(one, True) for one in gone) and (
            bool(left) or all(one in self.fallen for one in hold.doubts)
        )
        why = text(f"exit-weak.{kind}", names=self._names(gone), left=left, total=len(hold.on))
        round_ = 1 + max(self.fallen[one].round for one in gone)
        return Lost(*key, self.name(key), _rows(gone), round_, "no" if certain else "unknown", kind, why)

    def _names(self, keys: Iterable[Key]) -> Text:
        return _listed((self.name(key) for key in keys), limit=4)


def _first_of_each(holds: Iterable[Hold]) -> list[Hold]:
    """The holds, those of one kind put together."""
    kinds: dict[str, Hold] = {}
    for hold in holds:
        known = kinds.get(hold.kind)
        kinds[hold.kind] = Hold(hold.kind, (*known.on, *hold.on)) if known else hold
    return list(kinds.values())


def _rows(keys: Iterable[Key]) -> tuple[Key, ...]:
    """The rows that `keys` name: the money of an actor is told by the actor."""
    return tuple(dict.fromkeys(("actors" if table == MONEY else table, one) for table, one in keys))


def name_in(holds: Holds, key: Key) -> Text:
    """What people call the row `key`: its name, its object, the kind of what is brought, or its id."""
    table, one = key
    if table in ("actors", MONEY):
        return same(holds.chain.actors[one].name)
    row, actors = holds.rows[key], holds.chain.actors
    if table == "costs":
        return _cost_name(row, holds.chain)
    if table == "contributions":
        object_ = same(row.object) if row.object else vocabulary("contribution_kinds").label_of(row.kind)
        return text("exit-said.pair", one=object_, other=actors[row.from_].name)
    return name_of(row, actors)


def _cost_name(cost: Cost, chain: Chain) -> Text:
    """A cost has no name of its own: its kind and its component tell it, or its id."""
    part = chain.components.get(cost.component or "")
    names = [vocabulary("cost_kinds").label_of(cost.kind)] if cost.kind else []
    names += [same(part.name)] if part else []
    return joined("exit-said.pair", names) if names else same(cost.id)


# --- sentences ------------------------------------------------------------------------------------------------------


def _said(
    told: _Telling,
    leaving: Leaving,
    lost: tuple[Lost, ...],
    weakened: tuple[Lost, ...],
    unsaid: tuple[tuple[Key, Text], ...],
) -> Iterator[Text]:
    yield from _who(told, leaving)
    after = [one for one in lost if one.round]
    mute = [key for key in told.seeds if not told.holds.leaning.get(key) and key[0] == "actors"]
    penniless = [key for key in told.seeds if not told.holds.leaning.get(key) and key[0] == MONEY]
    if after:
        rounds = counted("exit-count", "rounds", max(one.round for one in after))
        yield text("exit-said.falls", rounds=rounds, counts=counts_of(after))
    elif penniless and len(penniless) == len(told.seeds):
        yield text("exit-said.penniless", names=_listed(told.name(key) for key in sorted(penniless)))
    elif mute and len(mute) == len(told.seeds):
        yield text("exit-said.mute", names=_listed(told.name(key) for key in sorted(mute)))
    else:
        yield text("exit-said.nothing")
    yield from _nuances(told, after, weakened, unsaid)


def _who(told: _Telling, leaving: Leaving) -> Iterator[Text]:
    if leaving.actors:
        yield text("exit-said.names", names=_listed(told.name(("actors", one)) for one in leaving.actors))
    if leaving.money:
        keys = [tuple(one.split("/", 1)) for one in leaving.money]
        yield text("exit-said.money", names=_listed(told.name((key[0], key[1])) for key in keys))


def _nuances(
    told: _Telling, lost: list[Lost], weakened: tuple[Lost, ...], unsaid: tuple[tuple[Key, Text], ...]
) -> Iterator[Text]:
    rows = told.holds.rows
    bad = [one.name for one in lost if one.table == "effects" and not favourable(rows[one.key])]
    if bad:
        yield text("exit-said.unfavourable", names=_listed(bad))
    if weakened:
        yield text("exit-said.weakened", counts=counts_of({one.key: one for one in weakened}.values()))
    poor = [one.name for one in weakened if one.kind == "no_money"]
    if poor:
        yield text("exit-said.unfinanced", names=_listed(poor))
    vague = [one.name for one in lost if one.certainty == "unknown"]
    if vague:
        yield text("exit-said.uncertain", names=_listed(vague))
    if unsaid and told.seeds:
        yield text("exit-said.unsaid", names=_listed(name for _, name in unsaid))


def counts_of(lost: Iterable[Lost]) -> Text:
    """How many things of each table, in words."""
    numbers = Counter(one.table for one in lost)
    return tally({table: numbers[table] for table in TABLES})


def _listed(names: Iterable[Text], limit: int = 8) -> Text:
    """Names in a sentence, each between quotation marks: many hold a comma, and hardly any has its article."""
    return listing([text("exit-said.name", name=name) for name in names], limit=limit)
