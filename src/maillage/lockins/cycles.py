"""How obstacles keep one another going: the shortest loops among those that are held.

An obstacle points to those it keeps going (``data/lockins/sustains.csv``). For every such link between two obstacles
that are held, the shortest way back, if there is one, closes a loop. So every link that lies on some loop is shown in
one of them, and the number of loops never exceeds the number of links, where listing all elementary circuits could take
forever. Ties are broken by the codes: the order of rows changes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.dossier.vocabularies import Term
from maillage.lockins.catalogue import Edge, catalogue, obstacles_of
from maillage.lockins.wording import counted, label, sentence
from maillage.text import Text, listing

MOST = 12
"""How many loops are kept unless more are asked for: a wall holds no more."""

_Next = Mapping[str, Mapping[str, Edge]]


@dataclass(frozen=True, slots=True)
class Loop:
    """Obstacles that keep one another going, from the first code in the alphabet round to itself.

    `edges` follow each other, the last one leads back to the first obstacle; `levers` loosen at least one of them.
    """

    edges: tuple[Edge, ...]
    levers: tuple[Term, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The obstacles, in the order of the loop."""
        return tuple(edge.obstacle for edge in self.edges)

    @property
    def title(self) -> Text:
        """The loop in one line."""
        names = [label(code) for code in (*self.codes, self.codes[0])]
        return Text(" → ".join(one.fr for one in names), " → ".join(one.en for one in names))


@dataclass(frozen=True, slots=True)
class Across:
    """A lever that touches several loops. `loops` are their places among those shown, from 0."""

    lever: Term
    loops: tuple[int, ...]
    obstacles: tuple[str, ...]
    said: Text


def loops(codes: Iterable[str], edges: Sequence[Edge] | None = None, most: int = MOST) -> tuple[Loop, ...]:
    """The loops among the obstacles `codes`: for every link, the shortest it lies on, at most `most`, short ones first.

    >>> [loop.codes for loop in loops(["asset_burden", "hard_to_finance", "hard_words"])]
    [('asset_burden', 'hard_to_finance')]
    """
    ahead = _links(set(codes), catalogue().edges if edges is None else edges)
    found = {_turned(way) for start in ahead for end in ahead[start] if (way := _way(ahead, end, start))}
    kept = sorted(found, key=lambda way: (len(way), way))[:most]
    return tuple(_loop(way, ahead) for way in kept)


def _links(held: set[str], edges: Sequence[Edge]) -> dict[str, dict[str, Edge]]:
    """The links between obstacles that are held, both ends in alphabetical order."""
    ahead: dict[str, dict[str, Edge]] = {}
    for edge in sorted(edges, key=lambda one: one.key):
        if held.issuperset(edge.key):
            ahead.setdefault(edge.obstacle, {}).setdefault(edge.sustains, edge)
    return ahead


def _way(ahead: _Next, start: str, end: str) -> tuple[str, ...]:
    """The shortest way from `start` to `end`, both included; empty when there is none."""
    before: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return _back(before, end)
        for code in ahead.get(here, {}):
            if code not in before:
                before[code] = here
                waiting.append(code)
    return ()


def _back(before: Mapping[str, str], end: str) -> tuple[str, ...]:
    way = [end]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _turned(way: tuple[str, ...]) -> tuple[str, ...]:
    """The same loop from its first code in the alphabet."""
    place = way.index(min(way))
    return way[place:] + way[:place]


def _loop(way: tuple[str, ...], ahead: _Next) -> Loop:
    edges = tuple(ahead[code][after] for code, after in zip(way, (*way[1:], way[0]), strict=True))
    levers = catalogue().levers.values()
    return Loop(edges, tuple(lever for lever in levers if set(way).intersection(obstacles_of(lever))))


def across(shown: Sequence[Loop]) -> tuple[Across, ...]:
    """The levers that touch several of these loops, in the order of the catalogue: words, no rank.

    >>> [one.lever.code for one in across(loops(["asset_burden", "hard_to_finance"]))]
    []
    """
    found = []
    for lever in catalogue().levers.values():
        touched = [place for place, loop in enumerate(shown) if lever in loop.levers]
        if len(touched) > 1:
            found.append(_across(lever, touched, shown))
    return tuple(found)


def _across(lever: Term, touched: Sequence[int], shown: Sequence[Loop]) -> Across:
    held = {code for place in touched for code in shown[place].codes}
    obstacles = tuple(
        code for code in catalogue().obstacles if code in held.intersection(obstacles_of(lever))
    )
    said = sentence(
        "lockins.across",
        lever=lever.label,
        loops=counted("loops", len(touched)),
        obstacles=listing([label(code) for code in obstacles]),
    )
    return Across(lever, tuple(touched), obstacles, said)
