"""The arguments and options that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from maillage.cli.speaking import Choice, Day
from maillage.cli.words import Words


class Encoding(click.ParamType[str]):
    """The name of a text encoding that Python knows."""

    name = "encoding"

    def __init__(self, words: Words) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, once it is known to be one."""
        try:
            b"a".decode(value)
        except (LookupError, ValueError) as error:
            if not isinstance(error, UnicodeError):
                self.fail(self.words("usage.encoding", found=value), param, ctx)
        return str(value)


class Count(click.ParamType[int]):
    """A whole number from 1 on."""

    name = "count"

    def __init__(self, words: Words) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was written."""
        words = str(value)
        if not (words.isascii() and words.isdecimal() and len(words) < 10 and int(words) > 0):
            self.fail(self.words("usage.count", found=value), param, ctx)
        return int(words)


def path(
    words: Words, name: str = "path", *, required: bool = True, help: str = "option.path"
) -> click.Argument:
    """A dossier: a folder, a workbook or an archive. Whether it exists is said with the other problems."""
    metavar = words(f"metavar.{name}")
    return click.Argument(
        [name],
        type=click.Path(path_type=Path),
        required=required,
        metavar=metavar if required else f"[{metavar}]",
        help=words(help),
    )


def output(words: Words, key: str) -> click.Option:
    """``-o``: the file to write."""
    kind = click.Path(path_type=Path)
    return click.Option(["-o", "--output"], type=kind, metavar=words("metavar.file"), help=words(key))


def force(words: Words) -> click.Option:
    """``--force``: replace what stands there."""
    return click.Option(["--force"], is_flag=True, help=words("option.force"))


def form(words: Words) -> click.Option:
    """``--format``: sentences for people, JSON for programs."""
    choice = Choice(words, ("text", "json"))
    return click.Option(["--format"], type=choice, default="text", help=words("option.format"))


def encoding(words: Words) -> click.Option:
    """``--encoding``: how CSV files that are not UTF-8 are written."""
    return click.Option(
        ["--encoding"],
        type=Encoding(words),
        default="utf-8",
        metavar=words("metavar.encoding"),
        help=words("option.encoding"),
    )


def on(words: Words) -> click.Option:
    """``--on``: the day to look at."""
    return click.Option(["--on"], type=Day(words), metavar=words("metavar.date"), help=words("option.on"))


def at(words: Words, name: str = "--at", key: str = "option.at") -> click.Option:
    """``--at``: the state to look at, by its date or by the name of a snapshot."""
    return click.Option([name], metavar=words("metavar.moment"), help=words(key))
