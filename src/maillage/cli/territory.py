"""``maillage territory``: official figures about any territory of France. A group of commands, one file each."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from typing import Any

import click

from maillage.cli.shell import Refusal
from maillage.cli.speaking import Spoken, suggestion
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

EXTRA = "maillage[territory]"
_ENGINES = ("duckdb", "ibis")


class Territory(Spoken, click.Group):
    """The group. Its commands are built when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, in the language of the group. Says what to install when it is missing."""
        if cmd_name not in COMMANDS:
            return None
        try:
            return self._made(cmd_name)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in _ENGINES:
                raise Refusal(self.words("territory.needs", extra=EXTRA)) from error
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what stopped the engine from outside is no defect, and is said as everywhere else."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if (why := stopped(error)) is not None:
                raise why from error
            raise

    def _made(self, name: str) -> click.Command:
        made: click.Command = import_module(f"maillage.cli.{COMMANDS[name]}").command(self.words)
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the line names; the nearest one is suggested."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            said = self.words("usage.no-command", name=args[0])
            near = suggestion(self.words, args[0], tuple(COMMANDS))
            raise click.UsageError(f"{said} {near}".strip(), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then what each command does."""
        super().format_options(ctx, formatter)
        with formatter.section(self.words("usage.commands")):
            formatter.write_dl([(name, self.words(f"territory.{name}-short")) for name in COMMANDS])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing more: `format_options` did."""


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
    return Territory(words, "territory", subcommand_metavar=words("metavar.command"), no_args_is_help=True)
