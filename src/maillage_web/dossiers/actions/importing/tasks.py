"""The background work of imports."""

from __future__ import annotations

import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from maillage.text import LANGUAGES, Text, fill
from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.importing.applying import Outcome, apply
from maillage_web.dossiers.actions.importing.reading import read
from maillage_web.dossiers.models import ImportDraft
from maillage_web.jobs import actions as jobs
from maillage_web.jobs.actions import CannotDo, following

_TITLE = Text("Import de « {name} »", "Import of “{name}”")
_WRITING = Text("On écrit ce que vous avez choisi, en un seul acte.", "Writing what you chose, as one act.")
_WRITTEN = Text(
    "Importé : c’est l’acte n° {act} du dossier.", "Imported: it is act no. {act} of the dossier."
)
_KEPT = Text(
    "Vous avez gardé ce que le dossier disait déjà : il n’y avait rien à écrire.",
    "You kept what the dossier said already: there was nothing to write.",
)
_SEE = Text("Voir le résultat de l’import", "See the result of the import")
_NOT_YOURS = Text(
    "Vous ne pouvez plus importer dans ce dossier. Rien n’a été modifié.",
    "You may no longer import into this dossier. Nothing was changed.",
)
_NOT_WRITTEN = Text(
    "Rien n’a été écrit : il reste quelque chose à décider. Retournez à l’import pour le voir.",
    "Nothing was written: something is left to decide. Go back to the import to see it.",
)
_TOLD = 5
_LINE = Text("« {row} » : {message} {repair}", "“{row}”: {message} {repair}")
_GO_BACK = Text("Retourner à l’import", "Go back to the import")


@task()
def read_import(token: str, draft: int) -> None:
    """Read the file of a draft."""
    with following(token) as progress:
        read(draft, progress)


@transaction.atomic
def apply_later(*, draft: int, author: AbstractBaseUser, number: int, now: datetime.datetime) -> str:
    """Write what was chosen in the background, and give the token of the job. Raises `CannotDo`."""
    row = ImportDraft.objects.select_for_update().defer("content").get(pk=draft, author=author.pk)
    job = jobs.start(
        task=apply_import,
        kind="apply-import",
        owner=author,
        session_token="",
        title=fill(_TITLE, name=row.name),
        arguments={"draft": draft, "author": author.pk, "number": number},
        now=now,
        repeatable=True,
    )
    return job.token


@task()
def apply_import(token: str, draft: int, author: int, number: int) -> None:
    """Write what was chosen in a draft."""
    with following(token) as progress:
        progress.tell(0, message=_WRITING)
        with progress.writing():
            try:
                outcome = apply(draft=draft, author=author, number=number, now=timezone.now())
            except (NotAllowedError, ImportDraft.DoesNotExist) as error:
                raise CannotDo(_NOT_YOURS) from error
            if outcome.refused or outcome.nothing:
                raise CannotDo(_refusal(outcome))
            row = ImportDraft.objects.select_related("dossier").defer("content").get(pk=draft)
            progress.tell(0, message=_said(outcome))
            words = _SEE if outcome.over else _GO_BACK
            progress.leads_to(
                "import-preview", row.dossier.slug, row.token, query=query_of(outcome, number), words=words
            )


def _said(outcome: Outcome) -> Text:
    if outcome.act:
        return fill(_WRITTEN, act=outcome.act)
    return _KEPT if outcome.over else _NOT_WRITTEN


def query_of(outcome: Outcome, number: int) -> str:
    """What the address of the page says to show first what stands in the way."""
    if outcome.moved:
        return f"?depuis={number}"
    if outcome.undecided:
        return "?voir=a-decider"
    return "?voir=manque" if outcome.lacking else ""


def _refusal(outcome: Outcome) -> Text:
    """Why nothing was written, in a few sentences."""
    told = outcome.refused[:_TOLD]
    lines = [fill(_LINE, row=one.row, message=one.message, repair=one.repair) for one in told]
    sentences = (_NOT_WRITTEN, *lines)
    return Text(*(" ".join(one.in_(language) for one in sentences) for language in LANGUAGES))
