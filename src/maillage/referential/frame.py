"""A frame of reference: a versioned tree of themes and items, with what it takes to ask and score them.

A frame is data: a folder of tables (docs/methods/frames.md), read by `maillage.referential.loading`. Nothing here is
about one frame in particular.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from maillage.text import Text

ANSWERS = ("ordinal", "narrative", "number", "choice", "status")
"""The kinds of answer of an item."""
FAMILIES = ("association", "company", "cooperative", "public")
"""The families of organisations to whom an item may mean different things."""
EFFECTS = ("off", "reduction", "score")
"""What a rule does to its item: takes it out, multiplies its points, replaces its score."""
STATUSES = ("draft", "published")
QUESTION_KINDS = ("yes_no", "choice", "proportion")
KINDS = ("theme", "item")


@dataclass(frozen=True, slots=True)
class Item:
    """A node of the tree. `points` and `share` (percent of the parent) are those of the table, before any inference."""

    id: str
    parent: str | None
    kind: str
    label: Text
    question: Text | None = None
    why: Text | None = None
    answer: str | None = None
    unit: str | None = None
    points: float | None = None
    share: float | None = None
    short: bool = False
    evidence: Text | None = None
    help: Text | None = None
    register: str | None = None
    source: tuple[str, ...] = ()
    depth: int = 0
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the scale of an ordinal item, or one choice: what one sees at that level. `rank` counts from 0."""

    item: str
    code: str
    label: Text
    example: Text | None = None
    example_source: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an item means for a family of organisations."""

    item: str
    family: str
    said: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered by a question of personalisation."""

    question: str
    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question of personalisation, which rules read: yes or no, a choice, or a proportion from 0 to 1."""

    id: str
    kind: str
    label: Text
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a formula does to an item: "off", "reduction" or "score"."""

    item: str
    effect: str
    formula: str
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that items rest on."""

    id: str
    title: str
    author: str | None = None
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Where an answer to an earlier version goes. No value: any; no item to go to: the answer has no place here."""

    from_version: str
    from_item: str
    from_value: str | None
    to_item: str | None
    to_value: str | None
    share: float | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame in one version. `items` are in the order of the tree, a parent before its children.

    `weights` are the points of every item once inferred (`maillage.referential.points`); empty for a frame that gives
    none. `checksum` is computed from the content (`maillage.referential.canonical`).
    """

    id: str
    version: str
    title: Text
    summary: Text
    status: str
    official: bool
    licence: str
    published_on: datetime.date | None
    action_depth: int | None
    replaces: str | None
    checksum: str
    items: Mapping[str, Item]
    levels: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)
    meanings: Mapping[tuple[str, str], Meaning] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    correspondences: tuple[Correspondence, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    @property
    def roots(self) -> tuple[Item, ...]:
        """The items without parent, in order."""
        return tuple(item for item in self.items.values() if item.parent is None)

    @property
    def themes(self) -> tuple[Item, ...]:
        """The items that only gather others, in order."""
        return tuple(item for item in self.items.values() if item.kind == "theme")

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items that are asked, in order."""
        return tuple(item for item in self.items.values() if item.answer is not None)

    @property
    def short(self) -> tuple[Item, ...]:
        """The asked items of the short entry, in order."""
        return tuple(item for item in self.asked if item.short)

    @property
    def leaves(self) -> tuple[Item, ...]:
        """The items without children, in order."""
        return tuple(item for item in self.items.values() if not item.children)

    @property
    def weighted(self) -> bool:
        """Whether the frame gives points: only then can anything be scored."""
        return bool(self.weights)

    def under(self, item: str) -> Iterator[Item]:
        """The item `item` and all that is below it, a parent before its children. Raises `KeyError`."""
        found = self.items[item]
        yield found
        for child in found.children:
            yield from self.under(child)

    def above(self, item: str) -> Iterator[Item]:
        """The ancestors of `item`, the nearest first. Raises `KeyError`."""
        parent = self.items[item].parent
        while parent is not None:
            yield self.items[parent]
            parent = self.items[parent].parent

    def theme_of(self, item: str) -> Item | None:
        """The nearest theme above `item`, or none."""
        return next((one for one in self.above(item) if one.kind == "theme"), None)
