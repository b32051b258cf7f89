"""Make in the background the files that take long, and keep them for who asked."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from maillage.io import pdf
from maillage.report import document
from maillage.text import Language, Text
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.models import PreparedFile
from maillage_web.dossiers.queries.exporting import narrowed, seen_key
from maillage_web.dossiers.queries.living import Living, Viewer, find_living
from maillage_web.dossiers.queries.stored import analysis_of, find_entry
from maillage_web.jobs import actions as jobs
from maillage_web.jobs.actions import CannotDo, following

KEPT = datetime.timedelta(days=7)
_TITLE = Text("Rapport à imprimer (PDF)", "Report to print (PDF)")
_LOOKING = Text("On regarde le dossier.", "Looking at the dossier.")
_SETTING = Text("On met le rapport en pages.", "Laying out the report.")
_READY = Text("Le rapport est prêt.", "The report is ready.")
_TAKE = Text("Télécharger le rapport", "Download the report")
_GONE = Text("Ce dossier n’est plus ouvert pour vous.", "This dossier is no longer open to you.")
_NO_PDF = Text(
    "Le programme qui met en pages n’est pas installé ici : téléchargez le rapport HTML, tout navigateur l’imprime.",
    "The program that lays out is not installed here: download the HTML report, any browser can print it.",
)


@transaction.atomic
def prepare_pdf(
    *,
    entry: Entry,
    reach: str,
    day: datetime.date,
    language: Language,
    owner: AbstractBaseUser | None,
    upload_token: str,
    session_token: str,
    now: datetime.datetime,
) -> str:
    """Have a report made in the background and give the token of its job. Raises `CannotDo`."""
    arguments = {
        "slug": entry.slug,
        "number": entry.number,
        "reach": reach,
        "day": day.isoformat(),
        "language": language,
        "user": owner.pk if owner else None,
        "upload_token": upload_token,
    }
    job = jobs.start(
        task=make_pdf,
        kind="report-pdf",
        owner=owner,
        session_token=session_token,
        title=_TITLE,
        arguments=arguments,
        now=now,
        repeatable=True,
    )
    return job.token


@task()
def make_pdf(
    token: str, slug: str, number: int, reach: str, day: str, language: Language, **whose: Any
) -> None:
    """Make the report of a dossier on a day and keep it."""
    with following(token) as progress:
        progress.tell(0, 2, _LOOKING)
        entry, living = _open(slug, number, **whose)
        analysis = analysis_of(narrowed(entry, living, reach), datetime.date.fromisoformat(day))
        progress.check()
        progress.tell(1, message=_SETTING)
        try:
            content = pdf.compile(document.source(analysis, language))
        except pdf.PdfMissingError as error:
            raise CannotDo(_NO_PDF) from error
        with progress.writing():
            kept = _keep(entry, living, f"{analysis.chain.dossier.record.id}.pdf", content)
            progress.tell(2, message=_READY)
            progress.leads_to("prepared-file", slug, kept.token, words=_TAKE)


def _open(slug: str, number: int, user: int | None, upload_token: str) -> tuple[Entry, Living | None]:
    living = find_living(slug, user)
    if living is not None:
        return living.entry(min(number, living.number) or None), living
    person = get_user_model().objects.filter(pk=user).first()
    entry = find_entry(slug, Viewer(person, upload_token, timezone.now()))
    if entry is None:
        raise CannotDo(_GONE)
    return entry, None


def _keep(entry: Entry, living: Living | None, name: str, content: bytes) -> PreparedFile:
    now = timezone.now()
    return PreparedFile.objects.create(
        token=secrets.token_urlsafe(24),
        slug=entry.slug,
        seen=seen_key(entry, living),
        name=name,
        kind="application/pdf",
        content=content,
        made_at=now,
        expires_at=now + KEPT,
    )
