"""The card of one actor: its economic model, and how the model and the dossier answer each other.

A card is read from the rows that its reader may see, whatever their order; two dossiers that hold the same rows give
the same card. Nothing on it is computed from amounts, and it carries no mark.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.findings import Finding
from maillage.cards.asking import Question, Told, questions_for
from maillage.cards.intangibles import Intangible, intangibles_of
from maillage.cards.interest import Interest, interest_of
from maillage.cards.knowing import Knowledge, knowledge_of
from maillage.cards.path import in_order
from maillage.cards.proposing import Offers, Proposal, offers_of, proposals_for
from maillage.cards.registers import Register, Statement, registers_of
from maillage.cards.replies import FrameReplies, replies_of
from maillage.cards.wording import text
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Answer, Milestone, Obstacle
from maillage.referential.frame import Frame
from maillage.text import Text


class CardError(ValueError):
    """An actor that has no card. `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a dossier says of one actor's economic model on one day, and what it does not say."""

    actor: Actor
    on: datetime.date
    registers: tuple[Register, ...]
    interest: Interest
    knowledge: Knowledge
    intangibles: tuple[Intangible, ...]
    answers: tuple[Answer, ...]
    replies: tuple[FrameReplies, ...]
    obstacles: tuple[Obstacle, ...]
    milestones: tuple[Milestone, ...]
    findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]
    missing: tuple[Question, ...]

    @property
    def described(self) -> bool:
        """Whether the dossier says anything of the model."""
        return bool(self.registers)

    @property
    def constraints(self) -> tuple[Statement, ...]:
        """The constraints to make known to the others, register after register."""
        return tuple(one for register in self.registers for one in register.fields["constraint"])

    def register(self, code: str | None) -> Register | None:
        """The register of that code, when a row speaks of it."""
        return next((one for one in self.registers if one.code == code), None)


def card_of(dossier: Dossier, actor: str, on: datetime.date, frames: Sequence[Frame] = ()) -> Card:
    """The card of `actor` on the day `on`. Raises `CardError` when no actor of that id holds on that day.

    `frames`: those whose answers are read register by register; the rows of the others are on the card all the same.

    >>> from maillage.dossier.tables import Actor, Record
    >>> farm = Actor(id="farm", name="La ferme")
    >>> dossier = Dossier(record=Record(id="d", title="D"), actors=(farm,))
    >>> card_of(dossier, "farm", datetime.date(2026, 1, 1)).missing[0].code
    'model'
    """
    return card_in(analyse(dossier, on), actor, frames)


def card_in(analysis: Analysis, actor: str, frames: Sequence[Frame] = ()) -> Card:
    """The card of `actor` in a dossier already analysed. Raises `CardError`."""
    return _card(analysis, actor, frames, offers_of(analysis.chain))


def _card(analysis: Analysis, actor: str, frames: Sequence[Frame], offers: Offers) -> Card:
    chain = analysis.chain
    if actor not in chain.actors:
        known = ", ".join(sorted(chain.actors)) or "—"
        raise CardError(text("cards-error.actor", found=actor, day=chain.on, known=known))
    registers = registers_of(chain.dossier.models, actor)
    interest, knowledge = interest_of(chain, actor), knowledge_of(chain, actor)
    intangibles = intangibles_of(chain.dossier.resources, actor)
    milestones = in_order(one for one in chain.dossier.milestones if one.holder == actor)
    answers = tuple(
        sorted(_held(chain.dossier.answers, actor), key=lambda one: (one.frame, one.item, one.id))
    )
    obstacles = tuple(sorted(_held(chain.dossier.obstacles, actor), key=lambda one: one.id))
    told = Told(actor, chain.actors[actor].name, registers, interest, knowledge, milestones)
    return Card(
        actor=chain.actors[actor],
        on=chain.on,
        registers=registers,
        interest=interest,
        knowledge=knowledge,
        intangibles=intangibles,
        answers=answers,
        replies=replies_of(chain.whole, frames, actor, chain.on),
        obstacles=obstacles,
        milestones=milestones,
        findings=tuple(_findings(analysis, actor, registers, milestones)),
        proposals=proposals_for(chain, actor, registers, intangibles, knowledge, offers),
        missing=questions_for(told),
    )


def cards_of(analysis: Analysis, frames: Sequence[Frame] = ()) -> tuple[Card, ...]:
    """The cards of all the actors present on the day, by name."""
    chain = analysis.chain
    here = [one for one in chain.actors.values() if chain.present(one)]
    here.sort(key=lambda one: (one.name.casefold(), one.id))
    offers = offers_of(chain)
    return tuple(_card(analysis, one.id, frames, offers) for one in here)


def _held(rows: Any, actor: str) -> Iterator[Any]:
    return (row for row in rows if row.holder == actor)


def _findings(
    analysis: Analysis, actor: str, registers: tuple[Register, ...], milestones: tuple[Milestone, ...]
) -> Iterator[Finding]:
    """The findings that name the actor, its model or its milestones; those about many actors at once are last."""
    mine = {("actors", actor)} | {("milestones", one.id) for one in milestones}
    mine |= {("models", row.id) for register in registers for row in register.rows}
    found = [one for one in analysis.findings if any((ref.table, ref.id) in mine for ref in one.rows)]
    yield from sorted(found, key=lambda one: sum(ref.table == "actors" for ref in one.rows) > 1)
