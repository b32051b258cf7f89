"""The loops of a dossier as their page shows them: which obstacles are looked at, pictures, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.safestring import SafeString

from maillage.dossier.vocabularies import vocabulary
from maillage.lockins.board import Board
from maillage.lockins.catalogue import catalogue
from maillage.lockins.cycles import Across, Loop, across, loops
from maillage.text import Text
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.lockins.choices import LOOPS, LOOPS_OF_ALL, NOTED, PROPOSED, SCOPES, WHOLE
from maillage_web.lockins.queries.board import board_of_state, entry_address
from maillage_web.lockins.queries.drawing import loop_picture


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of obstacles that one may look at."""

    code: str
    label: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a loop in words."""

    obstacle: Link
    noted: bool
    said: Text
    source: Text


@dataclass(frozen=True, slots=True)
class LoopShown:
    """A loop as a picture and as sentences."""

    number: int
    title: Text
    picture: SafeString
    steps: tuple[Step, ...]
    levers: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class LoopsPage:
    """Everything the page shows. `through` is the obstacle that every loop shown goes through, empty for all."""

    scopes: tuple[Scope, ...]
    scope: str
    among: int
    through: str
    offered: tuple[tuple[str, Text], ...]
    shown: tuple[LoopShown, ...]
    across: tuple[Across, ...]


def loops_page(state: State, scope: str, through: str) -> LoopsPage:
    """The loops among the obstacles of `scope`, those through one of them when it is asked for."""
    board = board_of_state(state)
    scope = scope if scope in SCOPES else NOTED
    codes = _codes(board, scope)
    every = loops(codes, most=len(catalogue().edges))
    inside = {code for loop in every for code in loop.codes}
    through = through if through in inside else ""
    most = LOOPS if scope != WHOLE else LOOPS_OF_ALL
    kept = [loop for loop in every if not through or through in loop.codes][:most]
    return LoopsPage(
        scopes=tuple(_scope(state, code, scope) for code in SCOPES),
        scope=scope,
        among=len(codes),
        through=through,
        offered=tuple((code, term.label) for code, term in catalogue().obstacles.items() if code in inside),
        shown=tuple(_shown(place, loop, board.codes) for place, loop in enumerate(kept, 1)),
        across=across(kept),
    )


def _codes(board: Board, scope: str) -> tuple[str, ...]:
    if scope == WHOLE:
        return tuple(catalogue().obstacles)
    return (*board.codes, *board.proposed) if scope == PROPOSED else board.codes


def _scope(state: State, code: str, here: str) -> Scope:
    further = urlencode({"parmi": code})
    address = state.address("loops")
    joined = f"{address}{'&' if state.query else '?'}{further}"
    return Scope(code, str(SCOPES[code]), joined, code == here)


def _shown(number: int, loop: Loop, noted: Sequence[str]) -> LoopShown:
    known = vocabulary("obstacles")
    tongue = language()
    boxes = [(known.label_of(edge.obstacle).in_(tongue), edge.obstacle in noted) for edge in loop.edges]
    words = [edge.sentence.in_(tongue) for edge in loop.edges]
    return LoopShown(
        number=number,
        title=loop.title,
        picture=loop_picture(boxes, words, loop.title.in_(tongue)),
        steps=tuple(
            Step(
                Link(known.label_of(edge.obstacle), entry_address(edge.obstacle)),
                edge.obstacle in noted,
                edge.sentence,
                edge.source,
            )
            for edge in loop.edges
        ),
        levers=tuple(lever.label for lever in loop.levers),
    )
