"""``maillage territory show``: every figure at hand about a territory, with its year, its source and its status."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from typing import Any

import click

from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Choice, Spoken, suggestion
from maillage.cli.territory_places import folder, kind_of, territory
from maillage.cli.territory_table import tell_figures
from maillage.cli.words import Words
from maillage.io.territory.store import Store
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.figures import IndicatorFigure
from maillage.territory.perimeters import Perimeter

_NOTHING = 1
_COLUMNS = (
    "code", "label", "value", "unit", "vintage", "since", "source", "status", "members", "known", "secret", "inputs",
)  # fmt: skip


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    code = click.Argument(["code"], metavar=words("metavar.code"), help=words("territory-show.code"))
    chosen = click.Option(
        ["--indicator", "chosen"],
        multiple=True,
        metavar=words("metavar.code"),
        help=words("territory-show.indicator"),
    )
    form = click.Option(
        ["--format"],
        type=Choice(words, ("text", "json", "csv")),
        default="text",
        help=words("territory-show.format"),
    )
    return Spoken(words, "territory-show", callback=run, params=[code, chosen, form])


@click.pass_obj
def run(shell: Shell, code: str, chosen: tuple[str, ...], format: str) -> int:
    """Print the figures: 0 when a value is known, 1 when none is, 2 when the code or an indicator is not one."""
    perimeter = territory(shell.words, code)
    wanted = [_indicator(shell.words, one) for one in chosen]
    store = Store.at(folder(os.environ))
    figures = [one for one in store.figures(perimeter) if not wanted or one.indicator in wanted]
    if format == "json":
        shell.json(_as_json(shell, perimeter, figures))
    elif format == "csv":
        click.echo(_as_csv(shell, figures), nl=False)
    else:
        _tell(shell, perimeter, figures)
    return 0 if any(one.status.has_value for one in figures) else _NOTHING


def _indicator(words: Words, code: str) -> str:
    if code in indicators():
        return code
    near = suggestion(words, code, tuple(indicators()))
    raise Refusal(f"{words('territory.no-indicator', found=code)} {near}".strip())


def _tell(shell: Shell, perimeter: Perimeter, figures: Sequence[IndicatorFigure]) -> None:
    shell.line(perimeter.label, style="bold")
    communes = shell.words.count("communes", len(perimeter.communes))
    shell.say(
        "territory-show.where",
        kind=kind_of(shell.words, perimeter.kind),
        communes=communes,
        year=perimeter.geography,
    )
    shell.line()
    tell_figures(shell, figures)


# --- for programs ---


def _as_json(shell: Shell, perimeter: Perimeter, figures: Sequence[IndicatorFigure]) -> dict[str, Any]:
    return {
        "territory": {
            "key": perimeter.key,
            "kind": perimeter.kind,
            "code": perimeter.code,
            "name": perimeter.name,
            "label": perimeter.label,
            "communes": list(perimeter.communes),
            "geography": perimeter.geography,
        },
        "indicators": [_figure_json(shell, one) for one in figures],
    }


def _figure_json(shell: Shell, one: IndicatorFigure) -> dict[str, Any]:
    indicator = indicators()[one.indicator]
    return {
        "code": one.indicator,
        "label": shell.words.of(indicator.label),
        "value": one.value,
        "unit": shell.words.of(indicator.unit),
        "vintage": one.vintage,
        "since": one.since,
        "source": source_of(shell.words, one),
        "status": one.status.value,
        "members": one.members,
        "known": one.known,
        "secret": one.secret,
        "inputs": [
            {
                "measure": used.measure,
                "value": used.value,
                "year": used.year,
                "since": used.since,
                "dataset": used.dataset,
                "edition": used.edition,
            }
            for used in one.inputs
        ],
    }


def source_of(words: Words, one: IndicatorFigure) -> str:
    """Who published what the figure was computed from; or, when it has no input, who publishes what it would be."""
    used = (
        tuple(dict.fromkeys(input_.dataset for input_ in one.inputs)) or indicators()[one.indicator].sources
    )
    return " ; ".join(f"{datasets()[id_].producer}, {words.of(datasets()[id_].title)}" for id_ in used)


def _as_csv(shell: Shell, figures: Sequence[IndicatorFigure]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in figures:
        row = _figure_json(shell, one)
        row["inputs"] = " ; ".join(f"{used.measure} {used.year} = {used.value}" for used in one.inputs)
        writer.writerow(["" if row[column] is None else row[column] for column in _COLUMNS])
    return target.getvalue()
