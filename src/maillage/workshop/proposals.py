"""A row that a workshop proposes to a dossier, for the facilitator to review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Like:
    """A row of the dossier that says nearly the same (`ratio`, from 0 to 1)."""

    id: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row proposed to `table`: its cells (their texts, the id included), where it comes from, in a sentence.

    `row` is the id of the row of the dossier that the cells change, "" when the row is new. `likes` are rows of the
    dossier that nearly say the same. `from_` are the numbers of notes, groups; `needs` the keys of the proposals that
    the cells point to. `confidential`: its words were told to a neighbour alone, and are not to be shown.
    """

    key: str
    activity: str
    table: str
    cells: Mapping[str, str]
    likes: tuple[Like, ...]
    said: Text
    from_: tuple[int, ...]
    row: str = ""
    needs: tuple[str, ...] = ()
    confidential: bool = False
