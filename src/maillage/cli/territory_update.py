"""``maillage territory update``: refresh what the official sources publish."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from maillage.cli import options
from maillage.cli.shell import Shell, visible
from maillage.cli.speaking import Choice, Spoken
from maillage.cli.territory_places import folder as territory_folder
from maillage.cli.words import Words
from maillage.dossier.problems import Problem
from maillage.io.limits import size
from maillage.io.open_data import Addresses, Asking, Downloads, Fetched, OpenDataError
from maillage.io.open_data.downloads import Progress as Coming
from maillage.io.open_data.outline_updates import (
    KeptNow,
    OutlineFile,
    outline_files,
    refresh,
)
from maillage.io.open_data.problems import message
from maillage.io.open_data.updating import FOLDER, Load, Outcome, Updating, with_an_address
from maillage.io.territory.loading import Given, load_all
from maillage.io.territory.loading import Told as Loading
from maillage.io.territory.store import Store
from maillage.territory.datasets import Dataset, datasets
from maillage.text import Text, same

_FAILED = 1
_STYLES = {"refreshed": "green", "unchanged": "", "failed": "red"}


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    chosen = click.Option(
        ["--dataset", "chosen"],
        type=Choice(words, tuple(datasets())),
        multiple=True,
        metavar=words("metavar.code"),
        help=words("territory-update.dataset"),
    )
    outlines = click.Option(["--outlines"], is_flag=True, help=words("territory-update.outlines"))
    dry = click.Option(["--dry-run", "dry"], is_flag=True, help=words("territory-update.dry-run"))
    return Spoken(
        words, "territory-update", callback=run, params=[chosen, outlines, dry, options.form(words)]
    )


@click.pass_obj
def run(shell: Shell, chosen: tuple[str, ...], outlines: bool, dry: bool, format: str) -> int:
    """Refresh what was chosen, or everything: 0 when all went well, 1 when something failed."""
    named = [datasets()[one] for one in chosen] if chosen or outlines else list(datasets().values())
    asked = with_an_address(named)
    by_hand = [one for one in named if one not in asked]
    files = outline_files() if outlines or not chosen else ()
    folder, now = territory_folder(os.environ), datetime.datetime.now(datetime.UTC)
    report = _Report(shell, format)
    with Asking(folder / FOLDER, Addresses(os.environ)) as asking, _Bars.shown(shell) as bars:
        updating = Updating(asking, folder, now=now)
        if dry:
            _would_ask(report, updating, asked, files)
            return report.end(by_hand)
        loading, known = _loading(folder, now, bars), _is_loaded(folder)
        for outcome in updating.update(asked, loading, is_loaded=known, progress=bars.coming):
            report.outcome(outcome)
        downloads = Downloads(asking, folder / FOLDER, now=now)
        for file in files:
            report.outlines(
                file, partial(refresh, downloads, folder, file, now=now, progress=bars.coming(file))
            )
    return report.end(by_hand)


def _would_ask(
    report: _Report, updating: Updating, asked: Sequence[Dataset], files: Sequence[OutlineFile]
) -> None:
    for one in asked:
        report.asked(one.id, one.title, updating.address_of(one))
    for file in files:
        report.asked(f"outlines-{file.kind}", _title(file), file.url)


def _loading(folder: Path, now: datetime.datetime, bars: _Bars) -> Load:
    def loading(new: Sequence[tuple[Fetched, Dataset]]) -> list[tuple[Problem, ...]]:
        given = [
            Given(fetched.path, dataset.id, dataset.fetching.year, fetched.provenance.url)
            for fetched, dataset in new
        ]
        return [one.problems for one in load_all(given, folder, now=now, progress=bars.loading())]

    return loading


def _is_loaded(folder: Path) -> Callable[[str, str], bool]:
    loaded = {(one.dataset, one.sha256) for one in Store.at(folder).editions if not one.packaged}
    return lambda dataset, sha256: (dataset, sha256) in loaded


class _Bars:
    """How far downloads and loadings are, on the error stream, when somebody is looking."""

    def __init__(self, shell: Shell, progress: Progress | None) -> None:
        self._shell, self._progress = shell, progress

    @classmethod
    @contextlib.contextmanager
    def shown(cls, shell: Shell) -> Iterator[_Bars]:
        """The bars, while something goes on."""
        if not shell.err.is_terminal:
            yield cls(shell, None)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"))
        with Progress(*columns, TimeRemainingColumn(), console=shell.err, transient=True) as progress:
            yield cls(shell, progress)

    def coming(self, one: Dataset | OutlineFile) -> Coming | None:
        """Told the bytes of a file that came, or the rows of an answer."""
        in_bytes = not isinstance(one, Dataset) or one.fetching.kind == "file"
        told = self._task(one.title if isinstance(one, Dataset) else _title(one))
        if told is None:
            return None
        return lambda done, total: told(
            done, total, size(done) if in_bytes else f"{done:,}".replace(",", " ")
        )

    def loading(self) -> Loading | None:
        """Told the step of the loading, and how much of it is done."""
        told = self._task(message("territory-update", "loading"))
        if told is None:
            return None
        return lambda step, share: told(share, 1.0, self._shell.words(f"territory-load.{step}"))

    def _task(self, title: Text) -> Callable[[float, float | None, str], None] | None:
        progress = self._progress
        if progress is None:
            return None
        for finished in progress.task_ids:
            progress.remove_task(finished)
        task = progress.add_task(visible(self._shell.words.of(title))[:40], total=None, said="")
        return lambda done, total, said: progress.update(task, completed=done, total=total, said=said)


def _title(file: OutlineFile) -> Text:
    return message("territory-update", "outlines-of", kind=message("kinds", file.kind))


class _Report:
    """What is said of each source as it comes, and at the end; for programs, one JSON value at the end."""

    def __init__(self, shell: Shell, form: str) -> None:
        self._shell, self._words, self._json = shell, shell.words, form == "json"
        self._said: list[dict[str, Any]] = []

    def asked(self, id_: str, title: Text, url: str) -> None:
        """What would be asked."""
        self._add(id_, "asked", title, url=url)

    def outcome(self, outcome: Outcome) -> None:
        """What became of a dataset."""
        one, fetched = outcome.dataset, outcome.fetched
        about: dict[str, Any] = {
            "file": fetched.path.name if fetched else None,
            "size": size(fetched.provenance.size) if fetched else None,
            "url": fetched.provenance.url if fetched else None,
            "sha256": fetched.provenance.sha256 if fetched else None,
            "fetched_at": fetched.provenance.fetched_at.isoformat() if fetched else None,
        }
        rows = fetched.provenance.rows if fetched else None
        key = "refreshed-rows" if rows is not None and outcome.state == "refreshed" else outcome.state
        self._add(one.id, outcome.state, one.title, key, why=outcome.why, rows=rows, **about)

    def outlines(self, file: OutlineFile, refreshing: Callable[[], KeptNow]) -> None:
        """What became of the outlines of a kind."""
        id_, title = f"outlines-{file.kind}", _title(file)
        try:
            kept = refreshing()
        except (OpenDataError, OSError) as error:
            why = error.problem.message if isinstance(error, OpenDataError) else same(str(error))
            self._add(id_, "failed", title, why=(why,), url=file.url)
            return
        state = "refreshed" if kept.changed else "unchanged"
        count = sum(kept.counts.values())
        self._add(
            id_, state, title, "outlines-kept" if kept.changed else "unchanged", count=count, url=file.url
        )

    def end(self, by_hand: Sequence[Dataset]) -> int:
        """Say what is left to do by hand, and the sum; the exit code."""
        states = [one["state"] for one in self._said]
        if self._json:
            manual = [{"id": one.id, "page": one.page} for one in by_hand]
            self._shell.json({"sources": self._said, "by_hand": manual})
        else:
            for one in by_hand:
                title = self._words.of(one.title)
                self._shell.line(
                    self._words("territory-update.by-hand", title=title, page=one.page), style="dim"
                )
            if "asked" not in states:
                counted = {state: states.count(state) for state in _STYLES}
                self._shell.line()
                self._shell.line(self._words("territory-update.total", **counted), style="bold")
        return _FAILED if "failed" in states else 0

    def _add(
        self, id_: str, state: str, title: Text, key: str = "", why: Sequence[Text] = (), **about: Any
    ) -> None:
        reasons = [self._words.of(one) for one in why]
        self._said.append(
            {"id": id_, "state": state, "title": self._words.of(title), **about, "why": reasons}
        )
        if self._json:
            return
        line = self._words(f"territory-update.{key or state}", title=title, **about)
        self._shell.line(line, style=_STYLES.get(state, ""))
        for reason in reasons:
            self._shell.line(reason, indent=2)
