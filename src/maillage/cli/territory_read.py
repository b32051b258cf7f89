"""``maillage territory read``: the joint reading of a territory, beside stated similar ones."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Choice, Spoken, suggestion
from maillage.cli.territory_places import folder, territory
from maillage.cli.words import Words
from maillage.io.territory.store import Store
from maillage.territory.catalogue import indicators
from maillage.territory.comparing import (
    Comparison,
    compared_kind,
    reading_of,
    variables_named,
)
from maillage.territory.perimeters import Perimeter
from maillage.territory.reading import Reading
from maillage.territory.reading_json import to_json
from maillage.territory.reading_lines import lines, markdown
from maillage.territory.wording import text
from maillage.text import fill

_OURS = "territory-read"
_NOTHING_KNOWN = 1
_STYLES = {"title": "bold", "sphere": "bold", "part": "italic"}
_INDENTS = {"part": 2, "item": 4, "said": 2}
_HEADS = {"item": "- "}


@dataclass(frozen=True)
class ReadingWords(Words):
    """The words of the command line, with those of this command, which stand with the words of the reading."""

    def __call__(self, key: str, **values: object) -> str:
        """The message `key` with its holes filled. Raises `KeyError`."""
        section, _, name = key.partition(".")
        if section == _OURS:
            return fill(text(f"cli.{name}"), **values).in_(self.language)
        return Words.__call__(self, key, **values)


class Weighted(click.ParamType[tuple[str, float | None]]):
    """A variable of similarity, with a weight after an equals sign if one is given."""

    name = "variable"

    def __init__(self, words: Words) -> None:
        self.words = words

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float | None]:
        """The code of the indicator, known to be one, and the weight, a number from 0 on."""
        code, equals, written = str(value).partition("=")
        if code not in indicators():
            near = suggestion(self.words, code, tuple(indicators()))
            self.fail(f"{self.words(f'{_OURS}.no-variable', found=code)} {near}".strip(), param, ctx)
        weight = _number(written) if equals else None
        if equals and weight is None:
            self.fail(self.words(f"{_OURS}.no-weight", found=written), param, ctx)
        return code, weight


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    ours = ReadingWords(words.language)
    code = click.Argument(["code"], metavar=ours("metavar.code"), help=ours(f"{_OURS}.code"))
    peers = click.Option(
        ["--peers", "count"],
        type=options.Count(ours),
        metavar=ours("metavar.number"),
        help=ours(f"{_OURS}.peers"),
    )
    variables = click.Option(
        ["--with", "variables"],
        type=Weighted(ours),
        multiple=True,
        metavar="VARIABLE",
        help=ours(f"{_OURS}.with"),
    )
    within = click.Option(["--within"], metavar=ours("metavar.code"), help=ours(f"{_OURS}.within"))
    among = click.Option(
        ["--among", "listed"], multiple=True, metavar=ours("metavar.code"), help=ours(f"{_OURS}.among")
    )
    choice = Choice(ours, ("text", "json", "markdown"))
    form = click.Option(["--format"], type=choice, default="text", help=ours(f"{_OURS}.format"))
    params = [code, peers, variables, within, among, form]
    return Spoken(ours, _OURS, callback=run, params=params)


@click.pass_obj
def run(
    shell: Shell,
    code: str,
    count: int | None,
    variables: tuple[tuple[str, float | None], ...],
    within: str | None,
    listed: tuple[str, ...],
    format: str,
) -> int:
    """Print the reading: 0 when something is known of the territory, 1 when nothing is."""
    words = ReadingWords(shell.language)
    perimeter = territory(words, code)
    asked = Comparison(
        variables=variables_named(dict(variables)),
        count=count,
        within=territory(words, within) if within else None,
        listed=tuple(_alike(words, perimeter, one) for one in listed),
    )
    reading = reading_of(Store.at(folder(os.environ)), perimeter, asked)
    _print(shell, reading, format)
    return 0 if any(sphere.known for sphere in reading.spheres) else _NOTHING_KNOWN


def _print(shell: Shell, reading: Reading, form: str) -> None:
    if form == "json":
        shell.json(to_json(reading))
    elif form == "markdown":
        shell.line(markdown(reading, shell.language).rstrip("\n"))
    else:
        for line in lines(reading):
            if line.kind == "sphere":
                shell.line()
            said, style = shell.words.of(line.text), _STYLES.get(line.kind, "")
            shell.line(said, style=style, indent=_INDENTS.get(line.kind, 0), head=_HEADS.get(line.kind, ""))


def _alike(words: Words, perimeter: Perimeter, written: str) -> str:
    """The code of a territory to compare with, which must be of the same kind."""
    found = territory(words, written)
    if found.kind != compared_kind(perimeter):
        raise Refusal(words(f"{_OURS}.other-kind", found=found.label, name=perimeter.label))
    return found.code


def _number(written: str) -> float | None:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
