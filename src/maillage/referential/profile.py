"""Who answers a frame: what its rules may ask about, and nothing else."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache

from maillage.data import packaged
from maillage.dossier.tables import Actor

Reply = str | float | bool
"""An answer to a question of personalisation: a choice, a proportion, yes or no."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of who answers; nothing known is the empty profile.

    `identity` holds the further facets that some frames ask about (the kind of authority, its population…), each with
    the values that are true of who answers. `answers` are those to the questions of the frame, by question.
    """

    legal_form: str | None = None
    family: str | None = None
    size: str | None = None
    sphere: str | None = None
    answers: Mapping[str, Reply] = field(default_factory=dict)
    identity: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds(self, facet: str, value: str) -> bool:
        """Whether `value` is true of who answers; what is not known is not true.

        >>> Profile(family="public").holds("family", "public")
        True
        """
        own = {
            "legal_form": self.legal_form,
            "family": self.family,
            "size": self.size,
            "sphere": self.sphere,
        }
        return value in self.identity.get(facet, ()) or value == own.get(facet)

    @property
    def key(self) -> Hashable:
        """What two profiles that every rule treats alike have in common."""
        identity = frozenset((facet, frozenset(values)) for facet, values in self.identity.items())
        answers = frozenset((question, type(reply), reply) for question, reply in self.answers.items())
        return self.legal_form, self.family, self.size, self.sphere, identity, answers


def profile_of(
    actor: Actor, sphere: str | None = None, answers: Mapping[str, Reply] | None = None
) -> Profile:
    """The profile of an actor of a dossier: its legal form and the family it belongs to.

    >>> profile_of(Actor(id="scic", name="La SCIC", legal_form="scic")).family
    'cooperative'
    """
    family = families().get(actor.legal_form or "")
    return Profile(legal_form=actor.legal_form, family=family, sphere=sphere, answers=dict(answers or {}))


@cache
def families() -> Mapping[str, str]:
    """The family of every legal form that has one: rows of ``data/frames/families.csv``."""
    return {row["legal_form"]: row["family"] for row in packaged.rows("frames/families.csv") if row["family"]}
