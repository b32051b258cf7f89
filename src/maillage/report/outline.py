"""The articulation as an outline: the same content as the picture, for people who do not see it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.articulation.analysis import Analysis
from maillage.report.links import COLUMNS, Key, Links, Node, build_links


@dataclass(frozen=True, slots=True)
class Branch:
    """A node and what hangs below it. `seen` says that its own branches were already told higher up."""

    node: Node
    branches: tuple[Branch, ...]
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A branch per challenge, then the nodes that no challenge leads to, column by column."""

    challenges: tuple[Branch, ...]
    apart: tuple[Node, ...]
    links: Links


def build_outline(analysis: Analysis) -> Outline:
    """The outline of `analysis`. A node met twice is told in full the first time only."""
    links = build_links(analysis)
    told: set[Key] = set()
    branches = tuple(_branch(node, links, told) for node in links.column("challenges"))
    apart = tuple(node for table in COLUMNS[1:] for node in links.column(table) if node.key not in told)
    return Outline(branches, apart, links)


def _branch(node: Node, links: Links, told: set[Key]) -> Branch:
    if node.key in told and node.next:
        return Branch(node, (), seen=True)
    told.add(node.key)
    return Branch(
        node, tuple(_branch(links.nodes[key], links, told) for key in node.next if key in links.nodes)
    )
