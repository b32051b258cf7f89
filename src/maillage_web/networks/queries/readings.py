"""The readings of a network as its page shows them: sentences, figures, named rows, what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.network.doubts import doubt_rows
from maillage.network.graph import Choice
from maillage.network.readings import read_network
from maillage.network.result import Item, NetworkReading, Reading, Value
from maillage.text import Text
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.networks.choices import (
    BY_NAMES,
    DRAWN,
    DRAWS,
    DRAWS_OF_MANY,
    ITEMS_SHOWN,
    RESTS_SHOWN,
    TOLD_FIRST,
    UNFOLDED,
)

_readings: Shelf[NetworkReading] = Shelf(60_000, lambda one: 1 + len(one.network.links))


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a reading names, and in how many plausible networks what is said of it holds."""

    id: str
    link: Link
    holds: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class Block:
    """One reading; `more` and `rests_more` count what is not shown."""

    code: str
    title: Text
    said: tuple[Text, ...]
    values: tuple[Value, ...]
    items: tuple[Named, ...]
    more: int
    rests: tuple[Link, ...]
    rests_more: int
    caution: Text | None


@dataclass(frozen=True, slots=True)
class Convention:
    """A row of the conventions that plausible networks are drawn from: its words, its value in words, why."""

    label: Text
    value: str
    why: Text


@dataclass(frozen=True, slots=True)
class Readings:
    """Every reading, how many plausible networks were drawn and with which seed, the notes, the conventions."""

    blocks: tuple[Block, ...]
    draws: int
    seed: int
    notes: tuple[Text, ...]
    conventions: tuple[Convention, ...]

    @property
    def first(self) -> tuple[Block, ...]:
        """The readings told above the picture, those that say something; one told by names needs some."""
        return tuple(
            one for one in self.blocks if one.code in TOLD_FIRST and (one.items or one.code != BY_NAMES)
        )

    @property
    def unfolded(self) -> tuple[str, ...]:
        """The readings shown in full."""
        return UNFOLDED

    @property
    def by_names(self) -> tuple[str, ...]:
        """The readings of which the names alone are told above the picture."""
        return (BY_NAMES,)


def readings_of(state: State, choice: Choice) -> Readings:
    """The readings of the network of a dossier on its day, computed unless they were lately."""
    chain = state.analysis.chain
    draws = DRAWS if len(chain.actors) <= DRAWN else DRAWS_OF_MANY
    key = (state.entry.checksum, state.day, choice)
    read = _readings.get(key, lambda: read_network(chain, choice, draws=draws))
    return Readings(
        blocks=tuple(_block(state, one) for one in read.readings),
        draws=read.draws,
        seed=read.seed,
        notes=read.notes,
        conventions=_conventions(),
    )


def _block(state: State, reading: Reading) -> Block:
    rests = reading.rests_on
    return Block(
        code=reading.code,
        title=reading.title,
        said=reading.said,
        values=reading.values,
        items=tuple(_named(state, one) for one in reading.items[:ITEMS_SHOWN]),
        more=max(0, len(reading.items) - ITEMS_SHOWN),
        rests=tuple(state.link_to_id(*one) for one in rests[:RESTS_SHOWN]),
        rests_more=max(0, len(rests) - RESTS_SHOWN),
        caution=reading.caution,
    )


def _named(state: State, item: Item) -> Named:
    return Named(
        item.id, Link(item.name, _address(state, item.table, item.id)), holding(item.share), item.note
    )


def _address(state: State, table: str, identity: str) -> str:
    return state.row_address(table, identity) if table else ""


def holding(share: float) -> str:
    """In how many plausible networks something holds, in words.

    Of a hundred: a share of 0.994 is 99, and only what holds everywhere is said to hold in all.
    """
    if share >= 1:
        return _("in all the plausible networks")
    if share <= 0:
        return _("in none of the plausible networks")
    number = min(99, max(1, round(share * 100)))
    return _("in %(number)s plausible networks out of 100") % {"number": number}


def _conventions() -> tuple[Convention, ...]:
    return tuple(
        Convention(label, f"{value:.0%}".replace("%", "\u00a0%"), why)
        for value, label, why in doubt_rows().values()
    )
