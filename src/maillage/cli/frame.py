"""``maillage frame``: check frames of reference, score with them, compare and publish versions."""

from __future__ import annotations

from importlib import import_module

import click

from maillage.cli.shell import Refusal
from maillage.cli.speaking import Spoken, suggestion
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

EXTRA = "maillage[frame]"
_ENGINES = ("lark", "numpy", "yaml")


class Frames(Spoken, click.Group):
    """The group. Its commands are built when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, in the language of the group. Says what to install when it is missing."""
        if cmd_name not in COMMANDS:
            return None
        try:
            made: click.Command = import_module(f"maillage.cli.{COMMANDS[cmd_name]}").command(self.words)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in _ENGINES:
                raise Refusal(self.words("frame.needs", extra=EXTRA)) from error
            raise
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
            formatter.write_dl([(name, self.words(f"frame.{name}-short")) for name in COMMANDS])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing more: `format_options` did."""


def command(words: Words) -> click.Group:
    """The group, in the language of `words`."""
    return Frames(words, "frame", subcommand_metavar=words("metavar.command"), no_args_is_help=True)
