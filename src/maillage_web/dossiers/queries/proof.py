"""Whether the rows of a dossier are what its history says: every act replayed from nothing."""

from __future__ import annotations

from maillage_web.dossiers.mappers.living import Past, Stored, after
from maillage_web.dossiers.models import Act, LivingDossier, RowChange
from maillage_web.dossiers.queries.living import stored_rows


def replayed(dossier: int) -> dict[int, Stored]:
    """The rows that the acts make, one after another, from an empty dossier."""
    rows: dict[int, Stored] = {}
    changes = RowChange.objects.filter(act__dossier=dossier).order_by("act__number", "pk")
    fields = ("table", "identity", "act__number", "row", "kind", "before", "after")
    for table, identity, number, *past in changes.values_list(*fields).iterator(chunk_size=2000):
        change = Past(*past)
        row = rows.get(change.row) or Stored(change.row, table, identity, {}, number)
        moved = after(row, change)
        rows[change.row] = Stored(row.pk, table, moved.identity, moved.cells, number, moved.archived)
    return rows


def faults(dossier: int) -> list[str]:
    """What does not hold between a dossier, its rows and its acts, in plain words; empty when everything does."""
    found = []
    number = LivingDossier.objects.values_list("number", flat=True).get(pk=dossier)
    numbers = list(Act.objects.filter(dossier=dossier).order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, number + 1)):
        found.append(f"acts {numbers[:3]}…{numbers[-3:]} in a dossier of {number}")
    kept, made = stored_rows(dossier), replayed(dossier)
    found += [f"row {key} was not made by any act" for key in kept.keys() - made.keys()]
    found += [f"row {key} is lost" for key in made.keys() - kept.keys()]
    found += [
        f"row {key} is not what its history says"
        for key in kept.keys() & made.keys()
        if kept[key] != made[key]
    ]
    return found
