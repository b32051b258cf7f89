"""From the board of a workshop to rows of a dossier: proposals, that a facilitator reviews one by one.

Nothing is invented: a column that nobody spoke of stays empty, and words that no row can hold go to the journal.
Hidden and withdrawn notes are left out. What was told to a neighbour alone is kept for the actor it speaks of.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from maillage.dossier.dossier import Dossier
from maillage.text import Language
from maillage.workshop.activities import KINDS, Activity
from maillage.workshop.basket import Basket
from maillage.workshop.board import Board
from maillage.workshop.harvest_notes import OF_NOTES
from maillage.workshop.harvest_stances import OF_STANCES
from maillage.workshop.harvest_threads import threads
from maillage.workshop.proposals import Like, Proposal
from maillage.workshop.settling import settled

Harvest = Callable[[Board, Activity, Basket], None]

__all__ = ["Like", "Proposal", "harvest", "settled"]

_TABLES: tuple[Mapping[str, Harvest], ...] = (OF_NOTES, OF_STANCES, {"threads": threads})
_HARVESTS = {kind: tuple(table[kind] for table in _TABLES if kind in table) for kind in KINDS}

if not all(_HARVESTS.values()):
    raise RuntimeError(
        f"kinds of activity without harvest: {[kind for kind in KINDS if not _HARVESTS[kind]]}"
    )


def harvest(
    board: Board, dossier: Dossier, on: datetime.date, language: Language, *, session: str = ""
) -> tuple[Proposal, ...]:
    """The rows that a workshop proposes to a dossier, in the order of its activities; what a row needs comes before.

    `on` is the day of the workshop, `language` that of its words, `session` the id of its row in the sessions, if it
    has one. Every cell is read by `maillage.dossier.reading` without a problem, once the rows of `needs` are there.
    """
    basket = Basket(dossier, on, language, session)
    for one in board.activities.values():
        for gather in _HARVESTS.get(one.kind, ()):
            gather(board, one, basket)
    return tuple(basket.proposals)
