"""The administration pages as a whole: who opens them, and what never appears there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from maillage_web.accounts.choices.mishaps import NOT_FOR_YOU
from maillage_web.accounts.queries.people import has_second_factor
from maillage_web.common.views import mishap

_KEPT_TO_THEIR_OWNERS = {"account", "mfa", "socialaccount", "usersessions", "auth"}


class Administration(admin.AdminSite):
    """Administration pages behind our own entrance. What allauth keeps of people is not shown there."""

    site_title = "Maillage"
    site_header = gettext_lazy("Administration of Maillage")
    index_title = gettext_lazy("What can be administered")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, *args: Any, **kwargs: Any) -> None:
        """Register models, but for those whose rows belong to their owners: addresses, sessions, secrets."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        shown = [model for model in models if model._meta.app_label not in _KEPT_TO_THEIR_OWNERS]
        if shown:
            super().register(shown, *args, **kwargs)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the visitor administers the site and, where it is asked, entered with a second factor."""
        if not super().has_permission(request):
            return False
        return not settings.MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR or has_second_factor(request.user)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Our own entrance; and for who entered already, what is missing."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))
        if not super().has_permission(request):
            return mishap(request, NOT_FOR_YOU)
        return render(request, "accounts/second_factor_needed.html", status=403)

    @method_decorator(never_cache)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Our own way out."""
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page."""
        return redirect("account_change_password")
