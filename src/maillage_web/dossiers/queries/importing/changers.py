"""Who changed, since a file was made, what the file changes too."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q

from maillage.dossier.merge import ROW, Item
from maillage_web.dossiers.models import RowChange
from maillage_web.dossiers.queries.importing.comparing import Comparison

_FIELDS = ("row", "table", "identity", "after", "act__author", "act__at")


@dataclass(frozen=True, slots=True)
class Changer:
    """Who changed a cell or a row here, and when."""

    name: str
    at: datetime.datetime


Changers = dict[tuple[Hashable, str], Changer]
"""By row (its key or, when it is no longer there, its table and id) and column: the last one who changed it."""


def changers_of(found: Comparison, items: Iterable[Item]) -> Changers:
    """Who changed the rows of the items in conflict since the file was made; nobody knows without its stamp."""
    wanted = Q()
    for item in items:
        if item.conflict:
            wanted |= (
                Q(row=row.line) if (row := found.row_here(item)) else Q(table=item.table, identity=item.id)
            )
    if found.base is None or not wanted:
        return {}
    acts = Q(act__dossier=found.dossier, act__number__gt=found.base, act__number__lte=found.number)
    changes = list(RowChange.objects.filter(acts, wanted).order_by("act__number").values_list(*_FIELDS))
    people = get_user_model().objects.in_bulk({change[4] for change in changes} - {None})
    known: Changers = {}
    for row, table, identity, after, author, at in changes:
        name = people[author].get_full_name() if author in people else ""
        for column in (ROW, *after):
            known[row, column] = known[(table, identity), column] = Changer(name, at)
    return known
