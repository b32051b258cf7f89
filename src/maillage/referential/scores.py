"""What scoring gives: the four points of every item, and what led to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.referential.frame import Frame
from maillage.referential.overriding import Change
from maillage.referential.personal import Personal
from maillage.referential.potentials import Potentials, Statuses
from maillage.referential.profile import Profile


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item is worth. The four points sum to `potential`, unless a rule on scores changed `points_done`.

    `personal_points` are the points of the frame times the factors of rules; `off` says that a rule took it out.
    """

    item: str
    points_done: float
    points_planned: float
    points_not_done: float
    points_unfilled: float
    potential: float
    frame_points: float
    personal_points: float
    concerned: bool
    off: bool

    @property
    def score(self) -> float | None:
        """Points done out of the potential, from 0 to 1; nothing for an item that can be worth nothing."""
        return self.points_done / self.potential if self.potential else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of one respondent by item, in the order of the tree, and what led to them."""

    frame: Frame
    profile: Profile
    statuses: Statuses
    items: Mapping[str, ItemScore]
    personal: Personal
    potentials: Potentials
    changes: Mapping[str, Change] = field(default_factory=dict)

    def of(self, item: str) -> ItemScore:
        """The score of one item. Raises `KeyError`."""
        return self.items[item]
