"""The articulation as a tree: challenge, effects, components, bearers, and where a branch stops."""

from __future__ import annotations

from typing import Any

from rich.text import Text as Styled
from rich.tree import Tree

from maillage.cli.shell import Shell, visible
from maillage.report.links import Node
from maillage.report.outline import Branch, Outline

_MARKS = {"whole": "", "unsaid": "?", "broken": "✕"}
_STYLES = {"whole": "", "unsaid": "yellow", "broken": "bold red"}
_LEADING = ("challenges", "effects", "components")


def tell_outline(shell: Shell, outline: Outline) -> None:
    """Print a tree per challenge, then what no challenge leads to. A sign and words mark a break."""
    if not outline.challenges:
        shell.say("show.no-challenge")
    for branch in outline.challenges:
        tree = Tree(_label(shell, branch.node))
        _grow(shell, tree, branch)
        shell.out.print(tree)
    if outline.apart:
        tree = Tree(Styled(shell.words("show.apart"), style="bold"))
        for node in outline.apart:
            tree.add(_label(shell, node))
        shell.out.print(tree)
    shell.say("show.legend", style="dim")


def _grow(shell: Shell, tree: Tree, branch: Branch) -> None:
    if branch.seen:
        tree.add(Styled(shell.words("show.seen"), style="dim"))
    elif branch.node.state != "whole":
        state = branch.node.state
        stop = shell.words(f"show.{state}-{branch.node.table}")
        tree.add(Styled(f"{_MARKS[state]} {stop}", style=_STYLES[state]))
    for below in branch.branches:
        _grow(shell, tree.add(_label(shell, below.node)), below)


def _label(shell: Shell, node: Node) -> Styled:
    kind = shell.words(f"show.one-{node.table}")
    label = Styled(f"{kind} ", style="dim").append(visible(node.name), style="not dim")
    codes = sorted({finding.code for finding in node.findings})
    return label.append(f"  [{', '.join(codes)}]" if codes else "", style="dim")


def outline_json(outline: Outline) -> dict[str, Any]:
    """The same tree for programs. `next` says whether the following link is there: yes, no or unknown."""
    return {
        "articulation": [_branch_json(branch) for branch in outline.challenges],
        "apart": [_node_json(node) for node in outline.apart],
    }


def _branch_json(branch: Branch) -> dict[str, Any]:
    below = [_branch_json(one) for one in branch.branches]
    return {**_node_json(branch.node), "seen": branch.seen, "branches": below}


def _node_json(node: Node) -> dict[str, Any]:
    said = {"whole": "yes", "unsaid": "unknown", "broken": "no"}[node.state]
    return {
        "table": node.table,
        "id": node.id,
        "name": node.name,
        "next": said if node.table in _LEADING else None,
        "findings": sorted({finding.code for finding in node.findings}),
    }
