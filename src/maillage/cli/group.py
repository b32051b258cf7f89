"""A group of commands, one module each, built when they are used: ``maillage territory``, ``maillage frame``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any

import click

from maillage.cli.shell import Refusal
from maillage.cli.speaking import Spoken, suggestion
from maillage.cli.words import Words


class Group(Spoken, click.Group):
    """The group `name` of `modules` (command: module), which asks for the extra `maillage[name]` and its `engines`."""

    def __init__(
        self, words: Words, name: str, modules: Mapping[str, str], engines: Collection[str], **settings: Any
    ) -> None:
        super().__init__(
            words, name, subcommand_metavar=words("metavar.command"), no_args_is_help=True, **settings
        )
        self.about, self.modules, self.engines = name, modules, engines

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, in the language of the group. Says what to install when it is missing."""
        if cmd_name not in self.modules:
            return None
        try:
            made: click.Command = import_module(f"maillage.cli.{self.modules[cmd_name]}").command(self.words)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in self.engines:
                raise Refusal(self.words(f"{self.about}.needs", extra=f"maillage[{self.about}]")) from error
            raise
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the line names; the nearest one is suggested."""
        if args[0] not in self.modules and not args[0].startswith("-") and not ctx.resilient_parsing:
            said = self.words("usage.no-command", name=args[0])
            near = suggestion(self.words, args[0], tuple(self.modules))
            raise click.UsageError(f"{said} {near}".strip(), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then what each command does."""
        super().format_options(ctx, formatter)
        with formatter.section(self.words("usage.commands")):
            formatter.write_dl([(name, self.words(f"{self.about}.{name}-short")) for name in self.modules])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing more: `format_options` did."""
