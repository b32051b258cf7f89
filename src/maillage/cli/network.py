"""``maillage network``: who is linked to whom, what holds the network together, in words and then in figures."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table as Grid

from maillage.articulation.chain import Chain, build_chain
from maillage.cli import options
from maillage.cli.presenting import present
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell, visible
from maillage.cli.speaking import Choice, Spoken
from maillage.cli.words import Words
from maillage.dossier.vocabularies import vocabulary
from maillage.network.graph import KINDS, STRANGERS
from maillage.network.graph import Choice as Links
from maillage.network.wording import out_of
from maillage.text import Text

if TYPE_CHECKING:
    from maillage.network.result import Item, NetworkReading, Reading

EXTRA = "maillage[network]"
_ENGINES = ("numpy", "rustworkx")
_DRAWS, _SEED = 200, 1
_GRID = 100  # characters below which a grid is not worth reading


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    levels = [code for code in vocabulary("tie_levels").terms if code != STRANGERS]
    directions = list(vocabulary("tie_directions").terms)
    params = [
        options.path(words),
        options.form(words),
        options.on(words),
        options.at(words),
        _several(words, "kind", "kinds", KINDS),
        _several(words, "level", "levels", levels),
        _several(words, "direction", "directions", directions),
        _number(words, "draws", _DRAWS),
        _number(words, "seed", _SEED),
        options.encoding(words),
    ]
    return Spoken(words, "network", callback=run, params=params)


def _several(words: Words, name: str, into: str, codes: Sequence[str]) -> click.Option:
    kind = Choice(words, codes)
    return click.Option(
        [f"--{name}", into],
        type=kind,
        multiple=True,
        metavar=words("metavar.code"),
        help=words(f"network.{name}"),
    )


def _number(words: Words, name: str, default: int) -> click.Option:
    kind, metavar = options.Count(words), words("metavar.number")
    return click.Option(
        [f"--{name}"], type=kind, default=default, metavar=metavar, help=words(f"network.{name}")
    )


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    format: str,
    on: datetime.date | None,
    at: str | None,
    kinds: tuple[str, ...],
    levels: tuple[str, ...],
    directions: tuple[str, ...],
    draws: int,
    seed: int,
    encoding: str,
) -> None:
    """Print the readings of the dossier at `path`."""
    dossier = dossier_at(shell, path, encoding)
    chain = build_chain(dossier, day_of(shell, dossier, at, on))
    links = Links(kinds=kinds or KINDS, levels=levels, directions=directions)
    reading = _read(shell, chain, links, draws, seed)
    if format == "json":
        from maillage.network.reading_json import to_json

        shell.json(to_json(reading))
    else:
        present(shell, chain)
        _tell(shell, reading)


def _read(shell: Shell, chain: Chain, links: Links, draws: int, seed: int) -> NetworkReading:
    """The readings. Refuses with what to install when an engine is missing."""
    try:
        from maillage.network.readings import read_network
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _ENGINES:
            raise Refusal(shell.words("network.needs", extra=EXTRA)) from error
        raise
    return read_network(chain, links, draws=draws, seed=seed)


# --- for people ---


def _tell(shell: Shell, reading: NetworkReading) -> None:
    """The readings; one that says nothing that was not said (there is no link) is left out."""
    words, told = shell.words, set[Text]()
    for one in reading.readings:
        if told.issuperset(one.said):
            continue
        told.update(one.said)
        shell.line()
        shell.line(words.of(one.title), style="bold")
        for said in one.said:
            shell.line(words.of(said), indent=2)
        if one.caution is not None:
            shell.line(words.of(one.caution), indent=2, style="italic")
    shell.line()
    shell.say("network.counted", style="bold")
    for note in reading.notes:
        shell.line(words.of(note), indent=2)
    _table(shell, "figures", ("reading", "figure", "value"), _figures(shell, reading))
    _table(shell, "named", ("reading", "name", "share", "note"), _named(shell, reading))


def _figures(shell: Shell, reading: NetworkReading) -> list[tuple[str, ...]]:
    of = shell.words.of
    return [
        (of(one.title), of(value.label), of(value.shown)) for one in reading.readings for value in one.values
    ]


def _named(shell: Shell, reading: NetworkReading) -> list[tuple[str, ...]]:
    of = shell.words.of
    return [
        (of(one.title), of(item.name), _share(shell, reading, one, item), of(item.note) if item.note else "")
        for one in reading.readings
        for item in one.items
    ]


def _share(shell: Shell, reading: NetworkReading, one: Reading, item: Item) -> str:
    """In how many plausible networks; nothing where it was not drawn."""
    from maillage.network.result import DRAWN

    if one.code not in DRAWN or not reading.draws:
        return ""
    return shell.words.of(out_of(round(item.share * reading.draws), reading.draws))


def _table(shell: Shell, title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """A grid when it fits, else one line per row; the name of a reading stands once."""
    if not rows:
        return
    shell.line()
    shell.say(f"network.{title}", style="bold")
    if shell.out.width < _GRID:
        for row in rows:
            shell.line(" · ".join(cell for cell in row if cell), indent=2)
        return
    grid = Grid(header_style="bold")
    for name in columns:
        grid.add_column(shell.words(f"network.{name}-column"), overflow="fold")
    above = ""
    for first, *others in rows:
        grid.add_row("" if first == above else visible(first), *map(visible, others))
        above = first
    shell.out.print(grid)
