"""Publishing a version of a frame: from then on its content never changes, because answers are given to it.

What is published is known by the checksum of its tables (`maillage.referential.canonical`): it does not depend on the
order of rows or columns and changes with any cell.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from maillage.dossier.problems import Place, Problem
from maillage.referential.canonical import checksum_of
from maillage.referential.frame import Frame
from maillage.referential.version_words import problem
from maillage.referential.versions import FrameDifference, compare_frames

FILE = "frame.csv"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a version cannot be published: the one that bears its number already, and what differs."""

    problem: Problem
    difference: FrameDifference


def published(frame: Frame, on: datetime.date) -> Frame:
    """`frame` as published on that day, with its checksum. One that is published already stays as it is."""
    if frame.status == "published":
        return frame
    return replace(frame, status="published", published_on=on, checksum=checksum_of(frame))


def refuse_change(known: Iterable[Frame], proposed: Frame) -> tuple[Refusal, ...]:
    """Why `proposed` cannot bear its number: the published frames of that id and version that say something else.

    The same content may be published anew: nothing changes. A draft may always change.
    """
    found = []
    for one in known:
        if (one.id, one.version, one.status) != (proposed.id, proposed.version, "published"):
            continue
        difference = compare_frames(one, proposed)
        if not difference.equal:
            place = Place(FILE, None, 2, "version")
            said = problem("published-already", place, proposed.version, frame=proposed.id)
            found.append(Refusal(said, difference))
    return tuple(found)
