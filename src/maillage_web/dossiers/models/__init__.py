"""The rows of the app: dossiers kept as archives, living dossiers and their history, the people in them."""

from __future__ import annotations

from maillage_web.dossiers.models.history import Act, RowChange
from maillage_web.dossiers.models.importing import ImportDraft, PreparedFile
from maillage_web.dossiers.models.living import LivingDossier, LivingRow
from maillage_web.dossiers.models.people import Confidant, Invitation, Membership
from maillage_web.dossiers.models.stored import StoredDossier

__all__ = [
    "Act",
    "Confidant",
    "ImportDraft",
    "Invitation",
    "LivingDossier",
    "LivingRow",
    "Membership",
    "PreparedFile",
    "RowChange",
    "StoredDossier",
]
