"""What a card does not say, each time as a question that can be asked, with the row that an answer would fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillage.cards.interest import Interest
from maillage.cards.knowing import Knowledge
from maillage.cards.registers import FIELDS, Register
from maillage.cards.wording import text
from maillage.dossier.tables import Milestone
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """Something the dossier does not say. `table` and `cells` are the row that would say it, as a form begins it."""

    code: str
    asked: Text
    table: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a card already says, from which its questions come."""

    actor: str
    name: str
    registers: tuple[Register, ...]
    interest: Interest
    knowledge: Knowledge
    milestones: tuple[Milestone, ...]


def questions_for(told: Told) -> tuple[Question, ...]:
    """What is missing on a card, in the order in which one would ask. Without any model, where to begin, alone."""
    if not told.registers:
        start = {"actor": told.actor, "register": "overall"}
        return (Question("model", text("cards-ask.model", name=told.name), "models", start),)
    return (*_fields(told), *_stances(told), *_knowing(told), *_interest(told), *_path(told))


def _fields(told: Told) -> Iterator[Question]:
    for field in FIELDS:
        if not any(register.fields[field] for register in told.registers):
            cells = {"actor": told.actor, "register": told.registers[0].code or ""}
            yield Question(field, text(f"cards-ask.{field}", name=told.name), "models", cells)


def _stances(told: Told) -> Iterator[Question]:
    """A stage without direction, a direction without stage, both missing: by register."""
    for register in told.registers:
        stages = any(stance.stage for stance in register.stances)
        directions = any(stance.direction for stance in register.stances)
        if stages and directions:
            continue
        code = "direction" if stages else "stage" if directions else "stance"
        words = text(f"cards-ask.{code}", name=told.name, register=register.label)
        cells = {"actor": told.actor, "register": register.code or ""}
        yield Question(code, words, "models", cells)


def _knowing(told: Told) -> Iterator[Question]:
    """Who knows the constraints, asked once some are written."""
    if not any(register.fields["constraint"] for register in told.registers):
        return
    silent = told.knowledge.of(None)
    if not told.knowledge.knowers:
        yield Question("knowing", text("cards-ask.knowing", name=told.name), "ties", {"actor_a": told.actor})
    elif silent:
        asked = text("cards-ask.knowing_one", name=told.name, other=silent[0].name, more=len(silent) - 1)
        if len(silent) > 2:
            asked = text("cards-ask.knowing_many", name=told.name, other=silent[0].name, more=len(silent) - 1)
        elif len(silent) == 1:
            asked = text("cards-ask.knowing_other", name=told.name, other=silent[0].name)
        yield Question("knowing", asked, "ties", {"actor_a": told.actor, "actor_b": silent[0].actor})


def _interest(told: Told) -> Iterator[Question]:
    interest = told.interest
    if not interest.benefits and not interest.receives:
        yield Question(
            "benefit", text("cards-ask.benefit", name=told.name), "effects", {"beneficiaries": told.actor}
        )
    if not interest.gives and not interest.carries:
        yield Question("gift", text("cards-ask.gift", name=told.name), "contributions", {"from": told.actor})


def _path(told: Told) -> Iterator[Question]:
    """What will show the way, asked once the card says where it leads."""
    aims = any(register.fields["aim"] for register in told.registers)
    if aims and not told.milestones:
        yield Question(
            "milestone", text("cards-ask.milestone", name=told.name), "milestones", {"holder": told.actor}
        )
