"""Take back what a person sees of an act: what they do not see neither stands in the way nor changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, Written
from maillage_web.dossiers.actions.undoing import undo


def take_back(
    *,
    dossier: int,
    number: int,
    author: int,
    now: datetime.datetime,
    sees: Callable[[int], bool],
    why: str = "",
    rest: bool = False,
) -> Written:
    """Take back the act `number`; `sees` says which rows, by key, the person sees.

    Raises `ConflictError` with the conflicts that the person sees, `RefusedError`, `NotAllowedError`.
    """
    asked = {"dossier": dossier, "number": number, "author": author, "now": now, "why": why}
    try:
        return undo(**asked, rest=rest)
    except ConflictError as error:
        seen = tuple(conflict for conflict in error.conflicts if sees(conflict.row))
        if seen:
            raise ConflictError(seen) from error
    except NotAllowedError:
        if rest:
            raise
    return undo(**asked, rest=True)  # which asks again whether they may at all
