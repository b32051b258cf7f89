"""A file comes back to a living dossier: it is kept, read in the background, chosen from, and written as one act."""

from __future__ import annotations

from maillage_web.dossiers.actions.importing.applying import Outcome, apply
from maillage_web.dossiers.actions.importing.choosing import Choice, choose
from maillage_web.dossiers.actions.importing.keeping import TooManyError, discard, keep_file, purge_files
from maillage_web.dossiers.actions.importing.tasks import apply_later

__all__ = [
    "Choice",
    "Outcome",
    "TooManyError",
    "apply",
    "apply_later",
    "choose",
    "discard",
    "keep_file",
    "purge_files",
]
