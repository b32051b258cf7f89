"""The intangible resources of an actor, as raters see them: held or lacking, never one figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.dossier.tables import Resource
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

LACKING, HELD = ("missing", "fragile"), ("sufficient", "strong")
"""The states in which a resource is said to lack, and those in which it is said to be there."""


@dataclass(frozen=True, slots=True)
class Intangible:
    """One kind of resource: what each rater says of it. Raters may differ: both `lacking` and `held` are then true."""

    kind: str
    label: Text
    rows: tuple[Resource, ...]

    @property
    def lacking(self) -> tuple[Resource, ...]:
        """The rows that say that it is missing or fragile."""
        return tuple(row for row in self.rows if row.state in LACKING)

    @property
    def held(self) -> tuple[Resource, ...]:
        """The rows that say that it is sufficient or strong."""
        return tuple(row for row in self.rows if row.state in HELD)

    @property
    def agreed(self) -> bool | None:
        """Whether all the raters that give a state give the same one. `None` when fewer than two do."""
        states = [row.state for row in self.rows if row.state]
        return len(set(states)) == 1 if len(states) > 1 else None


def intangibles_of(resources: Iterable[Resource], holder: str) -> tuple[Intangible, ...]:
    """The resources of `holder` by kind, in the order of the vocabulary; the order of rows does not matter."""
    kinds = vocabulary("resource_kinds")
    by_kind: dict[str, list[Resource]] = {}
    for row in sorted(resources, key=lambda one: (one.variant_of is not None, one.id)):
        if row.holder == holder:
            by_kind.setdefault(row.kind, []).append(row)
    ranks = {code: term.rank for code, term in kinds.terms.items()}
    ordered = sorted(by_kind, key=lambda kind: (ranks.get(kind, len(ranks)), kind))
    return tuple(Intangible(kind, kinds.label_of(kind), tuple(by_kind[kind])) for kind in ordered)
