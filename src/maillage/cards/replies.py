"""What is answered to frames about one holder, register by register: raters side by side, no mark for a frame."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.cards.registers import place_of
from maillage.cards.wording import text
from maillage.dossier.dossier import Dossier
from maillage.dossier.vocabularies import vocabulary
from maillage.referential.answers import Answers, answers_to
from maillage.referential.frame import Frame
from maillage.referential.given import Given
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Replied:
    """One item: what its raters answer together, in words, and the latest answer of each."""

    item: str
    label: Text
    said: Text
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class RegisterReplies:
    """The items that inform one register; `None` for those of a frame that inform none."""

    code: str | None
    label: Text
    items: tuple[Replied, ...]


@dataclass(frozen=True, slots=True)
class FrameReplies:
    """What is answered to one version of a frame. `apart` counts the answers that this version cannot read."""

    frame: str
    version: str
    title: Text
    progress: Text
    registers: tuple[RegisterReplies, ...]
    apart: int


def replies_of(
    dossier: Dossier, frames: Iterable[Frame], holder: str, on: datetime.date
) -> tuple[FrameReplies, ...]:
    """The answers about `holder` to each of `frames`, those to which nothing is answered left out."""
    if not any(row.holder == holder for row in dossier.answers):
        return ()
    found = [answers_to(dossier, frame, holder, on) for frame in frames]
    return tuple(_of_frame(one) for one in found if one.given or one.outside or one.other_versions)


def _of_frame(answers: Answers) -> FrameReplies:
    frame = answers.frame
    by_register: dict[str | None, list[Replied]] = {}
    for item in frame.asked:
        given = answers.of(item.id)
        if given:
            replied = Replied(item.id, item.label, answers.spread(item.id).said, given)
            by_register.setdefault(item.register, []).append(replied)
    registers = tuple(
        RegisterReplies(code, _label(code), tuple(by_register[code]))
        for code in sorted(by_register, key=place_of)
    )
    apart = len(answers.outside) + len(answers.other_versions)
    return FrameReplies(frame.id, frame.version, frame.title, answers.progress.said, registers, apart)


def _label(code: str | None) -> Text:
    return vocabulary("model_registers").label_of(code) if code else text("cards-stance.no_register")
