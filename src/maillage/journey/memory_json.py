"""The memory for programs: JSON values, words in both languages. What the dossier does not say is null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.journey.memory_commitments import CommitmentLog, Story
from maillage.journey.memory_decisions import DecisionLog, DecisionSeen
from maillage.journey.memory_learnings import LearningLog, LearningSeen
from maillage.journey.memory_resources import Assessed
from maillage.journey.memory_reviews import Review
from maillage.text import Text


def decisions_json(log: DecisionLog) -> dict[str, Any]:
    """The decision log, thread by thread, each thread oldest first."""
    return {"threads": [[_decision(one) for one in thread.decisions] for thread in log.threads]}


def learnings_json(log: LearningLog) -> list[dict[str, Any]]:
    """The learnings, the latest first."""
    return [_learning(one) for one in log.learnings]


def commitments_json(log: CommitmentLog) -> list[dict[str, Any]]:
    """The commitments, each with those that answer it."""
    return [{**_story(pair.first), "answers": [_story(one) for one in pair.answers]} for pair in log.pairs]


def resources_json(found: Sequence[Assessed]) -> list[dict[str, Any]]:
    """The resources, rater by rater; no average."""
    return [
        {
            "kind": one.kind,
            "holder": one.holder,
            "spread": one.spread,
            "said": _text(one.dispersion),
            "raters": [
                {
                    "rater": rater.said[0].row.rater,
                    "assessments": [
                        {
                            "id": it.row.id,
                            "date": _str(it.row.date),
                            "state": it.row.state,
                            "trend": it.row.trend,
                            "narrative": it.row.narrative,
                        }
                        for it in rater.said
                    ],
                }
                for rater in one.raters
            ],
        }
        for one in found
    ]


def _text(words: Text) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def _str(value: object) -> str | None:
    return None if value is None else str(value)


def _list(words: Sequence[str] | None) -> list[str] | None:
    return None if words is None else list(words)


def _review(review: Review) -> dict[str, Any]:
    return {"when": review.when, "said": _text(review.said)}


def _decision(one: DecisionSeen) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id,
        "date": _str(row.date),
        "question": row.question,
        "options": _list(row.options),
        "outcome": row.outcome,
        "decided_by": _list(row.decided_by),
        "objections": _list(row.objections),
        "session": row.session,
        "supersedes": row.supersedes,
        "superseded_by": [heir.id for heir in one.heirs],
        "review_on": _str(row.review_on),
        "reviewed_on": _str(row.reviewed_on),
        "review": _review(one.review),
        "others": [other.id for other in one.others],
    }


def _learning(one: LearningSeen) -> dict[str, Any]:
    return {
        "id": one.row.id,
        "learning": one.row.learning,
        "date": _str(one.date),
        "session": one.row.session,
        "change": one.row.change,
        "standing": one.standing,
        "said": _text(one.said),
        "changed": [{"table": it.table, "id": it.row.id} for it in one.changed],
    }


def _story(story: Story) -> dict[str, Any]:
    row = story.last.row
    return {
        "id": story.id,
        "from": row.from_,
        "to": row.to,
        "object": row.object,
        "reciprocates": row.reciprocates,
        "review": _review(story.review),
        "states": [
            {
                "status": step.row.status,
                "since": _str(step.row.since),
                "until": _str(step.row.until),
                "object": step.row.object,
                "note": step.row.note,
                "asserted_by": step.row.asserted_by,
            }
            for step in story.steps
        ],
    }
