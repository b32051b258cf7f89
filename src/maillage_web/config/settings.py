"""Settings of the site. What depends on the machine comes from `environment`, what protects from `security`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from maillage_web.config import environment, jobs, security, sign_in

DEBUG = False
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.allowed_hosts()
ROOT_URLCONF = "maillage_web.config.urls"
WSGI_APPLICATION = "maillage_web.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "maillage_web.common",  # first: its words before those of the packages
    "maillage_web.accounts",  # before allauth: its pages are ours
    "maillage_web.accounts.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "maillage_web.jobs",
    "maillage_web.notices",
    "maillage_web.territories",
    "maillage_web.dossiers",
    "maillage_web.networks",
    "maillage_web.values",
    "maillage_web.cards",
    "maillage_web.lockins",
    "maillage_web.transitions",
    "maillage_web.journeys",
    "maillage_web.calendars",
    "maillage_web.deliverables",
    "maillage_web.workshops",
    "maillage_web.commons",
    "maillage_web.community",
    "maillage_web.exchanges",
    "maillage_web.programmes",
]
AUTH_USER_MODEL = "accounts.User"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "maillage_web.config.bounds.BoundedBody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- rows ---------------------------------------------------------------------------------------------------------

_SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": dj_database_url.parse(environment.database_url(), conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = _SQLITE

CACHES = {
    "default": {  # shared by all processes: the counts of attempts are kept there
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "maillage_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "territories": {  # of each process: public pages, compressed, some 25 kB each
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "territories",
        "OPTIONS": {"MAX_ENTRIES": 1_500},
    },
}

# --- languages ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- files of the pages -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [("maillage", str(files("maillage.data").joinpath("report/static")))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300

# --- what people send ---------------------------------------------------------------------------------------------

UPLOAD_BYTES = 5 * 1024 * 1024
BODY_BYTES = UPLOAD_BYTES + 64 * 1024  # the file and the rest of its form
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never on disk
FILE_UPLOAD_MAX_MEMORY_SIZE = BODY_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # the form of a row may hold several long texts
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 2
CSRF_FAILURE_VIEW = "maillage_web.common.views.stale_form"

# --- background work ----------------------------------------------------------------------------------------------

INSTALLED_APPS += jobs.APPS
TASKS = jobs.TASKS

# --- security -----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = security.CONTENT_SECURITY_POLICY
globals().update(security.SETTINGS)
globals().update(sign_in.SETTINGS)

# --- Maillage -----------------------------------------------------------------------------------------------------

MAILLAGE_DATA = environment.data_folder()
MAILLAGE_EXAMPLES = environment.examples_folder()
MAILLAGE_DIRECTORY = environment.directory_address()
MAILLAGE_TERRITORY = environment.territory_folder()
MAILLAGE_TILES = environment.tiles_address()
MAILLAGE_LIVE_PORT = environment.live_port()
MAILLAGE_LIVE_ADDRESS = environment.live_address()
MAILLAGE_REDIS = environment.redis_address()
MAILLAGE_FEATURED = "ecopole-audruicq"
MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR = environment.admin_needs_second_factor()
MAILLAGE_DEMO_PASSWORD = environment.demo_password()
MAILLAGE_PERSONAL_DATA = [
    "maillage_web.accounts.queries.kept.of_the_account",
    "maillage_web.dossiers.queries.kept.of_the_dossiers",
    "maillage_web.workshops.queries.kept.of_the_workshops",
    "maillage_web.calendars.queries.subscriptions.of_the_calendars",
    "maillage_web.journeys.queries.kept.of_the_journal",
    "maillage_web.notices.queries.news.of_the_notices",
    "maillage_web.commons.queries.kept.of_the_commons",
    "maillage_web.community.queries.kept.of_the_community",
    "maillage_web.exchanges.queries.kept.of_the_exchanges",
    "maillage_web.programmes.queries.kept.of_the_programmes",
]
MAILLAGE_ERASURES = [  # before a person is erased
    "maillage_web.calendars.actions.subscribing.forget",
    "maillage_web.journeys.actions.journaling.forget_person",
    "maillage_web.workshops.actions.private.forget_person",
    "maillage_web.exchanges.actions.erasures.forget_person",
    "maillage_web.community.actions.profiles.forget_person",
    "maillage_web.commons.actions.erasing.forget_person",
    "maillage_web.programmes.actions.programmes.forget_person",
    "maillage_web.notices.actions.wishes.forget_person",
    "maillage_web.dossiers.actions.erasures.leave_everywhere",
]
MAILLAGE_UPKEEP = [  # what a worker does every hour
    "maillage_web.calendars.actions.sending.send_due",
    "maillage_web.workshops.actions.forgetting.forget_workshops",
    "maillage_web.notices.actions.sending.send_digests",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
}
