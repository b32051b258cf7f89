"""``maillage obstacles``: what holds a dossier back, what signs propose; what recurs across several."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from maillage.articulation.analysis import analyse
from maillage.cli import options
from maillage.cli.presenting import present
from maillage.cli.reading import day_of, dossier_at, read
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.vocabularies import vocabulary
from maillage.lockins.board import Board, Card, board
from maillage.lockins.catalogue import catalogue
from maillage.lockins.cycles import Loop, across, loops
from maillage.lockins.listing_json import board_json, loops_json, recurrences_json
from maillage.lockins.naming import naming
from maillage.lockins.proposing import Proposal, state_of
from maillage.lockins.recurring import Recurrence, Recurrences, Told, recurring
from maillage.text import Text, semicolons

_RECORD = "dossier.csv"
_PRACTICES = 3


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    paths = click.Argument(
        ["paths"],
        type=click.Path(path_type=Path),
        nargs=-1,
        required=True,
        metavar=f"{words('metavar.path')}…",
        help=words("obstacles.paths"),
    )
    flags = [click.Option([f"--{name}"], is_flag=True, help=words(f"obstacles.{name}")) for name in _FLAGS]
    asked = [options.form(words), options.on(words), options.at(words), *flags, options.encoding(words)]
    return Spoken(words, "obstacles", callback=run, params=[paths, *asked])


_FLAGS = ("loops", "signs")


@click.pass_obj
def run(
    shell: Shell,
    paths: tuple[Path, ...],
    format: str,
    on: datetime.date | None,
    at: str | None,
    loops: bool,
    signs: bool,
    encoding: str,
) -> None:
    """Print the board of one dossier, or what recurs among several."""
    found = [inner for path in paths for inner in _dossiers(path)]
    if not found:
        raise Refusal(shell.words("obstacles.nowhere", path=", ".join(map(str, paths))))
    if len(found) > 1:
        _several(shell, found, format, (at, on), encoding)
        return
    dossier = dossier_at(shell, found[0], encoding)
    analysis = analyse(dossier, day_of(shell, dossier, at, on))
    seen = board(analysis)
    if format == "json":
        told = loops_json(_loops_of(seen, signs=signs)) if loops else None
        shell.json(board_json(seen, analysis.chain, told))
        return
    present(shell, analysis.chain)
    _tell_cards(shell, seen)
    if loops:
        _tell_loops(shell, _loops_of(seen, signs=signs))
    if signs:
        _tell_signs(shell, seen, naming(analysis.chain))


def _dossiers(path: Path) -> list[Path]:
    """A path as it is, or the dossiers that a folder without record holds, by name."""
    if not path.is_dir() or (path / _RECORD).exists() or (path / "datapackage.json").exists():
        return [path]
    return sorted(inner for inner in path.iterdir() if inner.is_dir() and (inner / _RECORD).is_file())


def _loops_of(seen: Board, *, signs: bool) -> tuple[Loop, ...]:
    return loops((*seen.codes, *(seen.proposed if signs else ())))


# --- one dossier ------------------------------------------------------------------------------------------------------


def _tell_cards(shell: Shell, seen: Board) -> None:
    if not seen.codes:
        shell.line()
        shell.say("obstacles.none")
    for column in seen.columns:
        if column.cards:
            shell.line()
            shell.line(shell.words.of(column.title), style="bold")
        for card in column.cards:
            _tell_card(shell, card)


def _tell_card(shell: Shell, card: Card) -> None:
    words = shell.words
    held = words("obstacles.held", label=words.of(card.label), holder=words.of(card.holder))
    shell.line(held, indent=2)
    for said in (card.row.narrative, *(other.narrative for other in card.others)):
        if said:
            shell.line(said, indent=4)
    if card.intensity:
        shell.line(words("obstacles.intensity", words=words.of(card.intensity)), indent=4)
    if card.family is None:
        shell.line(words("lockins.unlisted"), indent=4)
    shell.line(_tried(words, card.tried), indent=4)
    if card.at_hand:
        levers = semicolons([lever.label for lever in card.at_hand])
        shell.line(words("obstacles.at-hand", levers=levers), indent=4)
    for one in card.practices[:_PRACTICES]:
        shell.line(words("obstacles.practice", label=one.label, place=one.place), indent=4)


def _tried(words: Words, tried: Sequence[Text] | None) -> str:
    if tried is None:
        return words("obstacles.tried-unsaid")
    return words("obstacles.tried", levers=semicolons(tried)) if tried else words("obstacles.tried-none")


def _tell_loops(shell: Shell, found: Sequence[Loop]) -> None:
    shell.line()
    shell.say("obstacles.loops-title", style="bold")
    if not found:
        shell.line(shell.words("obstacles.loops-none"), indent=2)
    for loop in found:
        shell.line(shell.words.of(loop.title), indent=2)
        for edge in loop.edges:
            shell.line(shell.words.of(edge.sentence), indent=4)
    touching = across(found)
    if touching:
        shell.line()
        shell.say("obstacles.across-title", style="bold")
    for one in touching:
        shell.line(shell.words.of(one.said), indent=2)


def _tell_signs(shell: Shell, seen: Board, names: dict[str | None, Text]) -> None:
    shell.line()
    shell.say("obstacles.signs-title", style="bold")
    proposals = [one for column in seen.columns for one in column.proposals]
    if not proposals:
        shell.line(shell.words("obstacles.signs-none"), indent=2)
    for one in proposals:
        _tell_proposal(shell, one, names)


def _tell_proposal(shell: Shell, one: Proposal, names: dict[str | None, Text]) -> None:
    words = shell.words
    label = vocabulary("obstacles").label_of(one.obstacle)
    shell.line(words("obstacles.held", label=label, holder=names[one.holder]), indent=2)
    state = state_of(one, names.__getitem__)
    if state is not None:
        shell.line(words.of(state), indent=4, style="italic")
    for hint in one.hints:
        shell.line(words.of(hint.said), indent=4)
        shell.line(words.of(hint.seen), indent=6)


# --- several ----------------------------------------------------------------------------------------------------------


def _several(
    shell: Shell,
    paths: Sequence[Path],
    format: str,
    day: tuple[str | None, datetime.date | None],
    encoding: str,
) -> None:
    told, unread = [], []
    for path in paths:
        dossier = read(shell, path, encoding).dossier
        if dossier is None:
            unread.append(path)
        else:
            told.append(Told(str(path), dossier, day_of(shell, dossier, *day)))
    found = recurring(told)
    if format == "json":
        shell.json(recurrences_json(found, [str(path) for path in unread]))
        return
    _tell_recurrences(shell, found)
    for path in unread:
        shell.warn(shell.words("obstacles.unreadable", name=path))


def _tell_recurrences(shell: Shell, found: Recurrences) -> None:
    title = shell.words("obstacles.recurring-title", dossiers=shell.words.count("dossiers", found.read))
    shell.line(title, style="bold")
    if not found.found:
        shell.say("obstacles.recurring-none")
    for family in (*catalogue().families.values(), None):
        for one in found.found:
            if one.family == family:
                _tell_recurrence(shell, one)


def _tell_recurrence(shell: Shell, one: Recurrence) -> None:
    words = shell.words
    shell.line()
    shell.line(words.of(one.label), style="bold")
    shell.line(words.of(one.said), indent=2)
    if one.family is None:
        shell.line(words("lockins.unlisted"), indent=2)
    for met in one.met:
        shell.line(words("obstacles.met", title=met.title, holder=met.holder), indent=2)
        if met.row.narrative:
            shell.line(met.row.narrative, indent=4)
    for tried in one.tried:
        shell.line(f"{words.of(tried.said)}.", indent=2)
    if not one.tried:
        shell.line(words("lockins.tried-never"), indent=2)
    if one.spheres:
        spheres = semicolons([vocabulary("spheres").label_of(code) for code in one.spheres])
        shell.line(words("obstacles.spheres", spheres=spheres), indent=2)
