"""Addresses of the site: French at the root, English under ``/en/``, the same words in both."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler400 = "maillage_web.common.views.bad_request"
handler403 = "maillage_web.common.views.forbidden"
handler404 = "maillage_web.common.views.not_found"
handler429 = "maillage_web.accounts.views.mishaps.too_many"  # asked by allauth
handler500 = "maillage_web.common.views.broken"

urlpatterns = i18n_patterns(
    path("", include("maillage_web.common.urls")),
    path("", include("maillage_web.jobs.urls")),
    path("compte/", include("maillage_web.accounts.urls")),
    path("administration/", admin.site.urls),
    path("territoires/", include("maillage_web.territories.urls")),
    path("", include("maillage_web.dossiers.urls")),
    path("", include("maillage_web.networks.urls")),
    path("", include("maillage_web.values.urls")),
    path("", include("maillage_web.cards.urls")),
    path("", include("maillage_web.lockins.urls")),
    path("", include("maillage_web.transitions.urls")),
    path("", include("maillage_web.journeys.urls")),
    path("", include("maillage_web.calendars.urls")),
    path("", include("maillage_web.deliverables.urls")),
    path("", include("maillage_web.workshops.urls")),
    path("", include("maillage_web.notices.urls")),
    path("", include("maillage_web.commons.urls")),
    path("", include("maillage_web.community.urls")),
    path("", include("maillage_web.exchanges.urls")),
    path("", include("maillage_web.programmes.urls")),
    prefix_default_language=False,
)
