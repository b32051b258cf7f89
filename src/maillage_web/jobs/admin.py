"""Jobs in the administration pages: to be found by the number that people give. Read only."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from maillage_web.jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin[Job]):
    """What is needed to answer somebody whose job failed; neither its address nor what it holds."""

    list_display = ["pk", "kind", "state", "owner", "created_at", "started_at", "ended_at"]
    list_filter = ["state", "kind"]
    search_fields = ["=pk", "kind"]
    list_select_related = ["owner"]
    exclude = ["token", "session", "result"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False
