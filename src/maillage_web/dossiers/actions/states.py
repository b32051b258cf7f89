"""Name the present state of a dossier, to come back to it and to compare."""

from __future__ import annotations

import datetime

from django.utils import timezone

from maillage_web.dossiers.actions.edits import Edit, NotAllowedError, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.choices import ActKind
from maillage_web.dossiers.models import LivingDossier
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import standing_in


def name_state(*, dossier: int, author: int, title: str, now: datetime.datetime, why: str = "") -> Written:
    """Name the state of the dossier as it stands: a row of its `snapshots`, dated of the day, which exports carry.

    The state is that of the act that writes the row. Raises `NotAllowedError`, `RefusedError`.
    """
    row = LivingDossier.objects.get(pk=dossier)
    decision = standing_in(row, author).may(Action.NAME_STATE)
    if not decision.allowed:
        raise NotAllowedError(decision.reason)
    cells = {"title": title, "date": timezone.localdate(now).isoformat()}
    edit = Edit("add", "snapshots", None, cells)
    return write(dossier=dossier, author=author, edits=[edit], now=now, kind=ActKind.SNAPSHOT, why=why)
