"""``maillage transition``: what the move from volume to use would do to the accounts of one organisation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table as Grid

from maillage.cli import options
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell, visible
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words

if TYPE_CHECKING:
    from maillage.transition.inputs import Given, Inputs
    from maillage.transition.outlook import Outlook, StageOutlook

EXTRA = "maillage[value]"
_ENGINES = ("numpy", "scipy")
_GRID = 100  # characters below which a grid is not worth reading
_COLUMNS = ("revenue", "costs", "investment", "cash", "material_per_use", "energy_per_use")
_YEARS = (1, 2, 3, 5, 10, 15, 20, 30, 40, 50, 60)


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    actor = click.Argument(["actor"], required=False, metavar=f"[{words('transition.actor-metavar')}]")
    actor.help = words("transition.actor")
    params = [
        options.path(words, required=False, help="transition.path"),
        actor,
        options.form(words),
        options.at(words),
        _typed(words, "preset", str, "metavar.code"),
        _typed(words, "set", str, "transition.change", multiple=True),
        _typed(words, "years", options.Count(words), "metavar.number", default=20),
        _typed(words, "draws", options.Count(words), "metavar.number"),
        _typed(words, "seed", options.Count(words), "metavar.number", default=1),
        options.encoding(words),
    ]
    return Spoken(words, "transition", callback=run, params=params)


def _typed(words: Words, name: str, kind: Any, metavar: str, **settings: Any) -> click.Option:
    return click.Option(
        [f"--{name}"], type=kind, metavar=words(metavar), help=words(f"transition.{name}"), **settings
    )


@click.pass_obj
def run(shell: Shell, /, path: Path | None, actor: str | None, **asked: Any) -> int:
    """Print what the move of `actor` would do: each stage in sentences, years in a grid, where numbers come from."""
    try:
        from maillage.transition import outlook as looking
        from maillage.transition.wording import TransitionError
        from maillage.value.outcome_words import OutcomeError
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _ENGINES:
            raise Refusal(shell.words("transition.needs", extra=EXTRA)) from error
        raise
    try:
        inputs = _inputs(shell, path, actor, asked)
        if not inputs.used:
            return _tell_nothing(shell, inputs, asked)
        if asked["draws"]:
            found = looking.outlook_many(inputs, asked["draws"], asked["seed"], asked["years"])
        else:
            found = looking.outlook(inputs, asked["years"])
    except (TransitionError, OutcomeError) as error:
        raise Refusal(shell.words.of(error.text)) from error
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _ENGINES:
            raise Refusal(shell.words("transition.needs", extra=EXTRA)) from error
        raise
    _tell(shell, found, asked)
    return 0


def _inputs(shell: Shell, path: Path | None, actor: str | None, asked: dict[str, Any]) -> Inputs:
    from maillage.transition.inputs import asked as statement
    from maillage.transition.presets import illustrated, presets
    from maillage.transition.reading import inputs_of

    trials: list[Given] = [statement(one) for one in asked["set"]]
    if path is None:
        if asked["preset"] is None:
            raise click.UsageError(shell.words("transition.no-path", known=", ".join(presets())))
        return illustrated(asked["preset"], *trials)
    dossier = dossier_at(shell, path, asked["encoding"])
    named = {one.name: one.id for one in dossier.actors}
    if actor is None:
        known = ", ".join(dict.fromkeys(named.values())) or shell.words("transition.nobody")
        raise click.UsageError(shell.words("transition.no-actor", known=known))
    day = day_of(shell, dossier, asked["at"])
    return inputs_of(dossier, named.get(actor, actor), day, preset=asked["preset"], asked=trials)


# --- for people and for programs --------------------------------------------------------------------------------------


def _tell_nothing(shell: Shell, inputs: Inputs, asked: dict[str, Any]) -> int:
    from maillage.transition.transition_json import empty_json
    from maillage.transition.wording import sentence

    if asked["format"] == "json":
        shell.json(empty_json(inputs))
    else:
        shell.line(shell.words.of(sentence("said.no-numbers", actor=inputs.name)))
        _notes(shell, inputs)
    return 0


def _notes(shell: Shell, inputs: Inputs) -> None:
    """What to know about the numbers; then what the ledger holds that is no amount of each year."""
    from maillage.transition.wording import text

    for note in inputs.notes:
        shell.line(shell.words.of(note), indent=2, head="- ")
    for title, unsaid in (("apart.title", False), ("apart.asks", True)):
        rows = [one for one in inputs.apart if (one.why == "unsaid") is unsaid]
        if rows:
            shell.line(shell.words.of(text(title)), style="bold")
        for one in rows:
            shell.line(shell.words.of(one.said), indent=2, head="- ")


def _tell(shell: Shell, found: Outlook, asked: dict[str, Any]) -> None:
    from maillage.transition.transition_json import to_json
    from maillage.transition.words import caution, general, names_of, said, stage_name

    if asked["format"] == "json":
        shell.json(to_json(found))
        return
    of = shell.words.of
    shell.say("transition.title", name=of(found.inputs.name), style="bold")
    if (warned := caution(found.inputs)) is not None:
        shell.line(of(warned), style="italic")
    shell.line(of(general(found)))
    _notes(shell, found.inputs)
    for stage, one in found.stages.items():
        shell.line()
        shell.line(of(stage_name(stage)), style="bold")
        for told in said(found, stage):
            shell.line(of(told), indent=2)
        _years(shell, found, one)
    shell.line()
    if found.missing:
        shell.say("transition.missing", names=of(names_of(found.missing)))
    _numbers(shell, found)


def _years(shell: Shell, found: Outlook, one: StageOutlook) -> None:
    from maillage.transition.words import quantity_name, value_said

    of = shell.words.of
    rows = [
        (str(year), *(of(value_said(one.series[name], year - 1, name)) for name in _COLUMNS))
        for year in _YEARS
        if year <= found.years
    ]
    heads = [shell.words("transition.year"), *(of(quantity_name(name)) for name in _COLUMNS)]
    _grid(shell, heads, rows)


def _numbers(shell: Shell, found: Outlook) -> None:
    from maillage.transition.showing import given_said
    from maillage.transition.words import origin_said, stage_name

    of = shell.words.of
    shell.say("transition.numbers", style="bold")
    heads = [shell.words(f"transition.{name}") for name in ("coefficient", "stage", "value", "origin")]
    every = shell.words("transition.every-stage")
    rows: list[tuple[str, ...]] = [
        (
            of(one.definition.label),
            of(stage_name(one.stage)).partition(":")[0].strip() if one.stage else every,
            of(given_said(one.estimate, one.definition.unit)),
            " · ".join(
                filter(None, (of(origin_said(one)), one.source, one.date if one.rows else "", one.by))
            ),
        )
        for one in found.inputs.used
    ]
    _grid(shell, heads, rows)


def _grid(shell: Shell, heads: list[str], rows: list[tuple[str, ...]]) -> None:
    if shell.out.width < _GRID:
        for row in rows:
            shell.line(" · ".join(filter(None, row)), indent=2)
        return
    grid = Grid(header_style="bold")
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*map(visible, row))
    shell.out.print(grid)
