"""The accounts of a ledger, and what each account, component and row is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, fill, same
from maillage.value.wording import text

OUTSIDE, COLLECTIVE, UNSAID = "outside", "collective", "unsaid"
NOT_ACTORS = (COLLECTIVE, OUTSIDE, UNSAID)
"""The accounts that are no actor: the whole of them, the rest of the world, and whoever the dossier does not name."""

COUNTED = ("contributions", "flows", "costs", "effects")
"""The tables whose rows make a ledger, in the order in which they are read."""

_KINDS = {"contributions": "contribution_kinds", "costs": "cost_kinds"}


@dataclass(frozen=True, slots=True)
class Names:
    """What each account, component and row is called; the order of the actors is that of the dossier."""

    actors: Mapping[str, str] = field(default_factory=dict)
    components: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    def account(self, id: str) -> Text:
        """The name of an actor, or of an account that is no actor.

        >>> Names().account("collective").en
        'the collective'
        """
        if id in self.actors:
            return same(self.actors[id])
        return text(f"account.{id}") if id in NOT_ACTORS else same(id)

    def component(self, id: str | None) -> Text:
        """The name of a component; what belongs to none has a name too."""
        return text("account.no-component") if id is None else same(self.components.get(id, id))

    def row(self, table: str, id: str) -> Text:
        """What a row is about: its object or its name, else its kind and its component, else its id."""
        row = self.rows.get((table, id))
        said = getattr(row, "name", None) or getattr(row, "object", None)
        if said or row is None:
            return same(said or id)
        component = getattr(row, "component", None)
        kind = vocabulary(_KINDS[table]).label_of(row.kind) if row.kind else text(f"row.{table}")
        if component is None:
            return fill(text("row.alone"), kind=kind, id=id)
        return fill(text("row.of-component"), kind=kind, component=self.component(component))


def names_of(dossier: Dossier) -> Names:
    """The names that a dossier gives; the last state of a row names it."""
    return Names(
        {row.id: row.name for row in dossier.actors},
        {row.id: row.name for row in dossier.components},
        {(table, row.id): row for table in COUNTED for row in dossier.rows(table)},
    )
