"""The memory of a collective on a day: decisions, learnings, commitments and resources, in one place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from maillage.dossier.dossier import Dossier
from maillage.journey.memory_commitments import (
    CommitmentLog,
    Pair,
    Resting,
    Step,
    Story,
    commitment_log,
    resting_on,
)
from maillage.journey.memory_decisions import (
    DecisionLog,
    DecisionSeen,
    SupersedesCycleError,
    Thread,
    decision_log,
)
from maillage.journey.memory_learnings import CHANGES, Changed, LearningLog, LearningSeen, learning_log
from maillage.journey.memory_resources import Assessed, Assessment, Rater, resource_log, states
from maillage.journey.memory_reviews import NOW_DAYS, ORDER, SOON_DAYS, Review, review_of


@dataclass(frozen=True, slots=True)
class Memory:
    """The four memories of a dossier on a day; the journal is read from its table."""

    on: datetime.date
    decisions: DecisionLog
    learnings: LearningLog
    commitments: CommitmentLog
    resources: tuple[Assessed, ...]


def memory_of(dossier: Dossier, on: datetime.date) -> Memory:
    """The memory of the whole `dossier` (already filtered for its reader) on `on`. Raises `SupersedesCycleError`."""
    return Memory(
        on,
        decision_log(dossier, on),
        learning_log(dossier, on),
        commitment_log(dossier, on),
        resource_log(dossier, on),
    )


__all__ = [
    "CHANGES",
    "NOW_DAYS",
    "ORDER",
    "SOON_DAYS",
    "Assessed",
    "Assessment",
    "Changed",
    "CommitmentLog",
    "DecisionLog",
    "DecisionSeen",
    "LearningLog",
    "LearningSeen",
    "Memory",
    "Pair",
    "Rater",
    "Resting",
    "Review",
    "Step",
    "Story",
    "SupersedesCycleError",
    "Thread",
    "commitment_log",
    "decision_log",
    "learning_log",
    "memory_of",
    "resource_log",
    "resting_on",
    "review_of",
    "states",
]
