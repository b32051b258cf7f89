"""``maillage frame``: check frames of reference, score with them, compare and publish versions."""

from __future__ import annotations

import click

from maillage.cli.group import Group
from maillage.cli.words import Words

COMMANDS = {
    "list": "frame_list",
    "check": "frame_check",
    "score": "frame_score",
    "diff": "frame_diff",
    "publish": "frame_publish",
    "carry": "frame_carry",
    "conformance": "frame_conformance",
}
"""Every command of the group, in the order in which people meet them, and its module."""

_ENGINES = ("lark", "numpy", "yaml")


def command(words: Words) -> click.Group:
    """The group, in the language of `words`."""
    return Group(words, "frame", COMMANDS, _ENGINES)
