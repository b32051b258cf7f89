"""The scores of many respondents at once, as arrays: the same values as `maillage.referential.scoring`, sooner.

The tree is gone through level by level, all respondents together; rules are evaluated once per distinct profile. What
the values mean and how they are reached is said there and in docs/methods/frames.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from maillage.referential.formulas import evaluate, parse
from maillage.referential.frame import Frame, Rule
from maillage.referential.layout import Layout, Level, layout
from maillage.referential.overriding import in_order
from maillage.referential.personal import personalise
from maillage.referential.profile import Profile
from maillage.referential.statuses import Status
from maillage.referential.wording import FrameError, sentence

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)

SILENT, CONCERNED, NOT_CONCERNED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Respondents:
    """What many respondents say. Arrays have one row per respondent and one column per item, in the order of the frame.

    `said`: 0 for nothing, 1 for a status that concerns, 2 for “not concerned”. `done`, `planned`, `not_done`: shares.
    `profiles` are the distinct ones, and `which` is that of each respondent.
    """

    said: NDArray[np.int8]
    done: Floats
    planned: Floats
    not_done: Floats
    profiles: tuple[Profile, ...]
    which: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class ManyScores:
    """Arrays with one row per respondent and one column per item, in the order of `items`."""

    items: tuple[str, ...]
    points_done: Floats
    points_planned: Floats
    points_not_done: Floats
    points_unfilled: Floats
    potential: Floats
    personal_points: Floats
    frame_points: Floats
    concerned: Truths
    off: Truths


def respondents(
    frame: Frame, statuses: Sequence[Mapping[str, Status]], profiles: Sequence[Profile] | None = None
) -> Respondents:
    """Put what respondents say into arrays, their profiles told apart once. Raises `FrameError` for an unknown item."""
    place = {id_: number for number, id_ in enumerate(frame.items)}
    shape = (len(statuses), len(place))
    said, shares = np.zeros(shape, dtype=np.int8), np.zeros((3, *shape))
    for number, one in enumerate(statuses):
        for item, status in one.items():
            if item not in place:
                raise FrameError(sentence("score.unknown-item", found=item, frame=frame.title))
            said[number, place[item]] = CONCERNED if status.concerned else NOT_CONCERNED
            shares[:, number, place[item]] = (status.done, status.planned, status.not_done)
    distinct, which = _distinct(profiles or [Profile()] * len(statuses))
    return Respondents(said, shares[0], shares[1], shares[2], distinct, which)


def _distinct(profiles: Sequence[Profile]) -> tuple[tuple[Profile, ...], NDArray[np.intp]]:
    known: dict[Hashable, int] = {}
    kept: list[Profile] = []
    which = []
    for one in profiles:
        key = one.key
        if key not in known:
            known[key] = len(kept)
            kept.append(one)
        which.append(known[key])
    return tuple(kept), np.array(which, dtype=np.intp)


def score_many(frame: Frame, many: Respondents) -> ManyScores:
    """The scores of every respondent on every item of `frame`. Raises `FrameError` for a frame without points.

    Memory: ten arrays of 8 bytes per respondent and item; score large crowds in several calls.
    """
    if not frame.weighted:
        raise FrameError(sentence("score.no-points", frame=frame.title))
    work = _Work(frame, many)
    work.leave_out()
    work.share_out()
    work.sum_up()
    work.override()
    return work.scores()


class _Work:
    """The arrays while they are computed: one row per item, level by level, one column per respondent."""

    def __init__(self, frame: Frame, many: Respondents) -> None:
        self.frame, self.many, self.layout = frame, many, layout(frame)
        order = self.layout.order
        self.said = many.said.T[order]
        self.shares = [one.T[order] for one in (many.done, many.planned, many.not_done)]
        self.filled = (self.said == CONCERNED) & ((self.shares[0] + self.shares[1] + self.shares[2]) > 0)
        factors, off = _profiles(frame, many.profiles, self.layout)
        weights = np.array(list(frame.weights.values()))[order]
        self.personal = weights[:, None] * factors[:, many.which]
        self.off = off[:, many.which]

    def below_action(self, level: Level) -> bool:
        depth = self.frame.action_depth
        return depth is not None and level.depth >= depth

    def leave_out(self) -> None:
        """Who is not concerned: by a rule, a status, the parent; then by all of the children."""
        self.out = self.off | (self.said == NOT_CONCERNED)
        for level in self.layout.levels:
            self.out[level.first : level.last] |= _spread(self.out[level.parents], level)
        for level in reversed(self.layout.levels):
            every = np.logical_and.reduceat(self.out[level.first : level.last], level.starts, axis=0)
            self.out[level.parents] |= every & (self.said[level.parents] != CONCERNED)

    def share_out(self) -> None:
        """The potential of every item, from the leaves up, then in proportion from the action down."""
        self.potential = np.where(self.out, 0.0, self.personal)
        for level in reversed(self.layout.levels):
            below = self.potential[level.first : level.last]
            if self.below_action(level):
                below += self._received(level, below)
            own = self.out[level.parents] | (self.said[level.parents] == CONCERNED)
            self.potential[level.parents] = np.where(
                own, self.potential[level.parents], _summed(below, level)
            )
        for level in self.layout.levels:
            if self.below_action(level):
                below = self.potential[level.first : level.last]
                below *= _spread(_ratio(self.potential[level.parents], _summed(below, level), 1.0), level)

    def _received(self, level: Level, below: Floats) -> Floats:
        """The points of the children that are not concerned, in equal parts for those who are worth something."""
        rows = slice(level.first, level.last)
        lost = _summed(np.where(self.out[rows], self.personal[rows], 0.0), level)
        heirs = below != 0
        part = _ratio(lost, _summed(heirs.astype(np.float64), level), 0.0)
        received: Floats = _spread(part, level) * heirs
        return received

    def sum_up(self) -> None:
        """The four points of every item: its status prevails, else its children are summed."""
        rest = 1.0 - (self.shares[0] + self.shares[1] + self.shares[2])
        rest[rest <= _TOLERANCE] = 0.0
        shares = [*self.shares, np.where(self.filled, rest, 1.0)]
        self.parts = [np.where(self.filled | (number == 3), one, 0.0) for number, one in enumerate(shares)]
        for one in self.parts:
            one *= self.potential
        for level in reversed(self.layout.levels):
            own = self.filled[level.parents]
            for one in self.parts:
                summed = _summed(one[level.first : level.last], level)
                one[level.parents] = np.where(own, one[level.parents], summed)
            self._complete(level, own)

    def _complete(self, level: Level, own: Truths) -> None:
        """An item said to concern, and not filled in: what its children do not say is not filled in."""
        done, planned, not_done, unfilled = (one[level.parents] for one in self.parts)
        rest = np.maximum(self.potential[level.parents] - (done + planned + not_done), 0.0)
        said = (self.said[level.parents] == CONCERNED) & ~own & ~self.out[level.parents]
        self.parts[3][level.parents] = np.where(said, rest, unfilled)

    def override(self) -> None:
        """Rules on scores, in order; each is evaluated for the respondents who have something to change."""
        for rule in in_order(self.frame):
            factor = self._factor(rule)
            rows = [self.layout.row[item.id] for item in self.frame.under(rule.item)]
            self.parts[0][rows] *= factor
            for item in self.frame.above(rule.item):
                row, children = self.layout.row[item.id], [self.layout.row[child] for child in item.children]
                prevails = self.filled[row] | (self.said[row] == NOT_CONCERNED)
                summed = self.parts[0][children].sum(axis=0)
                self.parts[0][row] = np.where(prevails | (factor == 1.0), self.parts[0][row], summed)

    def _factor(self, rule: Rule) -> Floats:
        formula = parse(rule.formula)
        needed = {item: self.layout.row[item] for item in (rule.item, *formula.items)}
        scores = {
            item: _ratio(self.parts[0][row], self.potential[row], np.nan) for item, row in needed.items()
        }
        factor = np.ones(len(self.many.which))
        for number in np.flatnonzero(scores[rule.item] > 0):
            own = {item: _known(found[number]) for item, found in scores.items()}
            after = evaluate(formula, self.many.profiles[self.many.which[number]], own)
            if isinstance(after, float) and after >= 0:
                factor[number] = after / scores[rule.item][number]
        return factor

    def scores(self) -> ManyScores:
        back = self.layout.back
        done, planned, not_done, unfilled = (one[back].T for one in self.parts)
        weights = np.array(list(self.frame.weights.values()))
        return ManyScores(
            tuple(self.frame.items),
            done,
            planned,
            not_done,
            unfilled,
            potential=self.potential[back].T,
            personal_points=self.personal[back].T,
            frame_points=np.broadcast_to(weights, done.shape),
            concerned=~self.out[back].T,
            off=self.off[back].T,
        )


_TOLERANCE = 1e-6


def _profiles(frame: Frame, profiles: Sequence[Profile], rows: Layout) -> tuple[Floats, Truths]:
    """The factors of every row and whether a rule takes it out, one column per distinct profile."""
    factors = np.ones((len(rows.row), len(profiles)))
    off = np.zeros((len(rows.row), len(profiles)), dtype=np.bool_)
    for number, profile in enumerate(profiles):
        personal = personalise(frame, profile)
        factors[:, number] = [personal.factors[item] for item in rows.row]
        off[:, number] = [item in personal.off for item in rows.row]
    return factors, off


def _summed(below: Floats, level: Level) -> Floats:
    return np.add.reduceat(below, level.starts, axis=0)


def _spread(above: NDArray[Kind], level: Level) -> NDArray[Kind]:
    return np.repeat(above, level.counts, axis=0)


def _ratio(above: Floats, below: Floats, otherwise: float) -> Floats:
    """A division, `otherwise` where it would be by zero."""
    return np.divide(above, below, out=np.full_like(above, otherwise), where=below != 0)


def _known(found: float) -> float | None:
    return None if np.isnan(found) else float(found)
