"""The administration pages of dossiers: to look, not to touch. People and history change where history keeps it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from maillage_web.dossiers.models import Act, Invitation, LivingDossier, Membership


class OnlyRead(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that nobody adds, changes nor deletes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(LivingDossier)
class LivingDossierAdmin(OnlyRead):
    """Living dossiers, without their rows."""

    list_display = ("title", "slug", "public", "number", "created_at", "archived_at")
    list_filter = ("public", ("archived_at", admin.EmptyFieldListFilter))
    search_fields = ("title", "slug")
    fields = list_display


@admin.register(Membership)
class MembershipAdmin(OnlyRead):
    """Who is in which dossier. Roles are given in the dossier, where history keeps them."""

    list_display = ("dossier", "user", "role", "actor", "since")
    list_filter = ("role",)
    list_select_related = ("dossier", "user")
    search_fields = ("dossier__slug", "user__email")
    fields = list_display


@admin.register(Invitation)
class InvitationAdmin(OnlyRead):
    """Invitations, without what is kept of their secret."""

    list_display = (
        "dossier",
        "email",
        "role",
        "invited_by",
        "sent_at",
        "expires_at",
        "answered_at",
        "accepted",
    )
    list_filter = ("role", "accepted")
    list_select_related = ("dossier", "invited_by")
    search_fields = ("dossier__slug", "email")
    fields = list_display


@admin.register(Act)
class ActAdmin(OnlyRead):
    """The acts of the history, without the rows that they changed."""

    list_display = ("dossier", "number", "at", "author", "kind", "why")
    list_filter = ("kind",)
    list_select_related = ("dossier", "author")
    search_fields = ("dossier__slug",)
    ordering = ("-at", "-pk")
    show_full_result_count = False
    fields = ("dossier", "number", "at", "author", "kind", "why", "details", "digest")
