"""Fixed choices of the app: the states of a job, how often it is looked at, how long it is kept, what it says."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.text import Text


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Not completed")
    CANCELLED = "cancelled", _("Stopped")


ENDED = (State.DONE, State.FAILED, State.CANCELLED)

SESSION_KEY = "jobs"  # where a session keeps the token of the jobs that it started
AT_ONCE = 20  # jobs of one person that wait or run
ATTEMPTS = 2  # of a job that may be repeated, when its worker disappears

PULSE = 0.5  # seconds between two looks at a running job: is there progress to write, is it asked to stop
BEAT = timedelta(seconds=10)  # a running job says at least this often that it lives
LOST = timedelta(seconds=60)  # silent for longer, it is lost
KEPT = timedelta(days=7)  # an ended job and what its task returned
FORGOTTEN = timedelta(days=1)  # a task without job that has run for longer is lost

POLL = 1.0  # seconds between two looks at an empty queue
SWEEP_EVERY = timedelta(seconds=30)
PURGE_EVERY = timedelta(hours=1)

TOO_MANY = Text(
    "Trop de travaux sont en cours pour vous. Attendez que l’un d’eux se termine, ou arrêtez-en un, puis recommencez.",
    "Too many jobs are under way for you. Wait until one of them ends, or stop one, then try again.",
)
BROKEN = Text(
    "Une erreur de notre côté a interrompu ce travail. Rien n’a été modifié à moitié. Recommencez ; si l’erreur "
    "revient, donnez le numéro ci-dessous aux responsables du site.",
    "An error on our side interrupted this job. Nothing was left half-changed. Try again; if the error comes back, "
    "give the number below to those who run this site.",
)
INTERRUPTED = Text(
    "Le serveur s’est arrêté pendant ce travail. Rien n’a été modifié à moitié. Recommencez.",
    "The server stopped during this job. Nothing was left half-changed. Try again.",
)
