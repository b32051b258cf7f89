"""Files that come back: the stamp of the state they were made from, what was wrong in them, what somebody chose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from maillage.dossier.audience import Audience
from maillage.dossier.merge import Item
from maillage.dossier.problems import Place, Problem
from maillage.text import Text

_LONGEST_STAMP = 200
_LEVELS = ("public", "members", "facilitators")  # each sees what the ones before it see
_STAMP = re.compile(
    r"(?P<slug>[a-zA-Z0-9_-]+)@(?P<number>[0-9]{1,9})(?:\.(?P<since>[0-9]{1,9}))?:"
    r"(?P<level>public|members|facilitators):"
    r"(?P<public>open|closed)(?::(?P<actors>[a-zA-Z0-9_.-]+))?"
)


# --- stamps ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which dossier a file was made from, after which act, and for which audience.

    `current` is the number of the last act there was then: what it had hidden from them is not in a file of the past.
    """

    slug: str
    number: int
    current: int
    audience: Audience

    def narrowed_to(self, reader: Audience) -> Audience:
        """Who sees what both the audience of the file and `reader` see: a stamp opens nothing by itself."""
        mine = self.audience
        return Audience(mine.levels & reader.levels, mine.actors & reader.actors, mine.public)


def stamp_words(slug: str, number: int, audience: Audience, current: int | None = None) -> str:
    """The stamp of a file. Actors that do not fit are left out: their rows are then compared without a base.

    `current` is the number of the last act, when the file is of a past state.

    >>> stamp_words("halle", 42, Audience(frozenset({"public", "members"}), frozenset({"la-ferme"})))
    'halle@42:members:closed:la-ferme'
    """
    level = next((name for name in reversed(_LEVELS) if name in audience.levels), "public")
    moment = str(number) if current in (None, number) else f"{number}.{current}"
    words = f"{slug}@{moment}:{level}:{'open' if audience.public else 'closed'}"
    separator = ":"
    for actor in sorted(audience.actors):
        if len(words) + 1 + len(actor) <= _LONGEST_STAMP:
            words, separator = f"{words}{separator}{actor}", "."
    return words


def read_stamp(words: str) -> Stamp | None:
    """What a stamp says; none when it is not one of ours.

    >>> read_stamp("halle@42:public:open").number, read_stamp("halle@42")
    (42, None)
    """
    found = _STAMP.fullmatch(words)
    if found is None:
        return None
    levels = frozenset(_LEVELS[: _LEVELS.index(found["level"]) + 1])
    actors = frozenset((found["actors"] or "").split(".")) - {""}
    audience = Audience(levels, actors, found["public"] == "open")
    number = int(found["number"])
    return Stamp(found["slug"], number, max(number, int(found["since"] or 0)), audience)


# --- problems -------------------------------------------------------------------------------------------------------


def packed_problems(problems: Iterable[Problem]) -> list[Any]:
    """Problems as they are kept, in JSON."""
    return [
        [
            wrong.code,
            [wrong.place.file, wrong.place.sheet, wrong.place.line, wrong.place.column],
            wrong.found,
            *(list(text) for text in (wrong.message, wrong.expected, wrong.repair)),
        ]
        for wrong in problems
    ]


def unpacked_problems(kept: Iterable[Any]) -> tuple[Problem, ...]:
    """The problems that `packed_problems` made into JSON."""
    return tuple(
        Problem(code, Place(*place), found, *(Text(*texts) for texts in said))
        for code, place, found, *said in kept
    )


# --- choices --------------------------------------------------------------------------------------------------------


def sort_of(item: Item) -> str:
    """What an item is to who chooses: a conflict, else what would become of the row."""
    if item.conflict:
        return "conflict"
    if item.kind == "added":
        return "archived" if item.guessed else "alike" if item.looks_like else "added"
    if item.kind == "changed":
        return "emptied" if item.guessed else "changed"
    return "removed"


def group_of(item: Item) -> str:
    """The name of the items that are chosen together: those of one table and one sort."""
    return f"{item.table}.{sort_of(item)}"


def _doubtful(item: Item) -> bool:
    """Whether nothing should be done of it unless somebody says so."""
    return item.guessed or bool(item.looks_like)


@dataclass(slots=True)
class Picks:
    """What somebody chose in an import, over what is chosen from the start.

    `groups` and `ticks` say whether items are taken, by group and one by one. `sides` says for each conflict which side
    wins: "current", "incoming" or "beside" (both statements are kept); `group_sides` says it for all those of a group.
    `asserted` holds who states the version of the file when it is kept beside. `same` gives to ids of the file those
    of the rows that they are.
    """

    groups: dict[str, bool] = field(default_factory=dict)
    ticks: dict[str, bool] = field(default_factory=dict)
    sides: dict[str, dict[str, str]] = field(default_factory=dict)
    group_sides: dict[str, str] = field(default_factory=dict)
    asserted: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Picks:
        """The choices kept in JSON."""
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        """The choices as JSON keeps them."""
        return {name: getattr(self, name) for name in self.__slots__}

    def takes(self, item: Item) -> bool:
        """Whether the item is chosen."""
        default = self.groups.get(group_of(item), not _doubtful(item))
        return self.ticks.get(item.key, default)

    def chosen(self, items: Iterable[Item]) -> frozenset[str]:
        """The keys of the items that are chosen."""
        return frozenset(item.key for item in items if self.takes(item))

    def side(self, item: Item, column: str) -> str:
        """Which side wins in a conflict; empty until somebody chose."""
        return self.sides.get(item.key, {}).get(column) or self.group_sides.get(group_of(item), "")
