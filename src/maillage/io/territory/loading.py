"""Load an official file: recognise its dataset, count, carry to the communes of today, keep with its provenance.

What is kept is complete or is not there: counts are written beside, then named by the manifest in one step.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import duckdb

from maillage.dossier.problems import Problem, UnreadableError
from maillage.io.territory import computing, engine, manifest, tables
from maillage.io.territory.counting import Counted, count
from maillage.io.territory.engine import name
from maillage.io.territory.files import write_table
from maillage.io.territory.manifest import Held, Manifest
from maillage.io.territory.problems import refused
from maillage.io.territory.staging import LIMIT, Plain, Staged, staged
from maillage.io.territory.tables import Source
from maillage.io.territory.today import READY, Ready, put_on_today
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.figures import Edition
from maillage.territory.measures import matches, missing, recognised
from maillage.text import Text, listing, same

Told = Callable[[str, float], None]
"""Told the name of a step (``reading``, ``counting``, ``computing``) and how much of the whole is done, from 0 to 1."""

_TOLD = 50  # unknown codes kept by name
_YEARS = re.compile(r"(?:\(\?P<\w+>[^)]*\))+")  # what stands for a year in the pattern of a column


@dataclass(frozen=True, slots=True)
class Given:
    """A file to load, and what is known of it beside: its `dataset`, its `year`, the `url` it was downloaded from.

    `dataset` and `year` are recognised from the file unless they are given.
    """

    path: Path
    dataset: str | None = None
    year: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one file left: its `editions`, or the `problems` that kept it out."""

    path: Path
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...] = ()


def load(
    path: Path,
    folder: Path,
    *,
    now: datetime.datetime,
    dataset: str | None = None,
    year: int | None = None,
    url: str | None = None,
    limit: int = LIMIT,
    progress: Told | None = None,
) -> Loaded:
    """Load `path` into `folder`. Raises `UnreadableError`, and leaves the folder as it was, when it cannot be.

    What may be known of the file is that of `Given`; `limit` is the largest size accepted, in bytes, once opened.
    Loading a file again replaces what it gave.
    """
    told = progress or _silent
    with manifest.locked(folder):
        held = _held(Given(path, dataset, year, url), folder, limit, now, told)
        _commit(folder, held, told)
    return Loaded(path, tuple(one.edition for one in held))


def load_all(
    files: Sequence[Given],
    folder: Path,
    *,
    now: datetime.datetime,
    limit: int = LIMIT,
    progress: Told | None = None,
) -> tuple[Loaded, ...]:
    """Load several files, computing figures once. A file that cannot be read says so, and the others are loaded."""
    told, done, every = progress or _silent, [], []
    with manifest.locked(folder):
        for rank, one in enumerate(files):

            def part(step: str, share: float, rank: int = rank) -> None:
                told(step, (rank + share) / (len(files) + 1))

            try:
                held = _held(one, folder, limit, now, part)
                every += held
                done.append(Loaded(one.path, tuple(one.edition for one in held)))
            except UnreadableError as error:
                done.append(Loaded(one.path, (), error.problems))
        if every:
            _commit(folder, every, told)
    return tuple(done)


def _held(asked: Given, folder: Path, limit: int, now: datetime.datetime, told: Told) -> list[Held]:
    """Write the counts of a file into `folder`, one file for each edition; nothing names them yet."""
    told("reading", 0.0)
    with staged(asked.path, limit) as given, closing(engine.connect()) as database:
        plain, read, known = _recognise(database, given, asked.dataset)
        told("counting", 0.2)
        found = count(database, read, known)
        told("counting", 0.4)
        held = []
        for one in found:
            of_year = one.year or asked.year or _year_in(given, plain, known, now if asked.url else None)
            ready = put_on_today(database, one, known, of_year)
            if not ready.matched:
                raise refused("no-rows", given.place, given.place.file)
            edition = _edition(given, known, one, ready, of_year, asked.url, now)
            held.append(_write(database, folder, edition, ready))
        return held


def _write(database: duckdb.DuckDBPyConnection, folder: Path, edition: Edition, ready: Ready) -> Held:
    mark = hashlib.sha256(f"{edition.sha256} {manifest.fingerprint()}".encode()).hexdigest()[:12]
    called = f"{edition.id}.{mark}.parquet"
    chosen = ", ".join(name(one) for one in ready.columns)
    write_table(database, f"SELECT {chosen} FROM {READY} ORDER BY code", folder / called)
    return Held(edition, called)


def _commit(folder: Path, held: Sequence[Held], told: Told) -> None:
    told("computing", 0.6)
    before = manifest.read_in(folder)
    new = {one.edition.id for one in held}
    kept = [one for one in before.held if one.edition.id not in new]
    every = tuple(sorted((*kept, *held), key=lambda one: one.edition.id))
    figures = computing.compute(folder, every, lambda share: told("computing", 0.6 + 0.4 * share))
    manifest.replace(folder, Manifest(every, figures, manifest.fingerprint()))
    told("computing", 1.0)


# --- which dataset, which year ---


def _recognise(
    database: duckdb.DuckDBPyConnection, given: Staged, wanted: str | None
) -> tuple[Plain, Source, Dataset]:
    """The member of the file that holds a known dataset. Raises `UnreadableError` saying what was found instead."""
    refusals: list[Problem] = []
    for plain in given.plain:
        try:
            read = tables.source(database, plain)
        except UnreadableError as error:
            refusals += error.problems
            continue
        likely = recognised(read.header)
        found = (wanted if wanted in likely else None) if wanted else next(iter(likely), None)
        if found is not None:
            return plain, read, datasets()[found]
        refusals.append(_unknown(given, read, wanted))
    raise UnreadableError(refusals[:1])


def _unknown(given: Staged, read: Source, wanted: str | None) -> Problem:
    """Which dataset was asked for, or is nearest, and what is missing; or all that there are."""
    header = ", ".join(read.header)
    found = {id_: len(matches(id_, read.header)) for id_ in datasets()}
    nearest = max(found, key=lambda id_: found[id_])
    if wanted is None and not found[nearest]:
        titles = [one.title for one in datasets().values()]
        return refused("unknown-dataset", given.place, header, titles=listing(titles, 40)).problems[0]
    meant = datasets()[wanted or nearest]
    lacking = [same(_YEARS.sub("…", pattern)) for pattern in missing(meant.id, read.header)] or [_keys(meant)]
    code = "not-this-dataset" if wanted else "almost-dataset"
    return refused(code, given.place, header, title=meant.title, missing=listing(lacking, 8)).problems[0]


def _keys(dataset: Dataset) -> Text:
    return same(", ".join("/".join(names) for names in (dataset.reading.code, *dataset.reading.keys)))


def _year_in(given: Staged, plain: Plain, dataset: Dataset, asked: datetime.datetime | None) -> int:
    """The year that the names of the file tell, else that of what is downloaded, else that when it was asked.

    A service that tells no year gives the state of the day. Raises `UnreadableError` for a file without any year.
    """
    for words in (PurePosixPath(plain.called).stem, PurePosixPath(given.name).stem):
        years = [int(found) for found in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)]
        if years:
            return years[-1]
    if dataset.fetching.year is not None:
        return dataset.fetching.year
    if asked is not None:
        return asked.year
    raise refused("no-year", given.place, plain.called)


def _edition(
    given: Staged,
    dataset: Dataset,
    counted: Counted,
    ready: Ready,
    year: int,
    url: str | None,
    now: datetime.datetime,
) -> Edition:
    return Edition(
        id=f"{dataset.id}-{year}",
        dataset=dataset.id,
        year=year,
        years={one: (since, stated or year) for one, (since, stated) in counted.years.items()},
        measures=ready.measures,
        rows=ready.rows,
        file=given.name,
        sha256=given.sha256,
        url=url,
        loaded_at=now,
        dropped=ready.dropped,
        carried=ready.moved,
        without=ready.without,
        unknown=ready.unknown[:_TOLD],
    )


def _silent(step: str, share: float) -> None:
    """Nobody is looking."""
