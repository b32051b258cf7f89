"""People: how they enter, what is kept of them, how they leave."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "maillage_web.accounts"
    verbose_name = _("People")
    default = True


class AdministrationConfig(admin.AdminConfig):
    default = False
    default_site = "maillage_web.accounts.views.administration.Administration"
