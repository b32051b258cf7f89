"""What several people see of one organisation, side by side: who says what, when, and who stands apart."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.dossier.tables import Actor, Answer
from maillage.dossier.values import fold
from maillage.referential.answer_words import rater_words
from maillage.referential.answers import Answers, Progress, answers_to
from maillage.referential.comparing import ItemMoves, moved, moved_words
from maillage.referential.frame import Frame, Item, Level
from maillage.referential.gathering import Gathered, caution, gathered
from maillage.referential.given import Apart, Given, read
from maillage.referential.spreading import Spread
from maillage.text import Text, same
from maillage_web.dossiers.queries.state import State

_STEP, _HEIGHT = 9, 18


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the picture of a level: where it stands, how high it is, whether the level reaches it."""

    x: int
    y: int
    height: int
    full: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A level among those of its item, as steps."""

    width: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it is shown: its shape, its words, what the level means, and what the rater said before."""

    given: Given
    picture: Picture | None
    meaning: Text | None
    apart: bool
    earlier: tuple[tuple[Answer, Text], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A rater: what they are called; `key` is empty for those who are not said."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Line:
    """An item: what each rater says of it, column by column, and how they differ."""

    item: Item
    theme: Item | None
    cells: tuple[tuple[Column, tuple[Said, ...]], ...]
    spread: Spread
    mark: str
    gathered: Gathered | None

    @property
    def silent(self) -> int:
        """How many raters say nothing of it."""
        return sum(not said for _, said in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one theme; no theme for those that are under none."""

    theme: Item | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class KeptApart:
    """An answer that this version cannot count: who gave it, to which item, and why it is apart."""

    apart: Apart
    label: Text
    rater: Text


@dataclass(frozen=True, slots=True)
class RatersPage:
    """All that the page shows of the answers to one version of a frame about one actor."""

    actor: Actor
    frame: Frame
    frames: tuple[Frame, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    progress: Progress
    short: Progress
    answered: int
    differing: int
    unanswered: tuple[Item, ...]
    kept_apart: tuple[KeptApart, ...]
    ended: tuple[tuple[Answer, Text, Text], ...]
    caution: Text | None
    moves: tuple[ItemMoves, ...]
    moves_said: Text | None

    @property
    def shown(self) -> frozenset[str]:
        """The items that the page shows."""
        return frozenset(line.item.id for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page is asked: a frame, the differences only, a way of gathering, an earlier day."""

    frame: Frame
    frames: tuple[Frame, ...]
    differing: bool = False
    way: str = ""
    before: datetime.date | None = None


def raters_of(state: State, actor: Actor, asking: Asking) -> RatersPage:
    """The page of the answers about `actor` that the person may see, on the day looked at."""
    frame = asking.frame
    answers = answers_to(state.whole, frame, actor.id, state.day)
    columns = _columns(state, answers)
    brought = {one.item: one for one in gathered(answers, asking.way)} if asking.way else {}
    lines = [_line(answers, item, columns, brought) for item in frame.asked if answers.of(item.id)]
    differing = [line for line in lines if line.spread.agreed is False]
    earlier = answers_to(state.whole, frame, actor.id, asking.before) if asking.before else None
    moves = moved(earlier, answers) if earlier else ()
    return RatersPage(
        actor=actor,
        frame=frame,
        frames=asking.frames,
        columns=columns,
        groups=_groups(differing if asking.differing else lines),
        progress=answers.progress,
        short=answers.short_progress,
        answered=len(lines),
        differing=len(differing),
        unanswered=tuple(item for item in frame.asked if not answers.of(item.id)),
        kept_apart=tuple(_kept_apart(frame, one) for one in (*answers.outside, *answers.other_versions)),
        ended=tuple(_ended(frame, row) for row in answers.ended),
        caution=caution() if asking.way else None,
        moves=moves,
        moves_said=moved_words(earlier, answers, moves) if earlier else None,
    )


# --- raters -----------------------------------------------------------------------------------------------------------


def _columns(state: State, answers: Answers) -> tuple[Column, ...]:
    """The raters in the order of the dossier, those who are not said last and together."""
    names = {actor.id: actor.name for actor in state.whole.actors}
    found: dict[str, Column] = {}
    for given in answers.given.values():
        for one in given:
            key = _key(one.row)
            found.setdefault(key, Column(key, _name(one.row.rater, names)))
    unsaid = [found.pop("")] if "" in found else []
    return (*found.values(), *unsaid)


def _key(row: Answer) -> str:
    return fold(row.rater) if row.rater else ""


def _name(rater: str | None, names: dict[str, str]) -> Text:
    """The name of a rater; that of the actor whose id it is."""
    return same(names[rater]) if rater in names else rater_words(rater)


# --- items ------------------------------------------------------------------------------------------------------------


def _line(answers: Answers, item: Item, columns: Iterable[Column], brought: dict[str, Gathered]) -> Line:
    spread = answers.spread(item.id)
    apart = {id(one.row) for one in spread.apart}
    given = answers.of(item.id)
    cells = tuple(
        (
            column,
            tuple(_said(answers.frame, item, one, apart) for one in given if _key(one.row) == column.key),
        )
        for column in columns
    )
    theme = answers.frame.theme_of(item.id)
    return Line(item, theme, cells, spread, _mark(spread), brought.get(item.id))


def _mark(spread: Spread) -> str:
    if spread.agreed is None:
        return "single" if spread.raters else "told"
    return "agreed" if spread.agreed else "apart"


def _said(frame: Frame, item: Item, given: Given, apart: set[int]) -> Said:
    levels = frame.levels.get(item.id, ())
    picture = _picture(levels, given.level) if given.level and item.answer == "ordinal" else None
    earlier = tuple((row, _words_of(frame, item, row)) for row in given.earlier)
    meaning = given.level.label if given.level and given.level.label != given.said else None
    return Said(given, picture, meaning, id(given.row) in apart, earlier)


def _words_of(frame: Frame, item: Item, row: Answer) -> Text:
    found = read(frame, item, row)
    return found.said if isinstance(found, Given) else same(row.value or "")


def _picture(levels: Sequence[Level], level: Level) -> Picture:
    """As many steps as levels, each a little higher; those up to the level are full."""
    rise = _HEIGHT / max(len(levels), 1)
    steps = []
    for rank in range(len(levels)):
        height = round(rise * (rank + 1))
        steps.append(Step(rank * (_STEP + 3) + 1, _HEIGHT + 2 - height, height, rank <= level.rank))
    return Picture(len(levels) * (_STEP + 3), tuple(steps))


def _groups(lines: Iterable[Line]) -> tuple[Group, ...]:
    groups: dict[str | None, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.theme.id if line.theme else None, []).append(line)
    return tuple(Group(found[0].theme, tuple(found)) for found in groups.values())


# --- what is kept apart -----------------------------------------------------------------------------------------------


def _kept_apart(frame: Frame, apart: Apart) -> KeptApart:
    return KeptApart(apart, _label(frame, apart.row), rater_words(apart.row.rater))


def _label(frame: Frame, row: Answer) -> Text:
    item = frame.items.get(row.item)
    return item.label if item else same(row.item)


def _ended(frame: Frame, row: Answer) -> tuple[Answer, Text, Text]:
    return row, _label(frame, row), _words_of(frame, frame.items[row.item], row)
