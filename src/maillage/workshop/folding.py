"""What each kind of event does to a board: a total table, `FOLDS`.

Contents have been checked; still, nothing here fails on what is no longer there.
"""

from __future__ import annotations

from collections.abc import Mapping

from maillage.workshop.folding_leading import LEADING
from maillage.workshop.folding_notes import NOTES
from maillage.workshop.folding_people import PEOPLE
from maillage.workshop.folding_results import refresh
from maillage.workshop.folding_stances import STANCES
from maillage.workshop.log import Event
from maillage.workshop.objects import Fold, Objects

__all__ = ["FOLDS", "refresh"]

_ANYWHERE = frozenset(
    {
        "edit",
        "withdraw",
        "group",
        "ungroup",
        "retitle",
        "hide",
        "unhide",
        "show",
        "timer",
        "end",
        "join",
        "gone",
    }
)


def _known(fold: Fold) -> Fold:
    """A fold of an activity, for activities that are there."""

    def folded(board: Objects, event: Event) -> None:
        if event.activity in board.activities:
            fold(board, event)

    return folded


FOLDS: Mapping[str, Fold] = {
    kind: fold if kind in _ANYWHERE else _known(fold)
    for kind, fold in {**NOTES, **STANCES, **LEADING, **PEOPLE}.items()
}
