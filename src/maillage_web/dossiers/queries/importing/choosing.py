"""What was chosen in an import, held against what it brings now."""

from __future__ import annotations

from maillage.dossier.merge import ROW, Item
from maillage_web.dossiers.mappers.importing import Picks
from maillage_web.dossiers.queries.importing.comparing import Comparison


def undecided(found: Comparison, picks: Picks) -> frozenset[str]:
    """The chosen conflicts in which nobody said which side wins, or who asserts the version kept beside."""
    return frozenset(
        item.key for item in found.plan.conflicts if picks.takes(item) and not _decided(item, picks)
    )


def _decided(item: Item, picks: Picks) -> bool:
    chosen = [picks.side(item, column) for column in contested(item)]
    return all(chosen) and ("beside" not in chosen or bool(picks.asserted.get(item.key)))


def contested(item: Item) -> tuple[str, ...]:
    """The columns in which to choose a side: those in conflict, or the row as a whole."""
    if item.kind == "changed":
        return tuple(cell.column for cell in item.fields if cell.conflict)
    return (ROW,) if item.conflict else ()


def moved(before: Comparison, now: Comparison, picks: Picks) -> frozenset[str]:
    """The items that are not what the person saw: chosen and different since, or in conflict since."""
    return frozenset(
        item.key for item in now.plan.items if _is_moved(item, before.items.get(item.key), picks)
    )


def _is_moved(now: Item, before: Item | None, picks: Picks) -> bool:
    if before is None:
        return now.conflict
    return now.fields != before.fields and (picks.takes(now) or now.conflict)
