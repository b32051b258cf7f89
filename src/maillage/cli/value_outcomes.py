"""What ``maillage value --uncertain`` adds: balances as intervals, who may lose, what weighs most, what is missing."""

from __future__ import annotations

import datetime
from typing import Any

from rich.table import Table as Grid

from maillage.cli.shell import Refusal, Shell, visible
from maillage.dossier.dossier import Dossier
from maillage.text import Text, fill, joined_by
from maillage.value.lines import Lines
from maillage.value.outcome_words import OutcomeError, text
from maillage.value.showing import unit_name
from maillage.value.uncertainty import Outcome, Outcomes, Settings, confidences_of, outcomes
from maillage.value.uncertainty_words import (
    about,
    as_json,
    assumptions_said,
    converged_said,
    loses_said,
    partial_said,
    said,
    weighs_said,
    widest,
)

_COLUMNS = ("actor", "low", "median", "high", "loses", "weighs")
_GRID = 100  # characters below which the grid is not worth reading
_NOTHING = Text("", "")


def tell_outcomes(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, settings: Settings | None = None
) -> None:
    """Print the outcomes of `lines`, discounted when their assumptions have a rate. Raises `Refusal`."""
    found = _outcomes(shell, dossier, lines, settings)
    title = text("tell.title").in_(shell.language)
    shell.line(title.format(unit=unit_name(found.settings.unit).in_(shell.language)), style="bold")
    for one in said(found):
        shell.line(one.in_(shell.language))
    if found.by_actor:
        _grid(shell, found) if shell.out.width >= _GRID else _sheets(shell, found)
    shown = widest(found)
    moving = converged_said(found, shown) if shown else None
    if moving:
        shell.line(moving.in_(shell.language))
    shell.line(text("tell.assumptions").in_(shell.language), style="bold")
    for one in assumptions_said(found):
        shell.line(one.in_(shell.language), indent=2, head="- ")


def outcomes_json(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, settings: Settings | None = None
) -> dict[str, Any]:
    """The outcomes of `lines` for programs, discounted when their assumptions have a rate. Raises `Refusal`."""
    return as_json(_outcomes(shell, dossier, lines, settings))


def _outcomes(shell: Shell, dossier: Dossier, lines: Lines, settings: Settings | None) -> Outcomes:
    asked = settings or Settings(discounted=bool(lines.assumptions.rate))
    try:
        return outcomes(lines, asked, confidences_of(dossier))
    except OutcomeError as error:
        raise Refusal(shell.words.of(error.text)) from error


def _grid(shell: Shell, found: Outcomes) -> None:
    grid = Grid(header_style="bold")
    for name in _COLUMNS:
        justify = "right" if name in ("low", "median", "high") else "left"
        grid.add_column(text(f"tell.{name}").in_(shell.language), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for one in found.by_actor.values():
        grid.add_row(*(visible(cell.in_(shell.language)) for cell in _cells(found, one)))
    shell.out.print(grid)


def _sheets(shell: Shell, found: Outcomes) -> None:
    for one in found.by_actor.values():
        name, *figures, loses, last = (cell.in_(shell.language) for cell in _cells(found, one))
        shell.line(name, style="bold")
        shell.line(" · ".join(cell for cell in figures if cell), indent=2)
        told = fill(text("tell.failed"), name=text("tell.loses"), why=loses)
        shell.line(told.in_(shell.language), indent=2)
        if last:
            shell.line(last, indent=2)


def _cells(found: Outcomes, one: Outcome) -> tuple[Text, ...]:
    """The name, P5, median, P95, how often the actor loses, what weighs and what is missing; no ends when steady."""
    unit, drawn = found.settings.unit, one.varying > 0
    median = about(one.p50, unit, drawn=drawn)
    ends = [about(value, unit) if drawn else _NOTHING for value in (one.p5, one.p95)]
    parts = [each for each in (weighs_said(found, one.actor), partial_said(one)) if each is not None]
    last = joined_by(" ", parts)
    return (found.lines.names.account(one.actor), ends[0], median, ends[1], loses_said(one), last)
