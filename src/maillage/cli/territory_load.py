"""``maillage territory load``: official files already downloaded, made into figures."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from maillage.cli import options
from maillage.cli.problems import problem_json, tell_problems
from maillage.cli.shell import Shell
from maillage.cli.speaking import Choice, Spoken
from maillage.cli.territory_places import folder
from maillage.cli.words import Words
from maillage.io.territory.loading import Given, Loaded, Told, load_all
from maillage.io.territory.staging import LIMIT
from maillage.territory.datasets import datasets
from maillage.territory.figures import Edition

_MIB = 1024 * 1024
_CANNOT = 2


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    files = click.Argument(
        ["files"],
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path),
        metavar=words("metavar.files"),
        help=words("territory-load.files"),
    )
    dataset = click.Option(
        ["--dataset"],
        type=Choice(words, tuple(datasets())),
        metavar=words("metavar.code"),
        help=words("territory-load.dataset"),
    )
    year = click.Option(
        ["--year"],
        type=options.Count(words),
        metavar=words("metavar.number"),
        help=words("territory-load.year"),
    )
    limit = click.Option(
        ["--limit"],
        type=options.Count(words),
        default=LIMIT // _MIB,
        metavar=words("metavar.number"),
        help=words("territory-load.limit"),
    )
    params = [files, dataset, year, limit, options.form(words)]
    return Spoken(words, "territory-load", callback=run, params=params)


@click.pass_obj
def run(
    shell: Shell, files: tuple[Path, ...], dataset: str | None, year: int | None, limit: int, format: str
) -> int:
    """Load the files: 0 when all are, 2 when one of them cannot be; the others are loaded all the same."""
    with _bar(shell) as told:
        done = load_all(
            [Given(one, dataset, year) for one in files],
            folder(os.environ),
            now=datetime.datetime.now(datetime.UTC),
            limit=limit * _MIB,
            progress=told,
        )
    if format == "json":
        shell.json({"files": [_as_json(shell, one) for one in done]})
    else:
        for one in done:
            _tell(shell, one)
    return _CANNOT if any(one.problems for one in done) else 0


@contextlib.contextmanager
def _bar(shell: Shell) -> Iterator[Told]:
    """A bar on the error stream, when somebody is looking."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=shell.err, transient=True, disable=not shell.err.is_terminal) as bar:
        task = bar.add_task("", total=1.0)

        def told(step: str, share: float) -> None:
            bar.update(task, completed=share, description=shell.words(f"territory-load.{step}"))

        yield told


# --- for people ---


def _tell(shell: Shell, done: Loaded) -> None:
    if done.problems:
        tell_problems(shell, done.problems, shell.warn, "file-problems")
    for edition in done.editions:
        title = shell.words.of(datasets()[edition.dataset].title)
        shell.say("territory-load.done", style="bold", title=title, year=edition.year, file=done.path.name)
        for line in provenance(shell.words, edition):
            shell.line(line, indent=2)


def provenance(words: Words, edition: Edition) -> list[str]:
    """What became of the rows of a file, in sentences: only what happened is said."""
    grain = datasets()[edition.dataset].grain
    told = [words.count(f"read-{grain}", edition.rows)]
    told += [words.count("carried-codes", edition.carried)] if edition.carried else []
    told += [words.count("without-figures", edition.without)] if edition.without else []
    for reason, number in edition.dropped.items():
        codes = ", ".join(edition.unknown[:5]) if reason == "unknown" else ""
        told.append(words.count(f"dropped-{reason}", number, codes=codes))
    return told


# --- for programs ---


def _as_json(shell: Shell, done: Loaded) -> dict[str, Any]:
    return {
        "file": str(done.path),
        "editions": [edition_json(one) for one in done.editions],
        "problems": [problem_json(shell, one) for one in done.problems],
    }


def edition_json(one: Edition) -> dict[str, Any]:
    """The provenance of an edition, for programs."""
    return {
        "id": one.id,
        "dataset": one.dataset,
        "year": one.year,
        "years": {measure: {"since": since, "year": year} for measure, (since, year) in one.years.items()},
        "rows": one.rows,
        "file": one.file,
        "sha256": one.sha256,
        "url": one.url,
        "loaded_at": one.loaded_at.isoformat(),
        "packaged": one.packaged,
        "dropped": dict(one.dropped),
        "unknown": list(one.unknown),
        "carried": one.carried,
        "without": one.without,
    }
