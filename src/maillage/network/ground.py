"""What every reading works from: the network as written, the plausible ones, and ways to name what they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import rustworkx as rx

from maillage.articulation.chain import Chain
from maillage.dossier.tables import Actor
from maillage.network import measures
from maillage.network.doubts import Booleans, Doubts
from maillage.network.graph import EVERYTHING, Choice, Link, Network
from maillage.network.plausible import Numbers, Plausible, interval, share
from maillage.network.result import NO_UNIT, Item, Value
from maillage.network.wording import counted, sentence, text
from maillage.text import Text, capital, fill, same

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ground:
    """The network of `chain` under a `choice`, as written and as plausible."""

    chain: Chain
    choice: Choice
    network: Network
    plausible: Plausible
    doubts: Doubts
    seed: int

    @property
    def n(self) -> int:
        """How many actors are present."""
        return len(self.network.actors)

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """The pairs linked, as places of actors."""
        return self.plausible.edges

    @cached_property
    def graph(self) -> rx.PyGraph[None, None]:
        """The network as written, for several measures."""
        return measures.graph_of(self.n, self.edges)

    @cached_property
    def pairs(self) -> tuple[tuple[Link, ...], ...]:
        """The links of each of `edges`."""
        return tuple(self.network.pairs.values())

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], int]:
        """The number of the link that comes from each row (table, id)."""
        return {(link.table, link.id): number for number, link in enumerate(self.network.links)}

    @cached_property
    def names(self) -> tuple[Text, ...]:
        """What each actor is called in a sentence."""
        return tuple(same(name) for name in short_names([actor.name for actor in self.network.actors]))

    @cached_property
    def empty(self) -> Text | None:
        """Why there is nothing to read of the links, if there is nothing."""
        if self.n == 0:
            return text("common.nobody")
        if self.n == 1:
            return sentence("common.one", name=self.names[0])
        if not self.edges:
            key = "common.no-link" if self.choice == EVERYTHING else "common.no-link-chosen"
            return sentence(key, actors=counted("actors", self.n))
        return None

    @property
    def nothing(self) -> Text | None:
        """The same, in short: the whole sentence is said once."""
        return text("common.nothing") if self.empty else None

    # --- words ---------------------------------------------------------------------------------------------------

    def named(self, places: Iterable[int]) -> list[Text]:
        """The names of some actors."""
        return [self.names[place] for place in places]

    def called(self, actor: Actor) -> Text:
        """What an actor is called in a sentence, present or not."""
        return self._called.get(actor.id, same(actor.name))

    @cached_property
    def _called(self) -> Mapping[str, Text]:
        return dict(zip((actor.id for actor in self.network.actors), self.names, strict=True))

    def pair(self, edge: tuple[int, int]) -> Text:
        """How a pair is called."""
        return fill(text("common.pair"), a=self.names[edge[0]], b=self.names[edge[1]])

    def held(self, said: Text, holds: Booleans, section: str = "common") -> Text:
        """A sentence and in how many plausible networks it is true; only the sentence when none was drawn.

        `section` is where the words for it are; they say what exactly is true there.
        """
        if not len(holds):
            return fill(text("common.full-stop"), said=capital(said))
        key = f"{section}.always" if holds.all() else f"{section}.holds"
        filled = fill(text(key), said=capital(said), part=int(holds.sum()), whole=len(holds))
        return fill(text("common.full-stop"), said=filled)

    # --- figures -------------------------------------------------------------------------------------------------

    def value(
        self,
        code: str,
        label: Text,
        value: float | None,
        found: Numbers | None = None,
        *,
        decimals: int = 2,
        unit: Text = NO_UNIT,
        why: Text | None = None,
    ) -> Value:
        """A figure and its interval over the plausible networks, where `found` gives it for each."""
        low, high = (None, None) if found is None or value is None else interval(found)
        return Value(code, label, value, low, high, decimals, unit, why if value is None else None)

    def actor(
        self, place: int, value: float | None = None, holds: Booleans | None = None, note: Text | None = None
    ) -> Item:
        """An actor as a named thing."""
        sure = 1.0 if holds is None else share(holds)
        actor = self.network.actors[place]
        return Item("actors", actor.id, same(actor.name), value, sure, note)

    def link(self, edge: int, holds: Booleans | None = None, note: Text | None = None) -> Item:
        """A pair as a named thing: the first row that links it."""
        first = self.pairs[edge][0]
        sure = 1.0 if holds is None else share(holds)
        return Item(first.table, first.id, self.pair(self.edges[edge]), None, sure, note)

    # --- rows ----------------------------------------------------------------------------------------------------

    @cached_property
    def all_links(self) -> Rows:
        """Every row that links two actors."""
        return rows(self.network.links)


def short_names(names: Sequence[str]) -> list[str]:
    """Names as said aloud: what follows a comma or a parenthesis is left out, unless two would then be the same.

    >>> short_names(["Asnæs (power station)", "Ferme", "Ferme (d’en haut)"])
    ['Asnæs', 'Ferme', 'Ferme (d’en haut)']
    """
    cut = [re.split(r",| \(", name, maxsplit=1)[0].strip() for name in names]
    seen = Counter(cut)
    return [short if short and seen[short] == 1 else name for short, name in zip(cut, names, strict=True)]


def rows(links: Sequence[Link]) -> Rows:
    """The rows that links come from."""
    return tuple(dict.fromkeys((link.table, link.id) for link in links))
