"""A large frame, and people who answer it: drawn from a seed, so that every run scores the same answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from maillage.io.conformance import import_frames
from maillage.referential.frame import Frame, Question
from maillage.referential.loading import read_frame
from maillage.referential.profile import Profile, Reply
from maillage.referential.statuses import DONE, NOT_CONCERNED, NOT_DONE, PLANNED, Status, detailed

SHAPE = (6, 19, 61, 325, 1059)
"""How many items the peer's climate frame has at each depth under its root: 1,471 with it."""

_STATUSES = (DONE, PLANNED, NOT_DONE, NOT_CONCERNED, detailed(0.25, 0.5, 0.25))
_PLACES = ("EPCI", "commune"), ("DOM", "Metropole")


def frame_in(folder: Path) -> Frame:
    """The peer's climate frame when its files are in `folder`, else one of the same size and shape."""
    if folder.is_dir():
        found = import_frames(folder).frames.get("cae")
        if found is not None:
            return found.frame
    return alike()


def alike() -> Frame:
    """A frame of the same shape as the peer's: 500 points shared out in equal parts."""
    rows = [_row("r", "", "500")]
    above = ["r"]
    for count in SHAPE:
        here = [f"{above[number * len(above) // count]}.{number}" for number in range(count)]
        rows += [_row(id_, id_.rpartition(".")[0]) for id_ in here]
        above = here
    head = {"id": "alike", "version": "1", "title_fr": "Pareil", "title_en": "Alike", "status": "draft"}
    reading = read_frame({"frame": [head | {"action_depth": "3"}], "items": rows})
    assert reading.frame is not None, reading.problems
    return reading.frame


def _row(id_: str, parent: str, points: str = "") -> dict[str, str]:
    cells = {"kind": "item", "answer": "status", "label_fr": id_, "label_en": id_}
    return {"id": id_, "parent": parent, "points": points, **cells}


def crowd(
    frame: Frame, count: int, seed: int, profiles: int
) -> tuple[list[dict[str, Status]], list[Profile]]:
    """`count` people who answer six leaves in ten and one parent in twenty, each with one of `profiles` profiles."""
    rng = np.random.default_rng(seed)
    known = [_profile(frame, rng) for _ in range(profiles)]
    chances = np.array([0.05 if one.children else 0.6 for one in frame.items.values()])
    ids = list(frame.items)
    answered = []
    for _ in range(count):
        said, kinds = rng.random(len(ids)) < chances, rng.integers(0, len(_STATUSES), len(ids))
        answered.append({ids[place]: _STATUSES[kinds[place]] for place in np.flatnonzero(said)})
    return answered, [known[number % profiles] for number in range(count)]


def _profile(frame: Frame, rng: np.random.Generator) -> Profile:
    answers = {one.id: _reply(one, rng) for one in frame.questions.values() if rng.random() < 0.7}
    kind, place = (names[rng.integers(len(names))] for names in _PLACES)
    return Profile(answers=answers, identity={"type": (kind,), "localisation": (place,)})


def _reply(question: Question, rng: np.random.Generator) -> Reply:
    if question.kind == "yes_no":
        return bool(rng.integers(2))
    if question.kind == "choice":
        return question.choices[rng.integers(len(question.choices))].code
    return float(rng.random())
