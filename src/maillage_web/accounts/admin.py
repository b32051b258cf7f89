"""The administration pages: the people, for who administers the site and enters with a second factor."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage_web.accounts import actions
from maillage_web.accounts.models import User


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """People. Accounts are made by who signs up or by `make_account`, and erased by their owners."""

    list_display = ("email", "name", "organisation", "is_active", "is_staff", "joined_at", "last_login")
    list_filter = ("is_active", "is_staff", "language", "joined_at")
    search_fields = ("email", "name", "organisation")
    ordering = ("-joined_at",)
    date_hierarchy = None
    actions = ("deactivate_people",)
    fields = (
        "email",
        "name",
        "organisation",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "joined_at",
        "last_login",
        "erased_at",
    )
    readonly_fields = ("email", "joined_at", "last_login", "erased_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: see `make_account`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: what an erased person asserted keeps its author."""
        return False

    @admin.action(description=gettext_lazy("Close the accounts chosen"), permissions=["change"])
    def deactivate_people(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Close accounts, but one's own."""
        count = actions.deactivate(people=queryset.exclude(pk=request.user.pk))
        said = ngettext("%(count)s account closed.", "%(count)s accounts closed.", count) % {"count": count}
        self.message_user(request, said, messages.SUCCESS)
        if queryset.filter(pk=request.user.pk).exists():
            self.message_user(request, _("Your own account stays open."), messages.WARNING)
