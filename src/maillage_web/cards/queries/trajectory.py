"""The page of a path: whose, the picture and its list, what held at each moment and what changed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.cards.card import CardError
from maillage.cards.trajectory import ECOSYSTEM, Trajectory, trajectory_of
from maillage.network.changes import changes_between
from maillage.text import Text, fill
from maillage_web.cards.queries.kept import adding
from maillage_web.cards.queries.path_picture import PathPicture, picture_of
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State

_LINE = Text("{name}\u00a0: {said}", "{name}: {said}")


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody whose path can be looked at."""

    id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PathPage:
    """Everything that the page shows. `lost` is the actor that was asked for and is not there."""

    path: Trajectory
    picture: PathPicture
    choices: tuple[Choice, ...]
    sources: dict[str, Link]
    lost: str
    add: str
    card: str


_paths: Shelf[Trajectory] = Shelf(
    6_000, lambda path: 1 + len(path.moments) + len(path.steps) + len(path.stages)
)


def path_page(state: State, asked: str) -> PathPage:
    """The path of the actor asked for; of the ecosystem when nobody is, or when it is not there."""
    holder, lost = asked.strip()[:200] or ECOSYSTEM, ""
    try:
        path = _path(state, holder)
    except CardError:
        holder, lost = ECOSYSTEM, holder
        path = _path(state, holder)
    back = state.address("trajectory")
    named = {source: state.link_to_id("sources", source) for source in _sources(path)}
    here = holder if holder != ECOSYSTEM else ""
    card = state.address("card", here) if here in state.analysis.chain.actors else ""
    return PathPage(
        path, picture_of(path), tuple(_choices(state, holder)), named, lost,
        adding(state, "milestones", {"holder": holder}, back), card,
    )  # fmt: skip


def _path(state: State, holder: str) -> Trajectory:
    def told(before: datetime.date, after: datetime.date) -> Sequence[Text]:
        found = changes_between(state.whole, before, after, draws=0).changed
        return [fill(_LINE, name=one.name, said=one.said) for one in found if one.kind != "kept"]

    key = (state.entry.slug, state.entry.checksum, holder)
    return _paths.get(key, lambda: trajectory_of(state.whole, holder, told=told))


def _choices(state: State, holder: str) -> list[Choice]:
    """The actors of whose path something is said, by name."""
    whole = state.whole
    told = {row.actor for row in whole.models} | {row.holder for row in whole.milestones}
    names = {one.id: one.name for one in whole.actors if one.id in told}
    return [
        Choice(one, names[one], one == holder) for one in sorted(names, key=lambda one: names[one].casefold())
    ]


def _sources(path: Trajectory) -> set[str]:
    rows = [one.row for one in path.stages]
    steps = [step.row for one in path.steps for step in (one, *one.variants)]
    return {source for row in (*rows, *steps) for source in row.source or ()}
