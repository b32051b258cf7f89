"""What becomes visible when a dossier becomes public: counts, before somebody decides."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.tables import LISTED
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.policies import LEVELS
from maillage_web.dossiers.queries.living import Living, whole_at


@dataclass(frozen=True, slots=True)
class Exposure:
    """Rows that everybody sees in a public dossier: those that say so, and those that say nothing."""

    said: int
    unsaid: int


def exposure_of(living: Living) -> Exposure:
    """What everybody would see of the dossier, or sees, when it is public; the record itself not counted."""
    everybody = Audience(LEVELS[Role.VISITOR], public=True)
    shown = seen_by(whole_at(living.pk, living.number), everybody)
    rows = [row for table in LISTED for row in shown.rows(table)]
    unsaid = sum(row.visibility is None for row in rows)
    return Exposure(said=len(rows) - unsaid, unsaid=unsaid)
