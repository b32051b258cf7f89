"""Background work (docs/adr/0013): its queue is a table of our database."""

from __future__ import annotations

from typing import Any

APPS = ["django_htmx"]  # its files: htmx, which renews the page of a job
TASKS: dict[str, Any] = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},  # any name of queue
}
