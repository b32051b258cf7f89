"""``maillage value FOLDER`` where the folder holds several dossiers: each is computed on its own, here or elsewhere."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage import io
from maillage.cli.shell import Refusal, Shell
from maillage.dossier.values import PartialDate
from maillage.io.scaling import PROCESSES, SETTING, ScalingError, run_all
from maillage.text import Text, fill
from maillage.value.lines import Assumptions, lines_of
from maillage.value.outcome_words import text

_DESCRIPTOR = "datapackage.json"
_RECORD = "dossier.csv"


@dataclass(frozen=True, slots=True)
class Asked:
    """One dossier to compute: where it is, the day it is looked at, the assumptions."""

    path: str
    day: datetime.date
    assumptions: Assumptions


class UnreadError(ValueError):
    """A dossier that cannot be read; `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


def dossiers_in(path: Path) -> tuple[Path, ...]:
    """The folders of `path` that are dossiers, sorted; nothing when `path` is one itself, or no folder."""
    if not path.is_dir() or _is_dossier(path):
        return ()
    return tuple(sorted(one for one in path.iterdir() if one.is_dir() and _is_dossier(one)))


def tell_many(
    shell: Shell,
    path: Path,
    at: str | None = None,
    *,
    format: str = "text",
    assumptions: Assumptions | None = None,
) -> int:
    """Print what each dossier of `path` comes to: 0 when all could be computed, 1 when some could not.

    Computed by processes of this machine, or where the environment variable ``MAILLAGE_WORKERS`` says. Raises `Refusal`
    when that place cannot be used, or for a day that is no date: a snapshot belongs to one dossier.
    """
    import maillage.value.uncertainty  # noqa: F401  what computes is missing: said once, not once per dossier

    day = _day(shell, at)
    found = dossiers_in(path)
    asked = [Asked(str(one), day, assumptions or Assumptions()) for one in found]
    try:
        done = run_all(compute, asked, workers=os.environ.get(SETTING, "") or PROCESSES)
    except ScalingError as error:
        raise Refusal(shell.words.of(error.text)) from error
    results = [
        {"dossier": one.name, "error": each.failed.in_(shell.language)}
        if each.failed
        else {"dossier": one.name, **(each.value or {})}
        for one, each in zip(found, done, strict=True)
    ]
    if format == "json":
        shell.json([{name: value for name, value in one.items() if name != "said"} for one in results])
    else:
        _tell(shell, results)
    return 0 if all(one.worked for one in done) else 1


def _day(shell: Shell, at: str | None) -> datetime.date:
    if at is None:
        return shell.today
    try:
        return PartialDate.parse(at).last_day()
    except ValueError as error:
        raise Refusal(fill(text("tell.day"), found=at).in_(shell.language)) from error


def compute(asked: Asked) -> dict[str, Any]:
    """The outcomes of one dossier, as JSON values and in words. Run in another process or on another machine."""
    from maillage.value.uncertainty import Settings, confidences_of, outcomes
    from maillage.value.uncertainty_words import as_json, said

    dossier = io.load(Path(asked.path)).dossier
    if dossier is None:
        raise UnreadError(text("tell.unread"))
    settings = Settings(discounted=bool(asked.assumptions.rate))
    found = outcomes(lines_of(dossier, asked.day, asked.assumptions), settings, confidences_of(dossier))
    return {"title": dossier.record.title, "said": said(found), **as_json(found)}


def _tell(shell: Shell, results: list[dict[str, Any]]) -> None:
    for one in results:
        if "error" in one:
            shell.line(fill(text("tell.failed"), name=one["dossier"], why=one["error"]).in_(shell.language))
            continue
        shell.line(one["title"], style="bold")
        for each in one["said"]:
            shell.line(each.in_(shell.language), indent=2)
    worked = sum("error" not in one for one in results)
    shell.line(fill(text("tell.many"), done=worked, all=len(results)).in_(shell.language))


def _is_dossier(folder: Path) -> bool:
    return (folder / _DESCRIPTOR).is_file() or (folder / _RECORD).is_file()
