"""The decision log: threads of decisions that supersede one another, and those to review."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.articulation.findings import name_of
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Decision
from maillage.journey.memory_reviews import ORDER, Review, review_of
from maillage.journey.memory_words import known_on, sentence
from maillage.text import Text, listing


class SupersedesCycleError(ValueError):
    """Decisions that supersede one another in a loop. `.text` says which, in both languages."""

    def __init__(self, rows: Sequence[Decision]) -> None:
        self.text = sentence("memory-review.cycle", names=listing([name_of(row) for row in rows]))
        super().__init__(self.text.fr)


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """A decision: when it is to be reviewed, which ones superseded it, and what other sources say of it."""

    row: Decision
    review: Review
    heirs: tuple[Decision, ...]
    others: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """Decisions that follow one another, oldest first. `forked` when one of them was superseded by several."""

    decisions: tuple[DecisionSeen, ...]

    @property
    def last(self) -> DecisionSeen:
        """The decision that holds now, or one of them."""
        return next((one for one in reversed(self.decisions) if not one.heirs), self.decisions[-1])

    @property
    def forked(self) -> bool:
        """Whether two decisions supersede the same one: which one holds?"""
        return any(len(one.heirs) > 1 for one in self.decisions)


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """All decisions of a day: threads, the most urgent to review first, then the latest. `after` are dated later."""

    threads: tuple[Thread, ...]
    after: int

    @property
    def decisions(self) -> tuple[DecisionSeen, ...]:
        """Every decision, thread by thread."""
        return tuple(one for thread in self.threads for one in thread.decisions)

    def to_review(self, when: str) -> tuple[DecisionSeen, ...]:
        """The decisions whose review is `when`: ``late``, ``now``, ``soon``, ``later``, ``unsaid``…"""
        return tuple(one for one in self.decisions if one.review.when == when)


def decision_log(dossier: Dossier, on: datetime.date) -> DecisionLog:
    """The decisions made by `on`, in threads. Raises `SupersedesCycleError`; what is read from files never does.

    `dossier` is the whole one: what has ended stays in memory. A decision without a date is told, and said undated.
    """
    known = known_on(dossier.decisions, on)
    made = [row for row in known if row.date is None or row.date.first_day() <= on]
    rows = {row.id: row for row in made if row.variant_of not in {one.id for one in made}}
    others = defaultdict(list)
    for row in made:
        if row.id not in rows:
            others[row.variant_of].append(row)
    heirs = _heirs(rows)
    threads = [
        Thread(tuple(_seen(row, heirs, others.get(row.id, ()), on) for row in group))
        for group in _groups(rows, heirs)
    ]
    return DecisionLog(tuple(sorted(threads, key=_first)), len(known) - len(made))


def _heirs(rows: Mapping[str, Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in rows.values():
        if row.supersedes in rows:
            found[row.supersedes or ""].append(row)
    return found


def _groups(rows: Mapping[str, Decision], heirs: Mapping[str, list[Decision]]) -> list[list[Decision]]:
    """The rows with all that supersedes them, each group oldest first. A row superseded never comes after its heir."""
    groups: list[list[Decision]] = []
    placed: set[str] = set()
    for root in (row for row in rows.values() if row.supersedes not in rows):
        group, waiting = [], [root]
        while waiting:
            waiting.sort(key=_age, reverse=True)
            group.append(waiting.pop())
            waiting += heirs.get(group[-1].id, [])
        placed.update(row.id for row in group)
        groups.append(group)
    if len(placed) < len(rows):
        raise SupersedesCycleError([row for row in rows.values() if row.id not in placed])
    return groups


def _age(row: Decision) -> tuple[datetime.date, str]:
    return (row.date.first_day() if row.date else datetime.date.min, row.id)


def _seen(
    row: Decision, heirs: Mapping[str, list[Decision]], others: Iterable[Decision], on: datetime.date
) -> DecisionSeen:
    after = tuple(heirs.get(row.id, ()))
    if after:
        review = Review("replaced", sentence("memory-review.replaced", by=_names(after)))
    else:
        review = review_of(row.review_on, row.reviewed_on, on)
    return DecisionSeen(row, review, after, tuple(others))


def _names(rows: Sequence[Decision]) -> Text:
    return listing([_named(row) for row in rows])


def _named(row: Decision) -> Text:
    """A decision by its question and its date: those of a thread often have the same question."""
    if row.date is None:
        return sentence("memory-review.heir", name=name_of(row))
    return sentence("memory-review.heir-dated", name=name_of(row), date=date_words(row.date))


def _first(thread: Thread) -> tuple[int, int, str]:
    """The place of a thread: by the most urgent review, then the most recent decision."""
    urgent = [ORDER.index(one.review.when) for one in thread.decisions if one.review.when in ORDER]
    latest = max(_age(one.row)[0].toordinal() for one in thread.decisions)
    return min(urgent, default=len(ORDER)), -latest, thread.decisions[0].row.id
