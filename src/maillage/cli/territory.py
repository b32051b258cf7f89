"""``maillage territory``: official figures about any territory of France. A group of commands, one file each."""

from __future__ import annotations

import errno
import os
from typing import Any

import click

from maillage.cli.group import Group
from maillage.cli.words import Words

COMMANDS = {
    "search": "territory_search",
    "show": "territory_show",
    "read": "territory_read",
    "load": "territory_load",
    "update": "territory_update",
    "outlines": "territory_outlines",
    "sources": "territory_sources",
    "catalogue": "territory_catalogue",
}
"""Every command of the group, in the order in which people meet them, and its module."""

_ENGINES = ("duckdb", "ibis")


class Territory(Group):
    """The group, whose engine tells in words only what stopped it from outside."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what stopped the engine from outside is no defect, and is said as everywhere else."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if (why := stopped(error)) is not None:
                raise why from error
            raise


def stopped(error: Exception) -> Exception | None:
    """A full disk or an interruption behind an error of the engine, which tells them in words only; else nothing.

    >>> stopped(RuntimeError("Query interrupted"))
    Abort()
    """
    said = str(error)
    if os.strerror(errno.ENOSPC) in said and not isinstance(error, OSError):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if isinstance(error, RuntimeError) and said == "Query interrupted":
        return click.Abort()
    return None


def command(words: Words) -> click.Group:
    """The group, in the language of `words`."""
    return Territory(words, "territory", COMMANDS, _ENGINES)
