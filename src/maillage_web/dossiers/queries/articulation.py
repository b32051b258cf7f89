"""The articulation as a page shows it: the picture, and the outline with one anchor per node."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.report.outline import Branch, Outline, build_outline
from maillage.report.picture import draw
from maillage.report.words import text as report_text
from maillage.text import Language, Text
from maillage_web.dossiers.choices import NODE_KINDS, OUTLINE_LINES
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State

_pictures: Shelf[str] = Shelf(8_000_000, len)
_outlines: Shelf[Outline] = Shelf(50_000, lambda outline: len(outline.links.nodes))


@dataclass(frozen=True, slots=True)
class Mark:
    """What is written beside a node: a thread cut ("broken") or open ("unsaid"), a thing to know ("plain")."""

    kind: str
    words: Text


@dataclass(frozen=True, slots=True)
class Told:
    """A node of the outline: its anchor (the first time it is met), its marks, and what hangs below."""

    anchor: str
    table: str
    kind: Text
    name: str
    href: str
    marks: tuple[Mark, ...]
    seen: bool
    below: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """The whole outline; `left_out` counts the nodes past what one page can hold, `breaks` the threads cut."""

    challenges: tuple[Told, ...]
    apart: tuple[Told, ...]
    left_out: int
    breaks: int
    unsaid: int


def picture_of(state: State, language: Language) -> str:
    """The picture as SVG, drawn unless it was lately."""
    key = (state.entry.checksum, state.day, language)
    return _pictures.get(key, lambda: draw(state.analysis, language))


def outline_of(state: State) -> Telling:
    """The outline, cut where a page would become too long to read."""
    outline = _outlines.get((state.entry.checksum, state.day), lambda: build_outline(state.analysis))
    teller = _Teller(state)
    challenges = tuple(teller.tell(branch) for branch in outline.challenges if teller.has_room())
    apart = tuple(teller.tell(Branch(node, ())) for node in outline.apart if teller.has_room())
    states = [state for node in outline.links.nodes.values() for state in (node.onward, node.back)]
    return Telling(
        challenges,
        apart,
        left_out=len(set(outline.links.nodes) - teller.met),
        breaks=states.count("broken"),
        unsaid=states.count("unsaid"),
    )


def _mark(name: str) -> Mark:
    kind = name.split("_")[0]
    return Mark(kind if kind in ("broken", "unsaid") else "plain", report_text(name))


class _Teller:
    """Walks the outline and gives each node its anchor once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lines = 0
        self.met: set[str] = set()

    def has_room(self) -> bool:
        return self._lines < OUTLINE_LINES

    def tell(self, branch: Branch) -> Told:
        node = branch.node
        self._lines += 1
        first = node.key not in self.met
        self.met.add(node.key)
        return Told(
            anchor=f"o-{node.table}-{node.id}" if first else "",
            table=node.table,
            kind=NODE_KINDS[node.table],
            name=node.name,
            href=self._state.row_address(node.table, node.id),
            marks=tuple(map(_mark, node.marks)),
            seen=branch.seen,
            below=tuple(self.tell(lower) for lower in branch.branches if self.has_room()),
        )
