"""What a command needs of the outside: the language, the day, the terminal.

The only place that reads the clock.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import category

import click
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Styled

from maillage.cli import language
from maillage.cli.words import Words
from maillage.text import Language

_WIDTH_OF_A_FILE = 110  # columns when the output goes to a file or another program
_READER_GONE = 141  # 128 + SIGPIPE
_PATIENCE = 0.8  # seconds before saying that something is going on


@dataclass(frozen=True)
class Shell:
    """The surroundings of a command. `asked` is the language of ``--lang``, if it was given."""

    words: Words
    asked: Language | None
    today: datetime.date
    out: Console
    err: Console

    @property
    def language(self) -> Language:
        """The language to speak."""
        return self.words.language

    @classmethod
    def around(cls, spoken: Language, arguments: Sequence[str]) -> Shell:
        """The shell of this process, today."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        today = datetime.date.today()
        return cls(Words(spoken), language.asked(arguments), today, _console(), _console(stderr=True))

    def say(self, key: str, *, style: str = "", **values: object) -> None:
        """Print one message of the command line."""
        self.line(self.words(key, **values), style=style)

    def line(self, words: str = "", *, style: str = "", indent: int = 0, head: str = "") -> None:
        """Print words as they are: nothing in them is taken for markup or for an order to the terminal.

        On a terminal the words are wrapped to the right of `indent` and `head`; elsewhere a line stays a line.
        """
        start, said = " " * indent + visible(head), Styled(visible(words), style=style)
        if self.out.is_terminal and start:
            hanging = Grid.grid()
            hanging.add_column(width=len(start), no_wrap=True)
            hanging.add_row(start, said)
            self.out.print(hanging)
        else:
            self.out.print(Styled(start).append_text(said), soft_wrap=not self.out.is_terminal)

    def warn(self, words: str, *, style: str = "") -> None:
        """Print words on the error stream."""
        self.err.print(Styled(visible(words), style=style), soft_wrap=True)

    def json(self, value: Any) -> None:
        """Print `value` as JSON and nothing else."""
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        try:
            click.echo(json.dumps(value, ensure_ascii=not unicode, indent=2))
        except BrokenPipeError:
            self.out.on_broken_pipe()

    @contextlib.contextmanager
    def waiting(self, key: str, **values: object) -> Iterator[None]:
        """Say on the error stream that work is going on, when it lasts and when somebody is looking."""
        if not self.err.is_terminal:
            yield
            return
        status = self.err.status(Styled(self.words(key, **values)))
        timer = threading.Timer(_PATIENCE, status.start)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            status.stop()


class Screen(Console):
    """A terminal, a file or another program; one that stops reading is left in silence."""

    def on_broken_pipe(self) -> None:
        """Leave with the code that shells give to a program whose reader has gone."""
        with contextlib.suppress(SystemExit):
            super().on_broken_pipe()
        raise SystemExit(_READER_GONE)


class Refusal(click.ClickException):
    """What was asked cannot be done; the message, in the language of the shell, says why and what to do."""

    exit_code = 2


def visible(words: str) -> str:
    """Words without the control characters by which a file could give orders to a terminal.

    >>> visible("a\x1b[31mb")
    'a·[31mb'
    """
    return "".join(
        one if one.isprintable() or one in "\n\t" or category(one) == "Zs" else "·" for one in words
    )


def _console(*, stderr: bool = False) -> Screen:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else _WIDTH_OF_A_FILE
    return Screen(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)
