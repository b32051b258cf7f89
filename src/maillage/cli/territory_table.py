"""Figures in the terminal: a grid when it fits, else one sheet per figure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table as Grid

from maillage.cli.shell import Shell, visible
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import amount, period
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.figures import IndicatorFigure, Status

_GRID = 100  # characters below which the grid is not worth reading


def tell_figures(shell: Shell, figures: Sequence[IndicatorFigure]) -> None:
    """Print what is known, or why it is not; then, in a line, what is not loaded."""
    told = [one for one in figures if one.status is not Status.NOT_LOADED]
    if told:
        _grid(shell, told) if shell.out.width >= _GRID else _sheets(shell, told)
    missing = [one for one in figures if one.status is Status.NOT_LOADED]
    if missing:
        shell.line(shell.words.count("not-loaded", len(missing)))


def _grid(shell: Shell, figures: Sequence[IndicatorFigure]) -> None:
    grid = Grid(header_style="bold")
    for name in ("indicator", "value", "year", "source", "status"):
        grid.add_column(shell.words(f"territory-show.{name}-column"), overflow="fold")
    for one in figures:
        grid.add_row(*(visible(cell) for cell in _cells(shell, one)))
    shell.out.print(grid)


def _sheets(shell: Shell, figures: Sequence[IndicatorFigure]) -> None:
    for one in figures:
        label, *rest = _cells(shell, one)
        shell.line(label, style="bold")
        shell.line(" · ".join(cell for cell in rest if cell), indent=2)


def _cells(shell: Shell, one: IndicatorFigure) -> tuple[str, str, str, str, str]:
    indicator = indicators()[one.indicator]
    value = amount(one.value, indicator.decimals, indicator.unit) if one.value is not None else None
    year = period(one.since, one.vintage) if one.vintage is not None else None
    return (
        shell.words.of(indicator.label),
        shell.words.of(value) if value else "",
        shell.words.of(year) if year else "",
        _sources(shell, one),
        _status(shell, one),
    )


def _sources(shell: Shell, one: IndicatorFigure) -> str:
    """Each source once, with the years of what was read there where they are not that of the figure."""
    others: dict[str, list[int]] = {}
    for used in one.inputs:
        years = others.setdefault(used.dataset, [])
        if used.year != one.vintage and used.year not in years:
            years.append(used.year)
    named = others or {id_: [] for id_ in indicators()[one.indicator].sources}
    titles = {id_: shell.words.of(datasets()[id_].title) for id_ in named}
    return ", ".join(
        f"{titles[id_]} ({', '.join(map(str, years))})" if years else titles[id_]
        for id_, years in named.items()
    )


def _status(shell: Shell, one: IndicatorFigure) -> str:
    if one.status is Status.PARTIAL:
        return shell.words("territory-show.partial", known=one.known, members=one.members)
    return shell.words.of(vocabulary("figure_statuses").label_of(one.status.value))
