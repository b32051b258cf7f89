"""The places of the actors of a dossier in the picture of its network, whatever the day and the links."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor
from maillage.network.graph import STRANGERS, Network
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State
from maillage_web.networks.choices import LAID_OUT
from maillage_web.networks.queries.layout import Pair, Places, Size, positions

SIZE = Size(142, 66)
"""What an actor takes of the picture: its sign, and its name on two lines."""

_places: Shelf[Places] = Shelf(20_000, len)


def places_of(state: State, network: Network, around: str = "") -> Places:
    """Where each actor drawn stands. With `around`, `network` holds that actor and its surroundings alone."""
    whole = state.whole
    if around or len({row.id for row in whole.actors}) > LAID_OUT:
        return positions(arrivals(network.actors), set(network.pairs), SIZE)
    return _places.get(state.entry.checksum, lambda: _of_all_time(whole))


def _of_all_time(whole: Dossier) -> Places:
    return positions(arrivals(whole.actors), pairs_ever(whole), SIZE)


def arrivals(rows: Iterable[Actor]) -> list[str]:
    """The ids of actors, those who joined first ahead, then those of whom it is not said, by id.

    The order of the rows is not asked: a table sorted otherwise is the same picture.
    """
    joined: dict[str, datetime.date] = {}
    for row in rows:
        day = row.joined_on.first_day() if row.joined_on else datetime.date.max
        joined[row.id] = min(day, joined.get(row.id, day))
    return sorted(joined, key=lambda one: (joined[one], one))


def pairs_ever(whole: Dossier) -> set[Pair]:
    """The pairs that some row links on some day, whatever its kind; strangers are not linked."""
    known = {row.id for row in whole.actors}
    found = {frozenset(ends) for ends in _ends(whole)}
    return {pair for pair in found if len(pair) == 2 and pair <= known}


def _ends(whole: Dossier) -> Iterable[tuple[str, ...]]:
    for tie in whole.ties:
        if tie.level != STRANGERS:
            yield tie.actor_a, tie.actor_b
    for table in ("flows", "contributions", "commitments"):
        for row in whole.rows(table):
            if row.to:
                yield row.from_, row.to
