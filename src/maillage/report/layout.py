"""Where cards and threads stand in the articulation picture. Units are those of the SVG (about a pixel each)."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.report.links import COLUMNS, Key, Links, Node

CARD_WIDTH = 252
GUTTER = 100
MARGIN = 16
HEAD = 60
APART = 34
_LINE = 19
_PADDING = 14
_SPACE = 14
_CHARACTERS = 27
_MOST_LINES = 3
_MARK_LINE = 17
_SWEEPS = 4
MOST_CARDS = 40
"""Past this many cards in a column the picture would not be read; the rest is counted and told by the outline."""


@dataclass(frozen=True, slots=True)
class Card:
    """A node, where its card stands, and its name cut in lines."""

    node: Node
    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The height at which threads meet the card."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Cards by key, how many of each column are left out, the size of the whole.

    `apart` is where the actors without thread begin, below the others, if there are any.
    """

    cards: Mapping[Key, Card]
    left_out: Mapping[str, int]
    width: float
    height: float
    apart: float | None


def lay_out(links: Links) -> Layout:
    """Place every card so that linked ones stand near each other (barycentre sweeps)."""
    columns = {table: list(links.column(table))[:MOST_CARDS] for table in COLUMNS}
    left_out = {table: len(links.column(table)) - len(nodes) for table, nodes in columns.items()}
    _untangle(columns, links)
    linked = {table: [node for node in nodes if not node.quiet] for table, nodes in columns.items()}
    quiet = [node for node in columns["actors"] if node.quiet]
    tallest = max(_stack_height(nodes) for nodes in linked.values())
    cards: dict[Key, Card] = {}
    for index, table in enumerate(COLUMNS):
        top = HEAD + (tallest - _stack_height(linked[table])) / 2
        _stack(cards, linked[table], _column_x(index), top)
    apart = HEAD + tallest + APART if quiet else None
    bottom = _spread(cards, quiet, apart or HEAD + tallest)
    return Layout(cards, left_out, _column_x(len(COLUMNS)) - GUTTER + MARGIN, bottom + MARGIN + _LINE, apart)


def _column_x(index: int) -> float:
    return MARGIN + index * (CARD_WIDTH + GUTTER)


def _stack(cards: dict[Key, Card], nodes: Sequence[Node], x: float, top: float) -> None:
    """Add the cards of `nodes` one below the other, from `top`."""
    for node in nodes:
        card = Card(node, x, top, _height(node), _lines(node.name))
        cards[node.key] = card
        top += card.height + _SPACE


def _spread(cards: dict[Key, Card], nodes: Sequence[Node], top: float) -> float:
    """Add the cards of `nodes` in rows over the whole width, from `top`; give back where they end."""
    for first in range(0, len(nodes), len(COLUMNS)):
        row = nodes[first : first + len(COLUMNS)]
        for index, node in enumerate(row):
            cards[node.key] = Card(node, _column_x(index), top, _height(node), _lines(node.name))
        top += max(map(_height, row)) + _SPACE
    return top


def _lines(name: str) -> tuple[str, ...]:
    lines = textwrap.wrap(name, _CHARACTERS, break_long_words=True)
    if len(lines) > _MOST_LINES:
        lines = lines[:_MOST_LINES]
        lines[-1] = lines[-1][: _CHARACTERS - 1].rstrip() + "…"
    return tuple(lines)


def _height(node: Node) -> float:
    return 2 * _PADDING + len(_lines(node.name)) * _LINE + len(node.marks) * _MARK_LINE


def _stack_height(nodes: Sequence[Node]) -> float:
    return sum(_height(node) + _SPACE for node in nodes)


def _untangle(columns: dict[str, list[Node]], links: Links) -> None:
    """Order each column by the mean place of its neighbours, back and forth, to cross fewer threads."""
    neighbours: dict[Key, list[Key]] = {}
    for thread in links.threads:
        neighbours.setdefault(thread.end, []).append(thread.start)
        if thread.kind == "chain":
            neighbours.setdefault(thread.start, []).append(thread.end)
    for sweep in range(_SWEEPS):
        order = COLUMNS[1:] if sweep % 2 == 0 else tuple(reversed(COLUMNS[:-1]))
        for table in order:
            places = {
                node.key: place / len(nodes) for nodes in columns.values() for place, node in enumerate(nodes)
            }
            columns[table].sort(key=lambda node: _mean(node, neighbours, places))


def _mean(node: Node, neighbours: Mapping[Key, list[Key]], places: Mapping[Key, float]) -> float:
    found = [places[key] for key in neighbours.get(node.key, ()) if key in places]
    return sum(found) / len(found) if found else 1.0 + places[node.key]
