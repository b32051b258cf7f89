"""The page of all the cards: who is described and where each one stands, who is not, what to ask first."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.cards.asking import Question
from maillage.cards.card import Card
from maillage.cards.registers import Register
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage_web.cards.queries.kept import adding, cards_on
from maillage_web.dossiers.queries.state import State

_ASKED = 2
_STAGES = ("volume", "use_performance", "territorial")


@dataclass(frozen=True, slots=True)
class Shape:
    """A stage and a direction as a shape: how many steps are full (none: not said), and where an arrow leads.

    It says nothing that the words beside it do not say.
    """

    full: int
    direction: str
    disputed: bool

    @property
    def steps(self) -> tuple[bool, bool, bool]:
        """Whether each of the three steps is full, from the lowest."""
        return self.full >= 1, self.full >= 2, self.full >= 3


def shape_of(stage: str | None, direction: str | None, *, disputed: bool = False) -> Shape:
    """The shape of a stage and a direction; one that nobody knows or that rows dispute is left empty."""
    return Shape(_STAGES.index(stage) + 1 if stage in _STAGES else 0, direction or "", disputed)


@dataclass(frozen=True, slots=True)
class Standing:
    """A register in brief."""

    label: Text
    said: Text
    shape: Shape


def standing_of(register: Register) -> Standing:
    """Where a register stands, in words and in shape."""
    shape = shape_of(register.stage, register.direction, disputed=register.disputed)
    return Standing(register.label, register.said, shape)


@dataclass(frozen=True, slots=True)
class Brief:
    """One actor on the page: its model in brief, the first questions, how many there are besides."""

    id: str
    name: str
    what: Text | None
    standings: tuple[Standing, ...]
    asked: tuple[Question, ...]
    more: int
    href: str


@dataclass(frozen=True, slots=True)
class BriefPage:
    """Those whose model is described, the others, where one begins (for who may write), and the actor one leads."""

    described: tuple[Brief, ...]
    silent: tuple[Brief, ...]
    begin: str
    mine: Brief | None


def brief_page(state: State) -> BriefPage:
    """The page, as the person may see it."""
    briefs = [(card.described, _brief(state, card)) for card in cards_on(state)]
    back = state.address("cards")
    led = state.living.standing.actor if state.living else ""
    return BriefPage(
        tuple(brief for described, brief in briefs if described),
        tuple(brief for described, brief in briefs if not described),
        adding(state, "models", {"register": "overall"}, back),
        next((brief for _described, brief in briefs if brief.id == led), None),
    )


def _brief(state: State, card: Card) -> Brief:
    actor = card.actor
    forms, categories = vocabulary("legal_forms"), vocabulary("actor_categories")
    what = forms.label_of(actor.legal_form) if actor.legal_form else None
    if what is None and actor.category:
        what = categories.label_of(actor.category)
    return Brief(
        id=actor.id,
        name=actor.name,
        what=what,
        standings=tuple(standing_of(one) for one in card.registers),
        asked=card.missing[:_ASKED],
        more=max(len(card.missing) - _ASKED, 0),
        href=state.address("card", actor.id),
    )
