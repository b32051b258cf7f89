"""The score of one respondent on a frame with points: what is done, planned, not done, not filled in, item by item.

The rules are in docs/methods/frames.md. The same for many respondents at once: `maillage.referential.scoring_many`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from maillage.referential.explaining import explain
from maillage.referential.frame import Frame, Item
from maillage.referential.overriding import override
from maillage.referential.personal import Personal, personalise
from maillage.referential.potentials import Potentials, Statuses, potentials
from maillage.referential.profile import Profile
from maillage.referential.scores import ItemScore, Outcome
from maillage.referential.wording import FrameError, sentence
from maillage.text import Text

Parts = tuple[float, float, float, float]
"""Points done, planned, not done, not filled in."""

NOTHING: Parts = (0.0, 0.0, 0.0, 0.0)


class Scores(Outcome):
    """The scores of one respondent, which can say why they are what they are."""

    __slots__ = ()

    def explain(self, item: str) -> tuple[Text, ...]:
        """Why `item` is worth what it is, in sentences. Raises `KeyError`."""
        return explain(self, item)


def score(frame: Frame, statuses: Statuses, profile: Profile | None = None) -> Scores:
    """What `statuses` are worth on `frame` for who has this `profile`.

    Raises `FrameError` for a frame without points, which has no score, and for a status of an unknown item.
    """
    _check(frame, statuses)
    who = profile or Profile()
    personal = personalise(frame, who)
    found = potentials(frame, statuses, personal)
    parts = _parts(frame, statuses, found)
    changes = override(frame, statuses, who, found.potential, parts)
    items = {item.id: _scored(item, frame, personal, found, parts[item.id]) for item in frame.items.values()}
    return Scores(frame, who, dict(statuses), items, personal, found, changes)


def _check(frame: Frame, statuses: Statuses) -> None:
    if not frame.weighted:
        raise FrameError(sentence("score.no-points", frame=frame.title))
    for item in statuses:
        if item not in frame.items:
            raise FrameError(sentence("score.unknown-item", found=item, frame=frame.title))


def _parts(frame: Frame, statuses: Statuses, found: Potentials) -> dict[str, Parts]:
    """The four points of every item: its status prevails, else its children are summed."""
    parts: dict[str, Parts] = {}
    for item in reversed(list(frame.items.values())):
        parts[item.id] = _own(item, statuses, found, parts)
    return parts


def _own(item: Item, statuses: Statuses, found: Potentials, parts: Mapping[str, Parts]) -> Parts:
    said, potential = statuses.get(item.id), found.potential[item.id]
    if item.id in found.out:
        return NOTHING
    if said is not None and said.filled:
        shares = (said.done, said.planned, said.not_done, said.unfilled)
        return tuple(share * potential for share in shares)  # type: ignore[return-value]  # four of four
    below = [parts[child] for child in item.children]
    summed: Parts = tuple(math.fsum(one) for one in zip(NOTHING, *below, strict=True))  # type: ignore[assignment]
    if item.children and said is None:
        return summed
    return (*summed[:3], max(potential - math.fsum(summed[:3]), 0.0))


def _scored(item: Item, frame: Frame, personal: Personal, found: Potentials, parts: Parts) -> ItemScore:
    return ItemScore(
        item.id,
        *parts,
        potential=found.potential[item.id],
        frame_points=frame.weights[item.id],
        personal_points=found.personal[item.id],
        concerned=item.id not in found.out,
        off=item.id in personal.off,
    )
