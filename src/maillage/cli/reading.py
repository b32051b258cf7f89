"""Read a dossier from the path on the line, and find the moment the line speaks of."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from maillage import io
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import suggestion
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import UnreadableError
from maillage.dossier.reading import Reading
from maillage.dossier.values import PartialDate, fold


def read(shell: Shell, path: Path, encoding: str = "utf-8") -> Reading:
    """What reading the dossier at `path` gives; nothing is raised."""
    with shell.waiting("say.reading", name=path.name):
        return io.load(path, encoding=encoding)


def dossier_at(shell: Shell, path: Path, encoding: str = "utf-8") -> Dossier:
    """The dossier at `path`. Raises `UnreadableError` with all its problems."""
    reading = read(shell, path, encoding)
    if reading.dossier is None:
        raise UnreadableError(reading.problems)
    return reading.dossier


def day_of(shell: Shell, dossier: Dossier, at: str | None, on: datetime.date | None = None) -> datetime.date:
    """The day that ``--at`` or ``--on`` names, today without them. Raises `click.UsageError` for both."""
    if at is not None and on is not None:
        raise click.UsageError(shell.words("usage.at-or-on"))
    return moment(shell, dossier, at) if at is not None else on or shell.today


def moment(shell: Shell, dossier: Dossier, at: str) -> datetime.date:
    """The last day of the date `at`, or of the snapshot of that id or title. Raises `Refusal`."""
    try:
        return PartialDate.parse(at).last_day()
    except ValueError:
        pass
    for snapshot in dossier.snapshots:
        if at == snapshot.id or fold(at) == fold(snapshot.title):
            return snapshot.date.last_day()
    known = [snapshot.id for snapshot in dossier.snapshots]
    said = shell.words("usage.moment", found=at)
    listed = shell.words("usage.moments", known=", ".join(known)) if known else ""
    raise Refusal(" ".join(filter(None, (said, suggestion(shell.words, at, known), listed))))
