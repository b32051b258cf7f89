"""Click, speaking the language of the user: headings of the help, choices, dates, wrong lines."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Sequence
from typing import Any

import click

from maillage.cli.words import Words
from maillage.dossier.values import PartialDate
from maillage.text import LANGUAGES


class Choice(click.Choice[str]):
    """One word of a list; the nearest one is suggested."""

    def __init__(self, words: Words, choices: Sequence[str]) -> None:
        super().__init__(choices)
        self.words = words

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is said of a word that is not in the list."""
        choices = ", ".join(self.choices)
        said = self.words("usage.choice", found=value, choices=choices)
        return f"{said} {suggestion(self.words, str(value), self.choices)}".strip()


class Day(click.ParamType[datetime.date]):
    """A day, given as a year, a month or a day: the last day it can be."""

    name = "day"

    def __init__(self, words: Words) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The last day of what was written."""
        try:
            return value if isinstance(value, datetime.date) else PartialDate.parse(value).last_day()
        except ValueError:
            self.fail(self.words("usage.date", found=value), param, ctx)


class Spoken(click.Command):
    """A command whose help is in the language of `words`. The message ``<name>.help`` describes it."""

    def __init__(self, words: Words, name: str, **settings: Any) -> None:
        self.words = words
        settings["params"] = [*settings.get("params", ()), _language(words)]
        settings["help"] = _unbroken(words(f"{name}.help"))
        settings["options_metavar"] = words("metavar.options")
        super().__init__(name, **settings)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.words("usage.prefix") + " ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the arguments are."""
        self._section("usage.arguments", click.Argument, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the options do."""
        self._section("usage.options", click.Option, ctx, formatter)

    def _section(
        self, key: str, kind: type[click.Parameter], ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        records = [
            parameter.get_help_record(ctx)
            for parameter in self.get_params(ctx)
            if isinstance(parameter, kind)
        ]
        required = self.words("usage.required")
        shown = [(name, said.replace("[required]", required)) for name, said in filter(None, records)]
        if shown:
            with formatter.section(self.words(key)):
                formatter.write_dl(shown)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``, in the language of the user."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.words("option.help")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the line; too many words are refused in the language of the user."""
        takes_more, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not takes_more and not ctx.resilient_parsing:
            raise click.UsageError(self.words("usage.extra", found=" ".join(rest)), ctx)
        return rest


def _unbroken(sentence: str) -> str:
    """A sentence whose French quotes and colons are not left alone at the end or the beginning of a line."""
    return re.sub(r"(?<=«) | (?=[»:;!?])", "\u00a0", sentence)


def _language(words: Words) -> click.Option:
    """``--lang``, accepted by every command; `maillage.cli.language` has already obeyed it."""
    choice = Choice(words, LANGUAGES)
    return click.Option(["--lang"], type=choice, expose_value=False, help=words("option.lang"))


def suggestion(words: Words, found: str, known: Sequence[str]) -> str:
    """“Did you mean …?”, or nothing when no known word is close."""
    close = difflib.get_close_matches(found.lower(), {word.lower(): word for word in known}, n=1, cutoff=0.6)
    original = {word.lower(): word for word in known}
    return words("usage.suggestion", word=original[close[0]]) if close else ""


def sentence(words: Words, error: click.ClickException) -> str:
    """What to say of a wrong line. Messages of our own are already in the right language."""
    if isinstance(error, click.MissingParameter):
        return words("usage.missing", name=_name(error))
    if isinstance(error, click.NoSuchOption):
        near = suggestion(words, error.option_name, _option_names(error.ctx))
        return f"{words('usage.no-option', name=error.option_name)} {near}".strip()
    if isinstance(error, click.BadOptionUsage):
        flag = error.option_name in _flags(error.ctx)
        return words("usage.no-value" if flag else "usage.needs-value", name=error.option_name)
    if isinstance(error, click.BadParameter):
        return words("usage.bad-value", name=_name(error), why=error.message)
    return error.message


def _name(error: click.BadParameter) -> str:
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "")
    opts = error.param.opts
    return error.param.make_metavar(error.ctx) if isinstance(error.param, click.Argument) else opts[-1]


def _option_names(ctx: click.Context | None) -> list[str]:
    parameters = ctx.command.get_params(ctx) if ctx else []
    return [
        name for parameter in parameters if isinstance(parameter, click.Option) for name in parameter.opts
    ]


def _flags(ctx: click.Context | None) -> list[str]:
    parameters = ctx.command.get_params(ctx) if ctx else []
    return [name for one in parameters if isinstance(one, click.Option) and one.is_flag for name in one.opts]
