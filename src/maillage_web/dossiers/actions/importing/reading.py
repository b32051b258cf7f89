"""Read a file that was sent: what is wrong in it, or the dossier that it holds."""

from __future__ import annotations

from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Problem
from maillage.dossier.reading import Reading
from maillage.io.forms import load_bytes
from maillage.text import Text, fill
from maillage_web.dossiers import mappers
from maillage_web.dossiers.choices import UPLOAD_LIMITS
from maillage_web.dossiers.mappers.importing import packed_problems
from maillage_web.dossiers.models import ImportDraft
from maillage_web.dossiers.queries.importing.comparing import compare, keep_at_hand
from maillage_web.dossiers.queries.importing.drafts import draft_of
from maillage_web.dossiers.queries.living import find_living
from maillage_web.jobs.actions import CannotDo, Progress

PROBLEMS_KEPT = 1_000
_STEPS = 3
_READING = Text("On lit les tables, ligne par ligne.", "Reading the tables, row by row.")
_COMPARING = Text("On compare avec le dossier.", "Comparing with the dossier.")
_GONE = Text(
    "Ce fichier n’est plus là, ou vous ne pouvez plus importer dans ce dossier. Rien n’a été modifié.",
    "This file is no longer there, or you may no longer import into this dossier. Nothing was changed.",
)
_FOUND = Text("Lignes que le fichier changerait : {count}.", "Rows that the file would change: {count}.")
_WRONG = Text("Points à réparer dans le fichier : {count}.", "Things to repair in the file: {count}.")
_CHOOSE = Text("Choisir ce qui est importé", "Choose what is imported")
_REPAIR = Text("Voir ce qu’il y a à réparer", "See what to repair")


def read(draft: int, progress: Progress) -> None:
    """Read the file of a draft and compare it with its dossier, which is not changed. Raises `CannotDo`."""
    row = ImportDraft.objects.select_related("dossier").filter(pk=draft).first()
    if row is None:
        raise CannotDo(_GONE)
    if row.state != ImportDraft.State.WAITING:
        return
    progress.tell(0, _STEPS, _READING)
    reading = load_bytes(bytes(row.content), row.name, limits=UPLOAD_LIMITS)
    progress.check()
    slug = row.dossier.slug
    if reading.dossier is None:
        with progress.writing():
            _keep_problems(row, reading.problems)
            progress.tell(_STEPS, message=fill(_WRONG, count=len(reading.problems)))
            progress.leads_to("import-preview", slug, row.token, words=_REPAIR)
        return
    progress.tell(1, message=_COMPARING)
    found = _changes(row, reading.dossier)
    with progress.writing():
        _keep_dossier(row, reading, reading.dossier)
        progress.tell(_STEPS, message=fill(_FOUND, count=found))
        progress.leads_to("import-preview", slug, row.token, words=_CHOOSE)


def _keep_problems(row: ImportDraft, problems: tuple[Problem, ...]) -> None:
    row.state = ImportDraft.State.UNREADABLE
    row.problems = packed_problems(problems[:PROBLEMS_KEPT])
    row.content = b""
    row.save(update_fields=["state", "problems", "content"])


def _keep_dossier(row: ImportDraft, reading: Reading, dossier: Dossier) -> None:
    row.state = ImportDraft.State.READY
    row.content, _checksum = mappers.pack(dossier)
    row.repairs = mappers.repairs_of(reading.repairs)
    row.save(update_fields=["state", "repairs", "content"])


def _changes(row: ImportDraft, dossier: Dossier) -> int:
    """How many rows the file would change, so that what cannot be compared shows now rather than on the page."""
    living = find_living(row.dossier.slug, row.author_id)
    if living is None:
        raise CannotDo(_GONE)
    draft = draft_of(row)
    keep_at_hand(draft, dossier)
    return len(compare(draft, living).plan.items)
