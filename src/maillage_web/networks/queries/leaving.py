"""What falls if somebody leaves, as the page shows it: who may be ticked, the cascade, what rests on whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from maillage.network.leaving import (
    Exit,
    Holds,
    Leaving,
    LeavingError,
    Lost,
    Resting,
    actor_named,
    counts_of,
    exit_from,
    holds_of,
    kind_of,
    monies_named,
    name_in,
    resting_from,
    smallest_from,
    sources_of_money,
)
from maillage.network.replay import Recorded, Replay, replay
from maillage.text import Text
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.networks.queries.exit_picture import anchor, picture

MOST_ASKED = 100
MOST_SHOWN = 40
MOST_OTHERS = 400
MOST_ENOUGH = 4
MOST_LINES = 300

_holds: Shelf[Holds] = Shelf(150_000, lambda holds: len(holds.needs))
_resting: Shelf[tuple[Resting, ...]] = Shelf(150_000, lambda found: sum(1 + len(one.alone) for one in found))
_replays: Shelf[tuple[Replay, ...]] = Shelf(50_000, lambda found: 1 + sum(len(one.recorded) for one in found))


@dataclass(frozen=True, slots=True)
class Box:
    """Something that may be ticked: an actor with what rests on it, or a source of money."""

    value: str
    name: Text
    said: tuple[Text, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that falls or is weakened, with a link to its row and why."""

    anchor: str
    kind: Text
    row: Link
    why: Text
    certain: bool


@dataclass(frozen=True, slots=True)
class Wave:
    """What falls at one round; 0 is the money that is taken away. `more` counts what the page leaves out."""

    number: int
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Told:
    """An exit in words, as lists and as a picture."""

    said: tuple[Text, ...]
    waves: tuple[Wave, ...]
    weakened: Wave
    picture: SafeString


@dataclass(frozen=True, slots=True)
class Enough:
    """What would be enough for a challenge to fall, and the address that tries it, if there is one."""

    said: Text
    href: str


@dataclass(frozen=True, slots=True)
class Supposed:
    """The exit of another actor, a supposition, and the address that shows it."""

    name: str
    counts: Text
    href: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A row that the dossier records as over."""

    kind: Text
    row: Link
    how: Text


@dataclass(frozen=True, slots=True)
class Past:
    """A real exit played again: who left; what was foreseen; what is recorded after; what nobody can say; guesses."""

    name: str
    left: tuple[Text, ...]
    foreseen: tuple[Text, ...]
    recorded: tuple[Text, ...]
    unknown: tuple[Text, ...]
    guesses: tuple[Text, ...]
    href: str
    ended: tuple[Ended, ...]
    supposed: tuple[Supposed, ...]


@dataclass(frozen=True, slots=True)
class ExitPage:
    """Everything that the page shows. `told` is there when something was ticked; `refused` says what was not read."""

    bearers: tuple[Box, ...]
    others: tuple[Box, ...]
    left_out: int
    money: tuple[Box, ...]
    purses: tuple[Box, ...]
    decides: bool
    refused: tuple[Text, ...]
    told: Told | None
    enough: tuple[Enough, ...]
    past: tuple[Past, ...]

    @property
    def opened(self) -> dict[str, bool]:
        """Which lists stand open: those in which something is ticked."""
        lists = {"others": self.others, "money": self.money, "purses": self.purses}
        return {name: any(box.ticked for box in boxes) for name, boxes in lists.items()}


def exit_page(state: State, actors: Sequence[str], money: Sequence[str], *, decides: bool) -> ExitPage:
    """The page, for the actors and the money that the address names; what it names wrongly is left out and said."""
    holds = holds_at(state)
    refused: list[Text] = []
    gone = _read(actors, lambda one: actor_named(holds.chain, one), refused)
    stopped = _read(money, lambda one: _money_value(holds, one), refused)
    found = exit_from(holds, Leaving(gone, stopped), money_decides=decides) if gone or stopped else None
    bearers, others, left_out = _actors(state, holds, set(gone))
    rows, purses = _monies(holds, set(stopped))
    return ExitPage(
        bearers=bearers,
        others=others,
        left_out=left_out,
        money=rows,
        purses=purses,
        decides=decides,
        refused=tuple(dict.fromkeys(refused)),
        told=_told(state, holds, found) if found else None,
        enough=() if found else tuple(_enough(state, holds)),
        past=tuple(_past(state, one) for one in replays_of(state)),
    )


def holds_at(state: State) -> Holds:
    """What everything rests on that day, computed unless it was lately."""
    return _holds.get((state.entry.checksum, state.day), lambda: holds_of(state.analysis.chain))


def replays_of(state: State) -> tuple[Replay, ...]:
    """The real exits of the dossier, played again."""
    return _replays.get((state.entry.checksum,), lambda: replay(state.whole))


def _read(names: Sequence[str], find: Callable[[str], str], refused: list[Text]) -> tuple[str, ...]:
    """What the address names, each once; why not, for the others. What comes after the first hundred is not read."""
    found: dict[str, None] = {}
    for one in dict.fromkeys(name.strip() for name in names[:MOST_ASKED] if name.strip()):
        try:
            found[find(one)] = None
        except LeavingError as error:
            refused.append(error.text)
    return tuple(found)


def _money_value(holds: Holds, words: str) -> str:
    (key,) = monies_named(holds, (words,))
    return _value(key)


def _value(key: tuple[str, str]) -> str:
    table, one = key
    return f"{'actors' if table == 'money' else table}/{one}"


# --- what may be ticked ---------------------------------------------------------------------------------------------


def _actors(state: State, holds: Holds, ticked: set[str]) -> tuple[tuple[Box, ...], tuple[Box, ...], int]:
    """The actors by what rests on them: those who hold something alone or are ticked, the others, and how many more."""
    resting = _resting.get((state.entry.checksum, state.day), lambda: resting_from(holds))
    first = [one for one in resting if one.holds_alone][:MOST_SHOWN]
    shown = {one.id for one in first} | ticked
    bearers = tuple(_box(holds, one, ticked) for one in resting if one.id in shown)
    rest = [one for one in resting if one.id not in shown]
    others = tuple(_box(holds, one, ticked) for one in rest[:MOST_OTHERS])
    return bearers, others, max(0, len(rest) - MOST_OTHERS)


def _box(holds: Holds, one: Resting, ticked: set[str]) -> Box:
    return Box(one.id, name_in(holds, ("actors", one.id)), one.said, one.id in ticked)


def _monies(holds: Holds, ticked: set[str]) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The rows of money, then the actors who may stop paying."""
    boxes = [
        (key[0], Box(_value(key), name_in(holds, key), (), _value(key) in ticked))
        for key in sources_of_money(holds)
    ]
    rows = [box for table, box in boxes if table != "money"]
    purses = [box for table, box in boxes if table == "money"]
    return _cut(rows), _cut(purses)


def _cut(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The first ones, and those that are ticked."""
    return tuple(box for rank, box in enumerate(boxes) if rank < MOST_OTHERS or box.ticked)


# --- one exit -------------------------------------------------------------------------------------------------------


def _told(state: State, holds: Holds, found: Exit) -> Told:
    waves = tuple(_wave(state, wave[0].round, wave) for wave in found.rounds)
    return Told(found.said, waves, _wave(state, 0, found.weakened), picture(holds, found))


def _wave(state: State, number: int, lost: Sequence[Lost]) -> Wave:
    return Wave(number, tuple(_lines(state, lost[:MOST_LINES])), max(0, len(lost) - MOST_LINES))


def _lines(state: State, lost: Iterable[Lost]) -> Iterable[Line]:
    met: set[str] = set()
    for one in lost:
        own = anchor(one.table, one.id)
        row = Link(one.name, state.row_address(one.table, one.id))
        yield Line("" if own in met else own, kind_of(one.table), row, one.why, one.certainty == "no")
        met.add(own)


# --- when nothing is ticked -----------------------------------------------------------------------------------------


def _enough(state: State, holds: Holds) -> Iterable[Enough]:
    standing = [one for table, one in holds.needs if table == "challenges"]
    for one in standing[:MOST_SHOWN]:
        found = smallest_from(holds, "challenges", one, MOST_ENOUGH)
        yield Enough(found.said, _address(state, found.sets[0]) if found.sets else "")


def _address(state: State, actors: Iterable[str], day: str = "") -> str:
    """The page for these actors, on the same day or on another one."""
    asked = [("le", day or state.asked), ("vu", state.past), *(("acteur", one) for one in actors)]
    query = urlencode([(name, value) for name, value in asked if value])
    return f"{reverse('exit', args=[state.entry.slug])}?{query}"


def _past(state: State, one: Replay) -> Past:
    day = one.day.isoformat()
    supposed = tuple(
        Supposed(other.name, counts_of(other.exit.lost), _address(state, (other.actor,), day))
        for other in one.what_ifs
    )
    href = _address(state, (one.actor,), day) if one.foreseen and one.foreseen.lost else ""
    return Past(
        name=one.name,
        left=one.part("left"),
        foreseen=one.part("foreseen"),
        recorded=(*one.part("recorded"), *one.part("compared")),
        unknown=one.part("unknown"),
        guesses=one.part("supposed"),
        href=href,
        ended=tuple(_ended(state, row) for row in one.recorded),
        supposed=supposed,
    )


def _ended(state: State, row: Recorded) -> Ended:
    return Ended(kind_of(row.table), Link(row.name, state.row_address(row.table, row.id)), row.how)
