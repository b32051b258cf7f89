"""Live workshops: a code, phones, a big screen, paper, and what enters the dossier afterwards."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "maillage_web.workshops"

    def ready(self) -> None:
        """Tell the app of documents, which does not know this one, who keeps what was said in workshops."""
        from maillage_web.deliverables.queries.rooms import kept_by
        from maillage_web.workshops.queries.report import told_of

        kept_by(told_of)
