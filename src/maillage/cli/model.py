"""``maillage model``: the card of each actor's economic model, the matrix of the group, the path."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from maillage.articulation.analysis import Analysis, analyse
from maillage.cards.card import Card, CardError, card_in, cards_of
from maillage.cards.cards_json import card_json, matrix_json, trajectory_json
from maillage.cards.interest import Line
from maillage.cards.matrix import Matrix, matrix_of
from maillage.cards.path import Step, steps_of
from maillage.cards.registers import FIELDS, Register, Statement
from maillage.cards.trajectory import ECOSYSTEM, Told, Trajectory, trajectory_of
from maillage.cli import options
from maillage.cli.presenting import present
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.dossier import Dossier
from maillage.dossier.vocabularies import vocabulary
from maillage.referential.frame import Frame
from maillage.text import Text, fill

_CHANGED = Text("{name}\u00a0: {said}", "{name}: {said}")


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    actor = click.Argument(
        ["actor"], required=False, metavar=f"[{words('metavar.actor')}]", help=words("model.actor")
    )
    params = [
        options.path(words),
        actor,
        click.Option(["--matrix", "matrix"], is_flag=True, help=words("model.matrix")),
        click.Option(["--path", "path_asked"], is_flag=True, help=words("model.path")),
        options.form(words),
        options.on(words),
        options.at(words),
        options.encoding(words),
    ]
    return Spoken(words, "model", callback=run, params=params)


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    actor: str | None,
    matrix: bool,
    path_asked: bool,
    format: str,
    on: datetime.date | None,
    at: str | None,
    encoding: str,
) -> None:
    """Print the cards of the dossier at `path`, one card, the matrix or a path."""
    if matrix and (path_asked or actor):
        raise click.UsageError(shell.words("model.matrix-alone"))
    dossier = dossier_at(shell, path, encoding)
    day = day_of(shell, dossier, at, on)
    try:
        _answer(shell, dossier, day, actor, matrix=matrix, path=path_asked, json=format == "json")
    except CardError as error:
        raise Refusal(shell.words.of(error.text)) from error


def _answer(
    shell: Shell,
    dossier: Dossier,
    day: datetime.date,
    actor: str | None,
    *,
    matrix: bool,
    path: bool,
    json: bool,
) -> None:
    if matrix:
        found = matrix_of(dossier, day, complete={one.id for one in dossier.actors})
        shell.json(matrix_json(found)) if json else _tell_matrix(shell, found)
    elif path:
        way = trajectory_of(dossier, actor or ECOSYSTEM, told=_told(dossier))
        shell.json(trajectory_json(way)) if json else _tell_path(shell, way)
    else:
        _cards(shell, analyse(dossier, day), actor, json=json)


def _cards(shell: Shell, analysis: Analysis, actor: str | None, *, json: bool) -> None:
    frames = _frames()
    cards = (card_in(analysis, actor, frames),) if actor else cards_of(analysis, frames)
    if json:
        found = [card_json(one) for one in cards]
        shell.json(found[0] if actor else {"on": analysis.chain.on.isoformat(), "cards": found})
        return
    present(shell, analysis.chain)
    if actor:
        _tell_card(shell, cards[0])
    else:
        _tell_cards(shell, cards)


# --- all the cards ----------------------------------------------------------------------------------------------------


def _tell_cards(shell: Shell, cards: Sequence[Card]) -> None:
    """Who has a card, each in a few lines; then who has none."""
    for card in (one for one in cards if one.described):
        _title(shell, f"{card.actor.name} ({card.actor.id})")
        for register in card.registers:
            shell.line(f"{_of(shell, register.label)} · {_of(shell, register.said)}", indent=2)
        if card.missing:
            shell.line(shell.words.count("missing", len(card.missing)), indent=2)
    silent = [f"{one.actor.name} ({one.actor.id})" for one in cards if not one.described]
    if silent:
        _title(shell, shell.words("model.silent"))
        _list(shell, silent)


# --- one card ---------------------------------------------------------------------------------------------------------


def _tell_card(shell: Shell, card: Card) -> None:
    _title(shell, f"{card.actor.name} ({card.actor.id})")
    for register in card.registers:
        _tell_register(shell, register)
    interest = card.interest
    for name in interest.__slots__:
        _section(shell, f"model.{name}", _lines(shell, getattr(interest, name)))
    if card.constraints:
        _section(shell, "model.known", [_of(shell, card.knowledge.said)])
    _section(shell, "model.resources", _resources(shell, card))
    _section(shell, "model.answers", _replies(shell, card))
    obstacles = vocabulary("obstacles")
    _section(
        shell, "model.obstacles", [_of(shell, obstacles.label_of(one.obstacle)) for one in card.obstacles]
    )
    _section(shell, "model.milestones", _steps(shell, steps_of(card.milestones)))
    _section(shell, "model.findings", [f"{one.code} {_of(shell, one.message)}" for one in card.findings])
    _section(shell, "model.proposals", [_of(shell, one.said) for one in card.proposals])
    _section(shell, "model.missing", [_of(shell, one.asked) for one in card.missing])


def _tell_register(shell: Shell, register: Register) -> None:
    shell.line()
    shell.line(_of(shell, register.label), style="bold", indent=2)
    shell.line(_of(shell, register.said), indent=4)
    for field in FIELDS:
        for one in register.fields[field]:
            label = shell.words(f"cards-field.{field}")
            shell.line(shell.words("cards-path.written", field=label, words=one.words), indent=4)
            shell.line(_provenance(shell, one), indent=6, style="dim")


def _provenance(shell: Shell, one: Statement) -> str:
    """Row, author, sources, date: where the words come from."""
    row = one.row
    parts = [row.id, row.asserted_by or "", ", ".join(row.source or ()), _of(shell, one.when)]
    return " · ".join(part for part in parts if part)


def _lines(shell: Shell, lines: Iterable[Line]) -> list[str]:
    return [f"{_of(shell, one.ref.name)} · {_of(shell, one.said)}" for one in lines]


def _frames() -> Sequence[Frame]:
    """The shipped frames, when their engine is there; a card without them keeps the rows of answers."""
    try:
        from maillage.referential.shipped import shipped_frames
    except ModuleNotFoundError:
        return ()
    return shipped_frames()


def _told(dossier: Dossier) -> Told | None:
    """What changed in the ecosystem between two days, when the engine of networks is there."""
    try:
        from maillage.network.changes import changes_between
    except ModuleNotFoundError:
        return None

    def told(before: datetime.date, after: datetime.date) -> list[Text]:
        found = changes_between(dossier, before, after, draws=0).changed
        return [fill(_CHANGED, name=one.name, said=one.said) for one in found if one.kind != "kept"]

    return told


def _replies(shell: Shell, card: Card) -> list[str]:
    return [
        f"{_of(shell, register.label)} · {_of(shell, one.label)} · {_of(shell, one.said)}"
        for frame in card.replies
        for register in frame.registers
        for one in register.items
    ] or [f"{row.frame} · {row.item} · {row.value or row.narrative or ''}" for row in card.answers]


def _resources(shell: Shell, card: Card) -> list[str]:
    states, trends = vocabulary("resource_states"), vocabulary("trends")
    told = []
    for one in card.intangibles:
        for row in one.rows:
            state = _of(shell, states.label_of(row.state)) if row.state else shell.words("model.no-state")
            trend = _of(shell, trends.label_of(row.trend)) if row.trend else ""
            told.append((_of(shell, one.label), state, trend, row.rater or row.asserted_by or ""))
    return [" · ".join(filter(None, one)) for one in told]


# --- the matrix and the path ------------------------------------------------------------------------------------------


def _tell_matrix(shell: Shell, matrix: Matrix) -> None:
    shell.line(shell.words("model.matrix-about"), style="italic")
    for line in matrix.lines:
        _title(shell, f"{line.actor.name} ({line.actor.id})")
        told = [one for one in line.cells if one.state in ("shown", "kept")]
        labels = dict(zip(matrix.columns, matrix.labels, strict=True))
        for one in told:
            shell.line(f"{_of(shell, labels[one.code])} · {_of(shell, one.said)}", indent=2)
        if not told:
            shell.line(shell.words("cards-matrix.unsaid"), indent=2)


def _tell_path(shell: Shell, path: Trajectory) -> None:
    _title(shell, _of(shell, path.name))
    if path.empty:
        shell.say("model.no-path")
    for moment in path.moments:
        head = " · ".join((_of(shell, moment.when), *moment.named))
        shell.line(head, style="bold", indent=2)
        for said in (*moment.state, *moment.changed):
            shell.line(_of(shell, said), indent=4, head="- ")
    stages = [
        f"{_of(shell, one.when)} · {one.name}, {_of(shell, one.register)} · {_of(shell, one.said)}"
        for one in path.stages
    ]
    _section(shell, "model.stages", stages)
    _section(shell, "model.milestones", _steps(shell, path.steps))


def _steps(shell: Shell, steps: Iterable[Step]) -> list[str]:
    """The milestones, each followed by what other sources say of it."""
    told: list[str] = []
    for step in steps:
        told.append(f"{step.row.title} · {_of(shell, step.said)}")
        told += [shell.words("model.variant", said=_of(shell, one.said)) for one in step.variants]
    return told


def _section(shell: Shell, key: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if told:
        _title(shell, shell.words(key))
        _list(shell, told)


def _title(shell: Shell, words: str) -> None:
    shell.line()
    shell.line(words, style="bold")


def _list(shell: Shell, lines: Iterable[str]) -> None:
    for one in lines:
        shell.line(one, indent=2, head="- ")


def _of(shell: Shell, words: Text) -> str:
    return shell.words.of(words)
