"""Bring together two evolutions of a dossier: what one side changed since a common base, proposed to the other.

`plan` compares, `edits` says which rows to write for what was chosen, `apply` gives the dossier it makes.
The method and its rules: ``docs/methods/merge.md``.
"""

from maillage.dossier.merge.applying import apply, edits
from maillage.dossier.merge.items import (
    NO_CHOICES,
    ROW,
    Choices,
    Item,
    Kind,
    Plan,
    Proposal,
    RowEdit,
    Side,
    lacking,
    with_cited,
)
from maillage.dossier.merge.planning import plan

__all__ = [
    "NO_CHOICES",
    "ROW",
    "Choices",
    "Item",
    "Kind",
    "Plan",
    "Proposal",
    "RowEdit",
    "Side",
    "apply",
    "edits",
    "lacking",
    "plan",
    "with_cited",
]
