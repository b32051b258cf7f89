"""Everything that writes: examples and uploads, living dossiers and their rows, people."""

from __future__ import annotations

from maillage_web.dossiers.actions.stored import (
    Loading,
    delete_upload,
    keep_upload,
    load_examples,
    purge_uploads,
)

__all__ = ["Loading", "delete_upload", "keep_upload", "load_examples", "purge_uploads"]
