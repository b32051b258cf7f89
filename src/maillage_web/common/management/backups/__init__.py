"""The whole database in one file, and back: from SQLite to PostgreSQL or the other way, whatever the models."""

from maillage_web.common.management.backups.manifest import Manifest
from maillage_web.common.management.backups.refusals import Refusal
from maillage_web.common.management.backups.restoring import restore
from maillage_web.common.management.backups.saving import save

__all__ = ["Manifest", "Refusal", "restore", "save"]
