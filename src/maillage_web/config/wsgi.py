"""The site as a WSGI application, for gunicorn or another server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")
application = get_wsgi_application()
