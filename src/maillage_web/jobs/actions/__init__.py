"""Everything that writes jobs: start one, follow it from its task, stop it, take up what was lost, purge.

job = jobs.actions.start(task=import_rows, kind="import", owner=user, session_token="",
                         title=Text("Import d’un classeur", "Import of a workbook"),
                         arguments={"dossier": 12}, now=now)

@task
def import_rows(token: str, dossier: int) -> None:
    with jobs.actions.following(token) as progress:
        plan = read(dossier)              # long, writes nothing: progress.tell(…), progress.check()
        with progress.writing():          # short, one transaction: all of it or nothing
            write(plan)
            progress.leads_to("overview", "my-dossier")
"""

from maillage_web.jobs.actions.ending import Cancelled, CannotDo, Lost
from maillage_web.jobs.actions.following import following
from maillage_web.jobs.actions.progress import Progress
from maillage_web.jobs.actions.purging import purge
from maillage_web.jobs.actions.recovering import settle, sweep
from maillage_web.jobs.actions.starting import ask_to_stop, session_token, start
from maillage_web.jobs.actions.working import run_waiting, work

__all__ = [
    "Cancelled",
    "CannotDo",
    "Lost",
    "Progress",
    "ask_to_stop",
    "following",
    "purge",
    "run_waiting",
    "session_token",
    "settle",
    "start",
    "sweep",
    "work",
]
