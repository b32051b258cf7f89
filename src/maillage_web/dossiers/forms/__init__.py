"""What people choose, type or send."""

from __future__ import annotations

from maillage_web.dossiers.forms.reading import DayForm, FindingsFilter, UploadForm

__all__ = ["DayForm", "FindingsFilter", "UploadForm"]
