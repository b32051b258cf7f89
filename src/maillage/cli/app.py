"""`maillage`: the group of commands, built for a language, and what happens to what they let through."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from maillage import __version__
from maillage.cli import language
from maillage.cli.problems import tell_problems
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken, sentence, suggestion
from maillage.cli.words import Words
from maillage.dossier.problems import UnreadableError
from maillage.text import Language

COMMANDS = (
    "new",
    "template",
    "check",
    "show",
    "explain",
    "convert",
    "diff",
    "merge",
    "report",
    "deliver",
    "network",
    "exit",
    "model",
    "obstacles",
    "value",
    "transition",
    "journey",
    "memory",
    "case",
    "match",
    "frame",
    "organisation",
    "commune",
    "territory",
)
"""Every command, in the order in which people meet them: a module of this package, read when it is used."""

INTERRUPTED = 130
UNUSABLE = 2
_SYSTEM = {"enospc", "eacces", "eperm", "erofs", "enoent", "eisdir", "enotdir", "eexist", "enametoolong"}


class App(Spoken, click.Group):
    """The group of commands. Whatever happens, what the user reads is a sentence and never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, built for the language of the group."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"maillage.cli.{cmd_name}").command(self.words)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the line names; the nearest one is suggested."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            said = self.words("usage.no-command", name=args[0])
            raise click.UsageError(f"{said} {suggestion(self.words, args[0], COMMANDS)}".strip(), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then what each command does."""
        super().format_options(ctx, formatter)
        with formatter.section(self.words("usage.commands")):
            formatter.write_dl([(name, self.words(f"{name}.short")) for name in COMMANDS])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing more: `format_options` did."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run the line `args` and leave with its exit code."""
        arguments = sys.argv[1:] if args is None else list(args)
        shell = extra.pop("obj", None) or Shell.around(self.words.language, arguments)
        extra |= {"standalone_mode": False, "obj": shell}
        sys.exit(_outcome(shell, lambda: super(App, self).main(arguments, "maillage", **extra)))


def _outcome(shell: Shell, run: Any) -> int:
    """The exit code of `run`; what it lets through is said on the error stream."""
    try:
        return run() or 0
    except click.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        shell.warn(error.format_message())
    except UnreadableError as error:
        tell_problems(shell, error.problems, shell.warn)
    except click.UsageError as error:
        _tell_usage(shell, error)
    except click.ClickException as error:
        shell.warn(shell.words("say.error", message=error.message), style="red")
    except OSError as error:
        _tell_system(shell, error)
    except Exception as error:  # noqa: BLE001  the last door: a user is told, whatever happened
        _tell_surprise(shell, error)
    return UNUSABLE


def _tell_usage(shell: Shell, error: click.UsageError) -> None:
    if error.ctx is not None:
        shell.warn(error.ctx.get_usage())
        shell.warn(shell.words("usage.hint", command=error.ctx.command_path))
    shell.warn(shell.words("say.error", message=sentence(shell.words, error)), style="red")


def _tell_system(shell: Shell, error: OSError) -> None:
    name = errno.errorcode.get(error.errno or 0, "").lower()
    why = shell.words(f"system.{name if name in _SYSTEM else 'other'}", why=error.strerror or str(error))
    where = error.filename2 or error.filename
    said = shell.words("say.at-place", place=where, said=why) if where else why
    shell.warn(shell.words("say.error", message=said), style="red")


def _tell_surprise(shell: Shell, error: Exception) -> None:
    if os.environ.get("MAILLAGE_DEBUG"):
        shell.warn(traceback.format_exc())
    said = shell.words("say.surprise", kind=type(error).__name__, why=str(error))
    shell.warn(shell.words("say.error", message=said), style="red")


def app(spoken: Language) -> App:
    """The command line in one language.

    >>> app("en").name
    'maillage'
    """
    words = Words(spoken)
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help=words("option.version"),
    )
    return App(
        words, "maillage", params=[version], subcommand_metavar=words("metavar.command"), no_args_is_help=True
    )


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"maillage {__version__}")
        ctx.exit()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: 0 when all is well, 1 for findings, differences or conflicts, 2 when it cannot be done."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    app(language.asked(given) or language.spoken(os.environ)).main(given)


__all__ = ["COMMANDS", "App", "app", "main"]
