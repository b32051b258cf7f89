"""The matrix actors × registers: what each agreed to show to the members, and to nobody more than they may know."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.cards.matrix import Cell, matrix_of
from maillage.text import Text
from maillage_web.cards.queries.brief import Shape, shape_of
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State

FULL = frozenset({"public", "members", "facilitators"})


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: what it says, in which state, its shape when a stage is shown, the fields it shows."""

    code: str
    label: Text
    state: str
    said: Text
    shape: Shape | None
    fields: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Line:
    """An actor and its cells; `shown` are those that show something."""

    id: str
    name: str
    href: str
    squares: tuple[Square, ...]

    @property
    def shown(self) -> tuple[Square, ...]:
        """The cells that say something to this reader."""
        return tuple(one for one in self.squares if one.state in ("shown", "kept"))


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix as the page shows it: actors that show something first, the others named after."""

    labels: tuple[Text, ...]
    lines: tuple[Line, ...]
    silent: tuple[Line, ...]
    sees_kept: bool


_pages: Shelf[MatrixPage] = Shelf(20_000, lambda page: 1 + 10 * (len(page.lines) + len(page.silent)))


def matrix_page(state: State) -> MatrixPage:
    """The matrix that this person may see."""
    complete = _complete(state)
    key = (state.entry.checksum, state.entry.slug, state.day, complete, state.query)
    return _pages.get(key, lambda: _page(state, complete))


def _complete(state: State) -> frozenset[str]:
    """The actors whose every row this person sees: all of them in a dossier that is kept as it is."""
    if state.living is None:
        return frozenset(one.id for one in state.dossier.actors)
    audience = state.living.standing.audience
    return audience.actors if audience.levels >= FULL else frozenset()


def _page(state: State, complete: frozenset[str]) -> MatrixPage:
    matrix = matrix_of(state.whole, state.day, complete=complete)
    labels = dict(zip(matrix.columns, matrix.labels, strict=True))
    lines = [
        Line(
            line.actor.id,
            line.actor.name,
            state.address("card", line.actor.id),
            tuple(_square(cell, labels[cell.code]) for cell in line.cells),
        )
        for line in matrix.lines
    ]
    return MatrixPage(
        matrix.labels,
        tuple(line for line in lines if line.shown),
        tuple(line for line in lines if not line.shown),
        any(one.state == "kept" or one.kept for line in lines for one in line.squares),
    )


def _square(cell: Cell, label: Text) -> Square:
    shown = cell.register
    shape = shape_of(shown.stage, shown.direction, disputed=shown.disputed) if shown else None
    return Square(cell.code, label, cell.state, cell.said, shape, cell.fields, cell.kept)
